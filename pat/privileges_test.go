package pat_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// privileged is an order by somebody who has just given the second factor.
func (h *house) privileged(change func(o *pat.Order)) pat.Order {
	o := order()
	o.Privileged, o.SecondFactorAt = true, h.at.Add(-time.Minute)
	if change != nil {
		change(&o)
	}
	return o
}

// acr insists on what the verdict says of a token's privileges.
func (h *house) acr(t *testing.T, what, raw string, want bool) {
	t.Helper()
	p := h.principal(t, raw)
	if got := p.ACR == bearer.ACRMFA; got != want || want == p.AuthTime.IsZero() || !want && p.ACR != "" {
		t.Errorf("%s: acr %q, auth_time %v; want privileges %v", what, p.ACR, p.AuthTime, want)
	}
}

func granting(at time.Time) pat.Change {
	return pat.Change{Privileged: new(true), SecondFactorAt: at}
}

func taking() pat.Change { return pat.Change{Privileged: new(false)} }

// refusedFor insists on a refusal that names privileges as what is not to be had.
func refusedFor(t *testing.T, what string, err error) {
	t.Helper()
	var refusal *pat.Error
	if !errors.As(err, &refusal) || refusal.Code != pat.CodeForbidden || refusal.Field != "advanced_privileges" {
		t.Errorf("%s: %v, want it forbidden for advanced_privileges", what, err)
	}
}

func TestPrivileges(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url))
		token, raw := h.mint(t, h.privileged(nil))
		want := pat.Privileges{ProvenAt: h.at.Add(-time.Minute), Until: h.at.Add(privilegesTTL)}
		if got, err := h.Get(t.Context(), mira, token.ID); err != nil || got.Privileges != want || token.Privileges != want {
			t.Errorf("privileges %+v, then %+v, %v; want %+v", token.Privileges, got.Privileges, err, want)
		}
		if p := h.principal(t, raw); p.ACR != bearer.ACRMFA || !p.AuthTime.Equal(want.ProvenAt) {
			t.Errorf("verdict %+v", p.Principal)
		}
		_, plain := h.mint(t, order())
		h.acr(t, "a token that was granted none", plain, false)

		_, renewed, err := h.Rotate(t.Context(), mira, token.ID, 0, nil)
		must(t, err)
		raw = renewed
		if got, _ := h.Get(t.Context(), mira, token.ID); got.Privileges != want {
			t.Errorf("a rotation left %+v", got.Privileges)
		}
		began := h.at
		h.at = began.Add(privilegesTTL - time.Millisecond)
		h.acr(t, "before they end", raw, true)
		h.at = began.Add(privilegesTTL)
		h.acr(t, "when they have ended", raw, false)

		granted, err := h.Change(t.Context(), mira, token.ID, granting(h.at), nil)
		must(t, err)
		h.acr(t, "granted anew", raw, true)
		if !granted.Privileges.Until.Equal(h.at.Add(privilegesTTL)) {
			t.Errorf("granted anew until %v", granted.Privileges.Until)
		}
		_, err = h.Change(t.Context(), mira, token.ID, taking(), nil)
		must(t, err)
		h.acr(t, "taken away", raw, false)
	})
}

// TestPrivilegesNeedASecondFactor that was given just now, by a person.
func TestPrivilegesNeedASecondFactor(t *testing.T) {
	h := newHouse(t)
	token, raw := h.mint(t, order())
	wide, wideRaw := h.mint(t, h.privileged(nil))
	for what, at := range map[string]time.Time{"never": {}, "five minutes ago": h.at.Add(-5 * time.Minute), "long ago": h.at.Add(-48 * time.Hour)} {
		o := h.privileged(func(o *pat.Order) { o.SecondFactorAt = at })
		if _, _, err := h.Mint(t.Context(), o); !errors.Is(err, pat.ErrNoSecondFactor) {
			t.Errorf("minted, given %s: %v", what, err)
		}
		if _, err := h.Change(t.Context(), mira, token.ID, granting(at), nil); !errors.Is(err, pat.ErrNoSecondFactor) {
			t.Errorf("granted, given %s: %v", what, err)
		}
	}
	for what, by := range map[string]*pat.Asker{"a token": h.principal(t, raw), "a privileged token": h.principal(t, wideRaw)} {
		_, _, err := h.Mint(t.Context(), h.privileged(func(o *pat.Order) { o.Parent = by }))
		refusedFor(t, "minted by "+what, err)
		_, err = h.Change(t.Context(), mira, token.ID, granting(h.at), by)
		refusedFor(t, "granted by "+what, err)
		_, err = h.Change(t.Context(), mira, wide.ID, granting(h.at), by)
		refusedFor(t, "renewed by "+what, err)
	}
	h.acr(t, "after all that", raw, false)
	child, childRaw := h.mint(t, pat.Order{UserID: mira, ClientID: own, Name: "child", Parent: h.principal(t, wideRaw)})
	h.acr(t, "what a privileged token made", childRaw, false)
	if _, err := h.Change(t.Context(), mira, wide.ID, taking(), h.principal(t, raw)); err != nil {
		t.Errorf("taken away by a token: %v", err)
	}
	h.acr(t, "taken away by a token", wideRaw, false)
	_, err := h.Change(t.Context(), mira, child.ID, granting(h.at), nil)
	refusedFor(t, "for a child whose parent has none", err)
}

