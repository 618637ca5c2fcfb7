package e2e_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestAttackCodes is about authorization codes in the wrong hands (RFC 9700, section 4.5; RFC 7636). How sixteen at once
// fare stands in TestRefresh, how late ones do in TestExpiry.
func TestAttackCodes(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{Redirects: []string{callback, callback + "/2"}})
	b := p.browser()
	b.code(t, p.authorizeURL(app, nil), mira) // from here on nobody is asked for a password or consent
	t.Run("wrong hands", func(t *testing.T) { codeInWrongHands(t, p, b, mira, app) })
	t.Run("verifiers", func(t *testing.T) { oddVerifiers(t, p, b, mira, app) })
	t.Run("replay by others", func(t *testing.T) { replayByOthers(t, p, b, mira, app) })
	t.Run("replay", func(t *testing.T) {
		for _, spec := range []clientSpec{{}, {Opaque: true}, {Public: true}} {
			codeReplay(t, p, p.client(t, mira, spec), mira)
		}
	})
	t.Run("spelling", func(t *testing.T) { codeSpelling(t, p, b, mira, app) })
	t.Run("disabled", func(t *testing.T) { codeOfDisabled(t, p) })
}

// newCode is a code for an app that the browser's person has allowed before, and the request that redeems it.
func newCode(t *testing.T, p *patio, b *browser, who person, app client) (code string, form url.Values) {
	t.Helper()
	a := p.authorizeURL(app, nil)
	code = b.code(t, a, who)
	return code, redemption(app, code, a.Verifier)
}

// altered is a form with one parameter replaced; "" leaves it out.
func altered(form url.Values, name, value string) url.Values {
	changed := url.Values{}
	for n, v := range form {
		changed[n] = v
	}
	if changed.Set(name, value); value == "" {
		changed.Del(name)
	}
	return changed
}

// codeInWrongHands: a failed attempt of whatever kind neither wins a code nor burns it (Zitadel CVE-2026-55672, Pocket ID
// CVE-2026-28513, authentik CVE-2023-48228).
func codeInWrongHands(t *testing.T, p *patio, b *browser, who person, app client) {
	code, form := newCode(t, p, b, who, app)
	rival, public := p.client(t, who, clientSpec{}), p.client(t, who, clientSpec{Public: true})
	_, another := newCode(t, p, b, who, app)
	for name, try := range map[string]struct {
		as   client
		form url.Values
		code string
	}{
		"another client":        {rival, form, "invalid_grant"},
		"a public client":       {public, form, "invalid_grant"},
		"another redirect URI":  {app, altered(form, "redirect_uri", callback+"/2"), "invalid_grant"},
		"a redirect URI nearby": {app, altered(form, "redirect_uri", callback+"?"), "invalid_grant"},
		"another verifier":      {app, altered(form, "code_verifier", another.Get("code_verifier")), "invalid_grant"},
		"no verifier":           {app, altered(form, "code_verifier", ""), "invalid_request"},
		"the challenge":         {app, altered(form, "code_verifier", challengeOf(form.Get("code_verifier"))), "invalid_grant"},
		"a method beside it": {app, altered(altered(form, "code_verifier", challengeOf(form.Get("code_verifier"))),
			"code_challenge_method", "plain"), "invalid_grant"},
		"an unknown resource": {app, altered(form, "resource", "https://unknown.example.org"), "invalid_target"},
		"no code":             {app, altered(form, "code", ""), "invalid_request"},
		"a refresh token":     {app, altered(form, "code", "pcr_000000000000000000000000000000000000"), "invalid_grant"},
	} {
		a := p.token(t, try.as, try.form)
		withRefusal(t, name, a, http.StatusBadRequest, try.code)
		if strings.Contains(a.Body, code) || strings.Contains(a.Body, form.Get("code_verifier")) {
			t.Errorf("%s: the answer repeats what was sent: %s", name, a.Body)
		}
	}
	p.token(t, app, form).is(t, http.StatusOK)
}

