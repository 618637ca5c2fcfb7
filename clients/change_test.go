package clients_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
)

const stranger = "0195aaaa-0000-7000-8000-000000000002"

func TestChange(t *testing.T) {
	r := newRoom(t)
	reg := good()
	reg.ResourceServer = "https://api.example.org"
	want, raw := r.register(t, reg)
	beside, _ := r.register(t, good())
	for _, c := range []struct {
		name   string
		change clients.Change
		apply  func(c *clients.Client)
	}{
		{"nothing", clients.Change{}, func(*clients.Client) {}},
		{"name", clients.Change{Name: new("  Ünï 🦊 ")}, func(c *clients.Client) { c.Name = "Ünï 🦊" }},
		{
			"redirect URIs", clients.Change{RedirectURIs: &[]string{"https://b.example/", "https://a.example/", "https://b.example/", ""}},
			func(c *clients.Client) { c.RedirectURIs = []string{"https://b.example/", "https://a.example/"} },
		},
		{"no redirect URIs", clients.Change{RedirectURIs: new([]string)}, func(c *clients.Client) { c.RedirectURIs = nil }},
		{
			"grant types", clients.Change{GrantTypes: &[]string{clients.GrantClientCredentials}},
			func(c *clients.Client) { c.GrantTypes = []string{clients.GrantClientCredentials} },
		},
		{"no grant types", clients.Change{GrantTypes: &[]string{}}, func(c *clients.Client) { c.GrantTypes = nil }},
		{"format", clients.Change{Format: new(clients.Opaque)}, func(c *clients.Client) { c.Format = clients.Opaque }},
		{"open to users", clients.Change{UserTokens: new(true)}, func(c *clients.Client) { c.UserTokens = true }},
		{"closed to users", clients.Change{UserTokens: new(false)}, func(c *clients.Client) { c.UserTokens = false }},
		{"off", clients.Change{Disabled: new(true)}, func(c *clients.Client) { c.InactiveSince = r.at }},
		{"off again", clients.Change{Disabled: new(true), Name: new("Off")}, func(c *clients.Client) { c.Name = "Off" }},
		{"on", clients.Change{Disabled: new(false)}, func(c *clients.Client) { c.InactiveSince = time.Time{} }},
	} {
		c.apply(&want)
		got, err := r.Change(t.Context(), owner, want.ID, c.change)
		if err != nil || !equal(got, want) {
			t.Errorf("%s: %+v, %v; want %+v", c.name, got, err, want)
		}
		kept, err := r.Get(t.Context(), want.ID)
		if err != nil || !equal(kept, want) {
			t.Errorf("%s: kept %+v, %v", c.name, kept, err)
		}
		if c.name == "off" {
			r.at = r.at.Add(time.Hour) // off since the first time, not since the last
		}
	}
	if _, err := r.Authenticate(t.Context(), clients.Credentials{ID: want.ID, Secret: raw, Method: clients.AuthBasic}); err != nil {
		t.Errorf("its secret after the changes: %v", err)
	}
	if got, err := r.Get(t.Context(), beside.ID); err != nil || !equal(got, beside) {
		t.Errorf("the client beside it is now %+v, %v", got, err)
	}
	if got, want := r.trail(t), 9; got["client.changed"] != want || got["client.suspended"] != 1 || got["client.activated"] != 1 {
		t.Errorf("trail %v, want %d changes", got, want)
	}
}

// trail counts the events by action.
func (r *room) trail(t *testing.T) map[string]int {
	t.Helper()
	events, err := r.store.AuditEvents(t.Context(), "", 100)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, e := range events {
		counts[string(e.Action)]++
	}
	return counts
}

