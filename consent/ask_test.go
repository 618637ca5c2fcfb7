package consent_test

import (
	"maps"
	"reflect"
	"testing"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

const (
	there = "https://other.test"
	notes = "https://notes.test/v1"
	mail  = "https://mail.test"
)

// TestCombinations: what was allowed towards one origin for one resource says
// nothing about another origin or another resource.
func TestCombinations(t *testing.T) {
	store := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))
	book := consent.New(store, func() time.Time { return time.UnixMilli(1) })
	ask := func(origin string, resources []string, factor bool, scopes ...string) consent.Request {
		return consent.Request{
			UserID: mira, ClientID: app, Origin: origin, Resources: resources, SecondFactor: factor, Scopes: scopes,
		}
	}
	for _, r := range []consent.Request{ask(here, nil, false, "a", "b"), ask(here, []string{notes, mail}, false, "a"), ask(there, []string{notes}, true, "c")} {
		if err := book.Allow(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	for what, c := range map[string]struct {
		r    consent.Request
		want consent.Answer
	}{
		"as it was":                         {ask(here, nil, false, "b", "a"), consent.Answer{}},
		"the default audience by its name":  {ask(here, []string{""}, false, "b"), consent.Answer{}},
		"one of two resources":              {ask(here, []string{mail}, false, "a"), consent.Answer{}},
		"both, in another order":            {ask(here, []string{mail, notes}, false, "a"), consent.Answer{}},
		"a scope of another resource":       {ask(here, []string{notes}, false, "b"), consent.Answer{Ask: true, NewScopes: []string{"b"}}},
		"a scope of another origin":         {ask(here, []string{notes}, false, "a", "c"), consent.Answer{Ask: true, NewScopes: []string{"c"}}},
		"a resource more":                   {ask(here, []string{notes, "https://x.test"}, false, "a"), consent.Answer{Ask: true, NewResources: []string{"https://x.test"}}},
		"the default audience more":         {ask(there, []string{"", notes}, false, "c"), consent.Answer{Ask: true, NewResources: []string{""}}},
		"a resource instead of the default": {ask(there, nil, false, "c"), consent.Answer{Ask: true, NewResources: []string{""}}},
		"another origin":                    {ask("https://evil.test", nil, false, "a"), consent.Answer{Ask: true, NewOrigin: true}},
		"another origin, and more":          {ask("https://evil.test", nil, false, "a", "d"), consent.Answer{Ask: true, NewOrigin: true, NewScopes: []string{"d"}}},
		"another origin with nothing":       {ask("https://evil.test", nil, false), consent.Answer{Ask: true, NewOrigin: true}},
		"a second factor, allowed":          {ask(there, []string{notes}, true, "c"), consent.Answer{}},
		"a second factor, not here":         {ask(here, nil, true, "a"), consent.Answer{Ask: true, NewSecondFactor: true}},
	} {
		c.want.Before = true
		if got, err := book.Missing(t.Context(), c.r); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, %v; want %+v", what, got, err, c.want)
		}
	}
	if err := book.Forget(t.Context(), mira, app); err != nil {
		t.Fatal(err)
	}
	for _, r := range []consent.Request{ask(here, nil, false, "a"), ask(there, []string{notes}, true, "c")} {
		if got, err := book.Missing(t.Context(), r); err != nil || got.Before || !got.Ask {
			t.Errorf("after withdrawal: %+v, %v", got, err)
		}
	}
}

// TestAllowedInTheTrail: each record says where the app leads, for which API,
// and with which scopes before and after.
func TestAllowedInTheTrail(t *testing.T) {
	store := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))
	book := consent.New(store, func() time.Time { return time.UnixMilli(1) })
	r := consent.Request{UserID: mira, ClientID: app, Origin: here, Resources: []string{notes}, Scopes: []string{"a"}}
	last := func(before, after map[string]string) {
		t.Helper()
		if err := book.Allow(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		trail, err := store.AuditEvents(t.Context(), "", 1)
		if err != nil || trail[0].Action != audit.Action("consent.allowed") || trail[0].Subject != app ||
			!maps.Equal(trail[0].Before, before) || !maps.Equal(trail[0].After, after) {
			t.Errorf("trail %+v, %v; want %v, then %v", trail, err, before, after)
		}
	}
	first := map[string]string{"origin": here, "resource": notes, "scopes": "a"}
	last(nil, first)
	r.Scopes = []string{"b", "a"}
	grown := map[string]string{"origin": here, "resource": notes, "scopes": "a b"}
	last(first, grown)
	r.SecondFactor = true
	last(grown, map[string]string{"origin": here, "resource": notes, "scopes": "a b", "second_factor": "true"})
	r.Resources = nil
	last(nil, map[string]string{"origin": here, "resource": "", "scopes": "b a", "second_factor": "true"})
}

func TestOrigin(t *testing.T) {
	for uri, want := range map[string]string{
		"https://app.test/cb?a=b":     "https://app.test",
		"https://APP.test:443":        "https://app.test",
		"https://app.test:8443/cb":    "https://app.test:8443",
		"https://[2001:db8::1]/cb":    "https://[2001:db8::1]",
		"https://[2001:db8::1]:4/cb":  "https://[2001:db8::1]:4",
		"http://127.0.0.1:4000/cb":    consent.ThisDevice,
		"http://[::1]/cb":             consent.ThisDevice,
		"http://localhost:1/":         consent.ThisDevice,
		"https://localhost/cb":        consent.ThisDevice,
		"https://127.0.0.1:5/cb":      consent.ThisDevice,
		"https://127.8.9.1/cb":        consent.ThisDevice,
		"https://[::ffff:127.0.0.1]/": consent.ThisDevice,
		"https://0.0.0.0:8443/cb":     consent.ThisDevice,
		"https://[::]/cb":             consent.ThisDevice,
		"https://LOCALHOST./cb":       consent.ThisDevice,
		"https://app.localhost/cb":    consent.ThisDevice,
		"https://notlocalhost/cb":     "https://notlocalhost",
		"org.example.app:/cb":         "org.example.app:",
		"org.example.app://bank.test": "org.example.app:",
		"https://a.test.evil.test/":   "https://a.test.evil.test",
	} {
		if got := consent.Origin(uri); got != want {
			t.Errorf("%s: %q, want %q", uri, got, want)
		}
	}
}
