package pat_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
)

// madeBy mints with a token.
func (h *house) madeBy(t *testing.T, parent, name string, end time.Time) (pat.Token, string) {
	t.Helper()
	o := order()
	o.Parent, o.Name, o.ExpiresAt = h.principal(t, parent), name, end
	return h.mint(t, o)
}

// drawn is a family as it is listed: each with its depth.
func drawn(f pat.Family) string {
	var b strings.Builder
	for _, k := range f.Ancestors {
		fmt.Fprintf(&b, "%d:%s ", k.Depth, k.Name)
	}
	b.WriteString("| ")
	for _, k := range f.Descendants {
		fmt.Fprintf(&b, "%d:%s ", k.Depth, k.Name)
	}
	fmt.Fprintf(&b, "| %+v %+v", f.Live, f.More)
	return b.String()
}

func (h *house) family(t *testing.T, token pat.Token) pat.Family {
	t.Helper()
	f, err := h.Family(t.Context(), token)
	must(t, err)
	return f
}

func TestFamily(t *testing.T) {
	h := newHouse(t)
	root, rootRaw := h.mint(t, order())
	a, aRaw := h.madeBy(t, rootRaw, "a", time.Time{})
	_, bRaw := h.madeBy(t, rootRaw, "b", time.Time{})
	h.madeBy(t, aRaw, "a1", h.at.Add(time.Minute))
	a2, _ := h.madeBy(t, aRaw, "a2", time.Time{})
	h.madeBy(t, bRaw, "b1", time.Time{})
	check := func(what string, token pat.Token, want string) {
		t.Helper()
		if got := drawn(h.family(t, token)); got != want {
			t.Errorf("%s: %s\nwant %s", what, got, want)
		}
	}
	check("the first", root, "| 1:a 2:a1 2:a2 1:b 2:b1 | {N:5 AtLeast:false} {N:0 AtLeast:false}")
	check("in the middle", a, "-1:mine | 1:a1 1:a2 | {N:2 AtLeast:false} {N:0 AtLeast:false}")
	check("the last", a2, "-2:mine -1:a | | {N:0 AtLeast:false} {N:0 AtLeast:false}")
	h.at = h.at.Add(time.Hour)
	must(t, h.Revoke(t.Context(), mira, a2.ID))
	check("later", root, "| 1:a 2:a1 2:a2 1:b 2:b1 | {N:3 AtLeast:false} {N:0 AtLeast:false}")
	must(t, h.Revoke(t.Context(), mira, root.ID))
	check("ended", root, "| 1:a 2:a1 2:a2 1:b 2:b1 | {N:0 AtLeast:false} {N:0 AtLeast:false}")
	for _, k := range h.family(t, root).Descendants {
		if k.EndedAt.IsZero() || k.EndReason == "" || k.ClientName != "Client" || k.Hint == "" {
			t.Errorf("ended with its parent: %+v", k)
		}
	}
}

// TestFamilyOfSecrets: rotations show, and at most so many.
func TestFamilyOfSecrets(t *testing.T) {
	h := newHouse(t)
	token, _ := h.mint(t, order())
	for range 12 {
		h.at = h.at.Add(time.Minute)
		_, _, err := h.Rotate(t.Context(), mira, token.ID, time.Hour, nil)
		must(t, err)
	}
	f := h.family(t, token)
	if len(f.Secrets) != 10 || !f.MoreSecrets || !f.Secrets[0].EndsAt.IsZero() || f.Secrets[1].EndsAt.IsZero() {
		t.Errorf("secrets: %+v, more %t", f.Secrets, f.MoreSecrets)
	}
}

// TestLargeFamily: what is listed and what is counted is bounded, says so, and
// the living come first.
func TestLargeFamily(t *testing.T) {
	h := newHouse(t)
	root, raw := h.mint(t, order())
	var young []pat.Token
	for i := range 230 {
		token, _ := h.madeBy(t, raw, fmt.Sprint("t", i), time.Time{})
		if i < 220 {
			must(t, h.Revoke(t.Context(), mira, token.ID))
			continue
		}
		young = append(young, token)
	}
	f := h.family(t, root)
	if len(f.Descendants) != 50 || f.Live != (pat.Number{N: 10}) || f.More != (pat.Number{N: 160, AtLeast: true}) {
		t.Errorf("%d listed, %+v live, %+v more", len(f.Descendants), f.Live, f.More)
	}
	if last := f.Descendants[49]; last.TokenID != young[9].ID || !last.Live(h.at) {
		t.Errorf("the youngest, which live, are not listed: %+v", last)
	}
	for i := range 1000 {
		h.madeBy(t, raw, fmt.Sprint("u", i), time.Time{})
	}
	f = h.family(t, root)
	if f.Live != (pat.Number{N: 1000, AtLeast: true}) || len(f.Descendants) != 50 || !f.More.AtLeast {
		t.Errorf("%d listed, %+v live, %+v more", len(f.Descendants), f.Live, f.More)
	}
}

// TestDeepFamily: a chain is followed so far and no further, in both directions.
func TestDeepFamily(t *testing.T) {
	h := newHouse(t)
	root, _ := h.mint(t, order())
	chain := []pat.Token{root}
	for i := range 30 { // longer than one that tokens can make
		token := root
		token.ID, token.Lineage, token.Name = newID(), newID(), fmt.Sprint(i)
		must(t, h.store.CreateToken(t.Context(), token, secret.HashOf(token.ID), chain[i].Lineage))
		chain = append(chain, token)
	}
	f := h.family(t, root)
	if len(f.Descendants) != 20 || f.Live != (pat.Number{N: 20, AtLeast: true}) || f.More != (pat.Number{AtLeast: true}) {
		t.Errorf("%d listed, %+v live, %+v more", len(f.Descendants), f.Live, f.More)
	}
	f = h.family(t, chain[30])
	if len(f.Ancestors) != 10 || !f.MoreAbove || f.Ancestors[9].TokenID != chain[29].ID || f.Ancestors[0].TokenID != chain[20].ID || f.Ancestors[0].Depth != -10 {
		t.Errorf("above: %+v", f.Ancestors)
	}
	f = h.family(t, chain[20])
	if len(f.Descendants) != 10 || f.Live != (pat.Number{N: 10}) || f.More != (pat.Number{}) {
		t.Errorf("of the twentieth: %s", drawn(f))
	}
}
