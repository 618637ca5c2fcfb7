package pat_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// found is what a survey or an enforcement gives, by id: the new end, or "now".
func found(t *testing.T, look func(fn func([]pat.Finding) error) error) map[string]string {
	t.Helper()
	all := map[string]string{}
	must(t, look(func(some []pat.Finding) error {
		for _, f := range some {
			if _, twice := all[f.ID]; twice || f.Why == "" || f.Username == "" || f.ClientName == "" {
				t.Errorf("found %+v", f)
			}
			all[f.ID] = "now"
			if !f.EndsAt.IsZero() {
				all[f.ID] = f.EndsAt.Format(time.RFC3339)
			}
		}
		return nil
	}))
	return all
}

func (h *house) survey(t *testing.T) map[string]string {
	t.Helper()
	return found(t, func(fn func([]pat.Finding) error) error { return h.Survey(t.Context(), fn) })
}

func (h *house) enforce(t *testing.T) map[string]string {
	t.Helper()
	return found(t, func(fn func([]pat.Finding) error) error { return h.Enforce(t.Context(), fn) })
}

func sameFindings(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

// TestEnforceLifetimes: what has lived too long ends, what will is shortened,
// with what hangs from it; the rest is left alone, and once is enough.
func TestEnforceLifetimes(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url))
		old, rawOld := h.mint(t, order())
		oldChild, rawOldChild := h.child(t, rawOld, nil, h.at.Add(31*day))
		must(t, h.Revoke(t.Context(), mira, func() string { token, _ := h.mint(t, order()); return token.ID }()))
		h.at = h.at.Add(25 * day)
		endless, rawEndless := h.mint(t, order())
		heir, _ := h.child(t, rawEndless, nil, time.Time{})
		brief, _ := h.child(t, rawEndless, nil, h.at.Add(10*day))
		long, _ := h.mint(t, pat.Order{UserID: noor, ClientID: open, Name: "long", ExpiresAt: h.at.Add(40 * day)})
		h.mint(t, pat.Order{UserID: noor, ClientID: open, Name: "fine", ExpiresAt: h.at.Add(30 * day)})
		h.at = h.at.Add(5 * day)

		strict := h.under(pat.Policy{MaxLifetime: 30 * day})
		end := endless.CreatedAt.Add(30 * day).Format(time.RFC3339)
		want := map[string]string{old.ID: "now", oldChild.ID: "now", endless.ID: end, heir.ID: end, long.ID: end}
		sameFindings(t, "surveyed", strict.survey(t), want)
		sameFindings(t, "surveyed again", strict.survey(t), want)
		h.principal(t, rawOld)
		sameFindings(t, "enforced", strict.enforce(t), want)
		sameFindings(t, "enforced again", strict.enforce(t), map[string]string{})
		h.dead(t, "what lived too long", rawOld)
		h.dead(t, "what hangs from it", rawOldChild)
		for id, want := range map[string]time.Time{endless.ID: endless.CreatedAt.Add(30 * day), heir.ID: endless.CreatedAt.Add(30 * day), brief.ID: brief.ExpiresAt} {
			if got, err := h.Get(t.Context(), mira, id); err != nil || !got.ExpiresAt.Equal(want) || !got.Live(h.at) {
				t.Errorf("%s ends %v, %v; want %v", id, got.ExpiresAt, err, want)
			}
		}
		if got, err := h.Get(t.Context(), mira, old.ID); err != nil || got.EndReason != "the operator allows no token without an end" {
			t.Errorf("its holder sees %+v, %v", got, err)
		}
		if h.trail(t, old.ID)["pat.revoked"] != 1 || h.trail(t, oldChild.ID)["pat.revoked"] != 1 || h.trail(t, long.ID)["pat.shortened"] != 1 {
			t.Error("it is not in the trail")
		}
	})
}

func TestEnforceEnds(t *testing.T) {
	h := newHouse(t)
	endless, _ := h.mint(t, order())
	sameFindings(t, "without a default", h.under(pat.Policy{RequireEnd: true}).survey(t), map[string]string{endless.ID: "now"})
	gentle := h.under(pat.Policy{RequireEnd: true, DefaultLifetime: day})
	want := map[string]string{endless.ID: h.at.Add(day).Format(time.RFC3339)}
	sameFindings(t, "with one", gentle.enforce(t), want)
	sameFindings(t, "again", gentle.enforce(t), map[string]string{})
	sameFindings(t, "without a policy", h.survey(t), map[string]string{})
}