// TestPrivilegesEndBeforeTheToken, however its end is moved.
func TestPrivilegesEndBeforeTheToken(t *testing.T) {
	h := newHouse(t)
	until := func(what string, got pat.Token, want time.Time) {
		t.Helper()
		if !got.Privileges.Until.Equal(want) {
			t.Errorf("%s: until %v, want %v", what, got.Privileges.Until, want)
		}
	}
	short, _ := h.mint(t, h.privileged(func(o *pat.Order) { o.ExpiresAt = h.at.Add(time.Hour) }))
	until("a token of an hour", short, h.at.Add(time.Hour))
	longer, err := h.Change(t.Context(), mira, short.ID, pat.Change{ExpiresAt: new(h.at.Add(9 * time.Hour))}, nil)
	must(t, err)
	until("made longer", longer, h.at.Add(time.Hour))
	shorter, err := h.Change(t.Context(), mira, short.ID, pat.Change{ExpiresAt: new(h.at.Add(time.Minute))}, nil)
	must(t, err)
	until("made shorter", shorter, h.at.Add(time.Minute))
	both := granting(h.at)
	both.ExpiresAt = new(time.Time{})
	endless, err := h.Change(t.Context(), mira, short.ID, both, nil)
	must(t, err)
	until("made endless, and granted anew", endless, h.at.Add(privilegesTTL))
}

// TestPrivilegesOfChildren: what a person grants a token that another one made
// stays within that one's, and goes with it.
func TestPrivilegesOfChildren(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url))
		parent, raw := h.mint(t, h.privileged(func(o *pat.Order) { o.ExpiresAt = h.at.Add(48 * time.Hour) }))
		child, childRaw := h.mint(t, pat.Order{UserID: mira, ClientID: own, Name: "child", Parent: h.principal(t, raw)})
		grand, grandRaw := h.mint(t, pat.Order{UserID: mira, ClientID: own, Name: "grandchild", Parent: h.principal(t, childRaw)})
		_, err := h.Change(t.Context(), mira, grand.ID, granting(h.at), nil)
		refusedFor(t, "for a grandchild whose parent has none", err)
		h.at = h.at.Add(time.Hour)
		got, err := h.Change(t.Context(), mira, child.ID, granting(h.at), nil)
		must(t, err)
		if !got.Privileges.Until.Equal(parent.Privileges.Until) {
			t.Errorf("the child's end %v, the parent's %v", got.Privileges.Until, parent.Privileges.Until)
		}
		_, err = h.Change(t.Context(), mira, grand.ID, granting(h.at), nil)
		must(t, err)
		h.acr(t, "grandchild", grandRaw, true)
		_, err = h.Change(t.Context(), mira, parent.ID, pat.Change{ExpiresAt: new(h.at.Add(time.Minute))}, nil)
		must(t, err)
		if got, err := h.Get(t.Context(), mira, grand.ID); err != nil || !got.Privileges.Until.Equal(h.at.Add(time.Minute)) {
			t.Errorf("the grandchild's privileges last until %v, %v", got.Privileges.Until, err)
		}
		_, err = h.Change(t.Context(), mira, parent.ID, taking(), nil)
		must(t, err)
		for what, raw := range map[string]string{"parent": raw, "child": childRaw, "grandchild": grandRaw} {
			h.acr(t, what+", after it was taken from the parent", raw, false)
		}
	})
}

