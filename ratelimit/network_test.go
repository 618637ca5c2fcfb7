package ratelimit_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/ratelimit"
)

func TestNetworks(t *testing.T) {
	for address, want := range map[string][]string{
		"192.0.2.1":                           {"192.0.2.1"},
		"::ffff:192.0.2.1":                    {"192.0.2.1"},
		"2001:db8:1:2345:6789::1":             {"2001:db8:1:2345::/64", "2001:db8:1:2300::/56", "2001:db8:1::/48"},
		"2001:DB8:1:2345:0000:0000:0000:0001": {"2001:db8:1:2345::/64", "2001:db8:1:2300::/56", "2001:db8:1::/48"},
		"fe80::1%eth0":                        {"fe80::/64", "fe80::/56", "fe80::/48"},
		"no address":                          {"no address"},
	} {
		if got := ratelimit.Networks(address); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

// TestWiderNetworksHaveTheirOwnAllowance: what counts by address counts by /56 and /48 too, and all or none is taken.
func TestWiderNetworksHaveTheirOwnAllowance(t *testing.T) {
	limiter := ratelimit.New(ratelimit.NewMemory(1000, newClock().now))
	l := ratelimit.Limit{Name: "n", Burst: 10, Every: time.Minute}
	allowed := func(format string, n int) (got int) {
		for i := range n {
			if d, err := limiter.AllowFrom(t.Context(), l, fmt.Sprintf(format, i), "", 1); err == nil && d.Allowed {
				got++
			}
		}
		return got
	}
	for format, want := range map[string]int{
		"2001:db8:1:1::%x":    10, // one /64
		"2001:db8:2:11%02x::": 20, // one /56
		"2001:db8:3:%x00::":   40, // one /48
		"2001:db8:4%03x::":    200,
	} {
		if got := allowed(format, 200); got != want {
			t.Errorf("%s: %d allowed, want %d", format, got, want)
		}
	}
	if d, _ := limiter.PeekFrom(t.Context(), l, "2001:db8:2:1180::", ""); d.Allowed || d.RetryAfter <= 0 {
		t.Error("a new /64 of a spent /56 is allowed")
	}
	if d, _ := limiter.PeekFrom(t.Context(), l, "2001:db8:2:1280::", ""); !d.Allowed {
		t.Error("refused tries were counted against the /48")
	}
	if d, _ := limiter.AllowFrom(t.Context(), l, "2001:db8:9::1", "", 5000); !d.Allowed || d.Remaining != 0 {
		t.Errorf("more than there ever is: %+v", d)
	}
	for range 50 {
		if err := limiter.FailFrom(t.Context(), l, "2001:db8:5:1::1", ""); err != nil {
			t.Fatal(err)
		}
	}
	if d, _ := limiter.PeekFrom(t.Context(), l, "2001:db8:5:ff00::", ""); !d.Allowed {
		t.Error("what one /64 failed beyond its own allowance was counted against the /48 without end")
	}
}

// presented makes n wrong guesses under a name, and says how many were refused, judged and blind.
func presented(t *testing.T, g *ratelimit.Guard, guess ratelimit.Guess, n int) (refused, judged, blind int) {
	t.Helper()
	for range n {
		attempt, decision, err := g.Begin(t.Context(), guess)
		switch {
		case err != nil || decision.Allowed != (attempt != nil):
			t.Fatalf("attempt %v, decision %+v, %v", attempt, decision, err)
		case attempt == nil:
			refused++
		case attempt.Blind():
			blind++
		default:
			judged++
		}
	}
	return refused, judged, blind
}

// TestARefusalDoesNotTellAliases: whatever was guessed at under one name, what is refused under another one is the same
// for the account's other name, somebody else's and nobody's; and no guess at the account is judged.
func TestARefusalDoesNotTellAliases(t *testing.T) {
	g, _ := newGuard(guesses)
	from := func(account, name, address string) ratelimit.Guess {
		return ratelimit.Guess{Account: account, Presented: name, Address: address}
	}
	if refused, judged, _ := presented(t, g, from("user 1", "mira", "192.0.2.1"), 3); refused != 0 || judged != 3 {
		t.Fatalf("the first three: %d refused, %d judged", refused, judged)
	}
	for _, other := range []struct{ account, name string }{
		{"user 1", "mira@example.org"}, {"user 2", "theo@example.org"}, {"name nobody@example.org", "nobody@example.org"},
	} {
		for _, address := range []string{"192.0.2.1", "192.0.2.3"} {
			g, _ := newGuard(guesses)
			presented(t, g, from("user 1", "mira", "192.0.2.1"), 3)
			presented(t, g, from("user 1", "mira", "192.0.2.2"), 2) // all that the account has
			refused, judged, blind := presented(t, g, from(other.account, other.name, address), 3)
			if own := other.account == "user 1"; refused != 0 || own && judged != 0 || !own && blind != 0 {
				t.Errorf("%s from %s: %d refused, %d judged, %d blind", other.name, address, refused, judged, blind)
			}
			if refused, _, _ := presented(t, g, from(other.account, other.name, address), 3); refused != 3 {
				t.Errorf("%s from %s: of three more %d are refused", other.name, address, refused)
			}
		}
	}
}

// counting counts what a Source is asked.
type counting struct {
	*ratelimit.Memory
	takes int
}

func (c *counting) Take(ctx context.Context, l ratelimit.Limit, key string, n int) (ratelimit.Decision, error) {
	c.takes++
	return c.Memory.Take(ctx, l, key, n)
}

// TestABlindAttemptTakesTheSameWork: the counters are asked as often where the account is spent as where it is not.
func TestABlindAttemptTakesTheSameWork(t *testing.T) {
	source := &counting{Memory: ratelimit.NewMemory(1000, newClock().now)}
	g := ratelimit.NewGuard(source, guesses, 10)
	for i := range 20 {
		presented(t, g, ratelimit.Guess{Account: "user 1", Presented: "mira", Address: fmt.Sprintf("2001:db8:%x::1", i)}, 1)
	}
	var seen []int
	for i, guess := range []ratelimit.Guess{
		{Account: "user 1", Presented: "mira"}, {Account: "user 1", Presented: "mira@example.org"},
		{Account: "user 2", Presented: "theo"}, {Account: "name x", Presented: "x"},
	} {
		source.takes = 0
		guess.Address = fmt.Sprintf("2001:db8:1%03x::1", i)
		_, _, blind := presented(t, g, guess, 1)
		if blind != 1 && guess.Account == "user 1" {
			t.Errorf("%s is judged", guess.Presented)
		}
		seen = append(seen, source.takes)
	}
	if all := slices.Compact(slices.Clone(seen)); len(all) != 1 {
		t.Errorf("the counters were asked %v times", seen)
	}
}

// TestAKnownBrowserCountsByItself: whatever strangers spend, and from its own address too, a known browser has its own
// tries, few of them; once they are spent it is a stranger.
func TestAKnownBrowserCountsByItself(t *testing.T) {
	limits := guesses
	limits.PerDevice = ratelimit.Limit{Name: "device", Burst: 2, Every: time.Minute}
	g, _ := newGuard(limits)
	for i := range 100 {
		presented(t, g, ratelimit.Guess{Account: "user 1", Presented: "mira", Address: fmt.Sprint("192.0.2.", i)}, 5)
		presented(t, g, ratelimit.Guess{Account: fmt.Sprint("name ", i), Presented: fmt.Sprint(i), Address: "203.0.113.7"}, 1)
	}
	mira := ratelimit.Guess{Account: "user 1", Presented: "mira", Address: "203.0.113.7", Device: "a"}
	for range 20 {
		attempt, _, err := g.Begin(t.Context(), mira)
		if err != nil || attempt == nil || attempt.Blind() || !attempt.Trusted() {
			t.Fatalf("the known browser is refused: %v", err)
		}
		if err := attempt.Succeed(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	mira.Address = "198.51.100.1"
	refused, judged, blind := presented(t, g, mira, 9)
	if judged != limits.PerDevice.Burst || blind != limits.PerPair.Burst || refused != 9-judged-blind {
		t.Errorf("wrong guesses of the known browser: %d judged, %d blind, %d refused", judged, blind, refused)
	}
	mira.Device = "b"
	if _, judged, _ := presented(t, g, mira, 1); judged != 1 {
		t.Error("another browser of the account has no tries")
	}
	if attempt, d, err := g.BeginKnown(t.Context(), "a"); attempt != nil || d.Allowed || d.RetryAfter <= 0 || err != nil {
		t.Errorf("a spent session is not refused: %+v, %v", d, err)
	}
}

// TestOneNetworkDoesNotSpendAnAccount: from one /48 a stranger uses up at most half of what an account has, at once and
// over time.
func TestOneNetworkDoesNotSpendAnAccount(t *testing.T) {
	limits := ratelimit.Guesses{
		PerPair:    ratelimit.Limit{Name: "pair", Burst: 10, Every: 90 * time.Second},
		PerAddress: ratelimit.Limit{Name: "address", Burst: 100, Every: 9 * time.Second},
		PerAccount: ratelimit.Limit{Name: "account", Burst: 100, Every: 36 * time.Second},
	}
	for _, account := range []ratelimit.Limit{limits.PerAccount, {Name: "account", Burst: 10, Every: 6 * time.Minute}} {
		limits.PerAccount = account
		g, c := newGuard(limits)
		for hour := range 24 {
			for i := range 200 {
				presented(t, g, ratelimit.Guess{Account: "user 1", Presented: "bob", Address: fmt.Sprintf("2001:db8:0:%x::1", i*256+hour)}, 1)
			}
			if _, judged, _ := presented(t, g, ratelimit.Guess{Account: "user 1", Presented: "bob", Address: fmt.Sprintf("192.0.2.%d", hour)}, 1); judged != 1 {
				t.Fatalf("of %d: in hour %d a newcomer is not judged", account.Burst, hour)
			}
			c.t = c.t.Add(time.Hour)
		}
	}
}
