package storagetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
)

// today is the day of the suite's rows.
var today = noon.Truncate(24 * time.Hour)

func testUses(t *testing.T, s *storage.Store) {
	ctx, a, b := t.Context(), newID(), newID()
	yesterday, longest := today.AddDate(0, 0, -1), strings.Repeat("s", 100)
	must(t, s.AddUses(ctx, nil))
	must(t, s.AddUses(ctx, []pat.Count{
		{TokenID: b, Day: today, Uses: 1},
		{TokenID: a, Day: today, Uses: 3, Unsaid: 1}, {TokenID: a, Scope: "notes:read", Day: today, Uses: 2},
		{TokenID: a, Scope: "Notes:read", Day: today, Uses: 5}, {TokenID: a, Scope: longest, Day: yesterday, Uses: 1},
		{TokenID: a, Day: yesterday, Uses: 1},
	}))
	must(t, s.AddUses(ctx, []pat.Count{{TokenID: a, Day: today, Uses: 4, Unsaid: 2}, {TokenID: a, Scope: "notes:read", Day: today, Uses: 1}}))
	for _, c := range []struct {
		name  string
		since time.Time
		want  []pat.Count
	}{
		{"today", today, []pat.Count{
			{TokenID: a, Day: today, Uses: 7, Unsaid: 3}, {TokenID: a, Scope: "Notes:read", Day: today, Uses: 5},
			{TokenID: a, Scope: "notes:read", Day: today, Uses: 3},
		}},
		{"since yesterday", yesterday, []pat.Count{
			{TokenID: a, Day: yesterday, Uses: 1}, {TokenID: a, Day: today, Uses: 7, Unsaid: 3}, {TokenID: a, Scope: "Notes:read", Day: today, Uses: 5},
			{TokenID: a, Scope: "notes:read", Day: today, Uses: 3}, {TokenID: a, Scope: longest, Day: yesterday, Uses: 1},
		}},
		{"none yet", today.AddDate(0, 0, 1), []pat.Count{}},
	} {
		got, err := s.Uses(ctx, a, c.since)
		must(t, err)
		same(t, c.name, got, c.want)
	}
	daily, err := s.DailyUses(ctx, []string{a, b, newID()}, yesterday)
	must(t, err)
	same(t, "of several", daily, []pat.Count{{TokenID: a, Day: yesterday, Uses: 1}, {TokenID: a, Day: today, Uses: 7, Unsaid: 3}, {TokenID: b, Day: today, Uses: 1}})
	t.Run("at once", func(t *testing.T) { testAddUsesRace(t, s) })
}

// testAddUsesRace: replicas that begin the same rows of the same day sum up,
// and none of them is told to come again.
func testAddUsesRace(t *testing.T, s *storage.Store) {
	ctx, tokens, scopes := t.Context(), []string{newID(), newID(), newID()}, []string{"", "a", "b"}
	var batch []pat.Count
	for i := len(tokens) - 1; i >= 0; i-- {
		for day := range 10 {
			for _, scope := range scopes {
				batch = append(batch, pat.Count{TokenID: tokens[i], Scope: scope, Day: today.AddDate(0, 0, day), Uses: 2, Unsaid: 1})
			}
		}
	}
	const hands, times = 8, 5
	for _, err := range race(hands, func(int) error {
		for range times {
			if err := s.AddUses(ctx, batch); err != nil {
				return err
			}
		}
		return nil
	}) {
		must(t, err)
	}
	for _, id := range tokens {
		got, err := s.Uses(ctx, id, today)
		must(t, err)
		if len(got) != 10*len(scopes) {
			t.Fatalf("%d counts", len(got))
		}
		for _, c := range got {
			if c.Uses != 2*hands*times || c.Unsaid != hands*times {
				t.Errorf("%+v, want %d uses", c, 2*hands*times)
			}
		}
	}
}

func testForgetUses(t *testing.T, s *storage.Store) {
	ctx := t.Context()
	for more := true; more; { // what other parts have counted
		var err error
		more, err = s.ForgetUses(ctx, today.AddDate(1, 0, 0), 100)
		must(t, err)
	}
	ids, left := []string{newID(), newID(), newID()}, func(id string) string {
		counts, err := s.Uses(ctx, id, time.Time{})
		must(t, err)
		days := ""
		for _, c := range counts {
			days += fmt.Sprintf("%s%d ", c.Scope, int(c.Day.Sub(today).Hours()/24))
		}
		return days
	}
	for _, id := range ids {
		for day := range 3 {
			at := today.AddDate(0, 0, day)
			must(t, s.AddUses(ctx, []pat.Count{{TokenID: id, Day: at, Uses: 1}, {TokenID: id, Scope: "a", Day: at, Uses: 1}}))
		}
	}
	before := today.AddDate(0, 0, 2)
	for i, want := range []bool{true, true, false} { // three days of the first, one and two of the second …
		more, err := s.ForgetUses(ctx, before, 2)
		must(t, err)
		if i < 2 && more != want {
			t.Errorf("step %d: more is %t", i, more)
		}
	}
	for _, id := range ids {
		same(t, "what is left", left(id), "2 a2 ")
	}
	more, err := s.ForgetUses(ctx, before, 2)
	must(t, err)
	same(t, "nothing is left to forget", more, false)
	for _, err := range race(4, func(int) error { // replicas sweep at the same time
		for more := true; more; {
			var err error
			if more, err = s.ForgetUses(ctx, today.AddDate(0, 0, 3), 1); err != nil {
				return err
			}
		}
		return nil
	}) {
		must(t, err)
	}
	same(t, "after all", left(ids[0])+left(ids[1])+left(ids[2]), "")
}