// TestPrivilegesAreNotRotatedAway: a token that asks for another one's secret
// does not get one with privileges, though it has some itself.
func TestPrivilegesAreNotRotatedAway(t *testing.T) {
	h := newHouse(t)
	wide, wideRaw := h.mint(t, h.privileged(nil))
	_, otherRaw := h.mint(t, h.privileged(nil))
	_, plainRaw := h.mint(t, order())
	for what, by := range map[string]string{"one without": plainRaw, "one with": otherRaw} {
		_, _, err := h.Rotate(t.Context(), mira, wide.ID, 0, h.principal(t, by))
		var refusal *pat.Error
		if !errors.As(err, &refusal) || refusal.Code != pat.CodeForbidden {
			t.Errorf("rotated by %s: %v", what, err)
		}
	}
	rotated, raw, err := h.Rotate(t.Context(), mira, wide.ID, 0, h.principal(t, wideRaw))
	if err != nil || rotated.Privileges != wide.Privileges {
		t.Fatalf("by itself: %+v, %v", rotated, err)
	}
	h.acr(t, "rotated by itself", raw, true)
	h.at = h.at.Add(privilegesTTL)
	if _, _, err := h.Rotate(t.Context(), mira, wide.ID, 0, h.principal(t, plainRaw)); err != nil {
		t.Errorf("after its privileges have ended: %v", err)
	}
	// Now it hangs from one that has none, and gets none.
	_, err = h.Change(t.Context(), mira, wide.ID, granting(h.at), nil)
	refusedFor(t, "for a token whose secret another one got", err)
}

// TestPrivilegesEndWithTheSecondFactor: what rests on an account's second factor goes with it, of that account alone,
// and cannot be granted after it by what the session had shown before.
func TestPrivilegesEndWithTheSecondFactor(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url))
		must(t, h.store.AddFactor(t.Context(), users.Factor{UserID: noor, Kind: users.FactorTOTP, Secret: []byte("key"), CreatedAt: h.at}))
		token, raw := h.mint(t, h.privileged(nil))
		_, onOther := h.mint(t, h.privileged(func(o *pat.Order) { o.ClientID = open }))
		_, theirs := h.mint(t, h.privileged(func(o *pat.Order) { o.UserID, o.ClientID = noor, open }))
		must(t, h.store.DeleteFactors(t.Context(), mira))
		h.acr(t, "a token, after the factor went", raw, false)
		h.acr(t, "one on another client", onOther, false)
		h.acr(t, "somebody else's", theirs, true)
		if _, _, err := h.Mint(t.Context(), h.privileged(nil)); !errors.Is(err, pat.ErrNoSecondFactor) {
			t.Errorf("minted with privileges, without a factor: %v", err)
		}
		if _, err := h.Change(t.Context(), mira, token.ID, granting(h.at), nil); !errors.Is(err, pat.ErrNoSecondFactor) {
			t.Errorf("granted, without a factor: %v", err)
		}
		h.acr(t, "after all that", raw, false)
	})
}

// TestNoPrivilegesFromTheFuture: a second factor that seems to lie ahead was not given just now, the clock was set back.
func TestNoPrivilegesFromTheFuture(t *testing.T) {
	h := newHouse(t)
	if _, _, err := h.Mint(t.Context(), h.privileged(func(o *pat.Order) { o.SecondFactorAt = h.at.Add(time.Hour) })); !errors.Is(err, pat.ErrNoSecondFactor) {
		t.Errorf("minted: %v", err)
	}
	if (users.Session{MFATime: h.at.Add(time.Hour)}).Fresh(h.at) {
		t.Error("such a session counts as fresh")
	}
}

// TestNoPrivilegesPastTheSecondFactor grants, again and again and for several tokens at once, while the operator takes
// the factor off: whichever comes first, nothing is left of it.
func TestNoPrivilegesPastTheSecondFactor(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url))
		accounts := users.New(h.store, users.Options{Now: func() time.Time { return h.at }})
		var ids, raws []string
		for range 3 {
			token, raw := h.mint(t, order())
			ids, raws = append(ids, token.ID), append(raws, raw)
		}
		for round := range 4 {
			if round > 0 {
				must(t, h.store.AddFactor(t.Context(), users.Factor{UserID: mira, Kind: users.FactorTOTP, Secret: []byte("key"), CreatedAt: h.at}))
			}
			var all sync.WaitGroup
			for _, id := range ids {
				all.Go(func() {
					for range 4 {
						if _, err := h.Change(t.Context(), mira, id, granting(h.at), nil); err != nil && !errors.Is(err, pat.ErrNoSecondFactor) {
							t.Error(err)
						}
					}
				})
			}
			all.Go(func() {
				if err := accounts.ResetFactors(t.Context(), mira); err != nil {
					t.Error(err)
				}
			})
			all.Wait()
			for _, raw := range raws {
				h.acr(t, "after the factor went", raw, false)
			}
		}
	})
}
