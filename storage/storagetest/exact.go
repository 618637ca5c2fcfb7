package storagetest

import (
	"strings"
	"testing"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

// lookAlikes are spellings that a database might take for s: other case,
// spaces around, full-width letters, letters of other alphabets.
func lookAlikes(s string) []string {
	swapped := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, s)
	wide := strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r + 0xFEE0
		}
		return r
	}, s)
	return []string{
		swapped, s + " ", s + "  ", " " + s, s + "\t", s + "\u00a0", s + "\u200b", wide,
		strings.Replace(s, "a", "а", 1), strings.Replace(s, "a", "á", 1), strings.Replace(s, "a", "a\u0301", 1),
		s + "%", "%", "_" + s[1:],
	}
}

// testExact asks for everything under spellings that are not quite its own:
// two values are the same only when their bytes are.
func testExact(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	// Ids begin with the time; letters make the case of this one matter.
	id := "0195aaaa-" + newID()[9:]
	c := newClient(t, s, u, func(c *clients.Client) { c.ID, c.ResourceServer = id, "https://api.example.org/a/"+id })
	l, _ := newGrant(t, s, u, c)
	jti := "0195aaab-" + newID()[9:]
	must(t, s.RevokeJWT(ctx, jti, later))
	must(t, s.PutConsent(ctx, consent.Grant{UserID: u.ID, ClientID: c.ID, CreatedAt: noon, UpdatedAt: noon}))
	token := draftToken(u, c)
	token.ID = "0195aaac-" + newID()[9:]
	must(t, s.CreateToken(ctx, token, newHash(), ""))
	named := users.User{ID: "0195aaad-" + newID()[9:], Username: "mara." + id, Email: "mara@" + id + ".example", CreatedAt: noon}
	must(t, s.CreateUser(ctx, named, "hash"))

	for _, other := range lookAlikes(named.Username) {
		_, _, err := s.UserByLogin(ctx, other)
		is(t, "login "+other, err, users.ErrUnknown)
	}
	for _, other := range lookAlikes(named.Email) {
		_, _, err := s.UserByLogin(ctx, other)
		is(t, "login "+other, err, users.ErrUnknown)
	}
	for _, other := range lookAlikes(named.ID) {
		_, err := s.User(ctx, other)
		is(t, "user "+other, err, users.ErrUnknown)
	}
	for _, other := range lookAlikes(c.ID) {
		_, err := s.Client(ctx, other)
		is(t, "client "+other, err, clients.ErrUnknown)
		_, _, err = s.Credentials(ctx, other)
		is(t, "credentials "+other, err, clients.ErrUnknown)
		_, err = s.Consent(ctx, u.ID, other)
		is(t, "consent "+other, err, consent.ErrUnknown)
		holder, _, err := jwtHolder(t, s, oauth.Signed{ID: newID(), LineageID: l.ID, ClientID: other, UserID: u.ID})
		must(t, err)
		same(t, "holder of client "+other, holder, oauth.Holder{Ended: true})
	}
	for _, other := range lookAlikes(c.ResourceServer) {
		_, err := s.ResourceServer(ctx, other)
		is(t, "resource server "+other, err, clients.ErrUnknown)
	}
	for _, other := range lookAlikes(token.ID) {
		_, err := s.Token(ctx, other)
		is(t, "token "+other, err, pat.ErrUnknown)
	}
	for _, other := range lookAlikes(jti) {
		holder, _, err := jwtHolder(t, s, oauth.Signed{ID: other, LineageID: l.ID, ClientID: c.ID, UserID: u.ID})
		must(t, err)
		same(t, "jti "+other+" ended", holder.Ended, false)
	}
	t.Run("unique", func(t *testing.T) { testExactUnique(t, s, named) })
}

// testExactUnique inserts look-alikes beside each other: a name is taken only
// by itself.
func testExactUnique(t *testing.T, s *storage.Store, first users.User) {
	for _, other := range lookAlikes("mara.") {
		u := users.User{ID: newID(), Username: other + first.ID, Email: other + first.ID + "@example.org", CreatedAt: noon}
		must(t, s.CreateUser(t.Context(), u, "hash"))
		got, err := s.User(t.Context(), u.ID)
		must(t, err)
		same(t, "look-alike", got, u)
	}
}