func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// oddVerifiers: a verifier that is too short, too long or of other characters is refused even where its hash fits.
func oddVerifiers(t *testing.T, p *patio, b *browser, who person, app client) {
	redeem := func(verifier string) answer {
		values := p.authorization(t, app, url.Values{"code_challenge": {challengeOf(verifier)}})
		code := b.authorize(t, http.MethodGet, values).answerOf(t).Get("code")
		return p.token(t, app, redemption(app, code, verifier))
	}
	fine := strings.Repeat("aZ0-._~", 20)
	for _, verifier := range []string{
		fine[:1], fine[:42], fine[:129], fine[:42] + " ", fine[:42] + "+", fine[:42] + "/", fine[:42] + "=", fine[:42] + "%",
		fine[:42] + "\n", fine[:42] + "\x00", fine[:42] + "é", fine[:42] + "\xff", strings.Repeat("ä", 43), fine + "\x00" + fine,
		strings.Repeat("a", 20_000),
	} {
		if a := redeem(verifier); a.Status != http.StatusBadRequest {
			t.Errorf("the verifier %.50q of %d bytes is answered with %d", verifier, len(verifier), a.Status)
		}
	}
	for _, n := range []int{43, 128} {
		redeem(fine[:n]).is(t, http.StatusOK)
	}
}

// replayByOthers: who comes with somebody else's spent code, or knows nothing but the code, ends nothing of theirs. The
// client itself does.
func replayByOthers(t *testing.T, p *patio, b *browser, who person, app client) {
	_, form := newCode(t, p, b, who, app)
	held := p.token(t, app, form).is(t, http.StatusOK).tokens(t)
	rival := p.client(t, who, clientSpec{})
	p.token(t, rival, form).refused(t, http.StatusBadRequest, "invalid_grant")
	p.me(t, held.Access).is(t, http.StatusOK)
	held = p.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK).tokens(t)
	for name, try := range map[string]struct {
		form url.Values
		code string
	}{
		"another verifier":     {altered(form, "code_verifier", strings.Repeat("x", 43)), "invalid_grant"},
		"no verifier":          {altered(form, "code_verifier", ""), "invalid_request"},
		"another redirect URI": {altered(form, "redirect_uri", callback+"/2"), "invalid_grant"},
		"both":                 {altered(altered(form, "code_verifier", strings.Repeat("x", 43)), "redirect_uri", callback+"/2"), "invalid_grant"},
		"an unknown resource":  {altered(form, "resource", "https://unknown.example.org"), "invalid_target"},
	} {
		withRefusal(t, name, p.token(t, app, try.form), http.StatusBadRequest, try.code)
		p.me(t, held.Access).is(t, http.StatusOK)
	}
	p.token(t, app, form).refused(t, http.StatusBadRequest, "invalid_grant")
	lineageEnded(t, p, app, held)
}

// codeSpelling: there is one spelling of a code.
func codeSpelling(t *testing.T, p *patio, b *browser, who person, app client) {
	code, form := newCode(t, p, b, who, app)
	for _, odd := range []string{
		strings.ToUpper(code), strings.ToLower(code), code + " ", " " + code, code + "\n", code + "\x00", code[:len(code)-1], code + "0",
		"pcc_" + code, code[4:], "%70" + code[1:], swapCase(code, 10), "pcc_' OR '1'='1", strings.Repeat("a", 30_000), "\xff",
	} {
		if odd != code {
			withRefusal(t, odd, p.token(t, app, altered(form, "code", odd)), http.StatusBadRequest, "invalid_grant")
		}
	}
	p.token(t, app, form).is(t, http.StatusOK)
}

// swapCase changes the case of the first letter at or after i.
func swapCase(s string, i int) string {
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z':
			return s[:i] + string(c-32) + s[i+1:]
		case 'A' <= c && c <= 'Z':
			return s[:i] + string(c+32) + s[i+1:]
		}
	}
	return s
}

// codeOfDisabled: a code is worth nothing while its person or its client is switched off.
func codeOfDisabled(t *testing.T, p *patio) {
	who := p.person(t)
	app := p.client(t, p.person(t), clientSpec{})
	b := p.browser()
	_, form := newCode(t, p, b, who, app)
	p.cli(t, "client", "disable", app.ID)
	p.token(t, app, form).refused(t, http.StatusBadRequest, "unauthorized_client")
	p.cli(t, "client", "enable", app.ID)
	p.cli(t, "user", "disable", who.Username)
	p.token(t, app, form).refused(t, http.StatusBadRequest, "invalid_grant")
	if at := b.open(t, p.authorizeURL(app, nil).URL); at.Left != nil {
		t.Error("the browser of a disabled person gets a code")
	}
}
