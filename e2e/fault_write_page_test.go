package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// filling is a flow of a form that somebody fills in, in a browser of their own.
func (w *writes) filling(name string, want int, begin func(t *testing.T) (*browser, *page, form, url.Values)) request {
	return request{name, want, func(t *testing.T) func() *http.Request {
		b, at, f, values := begin(t)
		return func() *http.Request {
			r := b.filled(t, at, f, values)
			for _, cookie := range b.client.Jar.Cookies(at.URL) {
				r.AddCookie(cookie)
			}
			return r
		}
	}}
}

// signedIn is somebody new, signed in, at a page.
func (w *writes) signedIn(t *testing.T, path string) (person, *browser, *page) {
	t.Helper()
	who, b := w.p.person(t), w.p.browser()
	b.signIn(t, b.open(t, "/account"), who).is(t, http.StatusOK)
	return who, b, b.open(t, path).is(t, http.StatusOK)
}

// accountFlows are what a person does about their account.
func (w *writes) accountFlows() []request {
	p := w.p
	return []request{
		w.filling("a new password", http.StatusSeeOther, func(t *testing.T) (*browser, *page, form, url.Values) {
			who, b, at := w.signedIn(t, "/account")
			p.session(t, who) // which ends with it
			return b, at, at.formTo(t, "/account/password"), url.Values{
				"current_password": {who.Password}, "new_password": {"another one entirely"},
			}
		}),
		w.filling("sign out elsewhere", http.StatusSeeOther, func(t *testing.T) (*browser, *page, form, url.Values) {
			who, b, _ := w.signedIn(t, "/account")
			p.session(t, who)
			at := b.open(t, "/account")
			return b, at, at.formTo(t, "/account/sessions/end"), nil
		}),
		w.filling("sign out in one other place", http.StatusSeeOther, func(t *testing.T) (*browser, *page, form, url.Values) {
			who, b, _ := w.signedIn(t, "/account")
			p.session(t, who)
			at := b.open(t, "/account")
			for _, f := range at.forms() {
				if strings.HasPrefix(f.Action, "/account/sessions/") && f.Action != "/account/sessions/end" {
					return b, at, f, nil
				}
			}
			t.Fatal("no session to end")
			return nil, nil, form{}, nil
		}),
		w.filling("notices read", http.StatusSeeOther, func(t *testing.T) (*browser, *page, form, url.Values) {
			who, b, _ := w.signedIn(t, "/account")
			p.pat(t, who, p.client(t, who, clientSpec{}))
			at := b.open(t, "/account/notices")
			return b, at, at.formTo(t, "/account/notices/read"), nil
		}),
		w.filling("withdraw an app by its page", http.StatusSeeOther, func(t *testing.T) (*browser, *page, form, url.Values) {
			app := p.client(t, w.mira, clientSpec{})
			p.grantIn(t, w.s.browser, app, w.mira)
			at := w.s.browser.open(t, "/account/apps/"+app.ID+"/withdraw")
			return w.s.browser, at, at.formTo(t, "/account/apps/"+app.ID+"/withdraw"), nil
		}),
		w.filling("a leak told at the page", http.StatusSeeOther, func(t *testing.T) (*browser, *page, form, url.Values) {
			token, _ := p.pat(t, w.mira, w.app)
			b := p.browser()
			at := b.open(t, "/leaked-token")
			return b, at, at.form(t, "token"), url.Values{"token": {token}}
		}),
	}
}

// factorFlows are what a person does about, and with, a second factor.
func (w *writes) factorFlows() []request {
	p := w.p
	withPassword := func(path string) func(t *testing.T) (*browser, *page, form, url.Values) {
		return func(t *testing.T) (*browser, *page, form, url.Values) {
			who, _, b := p.guarded(t)
			at := b.open(t, path).is(t, http.StatusOK)
			return b, at, at.form(t, "password"), url.Values{"password": {who.Password}}
		}
	}
	half := func(code func(t *testing.T, app *authenticator) (field, code string)) func(t *testing.T) (*browser, *page, form, url.Values) {
		return func(t *testing.T) (*browser, *page, form, url.Values) {
			who, app, _ := p.guarded(t)
			b := p.browser()
			at := b.signIn(t, b.open(t, "/account"), who).is(t, http.StatusOK)
			field, value := code(t, app)
			return b, at, at.form(t, "recovery_code"), url.Values{field: {value}}
		}
	}
	byApp := func(t *testing.T, app *authenticator) (field, code string) { return "code", app.code(t) }
	return []request{
		w.filling("begin a second factor", http.StatusSeeOther, func(t *testing.T) (*browser, *page, form, url.Values) {
			who, b, at := w.signedIn(t, "/account/security")
			return b, at, at.formTo(t, "/account/security/authenticator"), url.Values{"password": {who.Password}}
		}),
		w.filling("a second factor", http.StatusSeeOther, func(t *testing.T) (*browser, *page, form, url.Values) {
			who, b, _ := w.signedIn(t, "/account")
			at, app := b.beginFactor(t, who)
			return b, at, at.form(t, "code"), url.Values{"code": {app.code(t)}}
		}),
		w.filling("new recovery codes", http.StatusSeeOther, withPassword("/account/security/recovery-codes")),
		w.filling("no second factor", http.StatusSeeOther, withPassword("/account/security/remove")),
		w.filling("sign in with a second factor", http.StatusSeeOther, half(byApp)),
		w.filling("sign in with a recovery code", http.StatusSeeOther, half(func(t *testing.T, app *authenticator) (field, code string) {
			return "recovery_code", app.recoveryCode(t)
		})),
		w.filling("the second factor once more", http.StatusSeeOther, func(t *testing.T) (*browser, *page, form, url.Values) {
			who, app, b := p.guarded(t)
			p.stale(t, who)
			at := b.open(t, "/account/security/confirm").is(t, http.StatusOK)
			return b, at, at.form(t, "recovery_code"), url.Values{"code": {app.code(t)}}
		}),
		w.filling("a token with privileges", http.StatusSeeOther, func(t *testing.T) (*browser, *page, form, url.Values) {
			who, _, b := p.guarded(t)
			at := b.open(t, "/account/tokens/new?client_id="+p.client(t, who, clientSpec{}).ID).is(t, http.StatusOK)
			return b, at, at.form(t, "name"), url.Values{"name": {"x"}, "advanced_privileges": {"true"}, "expires_in": {"365d"}}
		}),
	}
}

