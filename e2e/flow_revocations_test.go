package e2e_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestRevocationStream follows what ends, by hand and with the SDK, at one process while it ends at another.
func TestRevocationStream(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database string) {
		t.Parallel()
		f := replicated(t, database, nil)
		mira := f.person(t)
		app, api := f.client(t, mira, clientSpec{}), f.resourceServer(t, mira)
		t.Run("who may", func(t *testing.T) { whoMayFollow(t, f, mira, app, api) })
		t.Run("what is told", func(t *testing.T) { whatIsTold(t, f, mira, app, api) })
		t.Run("SDK", func(t *testing.T) { followedBySDK(t, f, mira, app, api) })
		t.Run("at the stop", func(t *testing.T) { streamAtStop(t, f, api) })
	})
}

// streamOf opens the stream at one process. Its own client: that of the harness reads answers to their end.
func streamOf(t *testing.T, at *patio, change func(r *http.Request)) *http.Response {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+at.listen+"/api/v1/revocations", nil)
	if err != nil {
		t.Fatal(err)
	}
	change(r)
	resp, err := (&http.Client{Transport: &http.Transport{}}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = resp.Body.Close() })
	return resp
}

func by(c client) func(r *http.Request) {
	return func(r *http.Request) { r.SetBasicAuth(url.QueryEscape(c.ID), url.QueryEscape(c.Secret)) }
}

func whoMayFollow(t *testing.T, f *front, who person, app, api client) {
	wrong := api
	wrong.Secret = "pcs_000000000000000000000000000000000000"
	f.hide(wrong.Secret)
	own := f.token(t, api, url.Values{"grant_type": {"client_credentials"}}).is(t, http.StatusOK).object(t).text(t, "access_token")
	persons := f.grant(t, app, who).Access
	personal, _ := f.pat(t, who, app)
	bear := func(token string) func(r *http.Request) {
		return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }
	}
	for name, c := range map[string]struct {
		change func(r *http.Request)
		status int
	}{
		"nobody":                        {func(*http.Request) {}, 401},
		"a wrong secret":                {by(wrong), 401},
		"an app":                        {by(app), 403},
		"a person's token":              {bear(persons), 403},
		"a personal access token":       {bear(personal), 403},
		"a bad token":                   {bear("nonsense"), 401},
		"a resource server":             {by(api), 200},
		"a resource server's own token": {bear(own), 200},
		"a mark of nobody's": {func(r *http.Request) {
			by(api)(r)
			r.Header.Set("Last-Event-ID", "'; DROP TABLE revocations; --")
		}, 400},
	} {
		resp := streamOf(t, f.replicas[0], c.change)
		if resp.StatusCode != c.status || c.status == 401 && resp.Header.Get("WWW-Authenticate") == "" {
			t.Errorf("%s is answered with %d, want %d", name, resp.StatusCode, c.status)
		}
		_ = resp.Body.Close()
	}
	var last *http.Response
	var open []io.Closer
	for range 11 {
		last = streamOf(t, f.replicas[0], by(api))
		open = append(open, last.Body)
	}
	if last.StatusCode != http.StatusTooManyRequests || last.Header.Get("Retry-After") == "" {
		t.Errorf("the eleventh stream of one client is answered with %d", last.StatusCode)
	}
	for _, body := range open {
		_ = body.Close()
	}
	soon(t, "a stream that was left counts no more", func() bool {
		resp := streamOf(t, f.replicas[0], by(api))
		_ = resp.Body.Close()
		return resp.StatusCode == http.StatusOK
	})
}

// events reads a stream until a line holds all the words, and gives the last id before.
func events(t *testing.T, lines *bufio.Scanner, words ...string) (id string) {
	t.Helper()
	for lines.Scan() {
		line := lines.Text()
		if after, is := strings.CutPrefix(line, "id: "); is {
			id = after
		}
		found := true
		for _, word := range words {
			found = found && strings.Contains(line, word)
		}
		if found {
			return id
		}
	}
	t.Fatalf("the stream ended before it told of %v: %v", words, lines.Err())
	return ""
}

func whatIsTold(t *testing.T, f *front, who person, app, api client) {
	elsewhere := f.replicas[len(f.replicas)-1]
	before := f.grant(t, app, who)
	f.revoke(t, app, before.Access).is(t, http.StatusOK)
	lines := bufio.NewScanner(streamOf(t, elsewhere, by(api)).Body)
	jti, _ := claim(t, before.Access, "jti").(string)
	events(t, lines, `"kind":"jti"`, jti)
	events(t, lines, "event: synced")
	next := f.grant(t, app, who)
	lineage, _ := claim(t, next.Access, "lineage").(string)
	f.revoke(t, app, next.Refresh).is(t, http.StatusOK)
	began := time.Now()
	mark := events(t, lines, `"kind":"lineage"`, lineage)
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %v to be told", took)
	}
	guest := f.person(t)
	f.cli(t, "user", "disable", guest.Username)
	events(t, lines, `"kind":"user"`)
	events(t, lines, ": alive")
	again := bufio.NewScanner(streamOf(t, f.replicas[0], func(r *http.Request) { by(api)(r); r.Header.Set("Last-Event-ID", mark) }).Body)
	events(t, again, `"kind":"user"`) // which came after the mark
}

func followedBySDK(t *testing.T, f *front, who person, app, api client) {
	c, err := bearer.New(t.Context(), bearer.Config{
		Now:    clocktest.Now,
		Issuer: f.issuer, Audience: api.ResourceServer, ClientID: api.ID, ClientSecret: api.Secret, Revocations: bearer.FollowOrRefuse,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	soon(t, "it follows", func() bool { return c.Following() == nil })
	guest := f.person(t)
	for name, end := range map[string]func(held tokens){
		"the token is revoked":         func(held tokens) { f.revoke(t, app, held.Access).is(t, http.StatusOK) },
		"the refresh token is revoked": func(held tokens) { f.revoke(t, app, held.Refresh).is(t, http.StatusOK) },
		"the person is switched off":   func(tokens) { f.cli(t, "user", "disable", guest.Username) },
	} {
		if name != "the person is switched off" {
			guest = who
		} else {
			guest = f.person(t)
		}
		held := f.grant(t, app, guest)
		if _, err := c.Verify(t.Context(), held.Access); err != nil {
			t.Errorf("%s: before that: %v", name, err)
		}
		end(held)
		soon(t, name, func() bool {
			_, err := c.Verify(t.Context(), held.Access)
			return errors.Is(err, bearer.ErrInvalidToken)
		})
	}
}

func streamAtStop(t *testing.T, f *front, api client) {
	last := f.replicas[len(f.replicas)-1]
	lines := bufio.NewScanner(streamOf(t, last, by(api)).Body)
	events(t, lines, "event: synced")
	began := time.Now()
	last.stop(t)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("a stream holds up the stop for %v", took)
	}
	for lines.Scan() {
	}
	last.launch(t)
}