// TestChangeRefused: one field that is wrong keeps all the others from
// changing, and leaves no trace.
func TestChangeRefused(t *testing.T) {
	r := newRoom(t)
	confidential, _ := r.register(t, good())
	public, _ := r.register(t, public())
	for _, c := range []struct {
		name, field string
		client      clients.Client
		change      clients.Change
	}{
		{"an empty name", "name", confidential, clients.Change{Name: new("")}},
		{"a name of spaces", "name", confidential, clients.Change{Name: new(" \t ")}},
		{"the same name and a line separator", "name", confidential, clients.Change{Name: new(confidential.Name + "\u2028")}},
		{"a line break before the same name", "name", confidential, clients.Change{Name: new("\n" + confidential.Name)}},
		{"a long name", "name", confidential, clients.Change{Name: new(strings.Repeat("ü", 101))}},
		{"a zero byte in the name", "name", confidential, clients.Change{Name: new("a\x00b")}},
		{"a name that turns around", "name", confidential, clients.Change{Name: new("a\u202eb")}},
		{"one bad redirect URI", "redirect_uris", confidential, clients.Change{RedirectURIs: &[]string{"https://a.example/", "http://a.example/"}}},
		{"too many redirect URIs", "redirect_uris", confidential, clients.Change{RedirectURIs: new(many("https://app.example.org/", 21))}},
		{"an unknown grant", "grant_types", confidential, clients.Change{GrantTypes: &[]string{"password"}}},
		{"client credentials without a secret", "grant_types", public, clients.Change{GrantTypes: &[]string{clients.GrantClientCredentials}}},
		{"an unknown format", "access_token_format", confidential, clients.Change{Format: new(clients.Format("JWT"))}},
		{"an empty format", "access_token_format", confidential, clients.Change{Format: new(clients.Format(""))}},
	} {
		t.Run(c.name, func(t *testing.T) {
			full := c.change // with everything else that could change
			full.UserTokens, full.Disabled = new(true), new(true)
			if full.Name == nil {
				full.Name = new("Other")
			}
			if full.RedirectURIs == nil {
				full.RedirectURIs = &[]string{"https://other.example/"}
			}
			got, err := r.Change(t.Context(), owner, c.client.ID, full)
			var refusal *clients.Error
			if !errors.As(err, &refusal) || refusal.Field != c.field || refusal.Detail == "" || got.ID != "" {
				t.Errorf("%+v, error %v, want one on %s", got, err, c.field)
			}
			if kept, err := r.Get(t.Context(), c.client.ID); err != nil || !equal(kept, c.client) {
				t.Errorf("kept %+v, %v; want %+v", kept, err, c.client)
			}
		})
	}
	if got := r.trail(t); len(got) != 1 || got["client.registered"] != 2 {
		t.Errorf("trail %v", got)
	}
}

// TestChangeOwn: a client is changed and seen by its owner alone.
func TestChangeOwn(t *testing.T) {
	r := newRoom(t)
	c, _ := r.register(t, good())
	for _, of := range []struct{ who, id string }{
		{stranger, c.ID}, {"", c.ID}, {owner, stranger}, {owner, ""}, {owner, "x"}, {owner, c.ID + " "}, {owner, strings.ToUpper(c.ID)},
	} {
		if got, err := r.Owned(t.Context(), of.who, of.id); !errors.Is(err, clients.ErrUnknown) || got.ID != "" {
			t.Errorf("%q sees %q: %+v, %v", of.who, of.id, got, err)
		}
		if _, err := r.Change(t.Context(), of.who, of.id, clients.Change{Name: new("Mine now")}); !errors.Is(err, clients.ErrUnknown) {
			t.Errorf("%q changes %q: %v", of.who, of.id, err)
		}
	}
	if got, err := r.Owned(t.Context(), owner, c.ID); err != nil || !equal(got, c) {
		t.Errorf("its owner sees %+v, %v", got, err)
	}
	if err := r.Delete(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Change(t.Context(), owner, c.ID, clients.Change{Name: new("Late")}); !errors.Is(err, clients.ErrUnknown) {
		t.Errorf("a client that is gone: %v", err)
	}
}

// TestChangesAtOnce: two changes of different fields both last, so that a
// redirect URI that was taken away does not come back.
func TestChangesAtOnce(t *testing.T) {
	r := newRoom(t)
	c, _ := r.register(t, good())
	changes := []clients.Change{
		{Name: new("New")}, {RedirectURIs: &[]string{}}, {GrantTypes: &[]string{clients.GrantCode}},
		{Format: new(clients.Opaque)}, {UserTokens: new(true)}, {Disabled: new(true)},
	}
	var all sync.WaitGroup
	for _, change := range changes {
		all.Go(func() {
			if _, err := r.Change(t.Context(), owner, c.ID, change); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	got, err := r.Get(t.Context(), c.ID)
	if err != nil || got.Name != "New" || len(got.RedirectURIs) != 0 || !slices.Equal(got.GrantTypes, []string{clients.GrantCode}) ||
		got.Format != clients.Opaque || !got.UserTokens || got.Active() {
		t.Errorf("after all of them: %+v, %v", got, err)
	}
}
