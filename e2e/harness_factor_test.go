package e2e_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/patio-auth/patio/internal/clocktest"
)

// authenticator is a person's app: it computes codes by RFC 6238 on its own, and remembers which it gave.
type authenticator struct {
	key      string
	last     int64    // the last time step whose code it gave
	recovery []string // codes that are left
}

// at is the code of a time step (RFC 4226, section 5.3).
func (a *authenticator) at(step int64) string {
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(a.key)
	if err != nil {
		panic(err)
	}
	mac := hmac.New(sha1.New, key)
	_ = binary.Write(mac, binary.BigEndian, step) // a hash never fails
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 15
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[offset:])&0x7fffffff%1_000_000)
}

// code is a code that was not used yet and is good now: of the app for two steps, a recovery code after that.
func (a *authenticator) code(t *testing.T) string {
	t.Helper()
	now := clocktest.Now().Unix() / 30
	if step := max(a.last+1, now); step <= now+1 {
		a.last = step
		return a.at(step)
	}
	return a.recoveryCode(t)
}

func (a *authenticator) recoveryCode(t *testing.T) string {
	t.Helper()
	if len(a.recovery) == 0 {
		t.Fatal("no recovery code is left")
	}
	code := a.recovery[0]
	a.recovery = a.recovery[1:]
	return code
}

// beginFactor goes to the page with the key, as somebody who is signed in in that browser.
func (b *browser) beginFactor(t *testing.T, who person) (*page, *authenticator) {
	t.Helper()
	at := b.open(t, "/account/security").is(t, http.StatusOK)
	at = b.submit(t, at, at.formTo(t, "/account/security/authenticator"), url.Values{"password": {who.Password}}).is(t, http.StatusOK)
	a := &authenticator{key: strings.ReplaceAll(at.byID("key"), " ", "")}
	b.p.hide(a.key)
	return at, a
}

// setUpFactor sets an authenticator up for somebody who is signed in in that browser.
func (b *browser) setUpFactor(t *testing.T, who person) *authenticator {
	t.Helper()
	at, a := b.beginFactor(t, who)
	at = b.submit(t, at, at.form(t, "code"), url.Values{"code": {a.code(t)}}).is(t, http.StatusOK).says(t, "Your recovery codes")
	a.recovery = at.recoveryCodes(b.p)
	if len(a.recovery) != 10 {
		t.Fatalf("%d recovery codes: %.600s", len(a.recovery), at.text())
	}
	return a
}

// recoveryCodes are the codes that the page shows.
func (at *page) recoveryCodes(p *patio) []string {
	var codes []string
	for n := range descendants(at.root) {
		if attr(n, "id") != "codes" {
			continue
		}
		for item := range descendants(n) {
			if item.Type == html.ElementNode && item.Data == "code" {
				codes = append(codes, textOf(item))
				p.hide(textOf(item))
			}
		}
	}
	return codes
}

// guarded is a person with an authenticator, and the browser that it was set up in.
func (p *patio) guarded(t *testing.T) (person, *authenticator, *browser) {
	t.Helper()
	who, b := p.person(t), p.browser()
	b.signIn(t, b.open(t, "/account"), who).is(t, http.StatusOK)
	return who, b.setUpFactor(t, who), b
}

// giveCode answers the page that asks for a second factor.
func (b *browser) giveCode(t *testing.T, at *page, code string) *page {
	t.Helper()
	field := "code"
	if len(code) > 6 {
		field = "recovery_code"
	}
	return b.submit(t, at, at.form(t, "recovery_code"), url.Values{field: {code}})
}
