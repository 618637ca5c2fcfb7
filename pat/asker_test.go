package pat_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestTakeOver: a token that gives another one a new secret takes it with it
// when it ends; what another token made it cannot have.
func TestTakeOver(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url))
		asking, rawAsking := h.mint(t, order())
		by := h.principal(t, rawAsking)
		sibling, rawSibling := h.mint(t, order())
		nephew, rawNephew := h.child(t, rawSibling, nil, time.Time{})
		child, _ := h.child(t, rawAsking, nil, time.Time{})

		_, _, err := h.Rotate(t.Context(), mira, nephew.ID, time.Hour, by)
		refused(t, "what a sibling made", err, "id", pat.CodeForbidden)
		_, _, err = h.Rotate(t.Context(), mira, asking.ID, 0, h.principal(t, h.rotate(t, child.ID, 0)))
		refused(t, "what made it", err, "id", pat.CodeForbidden)
		_, rawChild, err := h.Rotate(t.Context(), mira, child.ID, time.Hour, by)
		must(t, err)
		_, rawTaken, err := h.Rotate(t.Context(), mira, sibling.ID, time.Hour, by)
		must(t, err)
		_, rawNephew2, err := h.Rotate(t.Context(), mira, nephew.ID, time.Hour, by)
		must(t, err) // which hangs from it as well now
		for _, raw := range []string{rawTaken, rawSibling, rawChild, rawNephew, rawNephew2} {
			h.principal(t, raw)
		}
		must(t, h.Revoke(t.Context(), mira, asking.ID))
		for _, raw := range []string{rawTaken, rawSibling, rawChild, rawNephew, rawNephew2} {
			h.dead(t, "what it rotated, after its end", raw)
		}
	})
}

// TestTakeOverAfterNarrowing: a verdict from before a token was shortened takes
// over nothing that is beyond it by now.
func TestTakeOverAfterNarrowing(t *testing.T) {
	h := newHouse(t)
	asking, raw := h.mint(t, order())
	before := h.principal(t, raw)
	sibling, rawSibling := h.mint(t, order())
	_, err := h.Change(t.Context(), mira, asking.ID, pat.Change{ExpiresAt: new(h.at.Add(time.Hour))}, nil)
	must(t, err)
	_, _, err = h.Rotate(t.Context(), mira, sibling.ID, 0, before)
	refused(t, "endless below one that ends", err, "expires_at", pat.CodeForbidden)
	h.principal(t, rawSibling)
	must(t, h.Revoke(t.Context(), mira, asking.ID))
	h.principal(t, rawSibling)
}

// TestTakeOverRaces: of two tokens that rotate each other one hangs from the
// other, never both.
func TestTakeOverRaces(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url))
		for range 5 {
			var tokens [3]pat.Token
			var by [3]*pat.Asker
			for i := range tokens {
				var raw string
				tokens[i], raw = h.mint(t, order())
				by[i] = h.principal(t, raw)
			}
			var all sync.WaitGroup
			for i := range by {
				all.Go(func() {
					_, _, err := h.Rotate(t.Context(), mira, tokens[(i+1)%3].ID, time.Hour, by[i])
					if refusal := (*pat.Error)(nil); err != nil && !errors.As(err, &refusal) {
						t.Error(err)
					}
				})
			}
			all.Wait()
			for _, token := range tokens {
				if above, err := h.store.Ancestors(t.Context(), token.Lineage); err != nil || len(above) > 3 {
					t.Errorf("%d above, %v: they hang from each other", len(above), err)
				}
			}
		}
	})
}

// TestReplacedSecretAsks: a secret that was replaced works, but gets no other one.
func TestReplacedSecretAsks(t *testing.T) {
	h := newHouse(t)
	o := order()
	o.SelfRotate = true
	token, first := h.mint(t, o)
	child, _ := h.child(t, first, nil, time.Time{})
	before := h.principal(t, first) // its verdict is from before the rotation
	h.rotate(t, token.ID, time.Hour)
	for _, by := range []*pat.Asker{before, h.principal(t, first), {Principal: before.Principal}} {
		o := order()
		o.Parent = by
		_, raw, err := h.Mint(t.Context(), o)
		refused(t, "mint", err, "token", pat.CodeForbidden)
		if raw != "" {
			t.Error("a token")
		}
		for _, id := range []string{token.ID, child.ID} {
			_, raw, err = h.Rotate(t.Context(), mira, id, time.Hour, by)
			refused(t, "rotate", err, "token", pat.CodeForbidden)
			if raw != "" {
				t.Error("a secret")
			}
		}
		_, _, err = h.RotateSelf(t.Context(), by, time.Hour)
		refused(t, "rotate itself", err, "token", pat.CodeForbidden)
	}
	if n := h.trail(t, token.ID)["pat.rotated"]; n != 1 {
		t.Errorf("%d rotations", n)
	}
}

