package ratelimit_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/patio-auth/patio/ratelimit"
)

type ctx = context.Context

var guesses = ratelimit.Guesses{
	PerPair:    ratelimit.Limit{Name: "pair", Burst: 3, Every: time.Minute},
	PerAddress: ratelimit.Limit{Name: "address", Burst: 6, Every: time.Minute},
	PerAccount: ratelimit.Limit{Name: "account", Burst: 5, Every: time.Minute},
}

func newGuard(g ratelimit.Guesses) (*ratelimit.Guard, *clock) {
	c := newClock()
	return ratelimit.NewGuard(ratelimit.NewMemory(1000, c.now), g, 100), c
}

// wrong makes n wrong guesses and says how many of them were judged.
func wrong(t *testing.T, g *ratelimit.Guard, account, address string, n int) int {
	t.Helper()
	judged := 0
	for range n {
		attempt, decision, err := g.Begin(t.Context(), ratelimit.Guess{Account: account, Address: address})
		if err != nil || decision.Allowed != (attempt != nil) || !decision.Allowed && decision.RetryAfter <= 0 {
			t.Fatalf("attempt %v, decision %+v, %v", attempt, decision, err)
		}
		if attempt != nil {
			judged++
		}
	}
	return judged
}

func right(t *testing.T, g *ratelimit.Guard, account, address string) bool {
	t.Helper()
	attempt, _, err := g.Begin(t.Context(), ratelimit.Guess{Account: account, Address: address})
	if err != nil {
		t.Fatal(err)
	}
	if attempt == nil {
		return false
	}
	if err := attempt.Succeed(t.Context()); err != nil {
		t.Fatal(err)
	}
	return true
}

func TestGuessingIsSlowedThreeWays(t *testing.T) {
	t.Run("one account from one address", func(t *testing.T) {
		g, c := newGuard(guesses)
		if n := wrong(t, g, "ada", "192.0.2.1", 20); n != 3 {
			t.Errorf("%d guesses judged, want 3", n)
		}
		c.t = c.t.Add(time.Minute)
		if n := wrong(t, g, "ada", "192.0.2.1", 20); n != 1 {
			t.Errorf("%d guesses judged a minute later, want 1", n)
		}
	})
	t.Run("many accounts from one address", func(t *testing.T) {
		g, _ := newGuard(guesses)
		n := 0
		for i := range 20 {
			n += wrong(t, g, fmt.Sprint("user", i), "192.0.2.1", 1)
		}
		if n != 6 {
			t.Errorf("%d guesses judged, want 6", n)
		}
	})
	t.Run("many accounts from one IPv6 network", func(t *testing.T) {
		g, _ := newGuard(guesses)
		n := 0
		for i := range 20 {
			n += wrong(t, g, fmt.Sprint("user", i), fmt.Sprintf("2001:db8::%x", i+1), 1)
		}
		if n != 6 {
			t.Errorf("%d guesses judged, want 6", n)
		}
	})
	t.Run("one account from many addresses", func(t *testing.T) {
		g, _ := newGuard(guesses)
		n := 0
		for i := range 20 {
			n += wrong(t, g, "ada", fmt.Sprint("192.0.2.", i), 1)
		}
		if n != 5 {
			t.Errorf("%d guesses judged, want 5", n)
		}
	})
}

func TestAStrangerCannotLockTheOwnerOut(t *testing.T) {
	g, _ := newGuard(guesses)
	if !right(t, g, "ada", "198.51.100.9") {
		t.Fatal("the first sign-in was refused")
	}
	for i := range 50 {
		wrong(t, g, "ada", fmt.Sprint("192.0.2.", i), 3)
	}
	if right(t, g, "ada", "203.0.113.5") {
		t.Error("an address that never signed in passes a spent account limit")
	}
	for range 20 {
		if !right(t, g, "ada", "198.51.100.9") {
			t.Fatal("the owner is locked out at an address that has signed in before")
		}
	}
	if n := wrong(t, g, "ada", "198.51.100.9", 20); n != 3 {
		t.Errorf("from the owner's address %d guesses are judged, want 3", n)
	}
}

func TestSuccessForgivesThePairAlone(t *testing.T) {
	g, _ := newGuard(guesses)
	wrong(t, g, "ada", "192.0.2.1", 2)
	if !right(t, g, "ada", "192.0.2.1") {
		t.Fatal("the third guess was refused")
	}
	if n := wrong(t, g, "ada", "192.0.2.1", 3); n != 3 {
		t.Errorf("after a success %d guesses are judged, want 3", n)
	}
	// The address has spent 5 of 6: an own account in between does not wash it clean.
	right(t, g, "mallory", "192.0.2.1")
	n := 0
	for i := range 10 {
		n += wrong(t, g, fmt.Sprint("user", i), "192.0.2.1", 1)
		right(t, g, "mallory", "192.0.2.1")
	}
	if n != 1 {
		t.Errorf("%d more guesses from the address, want 1", n)
	}
}

