package e2e_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestOnwards follows Chromium from Patio's forms to apps that redirect on, and out of popups.
func TestOnwards(t *testing.T) {
	chrome := chromium(t)
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	for _, scheme := range []string{"http", "https"} {
		t.Run("callback redirects to another origin by "+scheme, func(t *testing.T) { callbackHops(t, p, chrome, scheme) })
	}
	t.Run("callback redirects after a second factor", func(t *testing.T) { callbackHopsAfterFactor(t, p, chrome) })
	for _, scripts := range []bool{true, false} {
		t.Run(fmt.Sprintf("popup, JavaScript: %t", scripts), func(t *testing.T) { popupKeepsOpener(t, p, chrome, scripts) })
	}
	t.Run("headers", func(t *testing.T) { openerHeaders(t, p) })
}

// hoppingApp is an app whose callback redirects to another origin twice. It returns the callback.
func (p *patio) hoppingApp(t *testing.T, scheme string) string {
	t.Helper()
	home := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.hide(r.URL.Query().Get("code"))
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(w, "<!doctype html><link rel=icon href='data:,'><title>App</title><p>Home with %t %s", r.URL.Query().Has("code"), r.URL.Query().Get("error"))
	}))
	t.Cleanup(home.Close)
	middle := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, strings.Replace(home.URL, "127.0.0.1", "localhost", 1)+"/home?"+r.URL.RawQuery, http.StatusFound)
	}))
	t.Cleanup(middle.Close)
	first := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, middle.URL+"/middle?"+r.URL.RawQuery, http.StatusFound)
	}))
	if scheme == "https" {
		first.StartTLS()
	} else {
		first.Start()
	}
	t.Cleanup(first.Close)
	return first.URL + "/hop"
}

func callbackHops(t *testing.T, p *patio, chrome context.Context, scheme string) {
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{Redirects: []string{p.hoppingApp(t, scheme)}})
	s := p.screen(t, chrome, true)
	for _, step := range []struct{ decision, says string }{{"deny", "Home with false access_denied"}, {"allow", "Home with true"}} {
		s.open(t, p.authorizeURL(app, []string{"profile"}).URL)
		if s.count(t, "#password") > 0 {
			s.fill(t, "username", mira.Username)
			s.fill(t, "password", mira.Password)
			s.press(t, "form button.is-main")
		}
		s.press(t, "button[name=decision][value="+step.decision+"]")
		s.says(t, step.says)
	}
	s.open(t, "/logout")
	s.press(t, "main form button.is-main")
	s.open(t, p.authorizeURL(app, []string{"profile"}).URL)
	s.fill(t, "username", mira.Username)
	s.fill(t, "password", "not the password")
	s.press(t, "form button.is-main")
	s.fill(t, "password", mira.Password)
	s.press(t, "form button.is-main")
	s.says(t, "Home with true")
}

// callbackHopsAfterFactor: the form of the second factor leads straight to the app, which was allowed before.
func callbackHopsAfterFactor(t *testing.T, p *patio, chrome context.Context) {
	mira, factor, b := p.guarded(t)
	app := p.client(t, mira, clientSpec{Redirects: []string{p.hoppingApp(t, "http")}})
	b.code(t, p.authorizeURL(app, []string{"profile"}), mira)
	s := p.screen(t, chrome, true)
	s.open(t, p.authorizeURL(app, []string{"profile"}).URL)
	s.fill(t, "username", mira.Username)
	s.fill(t, "password", mira.Password)
	s.press(t, "form button.is-main")
	s.fill(t, "code", factor.code(t))
	s.press(t, "form button.is-main")
	s.says(t, "Home with true")
}

