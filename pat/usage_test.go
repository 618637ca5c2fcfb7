package pat_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/pat"
)

// TestUsage counts uses by day and scope, on a real store.
func TestUsage(t *testing.T) {
	h := newHouse(t)
	token, raw := h.mint(t, order())
	p := h.principal(t, raw).Principal
	today := h.at
	use := func(at time.Time, asked string, times int) {
		h.at = at
		for range times {
			h.Used(p, pat.Sighting{Asked: asked, Unsaid: asked == ""})
		}
	}
	midnight := clocktest.At(time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC))
	use(today, "a", 3)
	use(today, "a b", 2)
	use(today, "", 1)
	must(t, h.Flush(t.Context()))
	use(today, "a a a", 1)                        // said three times, asked once
	use(today, "no:such A aa  b", 1)              // what the token does not hold counts for nothing
	use(midnight.Add(-time.Nanosecond), "b", 4)   // yesterday, by a hair
	use(midnight.AddDate(0, 0, -29), "b", 1)      // the first of thirty days
	use(midnight.Add(-29*24*time.Hour-1), "c", 7) // the day before
	h.at = today
	must(t, h.Flush(t.Context()))

	u, err := h.Usage(t.Context(), token, 30)
	must(t, err)
	last, before, first := u.Days[29], u.Days[28], u.Days[0]
	if len(u.Days) != 30 || !last.Day.Equal(midnight) || last.Uses != 8 || last.Unsaid != 1 || last.Scopes["a"] != 6 || last.Scopes["b"] != 3 || len(last.Scopes) != 2 {
		t.Errorf("today: %+v", last)
	}
	if before.Uses != 4 || before.Scopes["b"] != 4 || first.Uses != 1 || u.Uses != 13 || u.Unsaid != 1 || u.ActiveDays() != 3 {
		t.Errorf("before: %+v, first: %+v, %d in all on %d days, %d unsaid", before, first, u.Uses, u.ActiveDays(), u.Unsaid)
	}
	want := []pat.ScopeUse{{Scope: "a", Uses: 6, Last: midnight}, {Scope: "b", Uses: 8, Last: midnight}, {Scope: "c"}}
	if !slices.Equal(u.Scopes, want) || strings.Join(u.Asked(), " ") != "a b" || strings.Join(u.Unasked(), " ") != "c" {
		t.Errorf("by scope: %+v", u.Scopes)
	}

	narrowed, err := h.Change(t.Context(), mira, token.ID, pat.Change{Scopes: []string{"b"}}, nil)
	must(t, err)
	u, err = h.Usage(t.Context(), narrowed, 31)
	must(t, err)
	if len(u.Scopes) != 1 || u.Days[0].Scopes["c"] != 7 || u.Uses != 20 {
		t.Errorf("after it was narrowed: %+v", u)
	}
	other, _ := h.mint(t, order())
	plots, err := h.DailyUses(t.Context(), []string{token.ID, other.ID}, 3)
	must(t, err)
	if len(plots) != 1 || !slices.Equal(plots[token.ID], []int{0, 4, 8}) {
		t.Errorf("plots %v", plots)
	}
}

// TestUsesAreForgotten: what is older than the days that are kept goes, in
// steps, and nothing else.
func TestUsesAreForgotten(t *testing.T) {
	h := newHouse(t)
	token, raw := h.mint(t, order())
	p, today := h.principal(t, raw).Principal, h.at
	for day := range 100 {
		h.at = today.AddDate(0, 0, -day)
		h.Used(p, pat.Sighting{Asked: "a b c"})
	}
	h.at = today
	must(t, h.Flush(t.Context()))
	more, err := h.ForgetUses(t.Context())
	if err != nil || more {
		t.Fatal(more, err)
	}
	counts, err := h.store.Uses(t.Context(), token.ID, time.Time{})
	must(t, err)
	if len(counts) != 4*pat.KeptDays {
		t.Errorf("%d counts are left, want %d", len(counts), 4*pat.KeptDays)
	}
	for _, c := range counts {
		if c.Day.Before(today.AddDate(0, 0, -pat.KeptDays)) {
			t.Errorf("the count of %v is left", c.Day)
		}
	}
}

// TestCountsAreKept: what could not be written adds up with what came since,
// day by day.
func TestCountsAreKept(t *testing.T) {
	store, at := &touches{fail: errors.New("gone")}, clocktest.At(time.Date(2026, 3, 1, 23, 59, 59, 0, time.UTC))
	room := pat.New(store, pat.Options{Now: func() time.Time { return at }})
	p := &bearer.Principal{ID: "a", Scopes: []string{"x", "y"}}
	first := at.Truncate(24 * time.Hour)
	room.Used(p, pat.Sighting{Address: "192.0.2.1", Asked: "x"})
	room.Used(p, pat.Sighting{Unsaid: true, Old: true})
	if err := room.Flush(t.Context()); !errors.Is(err, store.fail) {
		t.Fatal(err)
	}
	room.Used(p, pat.Sighting{Asked: "x y"})
	at = at.Add(time.Second)
	room.Used(p, pat.Sighting{Asked: "y", Old: true})
	if err := room.Flush(t.Context()); !errors.Is(err, store.fail) {
		t.Fatal(err)
	}
	store.fail = nil
	must(t, room.Flush(t.Context()))
	must(t, room.Flush(t.Context()))
	want := map[string]int{"1 ": 3, "1 x": 2, "1 y": 1, "2 ": 1, "2 y": 1}
	for key, n := range want {
		day, scope, _ := strings.Cut(key, " ")
		on := first
		if day == "2" {
			on = first.AddDate(0, 0, 1)
		}
		if got := store.counts[pat.Count{TokenID: "a", Scope: scope, Day: on}]; got != n {
			t.Errorf("%q: %d, want %d", key, got, n)
		}
	}
	if len(store.counts) != 2*len(want) || store.counts[pat.Count{TokenID: "a", Day: first, Unsaid: -1}] != 1 {
		t.Errorf("counts %v", store.counts)
	}
	if got := store.batches[0]["a"]; len(store.batches) != 1 || got != (pat.Use{At: at, Address: "192.0.2.1", Old: 2}) {
		t.Errorf("last uses %v", store.batches)
	}
}