func TestSixteenGuessesSideBySide(t *testing.T) {
	g, _ := newGuard(guesses)
	var judged atomic.Int64
	var all sync.WaitGroup
	start := make(chan struct{})
	for range 16 {
		all.Go(func() {
			<-start
			if attempt, _, err := g.Begin(t.Context(), ratelimit.Guess{Account: "ada", Address: "192.0.2.1"}); attempt != nil && err == nil {
				judged.Add(1)
			}
		})
	}
	close(start)
	all.Wait()
	if n := judged.Load(); n > 3 || n < 1 {
		t.Errorf("%d guesses judged, want at most 3", n)
	}
}

func TestRefusedAndCancelledTriesAreGivenBack(t *testing.T) {
	g, _ := newGuard(guesses)
	wrong(t, g, "ada", "192.0.2.1", 100)
	if n := wrong(t, g, "bob", "192.0.2.1", 100); n != 3 {
		t.Errorf("refused tries counted against the address: %d left of 3", n)
	}
	g, _ = newGuard(guesses)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for range 100 {
		attempt, _, err := g.Begin(t.Context(), ratelimit.Guess{Account: "ada", Address: "192.0.2.1"})
		if attempt == nil || err != nil {
			t.Fatal("a cancelled try was counted")
		}
		for range 3 { // the second and third time change nothing
			if err := attempt.Cancel(cancelled); err != nil {
				t.Fatal(err)
			}
		}
		if err := attempt.Succeed(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := wrong(t, g, "ada", "192.0.2.1", 100); n != 3 {
		t.Errorf("after cancelled tries %d are judged, want 3", n)
	}
}

func TestLimitsLeftOutDoNotBind(t *testing.T) {
	g, _ := newGuard(ratelimit.Guesses{PerAddress: guesses.PerAddress})
	if n := wrong(t, g, "ada", "192.0.2.1", 100); n != 6 {
		t.Errorf("%d judged, want 6", n)
	}
	g, _ = newGuard(ratelimit.Guesses{})
	if n := wrong(t, g, "ada", "192.0.2.1", 100); n != 100 || !right(t, g, "ada", "192.0.2.1") {
		t.Errorf("%d judged, want all", n)
	}
}

func TestPartsOfAKeyCannotBeShifted(t *testing.T) {
	g, _ := newGuard(ratelimit.Guesses{PerPair: guesses.PerPair})
	wrong(t, g, "ada1", "92.0.2.1x", 3)
	if n := wrong(t, g, "ada", "192.0.2.1x", 3); n != 3 {
		t.Errorf("another pair has %d tries of 3", n)
	}
}

// brokenSource fails for one limit, as a shared source does that is gone in mid-request.
type brokenSource struct {
	*ratelimit.Memory
	name string
}

var errGone = errors.New("gone")

func (b brokenSource) Take(ctx ctx, l ratelimit.Limit, key string, n int) (ratelimit.Decision, error) {
	if l.Name == b.name {
		return ratelimit.Decision{}, errGone
	}
	return b.Memory.Take(ctx, l, key, n)
}

func TestASourceThatFailsAllowsNothing(t *testing.T) {
	for _, name := range []string{"address", "pair", "account"} {
		memory := ratelimit.NewMemory(10, newClock().now)
		g := ratelimit.NewGuard(brokenSource{memory, name}, guesses, 10)
		for range 20 {
			attempt, decision, err := g.Begin(t.Context(), ratelimit.Guess{Account: "ada", Address: "192.0.2.1"})
			if attempt != nil || decision.Allowed || !errors.Is(err, errGone) {
				t.Fatalf("%s: %v, %+v, %v", name, attempt, decision, err)
			}
		}
		working := ratelimit.NewGuard(memory, guesses, 10)
		if n := wrong(t, working, "ada", "192.0.2.1", 10); n != 3 {
			t.Errorf("%s: tries that failed were counted: %d left of 3", name, n)
		}
	}
}

// sharing is a Source that several processes share, which remembers who signed in.
type sharing struct {
	*ratelimit.Memory
	known map[string]bool
}

func (s sharing) Remember(_ context.Context, pair string)       { s.known[pair] = true }
func (s sharing) Remembers(_ context.Context, pair string) bool { return s.known[pair] }

// TestWhatIsKnownToOneGuardIsNotToAnother: whoever has guessed a password right is still a stranger to the second
// factor, also where both guards remember in one place.
func TestWhatIsKnownToOneGuardIsNotToAnother(t *testing.T) {
	source := sharing{ratelimit.NewMemory(1000, newClock().now), map[string]bool{}}
	codes := guesses
	codes.PerPair.Name, codes.PerAddress.Name, codes.PerAccount.Name = "code pair", "code address", "code account"
	passwords, factors := ratelimit.NewGuard(source, guesses, 100), ratelimit.NewGuard(source, codes, 100)
	judged := 0
	for _, address := range []string{"192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"} {
		if !right(t, passwords, "user 1", address) {
			t.Fatalf("the password from %s was not judged", address)
		}
		judged += wrong(t, factors, "user 1", address, guesses.PerPair.Burst)
	}
	if judged != guesses.PerAccount.Burst {
		t.Errorf("%d codes judged from four addresses that knew the password, want %d", judged, guesses.PerAccount.Burst)
	}
	if again := ratelimit.NewGuard(source, guesses, 100); wrong(t, again, "user 1", "192.0.2.9", 9) != 3 || !right(t, again, "user 1", "192.0.2.1") {
		t.Error("a password guard of another process does not know who signed in")
	}
}
