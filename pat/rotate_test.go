package pat_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// rotate is a rotation that must work.
func (h *house) rotate(t *testing.T, id string, overlap time.Duration) string {
	t.Helper()
	token, raw, err := h.Rotate(t.Context(), mira, id, overlap, nil)
	must(t, err)
	if !secret.Valid(secret.PersonalAccessToken, raw) || token.Hint != secret.Hint(raw) || token.ID != id {
		t.Errorf("rotated to %q, %+v", raw, token)
	}
	return raw
}

// use is one request with a secret, noted as the server notes it.
func (h *house) use(t *testing.T, raw string) (old bool) {
	t.Helper()
	_, state, err := h.Verify(t.Context(), raw)
	must(t, err)
	old = !state.SecretEndsAt.IsZero()
	h.Used(&bearer.Principal{ID: state.ID}, pat.Sighting{Address: "192.0.2.1", Old: old})
	must(t, h.Flush(t.Context()))
	return old
}

// TestRotate goes through an overlap and past it: the old secret works and is
// counted, then it ends the token and its children, once.
func TestRotate(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url))
		_, top := h.mint(t, order())
		token, first := h.child(t, top, nil, time.Time{})
		_, child := h.child(t, first, nil, time.Time{})
		_, grandchild := h.child(t, child, nil, time.Time{})
		_, beside := h.child(t, top, nil, time.Time{})
		if h.use(t, first) {
			t.Error("the only secret counts as an old one")
		}
		second := h.rotate(t, token.ID, time.Hour)
		check := func(what string, uses int, at time.Time) {
			t.Helper()
			got, err := h.Get(t.Context(), mira, token.ID)
			if err != nil || got.OldUses != uses || !got.OldUsedAt.Equal(at) || got.Hint != secret.Hint(second) {
				t.Errorf("%s: %+v, %v; want %d old uses, the last at %v", what, got, err, uses, at)
			}
		}
		check("just rotated", 0, time.Time{})
		h.at = h.at.Add(time.Minute)
		if !h.use(t, first) || h.use(t, second) {
			t.Error("within the overlap the old secret must count as old, the new one not")
		}
		check("one use of the old one", 1, h.at)
		h.at = h.at.Add(time.Hour - time.Minute - time.Millisecond)
		h.use(t, first)
		check("just before the end of the overlap", 2, h.at)
		h.at = h.at.Add(time.Millisecond)
		h.use(t, second)

		h.dead(t, "the old secret after the overlap", first)
		for what, raw := range map[string]string{"the new secret": second, "its child": child, "its grandchild": grandchild} {
			h.dead(t, what+" after the tripwire", raw)
		}
		h.principal(t, top)
		h.principal(t, beside)
		h.dead(t, "the old secret again", first)
		got, err := h.Get(t.Context(), mira, token.ID)
		if err != nil || !got.RevokedAt.Equal(h.at) || got.EndReason != "a replaced secret was used after its overlap" {
			t.Errorf("its owner sees %+v, %v", got, err)
		}
		if trail := h.trail(t, token.ID); trail["pat.rotated"] != 1 || trail["pat.tripwire"] != 1 || trail["pat.revoked"] != 0 {
			t.Errorf("trail %v", trail)
		}
	})
}

// TestRotateTwice: a secret keeps its first end, and only the newest has none.
func TestRotateTwice(t *testing.T) {
	h := newHouse(t)
	token, first := h.mint(t, order())
	second := h.rotate(t, token.ID, 10*time.Minute)
	h.use(t, first)
	third := h.rotate(t, token.ID, time.Hour)
	if got, err := h.Get(t.Context(), mira, token.ID); err != nil || got.OldUses != 0 || !got.OldUsedAt.IsZero() {
		t.Errorf("the count did not begin anew: %+v, %v", got, err)
	}
	h.at = h.at.Add(10*time.Minute - time.Millisecond)
	if !h.use(t, first) || !h.use(t, second) || h.use(t, third) {
		t.Error("two secrets are old, one is not")
	}
	if got, err := h.Get(t.Context(), mira, token.ID); err != nil || got.OldUses != 2 {
		t.Errorf("%+v, %v; want 2 old uses", got, err)
	}
	h.at = h.at.Add(time.Millisecond)
	h.principal(t, second) // its overlap is longer
	h.dead(t, "the first, after its own overlap", first)
	h.dead(t, "the third, after the tripwire", third)
}

func TestRotateAtOnce(t *testing.T) {
	h := newHouse(t)
	token, first := h.mint(t, order())
	second := h.rotate(t, token.ID, 0)
	h.principal(t, second)
	h.dead(t, "the old secret, without an overlap", first)
	h.dead(t, "the new one, after the tripwire", second)

	token, first = h.mint(t, order())
	for _, overlap := range []time.Duration{-time.Second, pat.MaxOverlap + time.Second} {
		_, raw, err := h.Rotate(t.Context(), mira, token.ID, overlap, nil)
		refused(t, overlap.String(), err, "overlap_seconds", pat.CodeInvalid)
		if raw != "" {
			t.Errorf("%v: a secret", overlap)
		}
	}
	if h.use(t, first) {
		t.Error("a refusal replaced the secret")
	}
	h.rotate(t, token.ID, pat.MaxOverlap)
	h.at = h.at.Add(pat.MaxOverlap - time.Millisecond)
	h.principal(t, first)
}

