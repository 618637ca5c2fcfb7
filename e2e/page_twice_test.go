package e2e_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// deed is a form that does something and shows no secret.
type deed struct {
	name   string
	browse func(t *testing.T) (b *browser, at *page, f form, values url.Values)
	leads  string // where it leads
	done   func() string
}

// TestDeedsAreDoneOnce sends each form twice at once, then again: all of them lead to the same page, and the audit
// trail has the deed once.
func TestDeedsAreDoneOnce(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		for _, d := range p.deeds(t) {
			t.Run(d.name, func(t *testing.T) { p.doneOnce(t, d) })
		}
	})
}

func (p *patio) doneOnce(t *testing.T, d deed) {
	b, at, f, values := d.browse(t)
	root, err := at.URL.Parse("/")
	if err != nil {
		t.Fatal(err)
	}
	old := b.client.Jar.Cookies(root)
	before := p.rows(t, d.done())
	for i, got := range b.twice(t, at, f, values) {
		if got.is(t, http.StatusOK).URL.RequestURI() != d.leads {
			t.Errorf("request %d came to %s: %.300s", i, got.URL, got.text())
		}
	}
	if again := b.submit(t, at, f, values); again.Status != http.StatusOK || again.URL.RequestURI() != d.leads {
		t.Errorf("sent again, it came to %s (%d): %.300s", again.URL, again.Status, again.text())
	}
	if got := p.rows(t, d.done()) - before; got != 1 {
		t.Errorf("it was done %d times", got)
	}
	now := b.cookie(t, "patio_session")
	if now != "" && !slices.ContainsFunc(old, func(c *http.Cookie) bool { return c.Value == now }) {
		p.noSecondSession(t, at, f, values, old)
		return
	}
	late := p.browser()
	late.client.Jar.SetCookies(root, old)
	if again := late.submit(t, at, f, values); again.Status != http.StatusOK || again.URL.RequestURI() != d.leads {
		t.Errorf("sent again with the cookies from before, it came to %s (%d): %.300s", again.URL, again.Status, again.text())
	}
}

// noSecondSession sends a form that has begun or replaced a session again, with the cookies that it was sent with:
// whoever has recorded it gets no session by that.
func (p *patio) noSecondSession(t *testing.T, at *page, f form, values url.Values, old []*http.Cookie) {
	t.Helper()
	late := p.browser()
	root, err := at.URL.Parse("/")
	if err != nil {
		t.Fatal(err)
	}
	late.client.Jar.SetCookies(root, old)
	late.submit(t, at, f, values)
	if at := late.open(t, "/account"); at.URL.Path != "/login" {
		t.Errorf("the form, sent again with the cookies from before, leads in: %s", at.URL)
	}
}

