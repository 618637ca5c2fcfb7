package e2e_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// maker is a form that makes something and leads to a page that shows a secret once.
type maker struct {
	name   string
	form   func(t *testing.T, b *browser) (*page, form, url.Values)
	count  string // the query that counts what there is
	secret string // the id of the element that shows it
}

// makers are all forms that make something with a secret, for a person who has a client, a token and a second factor
// with fresh proof.
func makers(who person, on client, tokenID string) []maker {
	rows := func(table, where string) string { return "SELECT COUNT(*) FROM " + table + " WHERE " + where }
	mine := "user_id = '" + who.ID + "'"
	at := func(path string, find func(t *testing.T, at *page) form, values url.Values) func(*testing.T, *browser) (*page, form, url.Values) {
		return func(t *testing.T, b *browser) (*page, form, url.Values) {
			p := b.open(t, path).is(t, http.StatusOK)
			return p, find(t, p), values
		}
	}
	with := func(field string) func(*testing.T, *page) form {
		return func(t *testing.T, at *page) form { return at.form(t, field) }
	}
	to := func(action string) func(*testing.T, *page) form {
		return func(t *testing.T, at *page) form { return at.formTo(t, action) }
	}
	return []maker{
		{"new token", at("/account/tokens/new?client_id="+on.ID, with("name"), url.Values{"name": {"nightly"}, "scope": {"profile"}}),
			rows("personal_access_tokens", mine), "token"},
		{"rotated token", at("/account/tokens/"+tokenID, to("/account/tokens/"+tokenID+"/rotate"), url.Values{"overlap": {"0"}}),
			rows("pat_secrets", "token_id = '"+tokenID+"'"), "token"},
		{"new client", at("/developer/clients/new", with("name"), url.Values{"name": {"Twice"}, "scope": {"profile"}, "redirect_uris": {"https://x.test/cb"}}),
			rows("clients", "owner_id = '"+who.ID+"'"), "client_secret"},
		{"new client secret", at("/developer/clients/"+on.ID, to("/developer/clients/"+on.ID+"/secret"), url.Values{"overlap": {"86400"}}),
			rows("client_secrets", "client_id = '"+on.ID+"'"), "client_secret"},
		{"recovery codes", at("/account/security/recovery-codes", with("password"), url.Values{"password": {who.Password}}),
			rows("audit_events", mine+" AND action = 'user.recovery_codes_renewed'"), "codes"},
	}
}

func (p *patio) rows(t *testing.T, query string) int {
	t.Helper()
	n := 0
	if err := p.behind(t).QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestFormsActOnce sends each of them twice at once, again later, and loads what it leads to again.
func TestFormsActOnce(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira, _, b := p.guarded(t)
		on := p.client(t, mira, clientSpec{})
		_, id := p.pat(t, mira, on)
		for _, m := range makers(mira, on, id) {
			t.Run(m.name, func(t *testing.T) { actsOnce(t, p, b, m) })
		}
		t.Run("second factor", func(t *testing.T) { setUpOnce(t, p) })
		t.Run("refused first", func(t *testing.T) { refusedThenSent(t, p, b, on) })
	})
}

// twice sends a form twice at once and returns what the browser stands at after each.
func (b *browser) twice(t *testing.T, at *page, f form, values url.Values) []*page {
	t.Helper()
	pages := make([]*page, 2)
	var both sync.WaitGroup
	for i := range pages {
		r := b.filled(t, at, f, values)
		both.Go(func() { pages[i] = b.follow(t, r) })
	}
	both.Wait()
	return pages
}

func actsOnce(t *testing.T, p *patio, b *browser, m maker) {
	at, f, values := m.form(t, b)
	if !f.Fields["form_key"] {
		t.Fatal("the form has no key")
	}
	before := p.rows(t, m.count)
	pages := b.twice(t, at, f, values)
	shown := pages[0].is(t, http.StatusOK).byID(m.secret)
	p.hide(strings.Fields(shown)...)
	if shown == "" || pages[1].is(t, http.StatusOK).byID(m.secret) != shown || pages[0].URL.String() != pages[1].URL.String() {
		t.Errorf("two at once came to %s and %s, and do not show the same secret", pages[0].URL.Path, pages[1].URL.Path)
	}
	if got := p.rows(t, m.count) - before; got != 1 {
		t.Fatalf("two at once made %d", got)
	}
	if strings.Contains(pages[0].URL.String(), shown) || pages[0].Header.Get("Cache-Control") != "no-store" {
		t.Error("the secret stands in the address, or its page may be kept")
	}
	for range 2 {
		if again := b.open(t, pages[0].URL.String()).is(t, http.StatusOK); strings.Contains(again.Body, shown) || !strings.Contains(again.text(), "shown once") {
			t.Errorf("loaded again, %s shows the secret, or does not say why not", again.URL.Path)
		}
	}
	for name, other := range map[string]*browser{"another browser of the same person": nil, "nobody": p.browser()} {
		if other == nil {
			continue
		}
		if got := other.open(t, pages[0].URL.String()); strings.Contains(got.Body, shown) {
			t.Errorf("%s sees the secret", name)
		}
	}
	// Sent once more, as a browser does that reloads the answer: the same page, and nothing more is made.
	if again := b.submit(t, at, f, values).is(t, http.StatusOK); again.byID(m.secret) != shown {
		t.Errorf("sent again, the form leads to %s, without the secret", again.URL.Path)
	}
	if got := p.rows(t, m.count) - before; got != 1 {
		t.Errorf("in the end there are %d more", got)
	}
	// The form, loaded again, is another one.
	at, f, values = m.form(t, b)
	b.submit(t, at, f, values).is(t, http.StatusOK)
	if got := p.rows(t, m.count) - before; got != 2 {
		t.Errorf("a form of its own made %d", got-1)
	}
}

