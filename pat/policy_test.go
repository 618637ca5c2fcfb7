package pat_test

import (
	"errors"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// under is the same house under another policy, as after a restart.
func (h *house) under(p pat.Policy) *house {
	other := &house{store: h.store, at: h.at}
	other.Tokens = pat.New(h.store, pat.Options{
		Now: func() time.Time { return other.at }, Issuer: "https://patio.test", Audience: "https://api.test", Policy: p,
	})
	return other
}

const day = 24 * time.Hour

func TestPolicyOnLifetimes(t *testing.T) {
	base := newHouse(t)
	for _, c := range []struct {
		name    string
		policy  pat.Policy
		asked   time.Duration // 0: nothing
		endless bool
		want    time.Duration // 0: none; -1: refused
	}{
		{"no policy", pat.Policy{}, 0, false, 0},
		{"no policy, endless", pat.Policy{}, 0, true, 0},
		{"a default", pat.Policy{DefaultLifetime: 30 * day}, 0, false, 30 * day},
		{"a default, endless", pat.Policy{DefaultLifetime: 30 * day}, 0, true, 0},
		{"a default, longer", pat.Policy{DefaultLifetime: 30 * day}, 31 * day, false, 31 * day},
		{"a bound", pat.Policy{MaxLifetime: 90 * day}, 0, false, 90 * day},
		{"a bound, endless", pat.Policy{MaxLifetime: 90 * day}, 0, true, -1},
		{"a bound, reached", pat.Policy{MaxLifetime: 90 * day}, 90 * day, false, 90 * day},
		{"a bound, passed", pat.Policy{MaxLifetime: 90 * day}, 90*day + time.Second, false, -1},
		{"a bound and a default", pat.Policy{MaxLifetime: 90 * day, DefaultLifetime: 7 * day}, 0, false, 7 * day},
		{"an end required", pat.Policy{RequireEnd: true}, 0, false, -1},
		{"an end required, endless", pat.Policy{RequireEnd: true}, 0, true, -1},
		{"an end required, given", pat.Policy{RequireEnd: true}, 5000 * day, false, 5000 * day},
		{"an end required, a default", pat.Policy{RequireEnd: true, DefaultLifetime: day}, 0, false, day},
	} {
		h := base.under(c.policy)
		o := order()
		o.Endless = c.endless
		if c.asked > 0 {
			o.ExpiresAt = h.at.Add(c.asked)
		}
		token, _, err := h.Mint(t.Context(), o)
		switch want := h.at.Add(c.want); {
		case c.want < 0:
			refused(t, c.name, err, "expires_at", pat.CodeInvalid)
			if !strings.Contains(err.Error(), "personal_tokens.") {
				t.Errorf("%s: %q does not name the setting", c.name, err)
			}
		case err != nil, c.want == 0 && !token.ExpiresAt.IsZero(), c.want > 0 && !token.ExpiresAt.Equal(want):
			t.Errorf("%s: %v, %v", c.name, token.ExpiresAt, err)
		}
	}
}

// TestPolicyOnChildren: an end left out is the parent's, or the latest that the
// policy allows.
func TestPolicyOnChildren(t *testing.T) {
	base := newHouse(t)
	_, rawLong := base.mint(t, pat.Order{UserID: mira, ClientID: own, Name: "long", ExpiresAt: base.at.Add(300 * day)})
	_, rawShort := base.mint(t, pat.Order{UserID: mira, ClientID: own, Name: "short", ExpiresAt: base.at.Add(day)})
	h := base.under(pat.Policy{MaxLifetime: 90 * day, DefaultLifetime: 30 * day})
	for raw, want := range map[string]time.Duration{rawLong: 90 * day, rawShort: day} {
		if token, _ := h.child(t, raw, nil, time.Time{}); !token.ExpiresAt.Equal(h.at.Add(want)) {
			t.Errorf("%v, want in %v", token.ExpiresAt, want)
		}
	}
}

// TestPolicyOnChanges: what was there before goes on, and neither gets a new
// secret nor another end beyond the policy. Life counts from the making.
func TestPolicyOnChanges(t *testing.T) {
	base := newHouse(t)
	endless, raw := base.mint(t, order())
	base.at = base.at.Add(10 * day)
	h := base.under(pat.Policy{MaxLifetime: 30 * day})
	h.principal(t, raw)
	_, _, err := h.Rotate(t.Context(), mira, endless.ID, 0, nil)
	refused(t, "rotated", err, "expires_at", pat.CodeInvalid)
	h.principal(t, raw)
	for _, end := range []time.Time{{}, h.at.Add(20*day + time.Second)} {
		_, err := h.Change(t.Context(), mira, endless.ID, pat.Change{ExpiresAt: &end}, nil)
		refused(t, "changed", err, "expires_at", pat.CodeInvalid)
	}
	if _, err := h.Change(t.Context(), mira, endless.ID, pat.Change{Name: new("x"), Scopes: []string{"a"}}, nil); err != nil {
		t.Errorf("what does not touch the end: %v", err)
	}
	if _, err := h.Change(t.Context(), mira, endless.ID, pat.Change{ExpiresAt: new(h.at.Add(20 * day))}, nil); err != nil {
		t.Error(err)
	}
	h.rotate(t, endless.ID, 0)
}

func TestPolicyOnAddresses(t *testing.T) {
	base := newHouse(t)
	_, anywhere := base.mint(t, order())
	outside, rawOutside := base.bound(t, nil, "192.0.2.0/24")
	_, across := base.bound(t, nil, "0.0.0.0/0")
	h := base.under(pat.Policy{AllowedIPs: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}})
	for _, c := range []struct {
		what, raw, address string
		want               bool
	}{
		{"free, inside", anywhere, "10.1.1.1", true},
		{"free, outside", anywhere, "192.0.2.1", false},
		{"free, unknown", anywhere, "", false},
		{"wider, inside", across, "10.1.1.1", true},
		{"wider, outside", across, "192.0.2.1", false},
		{"elsewhere, in its own", rawOutside, "192.0.2.1", false},
		{"elsewhere, inside", rawOutside, "10.1.1.1", false},
	} {
		if got := h.from(t, c.raw, c.address); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
	o := order()
	o.AllowedIPs = []string{"10.0.0.0/8", "192.0.2.1"}
	_, _, err := h.Mint(t.Context(), o)
	refused(t, "minted", err, "allowed_ips", pat.CodeInvalid)
	_, err = h.Change(t.Context(), mira, outside.ID, pat.Change{AllowedIPs: &[]string{"11.0.0.0/8"}}, nil)
	refused(t, "changed", err, "allowed_ips", pat.CodeInvalid)
	if p := h.bySecret(t, anywhere, "10.1.1.1"); texts(p.AllowedIPs) != "10.0.0.0/8" {
		t.Errorf("the verdict says %v", p.AllowedIPs)
	}
	// A child keeps no copy of the operator's networks: they may change.
	if child, _ := h.bound(t, h.bySecret(t, anywhere, "10.1.1.1")); len(child.AllowedIPs) != 0 {
		t.Errorf("a child has %v", child.AllowedIPs)
	}
}

// TestPolicyOnNumber: of many that are made at once no more live than may.
func TestPolicyOnNumber(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url)).under(pat.Policy{MaxActive: 3})
		_, err := h.Change(t.Context(), mira, nobody, pat.Change{}, nil)
		if !errors.Is(err, pat.ErrUnknown) {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		made := make(chan pat.Token, 12)
		for range cap(made) {
			all.Go(func() {
				o := order()
				o.ExpiresAt = h.at.Add(time.Hour)
				token, _, err := h.Mint(t.Context(), o)
				if err == nil {
					made <- token
					return
				}
				refused(t, "one too many", err, "tokens", pat.CodeInvalid)
			})
		}
		all.Wait()
		if len(made) != 3 {
			t.Fatalf("%d were made", len(made))
		}
		if _, _, err := h.Mint(t.Context(), pat.Order{UserID: noor, ClientID: open, Name: "hers"}); err != nil {
			t.Errorf("somebody else: %v", err)
		}
		must(t, h.Revoke(t.Context(), mira, (<-made).ID))
		h.mint(t, order())
		h.at = h.at.Add(time.Hour) // two end by themselves
		h.mint(t, order())
		h.mint(t, order())
		_, _, err = h.Mint(t.Context(), order())
		refused(t, "one too many again", err, "tokens", pat.CodeInvalid)
	})
}

// TestPolicyOnChains: children count, whoever asks for them.
func TestPolicyOnChains(t *testing.T) {
	h := newHouseOn(t, storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))).under(pat.Policy{MaxActive: 2})
	_, raw := h.mint(t, order())
	_, child := h.child(t, raw, nil, time.Time{})
	o := order()
	o.Parent = h.principal(t, child)
	_, _, err := h.Mint(t.Context(), o)
	refused(t, "a third", err, "tokens", pat.CodeInvalid)
}
