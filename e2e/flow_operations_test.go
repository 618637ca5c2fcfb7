package e2e_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/server"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestOwnMetrics gives /metrics a listener of its own, which serves nothing else and ends with the server.
func TestOwnMetrics(t *testing.T) {
	address := freeAddress(t)
	p := start(t, storagetest.Fresh(t, storage.SQLite), settings{"metrics.listen": address})
	get := func(path string) answer {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		return p.do(t, r)
	}
	if a := get("/metrics").is(t, http.StatusOK); !strings.Contains(a.Body, "patio_build_info") {
		t.Error("the listener for metrics has none")
	}
	for _, path := range []string{"/", "/healthz", "/login", "/oauth/authorize"} {
		get(path).is(t, http.StatusNotFound)
	}
	p.get(t, "/metrics").is(t, http.StatusNotFound)
	if a := get("/metrics"); !strings.Contains(a.Body, "patio_http_requests_total") {
		t.Error("the requests of the main listener are not counted")
	}
	if about := p.get(t, "/healthz").is(t, http.StatusOK).object(t); about["status"] != "ok" || len(about) != 1 {
		t.Errorf("/healthz tells %v", about)
	}
	p.stop(t)
	resp, err := http.Get("http://" + address + "/metrics")
	if err == nil {
		_ = resp.Body.Close()
		t.Error("the listener for metrics outlives the server")
	}
	p.launch(t)
}

// TestSecurityTXT publishes where vulnerabilities are reported (RFC 9116), and only where that is configured.
func TestSecurityTXT(t *testing.T) {
	const path = "/.well-known/security.txt"
	p := start(t, storagetest.Fresh(t, storage.SQLite), settings{
		"security_txt.contact": "mailto:security@example.org, https://example.org/report", "security_txt.policy": "https://example.org/policy",
	})
	a := p.get(t, path).is(t, http.StatusOK)
	if kind := a.Header.Get("Content-Type"); kind != "text/plain; charset=utf-8" {
		t.Errorf("it comes as %q", kind)
	}
	fields := map[string][]string{}
	for line := range strings.Lines(a.Body) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		fields[name] = append(fields[name], value)
	}
	expires, err := time.Parse(time.RFC3339, strings.Join(fields["Expires"], " "))
	if left := time.Until(expires); err != nil || left < 30*24*time.Hour || left > 365*24*time.Hour {
		t.Errorf("it expires in %v, %v", left, err)
	}
	if got := fields["Contact"]; !slices.Equal(got, []string{"mailto:security@example.org", "https://example.org/report"}) {
		t.Errorf("the contacts are %q", got)
	}
	if !slices.Equal(fields["Canonical"], []string{p.issuer + path}) || !slices.Equal(fields["Policy"], []string{"https://example.org/policy"}) {
		t.Errorf("it has %q", fields)
	}
	p = start(t, storagetest.Fresh(t, storage.SQLite), nil)
	p.get(t, path).is(t, http.StatusNotFound)
	if to := p.get(t, "/.well-known/change-password").is(t, http.StatusSeeOther).Header.Get("Location"); to != "/account" {
		t.Errorf("a password manager is led to %s", to)
	}
	if body := p.get(t, "/robots.txt").is(t, http.StatusOK).Body; !strings.Contains(body, "Disallow: /\n") {
		t.Errorf("search engines are told %q", body)
	}
}

// TestIsolationHeaders: pages keep to themselves, and what other origins are meant to read, they can.
func TestIsolationHeaders(t *testing.T) {
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	for _, path := range []string{"/login", "/leaked-token", "/logout", "/nothing-here", "/oauth/authorize"} {
		h := p.get(t, path).Header
		if h.Get("Cross-Origin-Resource-Policy") != "same-origin" || !strings.Contains(h.Get("Permissions-Policy"), "camera=()") {
			t.Errorf("%s: %v", path, h)
		}
	}
	for _, path := range []string{
		"/.well-known/oauth-authorization-server", "/.well-known/jwks.json", "/api/v1/openapi.yaml", "/api/v1/me", "/healthz",
	} {
		if h := p.get(t, path).Header; h.Get("Cross-Origin-Resource-Policy") != "" {
			t.Errorf("%s: %v", path, h)
		}
	}
}

// TestHeadChangesNothing asks every address for its headers, and has a browser fetch every address ahead, as a person
// who is signed in and has allowed an app. Nothing is written, and no code is made.
func TestHeadChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		app := p.client(t, mira, clientSpec{})
		_, id := p.pat(t, mira, app)
		b := p.browser()
		p.grantIn(t, b, app, mira)
		session := b.cookie(t, "patio_session")
		ask := p.authorizeURL(app, nil)
		db := p.behind(t)
		before := countRows(t, db, p.kind)
		addresses := []string{strings.TrimPrefix(ask.URL, p.issuer)}
		for _, pattern := range server.RoutePatterns() {
			if strings.HasSuffix(pattern, "/revocations") { // it does not end
				continue
			}
			addresses = append(addresses, strings.NewReplacer(":client_id", app.ID, ":id", id, "*file", "x").Replace(pattern))
		}
		for _, address := range addresses {
			for _, how := range []struct{ method, header, value string }{
				{http.MethodHead, "", ""},
				{http.MethodGet, "Sec-Purpose", "prefetch"}, {http.MethodGet, "Sec-Purpose", "prefetch;prerender"},
				{http.MethodGet, "Purpose", "prefetch"}, {http.MethodGet, "X-Moz", "prefetch"},
			} {
				r := p.request(t, how.method, address, url.Values{})
				r.AddCookie(&http.Cookie{Name: "patio_session", Value: session})
				if how.header != "" {
					r.Header.Set(how.header, how.value)
				}
				a := p.do(t, r)
				if a.Status >= 500 || strings.Contains(a.Header.Get("Location"), "code=") {
					t.Errorf("%s %s (%s) is answered with %d and %s", how.method, address, how.value, a.Status, a.Header.Get("Location"))
				}
			}
		}
		for table, n := range countRows(t, db, p.kind) {
			if n != before[table] {
				t.Errorf("%d rows were written into %s", n-before[table], table)
			}
		}
		// A person who goes there gets a code, as before.
		if at := b.open(t, ask.URL); at.Left == nil || at.Left.Query().Get("code") == "" {
			t.Error("a person who goes there gets no code")
		}
	})
}
