package e2e_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestIssuerWithPath is Patio below a path of a host that it shares: behind a proxy that passes the path on, and behind one
// that takes it off.
func TestIssuerWithPath(t *testing.T) {
	for name, strips := range map[string]bool{"passed on": false, "taken off": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const base = "/sign-in/auth"
			var p *patio
			proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				(&httputil.ReverseProxy{Rewrite: func(out *httputil.ProxyRequest) {
					out.SetURL(&url.URL{Scheme: "http", Host: p.listen})
					if strips {
						out.Out.URL.Path = strings.TrimPrefix(out.In.URL.Path, base)
					}
				}}).ServeHTTP(w, r)
			}))
			t.Cleanup(proxy.Close)
			p = prepared(t, storagetest.Fresh(t, storage.SQLite), storage.SQLite, settings{"issuer": proxy.URL + base})
			p.issuer = proxy.URL + base
			p.launch(t)
			p.endWith(t)
			mira := p.person(t)
			app := p.client(t, mira, clientSpec{Scopes: []string{"profile", "notes:read", "clients:write"}})
			metadataBelow(t, p, proxy.URL, base, strips)
			flowsBelow(t, p, mira, app, base)
			pagesBelow(t, p, mira, app, base)
		})
	}
}

// metadataBelow finds the metadata where clients look for it (RFC 8414, section 3; OpenID Connect Discovery, section 4).
func metadataBelow(t *testing.T, p *patio, origin, base string, strips bool) {
	t.Helper()
	places := []string{p.issuer + metadataPath}
	if !strips {
		places = append(places, origin+metadataPath+base)
	}
	for _, place := range places {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, place, nil)
		if err != nil {
			t.Fatal(err)
		}
		found := p.do(t, r).is(t, http.StatusOK).object(t)
		for name, value := range found {
			text, _ := value.(string)
			if name == "issuer" && text != p.issuer || strings.HasPrefix(text, "http") && !strings.HasPrefix(text, p.issuer) {
				t.Errorf("%s: %s is %q", place, name, text)
			}
		}
	}
	for _, path := range []string{"/healthz", "/readyz", "/.well-known/jwks.json"} {
		p.get(t, path).is(t, http.StatusOK)
	}
	if got := p.get(t, "/api/v1/openapi.yaml").is(t, http.StatusOK).Body; !strings.Contains(got, "- url: "+base+"/api/v1\n") {
		t.Error("the description of the REST API names another server")
	}
	p.get(t, "/nothing").is(t, http.StatusNotFound)
}

func flowsBelow(t *testing.T, p *patio, who person, app client, base string) {
	t.Helper()
	held := p.grant(t, app, who, "profile", "notes:read")
	p.me(t, held.Access).is(t, http.StatusOK)
	next := p.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK).tokens(t)
	if got := p.introspect(t, app, next.Access)["iss"]; got != p.issuer {
		t.Errorf("iss is %v", got)
	}
	if _, err := verifier(t, p).Verify(t.Context(), next.Access); err != nil {
		t.Errorf("go-oidc: %v", err)
	}
	personal, _ := p.pat(t, who, app)
	made := p.api(t, http.MethodPost, "/clients", personal, order{
		"name": "Made", "type": "public", "scopes": []string{"profile"}, "redirect_uris": []string{callback},
	}).is(t, http.StatusCreated)
	if got := made.Header.Get("Location"); !strings.HasPrefix(got, base+"/api/v1/clients/") {
		t.Errorf("Location is %q", got)
	}
	api := p.resourceServer(t, who)
	tokens, err := bearer.New(t.Context(), bearer.Config{
		Issuer: p.issuer, Audience: api.ResourceServer, ClientID: api.ID, ClientSecret: api.Secret,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer tokens.Close()
	for _, token := range []string{next.Access, personal} {
		if _, err := tokens.Verify(t.Context(), token); err != nil {
			t.Errorf("bearer: %v", err)
		}
	}
}

// pagesBelow goes through all pages that a person finds, and insists that nothing on them leads out.
func pagesBelow(t *testing.T, p *patio, who person, app client, base string) {
	t.Helper()
	b := p.browser()
	at := b.signIn(t, b.open(t, "/login"), who)
	origin := strings.TrimSuffix(p.issuer, base)
	seen := map[string]bool{}
	next := []string{at.URL.String(), p.issuer, p.issuer + "/", p.authorizeURL(app, nil).URL, p.issuer + "/developer/clients/" + app.ID, p.issuer + "/nothing"}
	for len(next) > 0 && len(seen) < 60 {
		address := next[0]
		next = next[1:]
		if seen[address] || strings.HasSuffix(address, "/logout") {
			continue
		}
		seen[address] = true
		page := b.open(t, address)
		if page.root == nil {
			continue
		}
		for n := range page.root.Descendants() {
			for _, a := range n.Attr {
				if n.Type != html.ElementNode || a.Key != "href" && a.Key != "src" && a.Key != "action" && a.Key != "formaction" {
					continue
				}
				to, err := page.URL.Parse(a.Val)
				if err != nil {
					t.Fatal(err)
				}
				if to.Scheme+"://"+to.Host == origin && !strings.HasPrefix(to.Path, base+"/") {
					t.Errorf("%s: %s=%q leads out of %s", address, a.Key, a.Val, base)
				}
				if n.Data == "a" && strings.HasPrefix(to.String(), p.issuer) {
					to.Fragment = ""
					next = append(next, to.String())
				}
				if a.Key == "src" || n.Data == "link" && strings.HasPrefix(to.String(), p.issuer) {
					b.open(t, to.String()).is(t, http.StatusOK)
				}
			}
		}
	}
	if len(seen) < 12 {
		t.Errorf("only %d pages were found: %v", len(seen), seen)
	}
	u, err := url.Parse(p.issuer + "/account")
	if err != nil {
		t.Fatal(err)
	}
	if len(b.client.Jar.Cookies(u)) == 0 || len(b.client.Jar.Cookies(&url.URL{Scheme: "http", Host: u.Host, Path: "/"})) != 0 {
		t.Error("the cookies are not kept to the path")
	}
	made := b.newToken(t, app, url.Values{"name": {"below a path"}, "scope": {"profile"}}).is(t, http.StatusOK)
	p.me(t, made.secretOn(t, p)).is(t, http.StatusOK)
	made.says(t, p.issuer+"/api/v1/me")
}
