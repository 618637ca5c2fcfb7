package e2e_test

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// seen reports whether an element stands inside of the window, and is not below something else.
const seen = `((e) => { if (!e) return false; const r = e.getBoundingClientRect();
	return r.width > 0 && r.top >= 0 && r.left >= 0 && r.bottom <= innerHeight && r.right <= innerWidth &&
		e.contains(document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2)) })(document.querySelector(%q))`

// TestProblemsAreSeen sends every form with all of it wrong: the problems stand in the window, each leads to its field,
// and the first of those has the focus.
func TestProblemsAreSeen(t *testing.T) {

	p, chrome := start(t, storagetest.Fresh(t, storage.SQLite), nil), chromium(t)
	mira := p.person(t)
	on := p.client(t, mira, clientSpec{})
	_, id := p.pat(t, mira, on)
	for _, size := range [][2]int64{{1280, 900}, {390, 844}} {
		for _, scripts := range []bool{true, false} {
			t.Run(fmt.Sprintf("%dx%d, JavaScript: %t", size[0], size[1], scripts), func(t *testing.T) {
				s := p.screen(t, chrome, scripts)
				s.do(t, "size", chromedp.EmulateViewport(size[0], size[1]))
				s.open(t, "/login")
				problemAtTheDoor(t, s, "form button.is-main", func() { s.fill(t, "username", "nobody"); s.fill(t, "password", "wrong") }, "Error: Sign in")
				s.enter(t, "/account/tokens", mira)
				for _, form := range []struct {
					path, button string
					fill         func()
					fields       []string // that are wrong, in their order
				}{
					{"/developer/clients/new", "form.card button.is-main", func() {
						s.fill(t, "name", "\u202e")
						s.fill(t, "redirect_uris", "http://example.com/cb")
					}, []string{"name", "redirect_uris"}},
					{"/developer/clients/" + on.ID, "form.card button.button:not([name=pick])", func() {
						s.retype(t, "name", "\u202e")
						s.retype(t, "redirect_uris", "http://example.com/cb")
					}, []string{"name", "redirect_uris"}},
					{"/account/tokens/new?client_id=" + on.ID, "form.card button.is-main", func() {
						s.fill(t, "name", "\u202e")
						s.do(t, "choose", chromedp.Click(chromedp.CSS("#scopes-some")))
						s.evaluate(t, "document.getElementById('expires_on').value = '2001-02-03'")
						s.evaluate(t, "document.querySelector('details.more').open = true")
						s.fill(t, "allowed_ips", "everywhere")
					}, []string{"name", "scope", "expires_on", "allowed_ips"}},
					{"/account/tokens/" + id, "form.card button.is-main", func() {
						s.retype(t, "name", "\u202e")
						s.evaluate(t, "document.querySelector('details.more').open = true")
						s.fill(t, "allowed_ips", "everywhere")
					}, []string{"name", "allowed_ips"}},
					{"/account", "form.stack button.is-main", func() {
						s.fill(t, "current_password", "wrong")
						s.fill(t, "new_password", "password1")
					}, []string{"current_password", "new_password"}},
					{"/account/security", "form.stack button.is-main", func() { s.fill(t, "password", "wrong") }, []string{"password"}},
				} {
					s.open(t, form.path)
					s.evaluate(t, "document.querySelectorAll('main form').forEach((f) => f.noValidate = true)")
					form.fill()
					s.press(t, form.button)
					if title := s.evaluate(t, "document.title"); !strings.HasPrefix(title, "Error: ") {
						t.Errorf("%s: the title is %q", form.path, title)
					}
					if s.evaluate(t, fmt.Sprintf(seen, ".summary h2")) != "true" {
						t.Errorf("%s: the problems do not stand in the window", form.path)
					}
					if got := s.evaluate(t, "document.activeElement.id"); got != form.fields[0] {
						t.Errorf("%s: the focus is on %q, not on %s", form.path, got, form.fields[0])
					}
					links := s.evaluate(t, "[...document.querySelectorAll('.summary a')].map((a) => a.hash.slice(1))")
					if links != strings.Join(form.fields, ",") {
						t.Errorf("%s: the problems lead to %s, want %v", form.path, links, form.fields)
					}
					for _, field := range form.fields {
						if s.evaluate(t, fmt.Sprintf("((e) => (e.getAttribute('aria-describedby') || '').split(' ').includes(%q) && document.getElementById(%[1]q) !== null)(document.getElementById(%q))", field+"-error", field)) != "true" {
							t.Errorf("%s: %s is not described by its error", form.path, field)
						}
					}
				}
			})
		}
	}
}

