package pat_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
)

// minted is a token with what it hangs from.
type minted struct {
	token  pat.Token
	raw    string
	parent *minted // nil: minted by hand
	ended  bool    // by hand
}

// TestNeverBeyond mints, revokes and lets time pass in any order: whatever is
// good in the end reaches no further than anything it hangs from.
func TestNeverBeyond(t *testing.T) {
	h := newHouse(t)
	all := []string{"a", "b", "c", "d"}
	rapid.Check(t, func(rt *rapid.T) {
		// Each run has clients of its own, of narrower or wider scopes.
		var ids []string
		held := map[string][]string{}
		for range rapid.IntRange(1, 2).Draw(rt, "clients") {
			c := clients.Client{ID: newID(), OwnerID: mira, Name: "c", UserTokens: true, CreatedAt: h.at}
			c.Scopes = subset(rt, all, "held")
			must(t, h.store.CreateClient(t.Context(), c, nil))
			ids, held[c.ID] = append(ids, c.ID), c.Scopes
		}
		var tokens []*minted
		for range rapid.IntRange(3, 12).Draw(rt, "steps") {
			switch step := rapid.SampledFrom([]string{"mint", "mint", "mint", "revoke", "wait"}).Draw(rt, "step"); {
			case step == "wait":
				h.at = h.at.Add(time.Duration(rapid.IntRange(1, 40).Draw(rt, "minutes")) * time.Minute)
			case step == "revoke" && len(tokens) > 0:
				one := rapid.SampledFrom(tokens).Draw(rt, "which")
				must(t, h.Revoke(t.Context(), mira, one.token.ID))
				one.ended = true
			case step == "mint":
				if one := h.tryMint(t, rt, ids, all, tokens); one != nil {
					tokens = append(tokens, one)
				}
			}
		}
		for _, one := range tokens {
			h.checkBounds(t, rt, one, held[one.token.ClientID])
		}
	})
}

func subset(rt *rapid.T, of []string, label string) []string {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(of), 1, len(of), rapid.ID[string]).Draw(rt, label)
}

// tryMint orders a token at random, by hand or by an earlier token, dead or
// alive; nil where it is refused.
func (h *house) tryMint(t *testing.T, rt *rapid.T, ids, all []string, tokens []*minted) *minted {
	o := pat.Order{UserID: mira, ClientID: rapid.SampledFrom(ids).Draw(rt, "client"), Name: "x"}
	if rapid.Bool().Draw(rt, "narrow") {
		o.Scopes = subset(rt, all, "asked")
	}
	if rapid.Bool().Draw(rt, "ends") {
		o.ExpiresAt = h.at.Add(time.Duration(rapid.IntRange(1, 120).Draw(rt, "lives")) * time.Minute)
	}
	var parent *minted
	if len(tokens) > 0 && rapid.Bool().Draw(rt, "by a token") {
		parent = rapid.SampledFrom(tokens).Draw(rt, "parent")
		// As the verdict was when the request came in: the token may have ended since.
		o.Parent = &bearer.Principal{
			Subject: mira, ClientID: parent.token.ClientID, Scopes: parent.token.Scopes, Kind: bearer.KindPAT,
			ID: parent.token.ID, ExpiresAt: parent.token.ExpiresAt, Lineage: parent.token.Lineage,
		}
	}
	token, raw, err := h.Mint(t.Context(), o)
	var refusal *pat.Error
	switch {
	case err == nil:
		return &minted{token: token, raw: raw, parent: parent}
	case !errors.As(err, &refusal) && !errors.Is(err, bearer.ErrInvalidToken):
		rt.Fatalf("mint: %v", err)
	}
	return nil
}

// checkBounds compares the verdict on a token with everything it hangs from.
func (h *house) checkBounds(t *testing.T, rt *rapid.T, one *minted, client []string) {
	p, _, err := h.Verify(t.Context(), one.raw)
	alive := true
	for up := one; up != nil; up = up.parent {
		alive = alive && !up.ended
		if !up.token.ExpiresAt.IsZero() && !h.at.Before(up.token.ExpiresAt) {
			alive = false
		}
		for _, s := range one.token.Scopes {
			if !slices.Contains(up.token.Scopes, s) || !slices.Contains(client, s) {
				rt.Fatalf("scope %s goes beyond %v of what it hangs from or %v of the client", s, up.token.Scopes, client)
			}
		}
		if end := up.token.ExpiresAt; !end.IsZero() && (one.token.ExpiresAt.IsZero() || one.token.ExpiresAt.After(end)) {
			rt.Fatalf("it ends %v, what it hangs from %v", one.token.ExpiresAt, end)
		}
	}
	if (err == nil) != alive {
		rt.Fatalf("verdict %v, want good %v", err, alive)
	}
	if err == nil && (!slices.Equal(p.Scopes, one.token.Scopes) || !p.ExpiresAt.Equal(one.token.ExpiresAt) || secret.Hint(one.raw) != one.token.Hint) {
		rt.Fatalf("verdict %+v on %+v", p, one.token)
	}
}