// TestSelfRotateRaces: of many rotations with one secret one wins; the others
// came with what it replaced.
func TestSelfRotateRaces(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url))
		o := order()
		o.SelfRotate = true
		_, first := h.mint(t, o)
		by := h.principal(t, first)
		won := make(chan string, 8)
		var all sync.WaitGroup
		for range cap(won) {
			all.Go(func() {
				_, raw, err := h.RotateSelf(t.Context(), by, time.Hour)
				if err == nil {
					won <- raw
					return
				}
				refused(t, "a loser", err, "token", pat.CodeForbidden)
			})
		}
		all.Wait()
		if len(won) != 1 {
			t.Fatalf("%d rotations with one secret", len(won))
		}
		h.principal(t, <-won)
	})
}

// TestGenerations: a chain of tokens that make each other comes to an end, also
// where chains are hung together.
func TestGenerations(t *testing.T) {
	h := newHouse(t)
	chain := func() (raws []string) {
		_, raw := h.mint(t, order())
		raws = append(raws, raw)
		for len(raws) < pat.MaxGenerations {
			_, raw = h.child(t, raw, nil, time.Time{})
			raws = append(raws, raw)
		}
		return raws
	}
	first, second := chain(), chain()
	o := order()
	o.Parent = h.principal(t, first[len(first)-1])
	_, _, err := h.Mint(t.Context(), o)
	refused(t, "one more", err, "token", pat.CodeForbidden)
	_, _, err = h.Rotate(t.Context(), mira, h.principal(t, second[0]).ID, 0, h.principal(t, first[0]))
	refused(t, "one chain below the other", err, "id", pat.CodeForbidden)
	short, _ := h.mint(t, order())
	_, _, err = h.Rotate(t.Context(), mira, short.ID, 0, h.principal(t, first[len(first)-2]))
	must(t, err)
}

// TestNoScopes: on a client without scopes no scope is what there is to ask for.
func TestNoScopes(t *testing.T) {
	h := newHouse(t)
	c := clients.Client{ID: newID(), OwnerID: mira, Name: "bare", Type: clients.Confidential, Scopes: []string{}, CreatedAt: h.at}
	must(t, h.store.CreateClient(t.Context(), c, nil))
	for _, scopes := range [][]string{nil, {}} {
		token, raw := h.mint(t, pat.Order{UserID: mira, ClientID: c.ID, Name: "x", Scopes: scopes})
		if p := h.principal(t, raw); len(p.Scopes) != 0 || p.Subject != mira {
			t.Errorf("%v: %+v", scopes, p.Principal)
		}
		must(t, h.Revoke(t.Context(), mira, token.ID))
	}
	_, _, err := h.Mint(t.Context(), pat.Order{UserID: mira, ClientID: c.ID, Name: "x", Scopes: []string{"a"}})
	refused(t, "a scope", err, "scopes", pat.CodeInvalid)
}

// TestAccessTokenAsks: what an access token makes lies within it, not only
// within its grant, whatever is changed later.
func TestAccessTokenAsks(t *testing.T) {
	h := newHouse(t)
	_, grant := h.mint(t, order()) // its lineage stands for a person's permission
	hour := h.at.Add(time.Hour)
	access := as(h.principal(t, grant), func(p *bearer.Principal) {
		p.Kind, p.ID, p.Scopes, p.ExpiresAt = bearer.KindOAuth, newID(), []string{"a"}, hour
	})
	o := order()
	o.Scopes, o.Parent = []string{"a"}, access
	token, raw := h.mint(t, o)
	if !token.ExpiresAt.Equal(hour) {
		t.Errorf("it ends %v, what made it %v", token.ExpiresAt, hour)
	}
	_, err := h.Change(t.Context(), mira, token.ID, pat.Change{ExpiresAt: new(hour.Add(time.Second))}, nil)
	refused(t, "a later end", err, "expires_at", pat.CodeForbidden)
	_, again, err := h.Rotate(t.Context(), mira, token.ID, time.Hour, access)
	must(t, err)
	other := as(access, func(p *bearer.Principal) { p.ID = newID() })
	_, _, err = h.Rotate(t.Context(), mira, token.ID, time.Hour, other)
	refused(t, "by another access token of the grant", err, "id", pat.CodeForbidden)
	if some, err := h.store.EndMinted(t.Context(), access.Lineage, access.ID, "revoked", h.at); !some || err != nil {
		t.Errorf("ending what it made: %t, %v", some, err)
	}
	h.dead(t, "with what made it", raw)
	h.dead(t, "its new secret", again)
	h.principal(t, grant)
}