// TestRotateBy: a token rotates nothing that reaches further than itself, and
// itself only if it was made to.
func TestRotateBy(t *testing.T) {
	h := newHouse(t)
	hour := h.at.Add(time.Hour)
	made := func(scopes []string, end time.Time) (pat.Token, string) {
		return h.mint(t, pat.Order{UserID: mira, ClientID: own, Name: "x", Scopes: scopes, ExpiresAt: end})
	}
	_, asking := made([]string{"a", "b"}, hour)
	wider, _ := made([]string{"a", "c"}, hour)
	longer, _ := made([]string{"a"}, hour.Add(time.Second))
	endless, _ := made([]string{"a"}, time.Time{})
	within, _ := made([]string{"b", "a"}, hour)
	by := h.principal(t, asking)
	for what, token := range map[string]pat.Token{"wider": wider, "longer": longer, "endless": endless} {
		_, raw, err := h.Rotate(t.Context(), mira, token.ID, time.Hour, by)
		refused(t, what, err, "id", pat.CodeForbidden)
		if raw != "" || h.trail(t, token.ID)["pat.rotated"] != 0 {
			t.Errorf("%s: rotated to %q", what, raw)
		}
	}
	_, raw, err := h.Rotate(t.Context(), mira, within.ID, time.Hour, by)
	must(t, err)
	h.principal(t, raw)

	if _, raw, err := h.RotateSelf(t.Context(), by, time.Hour); !errors.Is(err, pat.ErrNoSelfRotate) || raw != "" {
		t.Errorf("itself: %q, %v; want %v", raw, err, pat.ErrNoSelfRotate)
	}
	o := order()
	o.SelfRotate = true
	token, first := h.mint(t, o)
	_, second, err := h.RotateSelf(t.Context(), h.principal(t, first), time.Hour)
	must(t, err)
	if p := h.principal(t, second); p.ID != token.ID || !h.use(t, first) {
		t.Errorf("the new secret is %+v", p)
	}
	_, _, err = h.RotateSelf(t.Context(), h.principal(t, first), time.Hour)
	refused(t, "by the secret that was replaced", err, "token", pat.CodeForbidden)
	machine := as(by, func(p *bearer.Principal) { p.ID = newID() }) // an access token's id is no personal access token's
	if _, _, err := h.RotateSelf(t.Context(), machine, 0); !errors.Is(err, pat.ErrUnknown) {
		t.Errorf("an access token: %v", err)
	}
}

// TestRotateRaces: of many rotations at once one secret remains current; the
// others go on for the overlap.
func TestRotateRaces(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url))
		token, first := h.mint(t, order())
		raws := make([]string, 8)
		var all sync.WaitGroup
		for i := range raws {
			all.Go(func() {
				var err error
				if _, raws[i], err = h.Rotate(t.Context(), mira, token.ID, time.Hour, nil); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		var current []string
		for _, raw := range append(raws, first) {
			if !h.use(t, raw) {
				current = append(current, raw)
			}
		}
		got, err := h.Get(t.Context(), mira, token.ID)
		must(t, err)
		if len(current) != 1 || current[0] == first || got.Hint != secret.Hint(current[0]) {
			t.Errorf("%d current secrets, hint %s", len(current), got.Hint)
		}
		if n := h.trail(t, token.ID)["pat.rotated"]; n != 8 {
			t.Errorf("%d rotations in the trail", n)
		}
	})
}

// TestRotateRecorded: neither a rotation nor the tripwire goes unrecorded.
func TestRotateRecorded(t *testing.T) {
	url := storagetest.Fresh(t, storage.SQLite)
	h := newHouseOn(t, storagetest.Open(t, url))
	token, first := h.mint(t, order())
	second := h.rotate(t, token.ID, 0)
	_, err := storagetest.SQL(t, url).Exec("ALTER TABLE audit_events RENAME TO gone")
	must(t, err)
	if _, raw, err := h.Rotate(t.Context(), mira, token.ID, 0, nil); err == nil || raw != "" {
		t.Error("rotated without a trail")
	}
	if _, err := h.Change(t.Context(), mira, token.ID, pat.Change{Name: new("other")}, nil); err == nil {
		t.Error("changed without a trail")
	}
	if p, _, err := h.Verify(t.Context(), first); err == nil || p != nil {
		t.Error("the old secret is good")
	}
	h.principal(t, second)
	if got, err := h.Get(t.Context(), mira, token.ID); err != nil || got.Name != "mine" || got.Hint != secret.Hint(second) {
		t.Errorf("kept %+v, %v", got, err)
	}
}
