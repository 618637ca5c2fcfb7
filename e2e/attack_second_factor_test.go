package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestAttackSecondFactor tries to get past the second factor with the password, and at it without.
func TestAttackSecondFactor(t *testing.T) {
	p := lone(t, nil)
	t.Run("half a session", func(t *testing.T) { halfSession(t, p) })
	t.Run("another browser's half", func(t *testing.T) { otherHalf(t, p) })
	t.Run("fixation", func(t *testing.T) { factorFixation(t, p) })
	t.Run("open redirect", func(t *testing.T) { factorRedirects(t, p) })
	t.Run("forged forms", func(t *testing.T) { factorForgery(t, p) })
	t.Run("junk", func(t *testing.T) { factorJunk(t, p) })
	t.Run("at once", func(t *testing.T) { factorAtOnce(t, p) })
}

// half is a sign-in that has the password and waits.
func (p *patio) half(t *testing.T, who person) (b *browser, cookie, csrf string) {
	t.Helper()
	b = p.browser()
	at := b.signIn(t, b.open(t, "/account"), who).is(t, http.StatusOK).says(t, "One more step")
	return b, b.cookie(t, "patio_sign_in"), at.form(t, "recovery_code").Values.Get("csrf_token")
}

// finish sends the second step by hand.
func (p *patio) finish(t *testing.T, cookies, csrf, code string) *http.Request {
	t.Helper()
	r := p.request(t, http.MethodPost, "/login/second-factor", url.Values{"code": {code}, "csrf_token": {csrf}, "return_to": {"/account"}})
	r.Header.Set("Cookie", cookies)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return r
}

// halfSession: what waits for the second factor opens nothing, under whichever name it is sent.
func halfSession(t *testing.T, p *patio) {
	who, _, _ := p.guarded(t)
	b, half, csrf := p.half(t, who)
	if b.cookie(t, "patio_session") != "" || half == "" {
		t.Fatal("the password alone gave a session, or nothing")
	}
	for _, cookie := range []string{
		"patio_sign_in=" + half, "patio_session=" + half, "patio_session=pss_" + half[4:], "patio_sign_in=" + half + "; patio_session=" + half,
		"patio_visit=" + half, "__Host-patio_session=" + half,
	} {
		for _, path := range []string{"/account", "/account/security", "/account/security/authenticator", "/account/security/confirm", "/account/tokens", "/developer/clients"} {
			r := p.request(t, http.MethodGet, path, nil)
			r.Header.Set("Cookie", cookie)
			if a := p.do(t, r); a.Status != http.StatusSeeOther || !strings.HasPrefix(a.Header.Get("Location"), "/login") {
				t.Errorf("%s with half a session: %d", path, a.Status)
			}
		}
		for _, path := range []string{"/account/password", "/account/security/remove", "/account/security/recovery-codes", "/account/security/authenticator", "/account/tokens"} {
			r := p.request(t, http.MethodPost, path, url.Values{"csrf_token": {csrf}, "password": {who.Password}, "current_password": {who.Password}, "new_password": {"another one entirely"}})
			r.Header.Set("Cookie", cookie)
			if a := p.do(t, r); a.Status != http.StatusSeeOther || !strings.HasPrefix(a.Header.Get("Location"), "/login") {
				t.Errorf("POST %s with half a session: %d", path, a.Status)
			}
		}
		r := p.request(t, http.MethodGet, "/api/v1/me", nil)
		r.Header.Set("Cookie", cookie)
		p.do(t, r).is(t, http.StatusUnauthorized)
	}
	r := p.request(t, http.MethodGet, "/api/v1/me", nil)
	r.Header.Set("Authorization", "Bearer "+half)
	p.do(t, r).is(t, http.StatusUnauthorized)
}