// TestEnforceNumber: the tokens that lay unused for the longest time end, and
// no more of them than must.
func TestEnforceNumber(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url))
		parent, rawParent := h.mint(t, order())
		idle, _ := h.mint(t, order())
		h.at = h.at.Add(time.Minute)
		busy, rawBusy := h.child(t, rawParent, nil, time.Time{})
		used, rawUsed := h.mint(t, order())
		h.at = h.at.Add(time.Minute)
		late, _ := h.mint(t, order())
		h.mint(t, pat.Order{UserID: noor, ClientID: open, Name: "hers"})
		h.at = h.at.Add(time.Minute)
		h.use(t, rawUsed)
		h.at = h.at.Add(time.Minute)
		h.use(t, rawBusy) // which counts for its parent
		for most, want := range map[int]map[string]string{
			5: {},
			4: {idle.ID: "now"},
			3: {idle.ID: "now", late.ID: "now"},
			2: {idle.ID: "now", late.ID: "now", used.ID: "now"},
			1: {idle.ID: "now", late.ID: "now", used.ID: "now", busy.ID: "now"},
		} {
			sameFindings(t, fmt.Sprint(most), h.under(pat.Policy{MaxActive: most}).survey(t), want)
		}
		three := h.under(pat.Policy{MaxActive: 3})
		sameFindings(t, "enforced", three.enforce(t), map[string]string{idle.ID: "now", late.ID: "now"})
		sameFindings(t, "again", three.enforce(t), map[string]string{})
		if got, err := h.Get(t.Context(), mira, parent.ID); err != nil || !got.Live(h.at) {
			t.Errorf("the parent of a busy one: %+v, %v", got, err)
		}
	})
}

// TestEnforceBatches: more than one transaction and one page hold, of many
// people, and what stops halfway goes on.
func TestEnforceBatches(t *testing.T) {
	h := newHouse(t)
	for i := range 2 {
		id := newID()
		must(t, h.store.CreateUser(t.Context(), users.User{ID: id, Username: fmt.Sprint("u", i), Email: fmt.Sprint(i, "@example.org"), CreatedAt: h.at}, "-"))
		for range 260 {
			h.mint(t, pat.Order{UserID: id, ClientID: open, Name: "x"})
		}
	}
	strict := h.under(pat.Policy{RequireEnd: true})
	if n := len(strict.survey(t)); n != 520 {
		t.Fatalf("%d found", n)
	}
	stop := errors.New("stop")
	done := 0
	err := strict.Enforce(t.Context(), func(some []pat.Finding) error {
		if len(some) > 100 {
			t.Errorf("%d at once", len(some))
		}
		done += len(some)
		if done == 360 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || len(strict.survey(t)) != 160 || len(strict.enforce(t)) != 160 || len(strict.survey(t)) != 0 {
		t.Errorf("after %d: %v", done, err)
	}
}

// TestEnforced: whatever there was, what is left after a policy is applied keeps
// to it, and what a survey told is what is done.
func TestEnforced(t *testing.T) {
	h := newHouse(t)
	rapid.Check(t, func(rt *rapid.T) {
		person := users.User{ID: newID(), CreatedAt: h.at}
		person.Username, person.Email = "u"+person.ID, person.ID+"@example.org"
		must(t, h.store.CreateUser(t.Context(), person, "-"))
		var raws []string
		for range rapid.IntRange(0, 8).Draw(rt, "tokens") {
			o := pat.Order{UserID: person.ID, ClientID: open, Name: "x"}
			if len(raws) > 0 && rapid.Bool().Draw(rt, "by a token") {
				if p, s, err := h.Verify(t.Context(), rapid.SampledFrom(raws).Draw(rt, "parent")); err == nil {
					o.Parent = &pat.Asker{Principal: p, Presented: s.Presented}
				}
			}
			if days := rapid.IntRange(0, 40).Draw(rt, "days"); days > 0 {
				o.ExpiresAt = h.at.Add(time.Duration(days) * day)
			}
			if _, raw, err := h.Mint(t.Context(), o); err == nil {
				raws = append(raws, raw)
			}
			h.at = h.at.Add(time.Duration(rapid.IntRange(0, 10).Draw(rt, "wait")) * day)
		}
		policy := pat.Policy{
			MaxLifetime: time.Duration(rapid.SampledFrom([]int{0, 7, 30}).Draw(rt, "max")) * day,
			RequireEnd:  rapid.Bool().Draw(rt, "end"), MaxActive: rapid.IntRange(0, 4).Draw(rt, "most"),
		}
		strict := h.under(policy)
		told := strict.survey(t)
		before, err := h.store.LivingOf(t.Context(), person.ID, h.at)
		must(t, err)
		if done := strict.enforce(t); fmt.Sprint(told) != fmt.Sprint(done) {
			rt.Fatalf("told %v, done %v", told, done)
		}
		if again := strict.survey(t); len(again) != 0 {
			rt.Fatalf("left %v", again)
		}
		after, err := h.store.LivingOf(t.Context(), person.ID, h.at)
		must(t, err)
		ended := 0
		for _, one := range before { // earlier runs left tokens of other people
			if told[one.ID] == "now" {
				ended++
			}
		}
		if policy.MaxActive > 0 && len(after) > policy.MaxActive || len(before)-len(after) != ended {
			rt.Fatalf("%d of %d left, %d told to end, at most %d", len(after), len(before), ended, policy.MaxActive)
		}
	})
}
