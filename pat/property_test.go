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

const nothingLeft = "the token that made it lost everything that this one had"

// minted is a token with what it hangs from.
type minted struct {
	token  pat.Token // as it is
	first  pat.Token // as it was made
	raw    string
	old    []replaced
	parent *minted // nil: minted by hand
	ended  bool    // by hand, or by the tripwire
}

// replaced is a secret that a rotation replaced.
type replaced struct {
	raw   string
	until time.Time
}

// TestNeverBeyond mints, changes, rotates, revokes and lets time pass in any
// order: whatever is good then reaches no further than anything it hangs from.
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
			one := &minted{}
			if len(tokens) > 0 {
				one = rapid.SampledFrom(tokens).Draw(rt, "which")
			}
			switch step := rapid.SampledFrom([]string{"mint", "mint", "mint", "change", "change", "rotate", "old", "revoke", "wait"}).Draw(rt, "step"); {
			case step == "wait":
				h.at = h.at.Add(time.Duration(rapid.IntRange(1, 40).Draw(rt, "minutes")) * time.Minute)
			case step == "mint":
				if fresh := h.tryMint(t, rt, ids, all, tokens); fresh != nil {
					tokens = append(tokens, fresh)
				}
			case len(tokens) == 0:
			case step == "change":
				h.tryChange(t, rt, one, all, tokens)
			case step == "rotate":
				h.tryRotate(t, rt, one, tokens)
			case step == "old":
				h.tryOld(t, rt, one)
			case step == "revoke":
				must(t, h.Revoke(t.Context(), mira, one.token.ID))
				one.ended = true
			}
			for _, one := range tokens {
				var err error
				one.token, err = h.Get(t.Context(), mira, one.token.ID)
				must(t, err)
			}
			for _, one := range tokens {
				h.checkBounds(t, rt, one, held[one.token.ClientID])
			}
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
	if rapid.IntRange(0, 3).Draw(rt, "privileged") == 0 {
		o.Privileged, o.SecondFactorAt = true, h.at.Add(-time.Duration(rapid.IntRange(0, 6).Draw(rt, "proven"))*time.Minute)
	}
	var parent *minted
	if len(tokens) > 0 && rapid.Bool().Draw(rt, "by a token") {
		parent = rapid.SampledFrom(tokens).Draw(rt, "parent")
		o.Parent = parent.verdict(rt)
	}
	token, raw, err := h.Mint(t.Context(), o)
	var refusal *pat.Error
	switch {
	case err == nil && parent != nil && o.Parent.Presented != secret.HashOf(parent.raw):
		rt.Fatalf("a replaced secret made a token")
	case err == nil && token.Privileges.Live(h.at) && (parent != nil || h.at.Sub(o.SecondFactorAt) >= 5*time.Minute):
		rt.Fatalf("privileges by a token, or without a fresh second factor")
	case err == nil:
		return &minted{token: token, first: token, raw: raw, parent: parent}
	case !errors.As(err, &refusal) && !errors.Is(err, bearer.ErrInvalidToken) && !errors.Is(err, pat.ErrNoSecondFactor):
		rt.Fatalf("mint: %v", err)
	}
	return nil
}

// verdict is what was made of a token when a request came in: it may have been
// changed or have ended since.
func (m *minted) verdict(rt *rapid.T) *pat.Asker {
	then := rapid.SampledFrom([]pat.Token{m.token, m.first}).Draw(rt, "verdict")
	raw := m.raw
	if len(m.old) > 0 && rapid.Bool().Draw(rt, "by an old secret") {
		raw = m.old[0].raw
	}
	return &pat.Asker{Presented: secret.HashOf(raw), Principal: &bearer.Principal{
		Subject: mira, ClientID: then.ClientID, Scopes: then.Scopes, Kind: bearer.KindPAT,
		ID: then.ID, ExpiresAt: then.ExpiresAt, Lineage: then.Lineage,
	}}
}

// asking is a person or one of the tokens.
func asking(rt *rapid.T, tokens []*minted) (*minted, *pat.Asker) {
	if rapid.Bool().Draw(rt, "by a person") {
		return nil, nil
	}
	one := rapid.SampledFrom(tokens).Draw(rt, "by")
	return one, one.verdict(rt)
}

// tryChange changes a token at random; what is refused changes nothing.
func (h *house) tryChange(t *testing.T, rt *rapid.T, one *minted, all []string, tokens []*minted) {
	var ch pat.Change
	if rapid.Bool().Draw(rt, "scopes") {
		ch.Scopes = subset(rt, all, "kept")
	}
	switch minutes := rapid.IntRange(-1, 120).Draw(rt, "end"); {
	case minutes == 0:
		ch.ExpiresAt = &time.Time{}
	case minutes > 0:
		ch.ExpiresAt = new(h.at.Add(time.Duration(minutes) * time.Minute))
	}
	switch rapid.IntRange(0, 3).Draw(rt, "privileges") {
	case 0:
		ch.Privileged = new(false)
	case 1:
		ch.Privileged, ch.SecondFactorAt = new(true), h.at
	}
	_, by := asking(rt, tokens)
	if by == nil && ch.Privileged != nil && *ch.Privileged {
		// A person sets the end at the same time: often soon, so that chains differ.
		ch.ExpiresAt = new(h.at.Add(time.Duration(rapid.IntRange(1, 120).Draw(rt, "granted")) * time.Minute))
	}
	got, err := h.Change(t.Context(), mira, one.token.ID, ch, by)
	var refusal *pat.Error
	switch {
	case err == nil && ch.Scopes != nil && len(got.Scopes) > len(one.token.Scopes):
		rt.Fatalf("widened from %v to %v", one.token.Scopes, got.Scopes)
	case err == nil && by != nil && got.Privileges.Until.After(one.token.Privileges.Until):
		rt.Fatalf("privileges from %v to %v, by a token", one.token.Privileges, got.Privileges)
	case err == nil && by != nil && later(got.ExpiresAt, by.ExpiresAt) && later(got.ExpiresAt, one.token.ExpiresAt):
		rt.Fatalf("prolonged to %v by a token that ends %v", got.ExpiresAt, by.ExpiresAt)
	case err != nil && !errors.As(err, &refusal) && !errors.Is(err, pat.ErrEnded):
		rt.Fatalf("change: %v", err)
	}
}

