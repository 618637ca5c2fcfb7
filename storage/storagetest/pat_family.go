package storagetest

import (
	"testing"
	"time"

	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
)

// testKin makes a tree: a permission of an app, a token made with it, two
// tokens made with that, and one below the first of them.
func testKin(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	grant, _ := newGrant(t, s, u, c)
	top, _ := newToken(t, s, u, c, grant.ID)
	first, _ := newToken(t, s, u, c, top.Lineage)
	second, _ := newToken(t, s, u, c, top.Lineage)
	deep, _ := newToken(t, s, u, c, first.Lineage)
	must(t, s.EndLineage(ctx, second.Lineage, "test", later))

	kin := func(token pat.Token, parent string) pat.Kin {
		return pat.Kin{
			Lineage: token.Lineage, Parent: parent, TokenID: token.ID, UserID: u.ID, Name: token.Name, Hint: token.Hint,
			ClientID: c.ID, ClientName: c.Name, CreatedAt: noon, ExpiresAt: later,
		}
	}
	ofGrant := pat.Kin{Lineage: grant.ID, UserID: u.ID, ClientID: c.ID, ClientName: c.Name, CreatedAt: noon, ExpiresAt: later}
	ofTop, ofFirst, ofSecond := kin(top, grant.ID), kin(first, top.Lineage), kin(second, top.Lineage)
	ofSecond.EndedAt, ofSecond.EndReason = later, "test"
	for _, x := range []struct {
		name, of string
		limit    int
		want     []pat.Kin
	}{
		{"all above", deep.Lineage, 10, []pat.Kin{ofFirst, ofTop, ofGrant}},
		{"as many as asked", deep.Lineage, 2, []pat.Kin{ofFirst, ofTop}},
		{"above the first", grant.ID, 10, []pat.Kin{}},
		{"above nothing", newID(), 10, []pat.Kin{}},
	} {
		got, err := s.KinAbove(ctx, x.of, x.limit)
		must(t, err)
		same(t, x.name, got, x.want)
	}
	for _, x := range []struct {
		name   string
		of     []string
		living bool
		limit  int
		want   []pat.Kin
	}{
		{"children", []string{top.Lineage}, false, 10, []pat.Kin{ofFirst, ofSecond}},
		{"as many as asked", []string{top.Lineage}, true, 1, []pat.Kin{ofFirst}},
		{"living children", []string{top.Lineage}, true, 10, []pat.Kin{ofFirst}},
		{"of several", []string{first.Lineage, grant.ID, newID()}, false, 10, []pat.Kin{ofTop, kin(deep, first.Lineage)}},
		{"of none", []string{deep.Lineage}, false, 10, []pat.Kin{}},
	} {
		got, err := s.KinBelow(ctx, x.of, x.living, x.limit)
		must(t, err)
		same(t, x.name, got, x.want)
	}
	some, err := s.KinBelow(ctx, []string{top.Lineage}, false, 1)
	must(t, err)
	same(t, "one of two", len(some), 1)
	must(t, s.DeleteClient(ctx, c.ID, later))
	got, err := s.KinAbove(ctx, top.Lineage, 10)
	must(t, err)
	if len(got) != 1 || got[0].ClientName != "" {
		t.Errorf("of a client that is gone: %+v", got)
	}
}

// testExpiredKin changes and ends a token of which others hang that expired long
// ago: those are left alone, and so is everything where no bound changes.
func testExpiredKin(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	made := func(parent string, expires time.Time) pat.Token {
		token := draftToken(u, c)
		token.Scopes, token.ExpiresAt = []string{"email", "openid"}, expires
		must(t, s.CreateToken(ctx, token, newHash(), parent))
		return token
	}
	top := made("", later.Add(time.Hour))
	lives, expired := made(top.Lineage, later), made(top.Lineage, later.Add(-2*time.Hour))

	top.Name = "renamed"
	must(t, s.UpdateToken(ctx, top, later))
	top.Scopes = top.Scopes[:1]
	must(t, s.UpdateToken(ctx, top, later))
	for _, x := range []struct {
		what string
		of   pat.Token
		want []string
	}{{"the token", top, top.Scopes}, {"what lives", lives, top.Scopes}, {"what has expired", expired, expired.Scopes}} {
		got, err := s.Token(ctx, x.of.ID)
		must(t, err)
		same(t, "scopes of "+x.what, got.Scopes, x.want)
	}
	must(t, s.EndLineage(ctx, top.Lineage, "test", later))
	for _, x := range []struct {
		what string
		of   pat.Token
		want bool
	}{{"the token", top, true}, {"what lived", lives, true}, {"what has expired", expired, false}} {
		got, err := s.Token(ctx, x.of.ID)
		must(t, err)
		same(t, x.what+" has ended", !got.RevokedAt.IsZero(), x.want)
	}
}

func testSecrets(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	token, _ := newToken(t, s, u, c, "")
	other, _ := newToken(t, s, u, c, "")
	must(t, s.ReplaceSecret(ctx, token, newHash(), noon.Add(time.Minute), later))
	must(t, s.ReplaceSecret(ctx, token, newHash(), noon.Add(2*time.Minute), noon.Add(3*time.Minute)))
	want := []pat.SecretSpan{
		{CreatedAt: noon.Add(2 * time.Minute)}, {CreatedAt: noon.Add(time.Minute), EndsAt: noon.Add(3 * time.Minute)},
		{CreatedAt: noon, EndsAt: noon.Add(3 * time.Minute)},
	}
	for limit := 1; limit <= 4; limit++ {
		got, err := s.Secrets(ctx, token.ID, limit)
		must(t, err)
		same(t, "secrets", got, want[:min(limit, 3)])
	}
	got, err := s.Secrets(ctx, other.ID, 10)
	must(t, err)
	same(t, "another's secrets", got, []pat.SecretSpan{{CreatedAt: noon}})
}