// otherHalf: a half-finished sign-in belongs to the browser that began it, and to its person's codes.
func otherHalf(t *testing.T, p *patio) {
	mira, miraApp, _ := p.guarded(t)
	noor, noorApp, _ := p.guarded(t)
	_, miraHalf, miraCSRF := p.half(t, mira)
	_, noorHalf, noorCSRF := p.half(t, noor)
	code := miraApp.code(t)
	for what, r := range map[string]*http.Request{
		"no cookie":            p.finish(t, "", miraCSRF, code),
		"another's cookie":     p.finish(t, "patio_sign_in="+noorHalf, miraCSRF, code),
		"another's form":       p.finish(t, "patio_sign_in="+miraHalf, noorCSRF, code),
		"two cookies":          p.finish(t, "patio_sign_in="+miraHalf+"; patio_sign_in="+noorHalf, miraCSRF, code),
		"somebody else's code": p.finish(t, "patio_sign_in="+noorHalf, noorCSRF, code),
		"their recovery code":  p.finish(t, "patio_sign_in="+miraHalf, miraCSRF, noorApp.recovery[0]),
	} {
		if a := p.do(t, r); setCookie(a, "patio_session") != "" {
			t.Errorf("%s: signed in", what)
		}
	}
	a := p.do(t, p.finish(t, "patio_sign_in="+miraHalf, miraCSRF, code)).is(t, http.StatusSeeOther)
	if !p.alive(t, setCookie(a, "patio_session")) {
		t.Error("her own code, after all that, does not sign in")
	}
	// The same code and the same half once more.
	again := p.do(t, p.finish(t, "patio_sign_in="+miraHalf, miraCSRF, code))
	_, fresh, csrf := p.half(t, mira)
	replay := p.do(t, p.finish(t, "patio_sign_in="+fresh, csrf, code)).is(t, http.StatusUnauthorized)
	if setCookie(again, "patio_session") != "" || setCookie(replay, "patio_session") != "" {
		t.Error("a code signs in twice")
	}
}

// factorFixation: no cookie from before a step up is worth anything after it.
func factorFixation(t *testing.T, p *patio) {
	who, app, here := p.guarded(t)
	mallory := p.session(t, p.person(t))
	_, half, csrf := p.half(t, who)
	// A session that somebody planted beside the half-finished sign-in ends with it and becomes nobody's.
	a := p.do(t, p.finish(t, "patio_session="+mallory.cookie+"; patio_sign_in="+half, csrf, app.code(t))).is(t, http.StatusSeeOther)
	got := setCookie(a, "patio_session")
	if got == mallory.cookie || p.alive(t, mallory.cookie) || !p.alive(t, got) || p.alive(t, half) {
		t.Error("a planted session lives on after the sign-in")
	}
	before := here.cookie(t, "patio_session")
	p.stale(t, who)
	at := here.open(t, "/account/security/confirm?return_to=/account/apps").is(t, http.StatusOK)
	at = here.giveCode(t, at, app.code(t)).is(t, http.StatusOK)
	if at.URL.Path != "/account/apps" || p.alive(t, before) || !p.alive(t, here.cookie(t, "patio_session")) {
		t.Errorf("confirmed to %s, and the old session lives: %t", at.URL.Path, p.alive(t, before))
	}
}

