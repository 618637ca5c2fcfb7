package bearer

import (
	"errors"
	"strconv"
	"testing"
	"time"
)

// TestEndedBound ends more than is remembered: what lies within the memory is bounded, tokens from before what was
// forgotten count as unknown, and younger ones do not.
func TestEndedBound(t *testing.T) {
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	l := newEndedList(5 * time.Second)
	l.most = 1000
	l.add(ending{Kind: "key", ID: "stolen", At: now, Until: now.Add(3 * time.Hour)}, now)
	for i := range 3 * l.most {
		at := now.Add(time.Duration(i) * time.Second)
		l.add(ending{Kind: "lineage", ID: strconv.Itoa(i), At: at, Until: at.Add(time.Hour)}, now)
		if len(l.ended) > l.most {
			t.Fatalf("%d are remembered", len(l.ended))
		}
	}
	for i := range 3 * l.most {
		old := &Principal{Lineage: strconv.Itoa(i), IssuedAt: now.Add(time.Duration(i-10) * time.Second)}
		if !l.has(old) && !errors.Is(l.unsure(old), errForgotten) {
			t.Fatalf("a token of lineage %d, which has ended, is trusted", i)
		}
	}
	if !l.hasKey("stolen") {
		t.Error("a key that was revoked is forgotten")
	}
	last := now.Add(time.Duration(3*l.most) * time.Second)
	if err := l.unsure(&Principal{Lineage: "young", IssuedAt: last}); err != nil {
		t.Errorf("a token that was issued after everything ended: %v", err)
	}
	if err := l.unsure(&Principal{Lineage: "old", IssuedAt: now}); err == nil {
		t.Error("a token that was issued before what was forgotten is trusted")
	}

	later := last.Add(2 * time.Hour) // nothing of it could live any more
	l.add(ending{Kind: "jti", ID: "x", At: later, Until: later.Add(time.Hour)}, later)
	if len(l.ended) != 2 { // with the key
		t.Errorf("%d are remembered that matter no more", len(l.ended)-2)
	}
}