// TestCountsAreBounded: tokens with ever more scopes do not make the memory
// grow either; how often they were used in all is the last to be lost.
func TestCountsAreBounded(t *testing.T) {
	store := &touches{}
	room := pat.New(store, pat.Options{Now: func() time.Time { return time.UnixMilli(1) }})
	scopes := make([]string, 100)
	for i := range scopes {
		scopes[i] = fmt.Sprint("s", i)
	}
	for i := range 600 {
		room.Used(&bearer.Principal{ID: fmt.Sprint(i), Scopes: append(scopes, strings.Repeat("x", 101))}, pat.Sighting{Asked: strings.Join(scopes, " ") + " " + strings.Repeat("x", 101)})
	}
	must(t, room.Flush(t.Context()))
	if n := len(store.counts) / 2; n != 50_000+104 { // 495 tokens whole, one in part, and how often each of the rest was used
		t.Errorf("%d counts were kept", n)
	}
	for _, want := range []pat.Count{{TokenID: "0", Scope: scopes[99]}, {TokenID: "599"}} {
		want.Day = time.Unix(0, 0).UTC()
		if store.counts[want] != 1 {
			t.Errorf("%+v was lost", want)
		}
	}
}

// TestUsedAtOnce: requests that note uses at the same moment, while batches are
// written, lose none.
func TestUsedAtOnce(t *testing.T) {
	store := &touches{}
	room := pat.New(store, pat.Options{Now: func() time.Time { return time.UnixMilli(1) }})
	const hands, times = 8, 500
	var all sync.WaitGroup
	for i := range hands {
		all.Go(func() {
			for n := range times {
				room.Used(&bearer.Principal{ID: fmt.Sprint(n % 7), Scopes: []string{"x"}}, pat.Sighting{Asked: "x"})
				if i == 0 && n%50 == 0 {
					if err := room.Flush(t.Context()); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	all.Wait()
	must(t, room.Flush(t.Context()))
	uses, asked := 0, 0
	for key, n := range store.counts {
		switch {
		case key.Unsaid != 0:
		case key.Scope == "":
			uses += n
		default:
			asked += n
		}
	}
	if uses != hands*times || asked != hands*times {
		t.Errorf("%d uses, %d of the scope; want %d of both", uses, asked, hands*times)
	}
}

// TestUsedAllocatesNothing between two batches.
func TestUsedAllocatesNothing(t *testing.T) {
	room := pat.New(&touches{}, pat.Options{Now: func() time.Time { return time.UnixMilli(1) }})
	p := &bearer.Principal{ID: "0195aaaa-0000-7000-8000-000000000001", Scopes: []string{"notes:read", "notes:write"}}
	s := pat.Sighting{Address: "192.0.2.1", Asked: "notes:read profile notes:write"}
	room.Used(p, s)
	if n := testing.AllocsPerRun(100, func() { room.Used(p, s) }); n != 0 {
		t.Errorf("noting a use allocates %v times", n)
	}
}

// TestFlushesEarly: half a batch is written without waiting for the interval,
// and old counts are swept from the first interval on and every hour.
func TestFlushesEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &touches{}
		room := pat.New(store, pat.Options{Now: clocktest.Now})
		done := make(chan struct{})
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			room.KeepFlushing(ctx, time.Minute, func(err error) { t.Error(err) })
			close(done)
		}()
		for i := range 5_000 {
			room.Used(&bearer.Principal{ID: fmt.Sprint(i)}, pat.Sighting{})
		}
		synctest.Wait()
		if store.written() != 25 {
			t.Errorf("%d batches before the interval", store.written())
		}
		time.Sleep(3*time.Hour + time.Minute + time.Second)
		synctest.Wait()
		if store.swept != 4 {
			t.Errorf("swept %d times in three hours", store.swept)
		}
		cancel()
		<-done
	})
}

func BenchmarkUsed(b *testing.B) {
	room := pat.New(&touches{}, pat.Options{Now: clocktest.Now})
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		p := &bearer.Principal{ID: newID(), Scopes: []string{"notes:read", "notes:write"}}
		for pb.Next() {
			room.Used(p, pat.Sighting{Address: "192.0.2.1", Asked: "notes:read"})
		}
	})
}
