package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestAttackPasswords sets passwords that are easy to guess, or that no browser can send, in every place that sets one.
func TestAttackPasswords(t *testing.T) {
	p := lone(t, nil)
	who := p.person(t)
	s := p.session(t, who)
	change := func(fresh string) answer {
		form := url.Values{"csrf_token": {s.csrf}, "current_password": {who.Password}, "new_password": {fresh}}
		return p.do(t, s.with(p.request(t, http.MethodPost, "/account/password", form)))
	}
	create := []string{"user", "create", "--username", "x" + who.Username, "--email", "x" + who.Email, "--password-stdin"}
	for what, password := range map[string]string{
		"a common one":   "Football",
		"the user name":  "x" + who.Username,
		"this service":   "patio1234",
		"the other kind": "ｐａｓｓｗｏｒｄ",
	} {
		if a := change(password); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "The new password ") {
			t.Errorf("%s at a change is answered with %d", what, a.Status)
		}
		if got := p.run(t, password+"\n", "user", "reset-password", who.Username, "--password-stdin"); got.Status != 1 {
			t.Errorf("%s at a reset: %d", what, got.Status)
		}
		if got := p.run(t, password+"\n", create...); got.Status != 1 {
			t.Errorf("%s for a new account: %d", what, got.Status)
		}
	}
	for what, stdin := range map[string]string{
		"UTF-16": "\xff\xfeb\x00l\x00u\x00e\x00b\x00e\x00r\x00r\x00y\x00\n", "a zero byte": "blue\x00berry jam\n", "no UTF-8": "bl\xe5b\xe6rsyltet\xf8y\n",
	} {
		if got := p.run(t, stdin, create...); got.Status != 1 || !strings.Contains(got.Stderr, "UTF-8") {
			t.Errorf("%s: %d %s", what, got.Status, got.Stderr)
		}
	}
	// One password, as three keyboards send it.
	p.cliWith(t, "\ufeffblåbærsyltetøy\r\n", "user", "reset-password", who.Username, "--password-stdin")
	for _, typed := range []string{"blåbærsyltetøy", "bla\u030abærsyltetøy", "blåbærsyltetø\uff59"} {
		newGuesser(t, p).try(t, who.Username, typed).is(t, http.StatusSeeOther)
	}
}