func factorRedirects(t *testing.T, p *patio) {
	who, app, here := p.guarded(t)
	for _, evil := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "/%09/evil.example/../..//x", "javascript:alert(1)"} {
		b, _, _ := p.half(t, who)
		at := b.open(t, "/login/second-factor?return_to="+url.QueryEscape(evil)).is(t, http.StatusOK)
		f := at.form(t, "recovery_code")
		if back := f.Values.Get("return_to"); strings.HasPrefix(back, "//") || strings.Contains(back, "://") || strings.HasPrefix(back, `/\`) || !strings.HasPrefix(back, "/") {
			t.Errorf("return_to %q became %q", evil, back)
		}
		f.Values.Set("return_to", evil)
		if evil == "https://evil.example" {
			if at = b.giveCodeIn(t, at, f, app.recoveryCode(t)); at.Left != nil {
				t.Errorf("the sign-in led to %s", at.Left)
			}
		}
		if at := here.open(t, "/account/security/confirm?return_to="+url.QueryEscape(evil)); at.Left != nil {
			t.Errorf("the confirmation led to %s", at.Left)
		}
	}
}

func (b *browser) giveCodeIn(t *testing.T, at *page, f form, code string) *page {
	t.Helper()
	return b.submit(t, at, f, url.Values{"recovery_code": {code}})
}

// factorForgery: forms that are not ours change nothing.
func factorForgery(t *testing.T, p *patio) {
	who, app, here := p.guarded(t)
	cookie := "patio_session=" + here.cookie(t, "patio_session")
	csrf := here.open(t, "/account").form(t, "csrf_token").Values.Get("csrf_token")
	forms := map[string]url.Values{
		"/account/security/authenticator":         {"password": {who.Password}},
		"/account/security/authenticator/confirm": {"code": {"123456"}},
		"/account/security/recovery-codes":        {"password": {who.Password}},
		"/account/security/remove":                {"password": {who.Password}},
		"/account/security/confirm":               {"code": {"123456"}},
		"/account/sessions/end":                   {},
		"/account/sessions/x/end":                 {},
	}
	for path, form := range forms {
		for what, change := range map[string]func(r *http.Request, form url.Values){
			"no token":      func(*http.Request, url.Values) {},
			"a wrong token": func(_ *http.Request, form url.Values) { form.Set("csrf_token", "x"+csrf) },
			"another origin": func(r *http.Request, form url.Values) {
				form.Set("csrf_token", csrf)
				r.Header.Set("Origin", "https://evil.example")
			},
			"a cross request": func(r *http.Request, form url.Values) {
				form.Set("csrf_token", csrf)
				r.Header.Set("Sec-Fetch-Site", "cross-site")
			},
		} {
			sent := url.Values{}
			for name, values := range form {
				sent[name] = values
			}
			header := p.request(t, http.MethodPost, path, url.Values{})
			change(header, sent)
			r := p.request(t, http.MethodPost, path, sent)
			for name, values := range header.Header {
				r.Header[name] = values
			}
			r.Header.Set("Cookie", cookie)
			if a := p.do(t, r); a.Status != http.StatusForbidden {
				t.Errorf("%s with %s: %d", path, what, a.Status)
			}
		}
	}
	_, half, halfCSRF := p.half(t, who)
	for _, header := range [][2]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}} {
		r := p.finish(t, "patio_sign_in="+half, halfCSRF, app.recovery[0])
		r.Header.Del("Sec-Fetch-Site")
		r.Header.Set(header[0], header[1])
		p.do(t, r).is(t, http.StatusForbidden)
	}
	if !p.alive(t, strings.TrimPrefix(cookie, "patio_session=")) {
		t.Error("a forged form ended the session")
	}
	here.open(t, "/account/security").says(t, "Authenticator app", "10 are left")
}

// factorJunk: no code is too odd for an orderly refusal.
func factorJunk(t *testing.T, p *patio) {
	who, _, _ := p.guarded(t)
	_, half, csrf := p.half(t, who)
	for _, code := range []string{"", " ", "000 000", "-1", "1e5", "００００００", "٠٠٠٠٠٠", strings.Repeat("0", 60_000), "\x00", "' OR '1'='1", "{{.}}", strings.Repeat("z", 24), strings.Repeat("-", 200), "123456\n123456"} {
		a := p.do(t, p.finish(t, "patio_sign_in="+half, csrf, code))
		if a.Status != http.StatusUnauthorized || setCookie(a, "patio_session") != "" {
			t.Errorf("the code %.20q is answered with %d", code, a.Status)
		}
	}
	r := p.request(t, http.MethodPost, "/login/second-factor", url.Values{"code": {"1", "2"}, "csrf_token": {csrf, csrf}})
	r.Header.Set("Cookie", "patio_sign_in="+half)
	if a := p.do(t, r); a.Status >= http.StatusInternalServerError || setCookie(a, "patio_session") != "" {
		t.Errorf("repeated fields: %d", a.Status)
	}
}

// factorAtOnce: sixteen requests with one code at the same moment, as of a browser whose button is pressed often; there
// is one session in the end.
func factorAtOnce(t *testing.T, p *patio) {
	who, app, _ := p.guarded(t)
	for _, code := range []string{app.code(t), app.recoveryCode(t)} {
		_, half, csrf := p.half(t, who)
		won := map[string]bool{}
		for _, a := range p.at16(t, func() *http.Request { return p.finish(t, "patio_sign_in="+half, csrf, code) }) {
			if cookie := setCookie(a, "patio_session"); cookie != "" {
				won[cookie] = true
			} else if a.Status != http.StatusUnauthorized && a.Status != http.StatusSeeOther {
				t.Errorf("a loser is told %d", a.Status)
			}
		}
		if len(won) != 1 {
			t.Errorf("one code signed in %d times", len(won))
		}
	}
}

// TestAttackGuessingCodes guesses codes at a server that nobody stands in front of but a proxy.
func TestAttackGuessingCodes(t *testing.T) {
	p := lone(t, settings{
		"limits.enabled": "true", "limits.second_factor_per_account_and_address": "3/1h", "limits.second_factor_per_account": "5/1h",
		"trusted_proxies": "127.0.0.1",
	})
	who, app, _ := p.guarded(t)
	guess := func(address, code string) answer {
		t.Helper()
		_, half, csrf := p.half(t, who) // a new sign-in each time, as nobody could stop the guesser from
		r := p.finish(t, "patio_sign_in="+half, csrf, code)
		r.Header.Set("X-Forwarded-For", address)
		return p.do(t, r)
	}
	guess("192.0.2.1", app.code(t)).is(t, http.StatusSeeOther) // here they are known
	for range 3 {
		guess("198.51.100.1", "000000").is(t, http.StatusUnauthorized)
	}
	slowed(t, "a fourth guess from one address", guess("198.51.100.1", "000000"))
	code := app.code(t)
	slowed(t, "the right code after that", guess("198.51.100.1", code))
	for range 2 {
		guess("198.51.100.2", "000000").is(t, http.StatusUnauthorized)
	}
	slowed(t, "a sixth guess at the account, from elsewhere", guess("198.51.100.3", "000000"))
	slowed(t, "the right code from elsewhere", guess("198.51.100.4", code))
	guess("192.0.2.1", code).is(t, http.StatusSeeOther) // the owner is not locked out where they are known

	// Without the password nobody counts against the account at all.
	other, otherApp, _ := p.guarded(t)
	for range 8 {
		newGuesser(t, p).from("203.0.113.1").try(t, other.Username, "wrong")
		p.do(t, p.finish(t, "patio_sign_in=psi_000000000000000000000000000000000000", "x", "000000")).is(t, http.StatusSeeOther)
	}
	_, half, csrf := p.half(t, other)
	p.do(t, p.finish(t, "patio_sign_in="+half, csrf, otherApp.code(t))).is(t, http.StatusSeeOther)
}

// TestAttackGuessingInSession: a stolen session does not guess freely.
func TestAttackGuessingInSession(t *testing.T) {
	p := lone(t, settings{"limits.enabled": "true", "limits.second_factor_per_device": "3/1h"})
	who, app, here := p.guarded(t)
	p.stale(t, who)
	at := here.open(t, "/account/security/confirm?return_to=/account").is(t, http.StatusOK)
	for range 3 {
		here.giveCode(t, at, "000000").is(t, http.StatusUnauthorized)
	}
	if a := here.giveCode(t, at, app.code(t)); a.Status != http.StatusTooManyRequests || a.Header.Get("Retry-After") == "" {
		t.Errorf("a fourth guess is answered with %d", a.Status)
	}
	_, half, csrf := p.half(t, who) // and whoever guesses in a stolen session does not lock the owner out
	p.do(t, p.finish(t, "patio_sign_in="+half, csrf, app.code(t))).is(t, http.StatusSeeOther)
}