// popupKeepsOpener signs in with a password and a code in a popup of an app of another origin, which waits for a message
// from its callback.
func popupKeepsOpener(t *testing.T, p *patio, chrome context.Context, scripts bool) {
	mira, factor, _ := p.guarded(t)
	mux := http.NewServeMux()
	app := httptest.NewServer(mux)
	t.Cleanup(app.Close)
	origin := strings.Replace(app.URL, "127.0.0.1", "localhost", 1)
	c := p.client(t, mira, clientSpec{Redirects: []string{origin + "/callback"}})
	page := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			p.hide(r.URL.Query().Get("code"))
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte("<!doctype html><link rel=icon href='data:,'><title>App</title>" + body))
		}
	}
	mux.HandleFunc("GET /start", page(`<button id=open>Sign in</button><script>
		let popup
		document.getElementById("open").onclick = () => { popup = window.open(`+"`"+p.authorizeURL(c, []string{"profile"}).URL+"`"+`, "", "width=500,height=700") }
		onmessage = (e) => { document.title = e.data + " from " + (e.source === popup) + " closed " + popup.closed }
	</script>`))
	mux.HandleFunc("GET /callback", page(`Back at the app<script>opener.postMessage(location.pathname, "*")</script>`))

	s := p.screen(t, chrome, true)
	s.open(t, origin+"/start")
	popup := p.popupOf(t, s, func() { s.do(t, "open", chromedp.Click(chromedp.ID("open"))) })
	popup.runScripts(t, scripts)
	popup.fill(t, "username", mira.Username)
	popup.fill(t, "password", mira.Password)
	popup.press(t, "form button.is-main")
	popup.fill(t, "code", "000000")
	popup.press(t, "form button.is-main")
	popup.fill(t, "code", factor.code(t))
	popup.press(t, "form button.is-main")
	popup.says(t, "wants to use your account")
	popup.runScripts(t, true)
	popup.press(t, "button[name=decision][value=allow]")
	soon(t, "the app hears from its popup", func() bool {
		return s.evaluate(t, "document.title") == "/callback from true closed false"
	})
}

// popupOf is the window that a page opens.
func (p *patio) popupOf(t *testing.T, s *screen, open func()) *screen {
	t.Helper()
	opened := chromedp.WaitNewTarget(s.ctx, func(info *target.Info) bool { return info.OpenerID != "" })
	open()
	popup := &screen{p: p, scripts: true}
	ctx, cancel := chromedp.NewContext(s.ctx, chromedp.WithTargetID(<-opened), chromedp.WithListener(popup.listen))
	popup.ctx = ctx
	t.Cleanup(func() {
		cancel()
		for _, complaint := range popup.complaints {
			t.Errorf("the console of the popup: %s", complaint)
		}
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("the popup: %v", err)
	}
	popup.do(t, "the popup", chromedp.WaitVisible(chromedp.ID("password")))
	return popup
}

// openerHeaders: pages on the way to an app keep the opener, even where they report an error. All others lose it.
func openerHeaders(t *testing.T, p *patio) {
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	b := p.browser()
	opener := func(at *page, want string) {
		t.Helper()
		if got := at.Header.Get("Cross-Origin-Opener-Policy"); got != want {
			t.Errorf("%s (%d) has the opener policy %q, want %q", at.URL.Path, at.Status, got, want)
		}
	}
	at := b.open(t, p.authorizeURL(app, nil).URL)
	opener(at, "unsafe-none")
	opener(b.submit(t, at, at.form(t, "password"), url.Values{"username": {"x"}, "password": {"y"}}), "unsafe-none")
	consent := b.signIn(t, at, mira)
	opener(consent, "unsafe-none")
	opener(b.submit(t, consent, consent.formWithButton(t, "decision", "allow"), url.Values{"decision": {"allow"}, "csrf_token": {"x"}}), "unsafe-none")
	opener(b.open(t, "/oauth/authorize?client_id=x"), "unsafe-none")
	for _, path := range []string{"/account", "/account/security", "/account/tokens", "/account/tokens/new", "/developer/clients", "/nothing", "/leaked-token"} {
		opener(b.open(t, path), "same-origin")
	}
	for path, want := range map[string]bool{"/login": true, "/login?return_to=/account": true} {
		at := p.browser().open(t, path)
		if got := strings.Contains(at.Header.Get("Content-Security-Policy"), "form-action 'self'"); got != want {
			t.Errorf("%s holds its forms to Patio: %t, want %t", path, got, want)
		}
	}
}