func later(end, limit time.Time) bool {
	return !limit.IsZero() && (end.IsZero() || end.After(limit))
}

func (h *house) tryRotate(t *testing.T, rt *rapid.T, one *minted, tokens []*minted) {
	overlap := time.Duration(rapid.IntRange(0, 60).Draw(rt, "overlap")) * time.Minute
	asker, by := asking(rt, tokens)
	_, raw, err := h.Rotate(t.Context(), mira, one.token.ID, overlap, by)
	var refusal *pat.Error
	switch {
	case err == nil && by != nil && (later(one.token.ExpiresAt, by.ExpiresAt) || !by.HasScopes(one.token.Scopes...)):
		rt.Fatalf("%+v was rotated by %+v", one.token, by)
	case err == nil && by != nil && asker != one && one.token.Privileges.Live(h.at):
		rt.Fatalf("%+v was rotated, with its privileges, by %+v", one.token, by)
	case err == nil && by != nil && (!asker.alive(h.at) || by.Presented != secret.HashOf(asker.raw)):
		rt.Fatalf("%+v was rotated by what had ended, or by a replaced secret", one.token)
	case err == nil:
		if by != nil && !one.hangsFrom(asker) {
			if one.parent != nil {
				rt.Fatalf("%+v was taken from what made it", one.token)
			}
			one.parent = asker
		}
		one.old = append(one.old, replaced{one.raw, h.at.Add(overlap)})
		one.raw = raw
		for i := range one.old {
			if later(one.old[i].until, h.at.Add(overlap)) {
				one.old[i].until = h.at.Add(overlap)
			}
		}
	case !errors.As(err, &refusal) && !errors.Is(err, pat.ErrEnded) && !errors.Is(err, bearer.ErrInvalidToken):
		rt.Fatalf("rotate: %v", err)
	}
}

// hangsFrom reports whether a token is another, or was made by it or by what it made.
func (m *minted) hangsFrom(other *minted) bool {
	for up := m; up != nil; up = up.parent {
		if up == other {
			return true
		}
	}
	return false
}

// tryOld presents a replaced secret: it is as good as the token until its
// overlap has passed, and ends a living token after that.
func (h *house) tryOld(t *testing.T, rt *rapid.T, one *minted) {
	if len(one.old) == 0 {
		return
	}
	old := rapid.SampledFrom(one.old).Draw(rt, "old")
	alive := one.alive(h.at)
	_, _, err := h.Verify(t.Context(), old.raw)
	if want := alive && h.at.Before(old.until); (err == nil) != want {
		rt.Fatalf("a replaced secret until %v: %v, want good %v", old.until, err, want)
	}
	one.ended = one.ended || alive && err != nil
}

// alive is whether a token should be good.
func (m *minted) alive(now time.Time) bool {
	if !m.token.ExpiresAt.IsZero() && !now.Before(m.token.ExpiresAt) {
		return false
	}
	for up := m; up != nil; up = up.parent {
		if up.ended || !up.token.RevokedAt.IsZero() && up.token.EndReason == nothingLeft {
			return false
		}
	}
	return true
}

// checkBounds compares the verdict on a token with everything it hangs from.
func (h *house) checkBounds(t *testing.T, rt *rapid.T, one *minted, client []string) {
	p, _, err := h.Verify(t.Context(), one.raw)
	alive := one.alive(h.at)
	for up := one; alive && up != nil; up = up.parent {
		for _, s := range one.token.Scopes {
			if !slices.Contains(up.token.Scopes, s) || !slices.Contains(client, s) {
				rt.Fatalf("scope %s goes beyond %v of what it hangs from or %v of the client", s, up.token.Scopes, client)
			}
		}
		if one.token.Privileges.Until.After(up.token.Privileges.Until) && one.token.Privileges.Live(h.at) {
			rt.Fatalf("its privileges last until %v, of what it hangs from until %v", one.token.Privileges.Until, up.token.Privileges.Until)
		}
		if later(one.token.ExpiresAt, up.token.ExpiresAt) {
			rt.Fatalf("it ends %v, what it hangs from %v", one.token.ExpiresAt, up.token.ExpiresAt)
		}
	}
	if err == nil && (p.ACR == bearer.ACRMFA) != one.token.Privileges.Live(h.at) || later(one.token.Privileges.Until, one.token.ExpiresAt) && !one.token.Privileges.Until.IsZero() {
		rt.Fatalf("acr %q of %+v", p.ACR, one.token)
	}
	if (err == nil) != alive {
		rt.Fatalf("verdict %v, want good %v", err, alive)
	}
	if err == nil && (!slices.Equal(p.Scopes, one.token.Scopes) || !p.ExpiresAt.Equal(one.token.ExpiresAt) || secret.Hint(one.raw) != one.token.Hint) {
		rt.Fatalf("verdict %+v on %+v", p, one.token)
	}
}