// setUpOnce: the session gets another secret in between, and the second request may come with the one before.
func setUpOnce(t *testing.T, p *patio) {
	otto, b := p.person(t), p.browser()
	b.signIn(t, b.open(t, "/account"), otto)
	at, app := b.beginFactor(t, otto)
	f, values := at.form(t, "code"), url.Values{"code": {app.code(t)}}
	pages := b.twice(t, at, f, values)
	codes := pages[0].byID("codes")
	if codes == "" {
		codes = pages[1].byID("codes")
	}
	p.hide(strings.Fields(codes)...)
	if len(strings.Fields(codes)) != 10 {
		t.Fatalf("neither %s nor %s shows the codes", pages[0].URL, pages[1].URL)
	}
	if pages[0].URL.Path != pages[1].URL.Path {
		t.Errorf("two at once came to %s and %s", pages[0].URL, pages[1].URL)
	}
	b.open(t, "/account/security").is(t, http.StatusOK).says(t, "10 are left")
	if again := b.submit(t, at, f, values).is(t, http.StatusOK); again.byID("codes") != codes {
		t.Errorf("sent again, the form leads to %s, without the codes", again.URL.Path)
	}
	if got := p.rows(t, "SELECT COUNT(*) FROM second_factors WHERE user_id = '"+otto.ID+"'"); got != 1 {
		t.Errorf("there are %d second factors", got)
	}
}

// refusedThenSent: a refusal uses no form up.
func refusedThenSent(t *testing.T, p *patio, b *browser, on client) {
	at := b.open(t, "/account/tokens/new?client_id="+on.ID).is(t, http.StatusOK)
	f := at.form(t, "name")
	b.submit(t, at, f, url.Values{"name": {""}, "scope": {"profile"}}).is(t, http.StatusUnprocessableEntity)
	made := b.submit(t, at, f, url.Values{"name": {"mended"}, "scope": {"profile"}}).is(t, http.StatusOK)
	p.hide(made.byID("token"))
	if made.byID("token") == "" {
		t.Errorf("the mended form leads to %s", made.URL.Path)
	}
	// A program that sends no key is served like a browser.
	f.Values.Del("form_key")
	made = b.submit(t, at, f, url.Values{"name": {"keyless"}, "scope": {"profile"}}).is(t, http.StatusOK)
	p.hide(made.byID("token"))
	if made.byID("token") == "" {
		t.Errorf("without a key the form leads to %s", made.URL.Path)
	}
}

// TestSecretsInChromium: reload, back, forward and a double click make nothing more.
func TestSecretsInChromium(t *testing.T) {
	p, chrome := start(t, storagetest.Fresh(t, storage.SQLite), nil), chromium(t)
	mira := p.person(t)
	on := p.client(t, mira, clientSpec{})
	_, id := p.pat(t, mira, on)
	for _, scripts := range []bool{true, false} {
		t.Run(fmt.Sprintf("JavaScript: %t", scripts), func(t *testing.T) {
			s := p.screen(t, chrome, scripts)
			s.enter(t, "/account/tokens", mira)
			for _, step := range []struct {
				path, button, secret, count string
				fill                        func()
			}{
				{"/account/tokens/new?client_id=" + on.ID, "form.card button.is-main", "#token",
					"SELECT COUNT(*) FROM personal_access_tokens WHERE user_id = '" + mira.ID + "'",
					func() { s.fill(t, "name", "nightly"); s.check(t, "scope", "profile") }},
				{"/account/tokens/" + id, ".deed-form button", "#token", "SELECT COUNT(*) FROM pat_secrets WHERE token_id = '" + id + "'", func() {}},
				{"/developer/clients/new", "form.card button.is-main", "#client_secret",
					"SELECT COUNT(*) FROM clients WHERE owner_id = '" + mira.ID + "'",
					func() { s.fill(t, "name", "Twice"); s.fill(t, "redirect_uris", "https://x.test/cb") }},
				{"/developer/clients/" + on.ID, ".deed-form button", "#client_secret",
					"SELECT COUNT(*) FROM client_secrets WHERE client_id = '" + on.ID + "'", func() {}},
			} {
				before := p.rows(t, step.count)
				s.open(t, step.path)
				step.fill()
				s.do(t, "double click", chromedp.DoubleClick(chromedp.CSS(step.button), chromedp.NodeVisible))
				s.do(t, "the secret", chromedp.WaitVisible(chromedp.CSS(step.secret)))
				shown := s.secret(t, step.secret)
				for _, move := range []string{"location.reload()", "history.back()", "history.forward()", "location.reload()"} {
					s.evaluate(t, move)
					safe := false // a page that comes from the browser's memory tells nobody
					for began := time.Now(); !safe && time.Since(began) < patience; {
						time.Sleep(400 * time.Millisecond)
						safe = s.evaluate(t, "document.querySelector('main h1') !== null && !document.documentElement.outerHTML.includes("+arguments(shown)+")") == "true"
					}
					if !safe {
						t.Errorf("%s: after %s the secret is shown again, or nothing", step.path, move)
					}
				}
				if got := p.rows(t, step.count) - before; got != 1 {
					t.Errorf("%s: a double click, F5, back and forward made %d", step.path, got)
				}
			}
		})
	}
}