func problemAtTheDoor(t *testing.T, s *screen, button string, fill func(), title string) {
	t.Helper()
	fill()
	s.press(t, button)
	if got := s.evaluate(t, "document.title"); !strings.HasPrefix(got, title) {
		t.Errorf("the title is %q", got)
	}
	if s.evaluate(t, fmt.Sprintf(seen, "#problem")) != "true" {
		t.Error("the problem does not stand in the window")
	}
	if s.evaluate(t, "document.activeElement.getAttribute('aria-describedby')") != "problem" {
		t.Error("the field with the focus is not described by the problem")
	}
}

// TestScopesAreChosen: on a client with many scopes none is ticked at first; two take four clicks at most, all and none
// take one, also without JavaScript.
func TestScopesAreChosen(t *testing.T) {
	var list strings.Builder
	scopes := []string{"profile", "email"}
	list.WriteString("scopes:\n")
	for i := range 29 {
		name := fmt.Sprintf("thing%d:%s", i/3, []string{"read", "write", "admin"}[i%3])
		scopes = append(scopes, name)
		fmt.Fprintf(&list, "  - name: %s\n    description: Do something with thing %d\n", name, i/3)
	}
	p, chrome := prepared(t, storagetest.Fresh(t, storage.SQLite), storage.SQLite, nil), chromium(t)
	if err := os.WriteFile(p.configFile(), []byte(list.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	p.launch(t)
	p.endWith(t)
	mira := p.person(t)
	on := p.client(t, mira, clientSpec{Scopes: scopes})
	for _, scripts := range []bool{true, false} {
		t.Run(fmt.Sprintf("JavaScript: %t", scripts), func(t *testing.T) {
			s := p.screen(t, chrome, scripts)
			s.enter(t, "/account/tokens/new?client_id="+on.ID, mira)
			if n := s.count(t, "input[name=scope]:checked"); n != 0 {
				t.Errorf("%d scopes are ticked at first", n)
			}
			s.look(t, "token-new-many-scopes")
			s.fill(t, "name", "two")
			s.tick(t, "scope", "thing3:read")
			s.tick(t, "scope", "thing9:write")
			if scripts {
				s.do(t, "search", chromedp.SendKeys(chromedp.CSS(".scope-search"), "thing7 adm"))
				if n := s.count(t, "label.check:has([name=scope]):not([hidden])"); n != 1 {
					t.Errorf("the search finds %d", n)
				}
			}
			s.press(t, "form.card button.is-main")
			token := s.secret(t, "#token")
			if got := p.me(t, token).is(t, http.StatusOK).object(t).object(t, "token").texts(t, "scopes"); strings.Join(got, " ") != "thing3:read thing9:write" {
				t.Errorf("the token has %v", got)
			}
			for _, pick := range []struct {
				value string
				want  int
			}{{"all", 31}, {"none", 0}} {
				s.open(t, "/account/tokens/new?client_id="+on.ID)
				s.fill(t, "name", "kept")
				if pick.value == "none" {
					s.tick(t, "scope", "profile")
				}
				if scripts {
					s.do(t, "pick", chromedp.Click(chromedp.CSS("button[name=pick][value="+pick.value+"]")))
				} else {
					s.press(t, "button[name=pick][value="+pick.value+"]")
				}
				if n := s.count(t, "input[name=scope]:checked"); n != pick.want {
					t.Errorf("%s ticks %d", pick.value, n)
				}
				if got := s.evaluate(t, "document.getElementById('name').value"); got != "kept" {
					t.Errorf("the name has become %q", got)
				}
			}
		})
	}
	b := p.session(t, mira).browser
	send := func(values url.Values) object {
		t.Helper()
		at := b.open(t, "/account/tokens/new?client_id="+on.ID).is(t, http.StatusOK)
		made := b.submit(t, at, at.form(t, "name"), values).is(t, http.StatusOK)
		p.hide(made.byID("token"))
		return p.me(t, made.byID("token")).is(t, http.StatusOK).object(t).object(t, "token")
	}
	if got := send(url.Values{"name": {"all"}, "scope_choice": {"all"}}).texts(t, "scopes"); len(got) != 31 {
		t.Errorf("the choice for everything gives %d", len(got))
	}
	on2 := time.Now().UTC().AddDate(0, 2, 3).Format("2006-01-02")
	if got := send(url.Values{"name": {"dated"}, "expires_on": {on2}}).text(t, "expires_at"); got != on2+"T23:59:59Z" {
		t.Errorf("a token until %s ends at %s", on2, got)
	}
}

// TestNewTokenPrefill: an address fills the form in, on any client, and nothing that the client does not have.
func TestNewTokenPrefill(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	one, _ := p.client(t, mira, clientSpec{}), p.client(t, mira, clientSpec{})
	b := p.session(t, mira).browser
	at := b.open(t, "/account/tokens/new?name=CI&scope=notes%3Aread+clients%3Awrite&scope=email&expires=30d")
	at = b.open(t, at.link(t, one.Name)).is(t, http.StatusOK)
	f := at.form(t, "name")
	if got := f.Values; got.Get("name") != "CI" || strings.Join(got["scope"], " ") != "email notes:read" && strings.Join(got["scope"], " ") != "notes:read email" ||
		got.Get("expires_in") != "30d" || got.Get("scope_choice") != "some" || got.Get("client_id") != one.ID {
		t.Errorf("the form is filled in with %v", got)
	}
	date := time.Now().UTC().AddDate(0, 0, 45).Format("2006-01-02")
	for expires, want := range map[string][2]string{date: {"90d", date}, "45d": {"90d", date}, "never": {"", ""}, "2001-01-01": {"90d", ""}, "nonsense": {"90d", ""}} {
		f := b.open(t, "/account/tokens/new?client_id="+one.ID+"&expires="+expires).form(t, "name")
		if got := [2]string{f.Values.Get("expires_in"), f.Values.Get("expires_on")}; got != want {
			t.Errorf("expires=%s fills in %v, want %v", expires, got, want)
		}
	}
}

// TestAllBadLinesAreNamed: a field of many lines tells at once which of them are wrong, and so does the REST API.
func TestAllBadLinesAreNamed(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	on := p.client(t, mira, clientSpec{})
	_, id := p.pat(t, mira, on)
	inside := p.session(t, mira)
	b := inside.browser
	uris := url.Values{"name": {"Many"}, "redirect_uris": {"nonsense\nhttps://good.example.org/cb\nhttp://plain.example.org\nhttps://a.example.org/#x"}}
	wrong := []string{`"nonsense": a redirect URI must be absolute`, `"http://plain.example.org": http is for loopback`, `"https://a.example.org/#x": a redirect URI takes no fragment`}
	networks := url.Values{"name": {"ci"}, "scope": {"profile"}, "allowed_ips": {"office\n10.0.0.0/8\n10.1.0.1/16\nhome\n10.2.0.1/16"}}
	bad := []string{`"office" and "home" are not`, "10.1.0.1/16 would be 10.1.0.0/16, 10.2.0.1/16 would be 10.2.0.0/16"}
	for _, form := range []struct {
		path, field string
		typed       url.Values
		says        []string
	}{
		{"/developer/clients/new", "name", uris, wrong}, {"/developer/clients/" + on.ID, "name", uris, wrong},
		{"/account/tokens/new?client_id=" + on.ID, "name", networks, bad}, {"/account/tokens/" + id, "name", networks, bad},
	} {
		at := b.open(t, form.path).is(t, http.StatusOK)
		b.submit(t, at, at.form(t, form.field), form.typed).is(t, http.StatusUnprocessableEntity).says(t, form.says...)
	}
	a := p.script(t, inside, http.MethodPost, "/personal-access-tokens", object{
		"name": "ci", "client_id": on.ID, "scopes": []string{"profile"}, "allowed_ips": []string{"office", "home"},
	}).is(t, http.StatusUnprocessableEntity).object(t)
	if a.text(t, "field") != "allowed_ips" || !strings.Contains(a.text(t, "detail"), `"office" and "home" are not`) {
		t.Errorf("over REST it is %v", a)
	}
}