// tokenPageFlows are what a person does by the pages of tokens and clients.
func (w *writes) tokenPageFlows() []request {
	p, b := w.p, w.s.browser
	token := func(path string, fill func(t *testing.T, at *page, action string) (form, url.Values)) func(t *testing.T) (*browser, *page, form, url.Values) {
		return func(t *testing.T) (*browser, *page, form, url.Values) {
			_, id := p.pat(t, w.mira, w.app)
			at := b.open(t, "/account/tokens/"+id+path).is(t, http.StatusOK)
			f, values := fill(t, at, "/account/tokens/"+id)
			return b, at, f, values
		}
	}
	program := func(path, action string, values url.Values) func(t *testing.T) (*browser, *page, form, url.Values) {
		return func(t *testing.T) (*browser, *page, form, url.Values) {
			c := w.made(t)
			if action == "/enable" {
				p.api(t, http.MethodPost, "/clients/"+c.ID+"/suspend", w.root, nil).is(t, http.StatusOK)
			}
			w.justNow(t)
			at := b.open(t, "/developer/clients/"+c.ID+path).is(t, http.StatusOK)
			return b, at, at.formTo(t, "/developer/clients/"+c.ID+action), values
		}
	}
	return []request{
		w.filling("a token by its page", http.StatusSeeOther, func(t *testing.T) (*browser, *page, form, url.Values) {
			at := b.open(t, "/account/tokens/new?client_id="+w.app.ID).is(t, http.StatusOK)
			return b, at, at.form(t, "name"), url.Values{"name": {"x"}, "expires_in": {"365d"}}
		}),
		w.filling("a token with a client of its own", http.StatusSeeOther, func(t *testing.T) (*browser, *page, form, url.Values) {
			_, b, at := w.signedIn(t, "/account/tokens/new")
			return b, at, at.form(t, "name"), url.Values{"name": {"x"}, "scope": {"profile"}, "expires_in": {"365d"}}
		}),
		w.filling("change a token by its page", http.StatusSeeOther, token("", func(t *testing.T, at *page, _ string) (form, url.Values) {
			return at.form(t, "name"), url.Values{"name": {"y"}, "scope": {"profile"}}
		})),
		w.filling("rotate a token by its page", http.StatusSeeOther, token("", func(t *testing.T, at *page, action string) (form, url.Values) {
			return at.formTo(t, action+"/rotate"), nil
		})),
		w.filling("end a token by its page", http.StatusSeeOther, token("/revoke", func(t *testing.T, at *page, action string) (form, url.Values) {
			return at.formTo(t, action+"/revoke"), nil
		})),
		w.filling("a client by its page", http.StatusSeeOther, func(t *testing.T) (*browser, *page, form, url.Values) {
			at := b.open(t, "/developer/clients/new").is(t, http.StatusOK)
			return b, at, at.form(t, "name"), url.Values{"name": {"x"}, "scope": {"profile"}, "redirect_uris": {callback}}
		}),
		w.filling("change a client by its page", http.StatusSeeOther, program("", "", url.Values{"name": {"y"}})),
		w.filling("a client's new secret by its page", http.StatusSeeOther, program("", "/secret", nil)),
		w.filling("switch a client off by its page", http.StatusSeeOther, program("", "/disable", nil)),
		w.filling("switch a client on by its page", http.StatusSeeOther, program("", "/enable", nil)),
		w.filling("detach a client by its page", http.StatusSeeOther, program("", "/detach", nil)),
		w.filling("delete a client by its page", http.StatusSeeOther, program("/delete", "/delete", nil)),
	}
}
