package e2e_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/internal/clocktest"
)

func wrongHeaders(t *testing.T, f forger, refused refusal) {
	for _, h := range []struct {
		name  string
		value any // nil: left out
	}{
		{"typ", "JWT"}, {"typ", nil}, {"typ", "at"}, {"typ", "at+jwt "}, {"typ", "logout+jwt"}, {"typ", []string{"at+jwt"}},
		{"typ", "application/application/at+jwt"}, {"crit", []string{"exp"}}, {"crit", []string{}}, {"crit", "x"}, {"crit", []string{"b64"}},
	} {
		refused(t, fmt.Sprint(h), f.sign(f.own, with(f.header, h.name, h.value), f.claims))
	}
	for _, h := range []string{
		`"ES256"`, `[]`, `null`, ``, `{"alg":"ES256"`, `{"alg":"ES256"}{"alg":"none"}`, "{\"alg\":\"ES256\",\"kid\":\"\xff\"}",
	} {
		refused(t, h, f.sign(f.own, h, f.claims))
	}
}

// wrongClaims: a good signature makes no good token (RFC 9068, section 4).
func wrongClaims(t *testing.T, p *patio, f forger, refused refusal) {
	const nobody = "01900000-0000-7000-8000-000000000000"
	now := clocktest.Now().Unix()
	for _, c := range []struct {
		name  string
		value any // nil: left out
	}{
		{"iss", "https://evil.test"}, {"iss", p.issuer + "/"}, {"iss", strings.ToUpper(p.issuer)}, {"iss", nil}, {"iss", []string{p.issuer}},
		{"exp", now - 1}, {"exp", now}, {"exp", nil}, {"exp", 0}, {"exp", -1}, {"exp", "never"}, {"exp", json.RawMessage("null")},
		{"exp", json.RawMessage("1e400")}, {"iat", nil}, {"jti", nil}, {"jti", ""}, {"client_id", nil}, {"client_id", nobody},
		{"client_id", "' OR '1'='1"}, {"sub", nil}, {"sub", nobody}, {"sub", "\x00"}, {"lineage", nil}, {"lineage", nobody}, {"lineage", ""},
	} {
		claims := with(f.claims, "jti", uuid.NewString()) // whatever is revoked on the way is another token
		refused(t, fmt.Sprint(c), f.sign(f.own, f.header, with(claims, c.name, c.value)))
	}
	for _, c := range []string{`[]`, `null`, `{"iss":`, `1`, `{"iss":"` + p.issuer + `"}`, "{\"iss\":\"\xff\"}"} {
		refused(t, c, f.sign(f.own, f.header, c))
	}
	// A token that is good, but for another audience, is refused at the API alone.
	elsewhere := f.sign(f.own, f.header, with(f.claims, "aud", []string{"https://notes.example.org"}))
	p.me(t, elsewhere).is(t, http.StatusUnauthorized)
	for _, aud := range []any{nil, []string{}, "", p.issuer + "/", []string{strings.ToUpper(p.issuer)}} {
		p.me(t, f.sign(f.own, f.header, with(f.claims, "aud", aud))).is(t, http.StatusUnauthorized)
	}
}

// wrongSpellings: there is one spelling of a token (Zitadel CVE-2026-27840 took a truncated one).
func wrongSpellings(t *testing.T, p *patio, app client, f forger, refused refusal) {
	parts := strings.Split(f.good, ".")
	padded := func(s string) string { return s + strings.Repeat("=", (4-len(s)%4)%4) }
	for name, token := range map[string]string{
		"cut by one": f.good[:len(f.good)-1], "cut by two": f.good[:len(f.good)-2], "cut by ten": f.good[:len(f.good)-10],
		"half a signature": f.good[:len(f.good)-43],
		"no signature":     parts[0] + "." + parts[1] + ".", "no third part": parts[0] + "." + parts[1],
		"one letter more": f.good + "A", "four letters more": f.good + "AAAA", "a dot more": f.good + ".",
		"a part more":   f.good + ".AAAA",
		"a part before": "AAAA." + f.good, "encrypted": f.good + "." + parts[1] + "." + parts[2],
		"swapped parts":            parts[1] + "." + parts[0] + "." + parts[2],
		"padded":                   parts[0] + "." + parts[1] + "." + padded(parts[2]),
		"all padded":               padded(parts[0]) + "." + padded(parts[1]) + "." + padded(parts[2]),
		"last bits":                f.good[:len(f.good)-1] + lastBits(f.good[len(f.good)-1]),
		"changed payload":          parts[0] + "." + flip(parts[1]) + "." + parts[2],
		"the API's own characters": strings.NewReplacer("-", "+", "_", "/").Replace(f.good) + "+",
		"upper case":               strings.ToUpper(f.good), "doubled": f.good + f.good, "a scheme within": "Bearer." + f.good,
	} {
		refused(t, name, token)
	}
	// These cannot stand in a header; introspection takes any text.
	for name, token := range map[string]string{
		"line break after": f.good + "\n", "line break before": "\n" + f.good, "CRLF": f.good + "\r\n", "space": f.good + " ",
		"space before": " " + f.good, "NUL": f.good + "\x00", "tab": f.good + "\t",
		"line break in the signature": f.good[:len(f.good)-5] + "\n" + f.good[len(f.good)-5:],
		"return in the signature":     f.good[:len(f.good)-5] + "\r\r" + f.good[len(f.good)-5:],
		"line break before the dot":   parts[0] + "." + parts[1] + "\n." + parts[2],
		"many line breaks":            f.good + strings.Repeat("\n", 3000), "not UTF-8": f.good + "\xff", "a comma": f.good + ",",
	} {
		if about := p.introspect(t, app, token); about["active"] != false {
			t.Errorf("%s: introspection answers %v", name, about)
		}
		p.revoke(t, app, token).is(t, http.StatusOK)
	}
}

func lastBits(c byte) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return string(alphabet[strings.IndexByte(alphabet, c)^1])
}

func flip(s string) string {
	if s[20] == 'A' {
		return s[:20] + "B" + s[21:]
	}
	return s[:20] + "A" + s[21:]
}

// revokedJWT: revocation is by jti, so no other spelling lives on, and no token that was made to look like another.
func revokedJWT(t *testing.T, p *patio, app client, f forger, again string) {
	p.revoke(t, app, f.good).is(t, http.StatusOK)
	p.me(t, f.good).is(t, http.StatusUnauthorized)
	for _, spelling := range []string{
		f.sign(f.own, f.header, f.claims), f.sign(f.own, with(f.header, "x", "y"), f.claims),
		f.sign(f.own, f.header, with(f.claims, "scope", "profile")),
	} {
		p.me(t, spelling).is(t, http.StatusUnauthorized)
		inactive(t, p, app, spelling)
	}
	p.me(t, again).is(t, http.StatusOK) // another jti of the same lineage is another token
}
