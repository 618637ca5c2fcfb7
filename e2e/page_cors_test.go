package e2e_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// appOfOtherOrigin is a single-page app in Chromium on another origin: it redeems its code, calls the REST API, reads a
// refusal, refreshes and revokes, all by scripts of its own page.
func appOfOtherOrigin(t *testing.T, p *patio, chrome context.Context) {
	mira := p.person(t)
	at := p.appServer(t, "localhost")
	app := p.client(t, mira, clientSpec{Name: "Notebook", Public: true, Redirects: []string{at.callback}, Scopes: []string{"profile", "notes:read"}})
	s := p.screen(t, chrome, true)
	a := p.authorizeURL(app, []string{"profile", "notes:read"})
	s.open(t, a.URL)
	s.fill(t, "username", mira.Username)
	s.fill(t, "password", mira.Password)
	s.press(t, "form button.is-main")
	s.press(t, "button[name=decision][value=allow]")
	code := at.answer(t, s).Get("code")
	s.says(t, "Back at the app")

	script := fmt.Sprintf(`(async (patio, client, redirect, code, verifier) => {
		const said = []
		const tell = async (what, answer) => { said.push(what + " " + answer.status); return answer }
		const post = (path, form) => fetch(patio + path, {method: "POST", body: new URLSearchParams(form)})
		const about = await (await tell("metadata", await fetch(patio + "/.well-known/oauth-authorization-server",
			{headers: {"MCP-Protocol-Version": "2026-07-28"}}))).json()
		await tell("keys", await fetch(about.jwks_uri))
		const wrong = await tell("wrong code", await post("/oauth/token", {grant_type: "authorization_code", client_id: client, code: "x", code_verifier: verifier}))
		said.push((await wrong.json()).error)
		const first = await (await tell("code", await post("/oauth/token",
			{grant_type: "authorization_code", client_id: client, redirect_uri: redirect, code, code_verifier: verifier}))).json()
		const me = await tell("me", await fetch(patio + "/api/v1/me", {headers: {Authorization: "Bearer " + first.access_token}}))
		said.push((await me.json()).user.id, me.headers.has("X-Request-Id"))
		const lacking = await tell("lacking scope", await fetch(patio + "/api/v1/clients",
			{method: "POST", headers: {Authorization: "Bearer " + first.access_token, "Content-Type": "application/json"}, body: "{}"}))
		said.push(lacking.headers.get("WWW-Authenticate").includes("insufficient_scope"))
		const next = await (await tell("refresh", await post("/oauth/token",
			{grant_type: "refresh_token", client_id: client, refresh_token: first.refresh_token}))).json()
		said.push(JSON.stringify(await (await tell("revoke", await post("/oauth/revoke", {client_id: client, token: next.refresh_token}))).json()))
		await tell("after it", await fetch(patio + "/api/v1/me", {headers: {Authorization: "Bearer " + next.access_token}}))
		return said.join(", ")
	})(%s)`, arguments(p.issuer, app.ID, at.callback, code, a.Verifier))
	var said string
	s.call(t, "the app's script", func(ctx context.Context) (err error) {
		said, err = chromedp.Run(ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
		return err
	})
	want := "metadata 200, keys 200, wrong code 400, invalid_grant, code 200, me 200, " + mira.ID +
		", true, lacking scope 403, true, refresh 200, revoke 200, {}, after it 401"
	if said != want {
		t.Errorf("the app saw\n%s, want\n%s", said, want)
	}
}

// arguments writes texts as a call in JavaScript takes them.
func arguments(texts ...string) string {
	list, _ := json.Marshal(texts) // texts always can
	return strings.Trim(string(list), "[]")
}

// TestCORS: every answer of what an app in a browser calls may be read from any origin, refusals too, and never with
// credentials; nothing else may.
func TestCORS(t *testing.T) {
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	ask := func(method, path string) answer {
		t.Helper()
		r := p.request(t, method, path, nil)
		r.Header.Set("Origin", "https://spa.example.org")
		if method == http.MethodOptions {
			r.Header.Set("Access-Control-Request-Method", "POST")
			r.Header.Set("Access-Control-Request-Headers", "authorization, dpop")
		}
		return p.do(t, r)
	}
	for path, methods := range map[string]string{
		"/oauth/token": "POST", "/oauth/revoke": "POST", "/.well-known/oauth-authorization-server": "GET, HEAD",
		"/.well-known/jwks.json": "GET, HEAD", "/api/v1/me": "GET, HEAD", "/api/v1/clients": "GET, HEAD, POST",
		"/api/v1/personal-access-tokens/x": "DELETE, GET, HEAD, PATCH", "/api/v1/personal-access-tokens/self/rotate": "POST",
		"/api/v1/openapi.yaml": "GET, HEAD",
	} {
		for _, method := range []string{http.MethodOptions, http.MethodGet, http.MethodPost, http.MethodDelete, http.MethodPut} {
			a := ask(method, path)
			if a.Header.Get("Access-Control-Allow-Origin") != "*" || a.Header.Get("Access-Control-Allow-Credentials") != "" {
				t.Errorf("%s %s (%d): %v", method, path, a.Status, a.Header)
			}
			for _, name := range []string{"www-authenticate", "dpop-nonce", "retry-after", "x-request-id", "token-expires-at", "link", "etag", "location", "idempotency-replayed"} {
				if !slices.Contains(strings.Split(a.Header.Get("Access-Control-Expose-Headers"), ", "), name) {
					t.Errorf("%s %s: %s is not exposed", method, path, name)
				}
			}
		}
		a := ask(http.MethodOptions, path).is(t, http.StatusNoContent)
		allowed := strings.Split(a.Header.Get("Access-Control-Allow-Methods"), ", ")
		slices.Sort(allowed)
		if got := strings.Join(allowed, ", "); got != methods || a.Header.Get("Access-Control-Max-Age") == "" || a.Body != "" {
			t.Errorf("%s allows %q, want %q: %v", path, got, methods, a.Header)
		}
		for _, name := range []string{"authorization", "content-type", "dpop", "mcp-protocol-version", "last-event-id", "personal-token", "idempotency-key", "if-match", "if-none-match"} {
			if !slices.Contains(strings.Split(a.Header.Get("Access-Control-Allow-Headers"), ", "), name) {
				t.Errorf("%s: %s is not allowed", path, name)
			}
		}
	}
	for _, path := range []string{"/.well-known/openid-configuration/x", "/.well-known/oauth-protected-resource/x", "/api/v1/nothing", "/api/v1/clients/x/y/z"} {
		a := ask(http.MethodOptions, path).is(t, http.StatusNoContent)
		if a.Header.Get("Access-Control-Allow-Methods") == "" || a.Header.Get("Access-Control-Allow-Headers") == "" {
			t.Errorf("%s: the app cannot read that it is not there: %v", path, a.Header)
		}
		if a := ask(http.MethodGet, path).is(t, http.StatusNotFound); a.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: %v", path, a.Header)
		}
	}
	for _, path := range []string{"/oauth/authorize", "/oauth/introspect", "/login", "/account", "/", "/healthz", "/metrics", "/static/x", "/api/v2/me", "/oauth/tokens"} {
		for _, method := range []string{http.MethodOptions, http.MethodGet, http.MethodPost} {
			a := ask(method, path)
			for name := range a.Header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%s %s: %s", method, path, name)
				}
			}
			if method == http.MethodOptions && a.Status < 400 {
				t.Errorf("%s %s is answered with %d", method, path, a.Status)
			}
		}
	}
	unknown := ask(http.MethodGet, "/.well-known/"+url.PathEscape("nothing of ours")).is(t, http.StatusNotFound)
	if unknown.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("a 404: %v", unknown.Header)
	}
}
