package e2e_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestOIDCClientTSInChromium is a single-page app on another origin, with oidc-client-ts as it comes: it signs in, calls the
// REST API, refreshes and revokes.
func TestOIDCClientTSInChromium(t *testing.T) {
	packages, chrome := nodePackages(t), chromium(t)
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /oidc.js", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, filepath.Join(packages, "oidc-client-ts/dist/browser/oidc-client-ts.min.js"))
	})
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!doctype html><link rel=icon href='data:,'><title>App</title><p>The app<script src=/oidc.js></script>")
	})
	app := httptest.NewServer(mux)
	t.Cleanup(app.Close)
	home := strings.Replace(app.URL, "127.0.0.1", "localhost", 1)

	mira := p.person(t)
	client := p.client(t, mira, clientSpec{Public: true, Redirects: []string{home + "/callback"}, Scopes: []string{"profile", "notes:read"}})
	s := p.screen(t, chrome, true)
	s.open(t, home+"/")
	run := func(what, script string) (result string) {
		t.Helper()
		s.call(t, what, func(ctx context.Context) (err error) {
			result, err = chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(`(async (issuer, client, home) => {
				const metadata = await (await fetch(issuer + "/.well-known/oauth-authorization-server")).json()
				const app = new oidc.UserManager({authority: issuer, metadata, client_id: client, redirect_uri: home + "/callback",
					scope: "profile notes:read", automaticSilentRenew: false})
				const me = async (token) => {
					const answer = await fetch(issuer + "/api/v1/me", {headers: {Authorization: "Bearer " + token}})
					return answer.ok ? (await answer.json()).user.id : String(answer.status)
				}
				%s
			})(%s)`, script, arguments(p.issuer, client.ID, home)), chromedp.EvalAwaitPromise))
			return err
		})
		return result
	}
	run("the way to Patio", `setTimeout(() => app.signinRedirect(), 0); return ""`)
	s.fill(t, "username", mira.Username)
	s.fill(t, "password", mira.Password)
	s.press(t, "form button.is-main")
	s.press(t, "button[name=decision][value=allow]")
	s.says(t, "The app")
	said := run("the way back", `
		const user = await app.signinCallback()
		const first = await me(user.access_token)
		const next = await app.signinSilent()
		const again = await me(next.access_token)
		await app.revokeTokens(["access_token", "refresh_token"])
		return JSON.stringify([first, again, user.refresh_token !== next.refresh_token, await me(next.access_token)])`)
	var got [4]any
	if err := json.Unmarshal([]byte(said), &got); err != nil || got != [4]any{mira.ID, mira.ID, true, "401"} {
		t.Errorf("the app saw %s, %v", said, err)
	}
}
