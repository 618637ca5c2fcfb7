package e2e_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestPages drives the pages in a real Chromium, with JavaScript and without. What a page shows is no matter of the
// database, so one will do.
func TestPages(t *testing.T) {
	chrome := chromium(t)
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	for name, scripts := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Run("app on 127.0.0.1", func(t *testing.T) { appInBrowser(t, p, chrome, scripts, "127.0.0.1") })
			t.Run("app on localhost", func(t *testing.T) { appInBrowser(t, p, chrome, scripts, "localhost") })
			t.Run("tokens", func(t *testing.T) { tokensInChromium(t, p, chrome, scripts) })
			t.Run("leaked token", func(t *testing.T) { leakInChromium(t, p, chrome, scripts) })
			t.Run("account", func(t *testing.T) { accountInChromium(t, p, chrome, scripts) })
		})
	}
	// These know no scripts.
	t.Run("app on [::1]", func(t *testing.T) { appInBrowser(t, p, chrome, true, "[::1]") })
	t.Run("app with TLS", func(t *testing.T) { appInBrowser(t, p, chrome, true, "https") })
	t.Run("app on the device", func(t *testing.T) { appOnDevice(t, p, chrome) })
	t.Run("app of another origin", func(t *testing.T) { appOfOtherOrigin(t, p, chrome) })
	t.Run("errors", func(t *testing.T) { errorPages(t, p, chrome) })
}

// appServer is a third party's app: it takes the answer at /callback and shows a page.
type appServer struct {
	callback string
	answers  chan url.Values
}

func (p *patio) appServer(t *testing.T, host string) appServer {
	t.Helper()
	a := appServer{answers: make(chan url.Values, 10)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /callback", func(w http.ResponseWriter, r *http.Request) {
		p.hide(r.URL.Query().Get("code"))
		a.answers <- r.URL.Query()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<!doctype html><link rel=icon href='data:,'><title>App</title><p>Back at the app")) // the browser tells
	})
	server := httptest.NewUnstartedServer(mux)
	t.Cleanup(server.Close)
	switch host {
	case "https":
		server.StartTLS()
		a.callback = server.URL + "/callback"
		return a
	case "[::1]":
		listener, err := net.Listen("tcp", "[::1]:0")
		if err != nil {
			t.Skipf("This machine has no IPv6 loopback address, so no app can answer there: %v", err)
		}
		_ = server.Listener.Close() // nobody knows it yet
		server.Listener = listener
	}
	server.Start()
	a.callback = strings.Replace(server.URL, "127.0.0.1", host, 1) + "/callback"
	return a
}

// answer is what the browser brought.
func (a appServer) answer(t *testing.T, s *screen) url.Values {
	t.Helper()
	select {
	case got := <-a.answers:
		return got
	case <-time.After(patience):
		s.mu.Lock()
		defer s.mu.Unlock()
		t.Fatalf("the browser never came to %s; its console says %q", a.callback, s.complaints)
		return nil
	}
}

// appInBrowser is the way of a person from an app through login and consent and back. The redirect from our form to
// the app's address is what a Content-Security-Policy blocks first if it is too strict.
func appInBrowser(t *testing.T, p *patio, chrome context.Context, scripts bool, host string) {
	mira := p.person(t)
	at := p.appServer(t, host)
	app := p.client(t, mira, clientSpec{Name: "Ledgerly", Redirects: []string{at.callback}})
	s := p.screen(t, chrome, scripts)

	a := p.authorizeURL(app, []string{"profile", "notes:read"})
	s.open(t, a.URL)
	s.says(t, "Sign in", "to continue to Ledgerly")
	s.fill(t, "username", mira.Username)
	s.fill(t, "password", "not the password")
	s.press(t, "form button.is-main")
	s.fill(t, "password", mira.Password)
	s.press(t, "form button.is-main")
	s.says(t, "Ledgerly wants to use your account", "See your profile", "Read your notes", "You are signed in as "+mira.Username)
	if host == "127.0.0.1" {
		s.look(t, "consent")
	}
	s.press(t, "button[name=decision][value=allow]")
	got := at.answer(t, s)
	if got.Get("state") != a.State || got.Get("iss") != p.issuer {
		t.Errorf("the app got %v", got)
	}
	s.says(t, "Back at the app")
	tokens := p.token(t, app, redemption(app, got.Get("code"), a.Verifier)).is(t, http.StatusOK).tokens(t)
	speaksFor(t, p, tokens.Access, app, mira, "profile", "notes:read")

	// More scopes: asked again, and denied.
	a = p.authorizeURL(app, []string{"profile", "notes:read", "notes:write"})
	s.open(t, a.URL)
	s.says(t, "Ledgerly asks for more than before")
	if host == "127.0.0.1" {
		s.look(t, "consent-grown")
	}
	s.press(t, "button[name=decision][value=deny]")
	if got := at.answer(t, s); got.Get("error") != "access_denied" || got.Get("state") != a.State {
		t.Errorf("after a denial the app got %v", got)
	}
	// Signed out, and the same scopes: the login form itself leads to the app, without a question between.
	s.open(t, "/logout")
	s.press(t, "main form button.is-main")
	a = p.authorizeURL(app, []string{"profile"})
	s.open(t, a.URL)
	s.fill(t, "username", mira.Email)
	s.fill(t, "password", mira.Password)
	s.press(t, "form button.is-main")
	if got := at.answer(t, s); got.Get("state") != a.State || !got.Has("code") {
		t.Errorf("after the login the app got %v", got)
	}
	// Signed in, and nothing to ask: no page at all.
	a = p.authorizeURL(app, []string{"profile"})
	s.open(t, a.URL)
	if got := at.answer(t, s); got.Get("state") != a.State {
		t.Errorf("the app got %v", got)
	}
}

// appOnDevice has a scheme of its own, which nothing here opens. That the browser hands the address over, and that it
// complains of nothing, says that our policy let it.
func appOnDevice(t *testing.T, p *patio, chrome context.Context) {
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{Name: "Ledgerly", Public: true, Redirects: []string{"org.example.ledgerly:/callback"}})
	s := p.screen(t, chrome, true)
	a := p.authorizeURL(app, []string{"profile"})
	s.open(t, a.URL)
	s.fill(t, "username", mira.Username)
	s.fill(t, "password", mira.Password)
	s.press(t, "form button.is-main")
	s.says(t, "Allow opens Ledgerly on this device", "org.example.ledgerly:")
	s.look(t, "consent-device")
	s.do(t, "allow", chromedp.Click(chromedp.CSS("button[name=decision][value=allow]")))
	var to string
	soon(t, "the browser hands over to the app", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		to = s.handedOver
		return to != ""
	})
	answer, err := url.Parse(to)
	if err != nil || answer.Scheme != "org.example.ledgerly" || answer.Query().Get("state") != a.State {
		t.Fatalf("the browser hands over %.40s…, %v", to, err)
	}
	p.hide(answer.Query().Get("code"))
	p.token(t, app, redemption(app, answer.Query().Get("code"), a.Verifier)).is(t, http.StatusOK)
}