// deeds are all such forms, each with a browser of its own.
func (p *patio) deeds(t *testing.T) []deed {
	t.Helper()
	var who person
	count := func(action string) func() string {
		return func() string {
			return "SELECT COUNT(*) FROM audit_events WHERE user_id = '" + who.ID + "' AND action = '" + action + "'"
		}
	}
	inside := func(t *testing.T) *browser {
		t.Helper()
		who = p.person(t)
		return p.session(t, who).browser
	}
	owner := func(t *testing.T) (*browser, client, string) {
		t.Helper()
		b := inside(t)
		on := p.client(t, who, clientSpec{})
		_, id := p.pat(t, who, on)
		return b, on, id
	}
	ask := func(t *testing.T, b *browser, path, action string) (*browser, *page, form, url.Values) {
		t.Helper()
		at := b.open(t, path).is(t, http.StatusOK)
		return b, at, at.formTo(t, action), nil
	}
	return []deed{
		{"change the password", func(t *testing.T) (*browser, *page, form, url.Values) {
			b, at, f, _ := ask(t, inside(t), "/account", "/account/password")
			return b, at, f, url.Values{"current_password": {who.Password}, "new_password": {"another long password"}}
		}, "/account?done=password", count("user.password_changed")},
		{"remove the second factor", func(t *testing.T) (*browser, *page, form, url.Values) {
			guarded, _, b := p.guarded(t)
			who = guarded
			b, at, f, _ := ask(t, b, "/account/security/remove", "/account/security/remove")
			return b, at, f, url.Values{"password": {who.Password}}
		}, "/account/security?done=removed", count("user.second_factor_removed")},
		{"begin a second factor", func(t *testing.T) (*browser, *page, form, url.Values) {
			b, at, f, _ := ask(t, inside(t), "/account/security", "/account/security/authenticator")
			return b, at, f, url.Values{"password": {who.Password}}
		}, "/account/security/authenticator", func() string {
			return "SELECT COUNT(*) FROM ceremonies WHERE user_id = '" + who.ID + "'"
		}},
		{"confirm", func(t *testing.T) (*browser, *page, form, url.Values) {
			b := inside(t)
			p.staleSignIn(t, who)
			at := b.open(t, "/account/security/confirm?return_to=/account").is(t, http.StatusOK)
			return b, at, at.form(t, "password"), url.Values{"password": {who.Password}}
		}, "/account", count("user.password_given")},
		{"give the second factor", func(t *testing.T) (*browser, *page, form, url.Values) {
			guarded, factor, _ := p.guarded(t)
			who = guarded
			b := p.browser()
			at := b.signIn(t, b.open(t, "/login?return_to=/account/apps"), who).is(t, http.StatusOK)
			return b, at, at.form(t, "recovery_code"), url.Values{"code": {factor.code(t)}}
		}, "/account/apps", count("user.signed_in")},
		{"delete a client", func(t *testing.T) (*browser, *page, form, url.Values) {
			b, on, _ := owner(t)
			return ask(t, b, "/developer/clients/"+on.ID+"/delete", "/developer/clients/"+on.ID+"/delete")
		}, "/developer/clients?done=deleted", count("client.deleted")},
		{"revoke a token", func(t *testing.T) (*browser, *page, form, url.Values) {
			b, _, id := owner(t)
			return ask(t, b, "/account/tokens/"+id+"/revoke", "/account/tokens/"+id+"/revoke")
		}, "/account/tokens?done=revoked", count("pat.revoked")},
		{"withdraw an app", func(t *testing.T) (*browser, *page, form, url.Values) {
			b, on, _ := owner(t)
			p.grantIn(t, b, on, who)
			return ask(t, b, "/account/apps/"+on.ID+"/withdraw", "/account/apps/"+on.ID+"/withdraw")
		}, "/account/apps?done=withdrawn", count("consent.withdrawn")},
		{"sign one browser out", func(t *testing.T) (*browser, *page, form, url.Values) {
			b := inside(t)
			p.session(t, who)
			at := b.open(t, "/account").is(t, http.StatusOK)
			for _, f := range at.forms() {
				if strings.HasSuffix(f.Action, "/end") && f.Action != "/account/sessions/end" {
					return b, at, f, nil
				}
			}
			t.Fatal("no other browser is listed")
			return nil, nil, form{}, nil
		}, "/account?done=session", count("user.session_ended")},
		{"sign all others out", func(t *testing.T) (*browser, *page, form, url.Values) {
			b := inside(t)
			p.session(t, who)
			return ask(t, b, "/account", "/account/sessions/end")
		}, "/account?done=sessions", count("user.other_sessions_ended")},
		{"sign out", func(t *testing.T) (*browser, *page, form, url.Values) {
			return ask(t, inside(t), "/logout?return_to=/account/apps", "/logout")
		}, "/login?return_to=%2Faccount%2Fapps", count("user.signed_out")},
	}
}

// TestDoneBefore: who sends a form again after its work is done, or opens its page again, learns that and is led on.
func TestDoneBefore(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	b := p.session(t, mira).browser
	on := p.client(t, mira, clientSpec{})
	p.grantIn(t, b, on, mira)
	withdrawing := b.open(t, "/account/apps/"+on.ID+"/withdraw").is(t, http.StatusOK)
	deleting := b.open(t, "/developer/clients/"+on.ID+"/delete").is(t, http.StatusOK)
	for _, c := range []struct {
		at         *page
		path, says string
		link, to   string
	}{
		{withdrawing, "/account/apps/" + on.ID + "/withdraw", "This app has no access", "Go to your apps", "/account/apps"},
		{deleting, "/developer/clients/" + on.ID + "/delete", "deleted already", "Go to your clients", "/developer/clients"},
	} {
		b.submit(t, c.at, c.at.formTo(t, c.path), nil).is(t, http.StatusOK)
		for what, at := range map[string]*page{
			"the page again": b.open(t, c.path),
			"another form":   b.submit(t, c.at, c.at.formTo(t, c.path), url.Values{"other": {"1"}}),
		} {
			if at.is(t, http.StatusNotFound).says(t, c.says); at.link(t, c.link) != c.to {
				t.Errorf("%s, %s leads to %s", c.path, what, at.link(t, c.link))
			}
		}
	}
}
