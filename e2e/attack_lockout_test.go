package e2e_test

import (
	"cmp"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// letIn insists on a session, and gives the device cookie that came with it.
func letIn(t *testing.T, what string, a answer) string {
	t.Helper()
	device := setCookie(a, "patio_device")
	if a.Status != http.StatusSeeOther || setCookie(a, "patio_session") == "" || device == "" {
		t.Errorf("%s is answered with %d", what, a.Status)
	}
	return device
}

// TestAttackLockingOut: with the limits as they are, strangers lock neither an account nor an address.
func TestAttackLockingOut(t *testing.T) {
	p := lone(t, settings{"limits.enabled": "true", "trusted_proxies": "127.0.0.1"})
	bob, mira := p.person(t), p.person(t)
	home := "203.0.113.7"
	g := newGuesser(t, p)
	bobs := letIn(t, "bob's first sign-in", g.from(home).try(t, bob.Username, bob.Password))
	miras := letIn(t, "mira's first sign-in", g.from("198.51.100.200").try(t, mira.Username, mira.Password))
	storm := func(g *guesser) {
		for i := range 100 { // from a hundred /64 of one /48
			refused(t, "a wrong guess", g.from(fmt.Sprintf("2001:db8:7:%x::1", i*256+i)).try(t, bob.Username, "wrong guess"))
		}
	}
	storm(g)
	letIn(t, "bob from a new address", g.from("192.0.2.1").try(t, bob.Email, bob.Password))

	p.restart(t) // there is no Redis: what addresses have done is forgotten
	g = newGuesser(t, p)
	storm(g)
	letIn(t, "bob in his browser, after a restart", g.in(bobs).from(home).try(t, bob.Username, bob.Password))

	spent := false
	for i := 0; i < 300 && !spent; i++ { // some tries come back meanwhile
		spent = g.from("198.51.100.200").try(t, fmt.Sprint("nobody-", i), "wrong guess").Status == http.StatusTooManyRequests
	}
	if !spent {
		t.Error("the address of the flood is never refused")
	}
	letIn(t, "mira in her browser, at the address of the flood", g.in(miras).from("198.51.100.200").try(t, mira.Username, mira.Password))
}

// TestAttackFromEverywhere: while an account is guessed at from many addresses its owner signs in, in a browser that is
// known, from wherever; no other cookie helps anybody, and a stolen one has few tries.
func TestAttackFromEverywhere(t *testing.T) {
	p := lone(t, settings{
		"limits.enabled": "true", "trusted_proxies": "127.0.0.1",
		"limits.sign_in_per_account": "5/1h", "limits.sign_in_per_account_and_address": "3/1h", "limits.sign_in_per_device": "3/1h",
	})
	mira, eve := p.person(t), p.person(t)
	g := newGuesser(t, p)
	first := g.from("203.0.113.7").try(t, mira.Username, mira.Password)
	device := letIn(t, "the first sign-in", first)
	if cookie := strings.Join(first.Header.Values("Set-Cookie"), "\n"); !strings.Contains(cookie, "patio_device="+device+"; Path=/; Max-Age=3153") || !strings.Contains(cookie, "; HttpOnly; SameSite=Lax") {
		t.Errorf("the cookies are\n%s", cookie)
	}
	eves := letIn(t, "eve's sign-in", g.from("203.0.113.8").try(t, eve.Username, eve.Password))
	for i := range 20 {
		refused(t, "a guess from everywhere", g.from(fmt.Sprint("198.51.100.", i)).try(t, mira.Email, "wrong guess"))
	}
	refused(t, "the owner in a new browser", g.from("192.0.2.1").try(t, mira.Username, mira.Password))
	for i := range 6 {
		device = letIn(t, "the owner in a known browser", g.in(device).from(fmt.Sprint("192.0.2.", 2+i)).try(t, mira.Email, mira.Password))
	}
	forged := []string{eves, "pdc_", device + "A", device[:len(device)-1], device + "; patio_device=" + device, strings.ToLower(device), "pdc_" + strings.Repeat("A", 100)}
	for _, cookie := range forged {
		refused(t, "the right password with another cookie", g.in(cookie).from("192.0.2.20").try(t, mira.Username, mira.Password))
	}
	shared := letIn(t, "eve in mira's browser", g.in(device).from("192.0.2.30").try(t, eve.Username, eve.Password))
	letIn(t, "mira in the browser that eve used, too", g.in(shared).from("192.0.2.31").try(t, mira.Username, mira.Password))

	for range 3 {
		g.in(device).from("192.0.2.40").try(t, mira.Username, "wrong guess").is(t, http.StatusUnauthorized)
	}
	refused(t, "a known browser that is out of tries", g.in(device).from("192.0.2.41").try(t, mira.Username, mira.Password))
	letIn(t, "eve meanwhile", g.in(shared).from("192.0.2.40").try(t, eve.Username, eve.Password))

	// A new password ends what was known by the old one.
	p.cliWith(t, mira.Password+"2\n", "user", "reset-password", mira.Username, "--password-stdin")
	refused(t, "a browser from before the new password", g.in(shared).from("192.0.2.50").try(t, mira.Username, mira.Password+"2"))
}

// TestAttackLockingOutReplicas: a browser that is known to one process is known to all, with and without Redis.
func TestAttackLockingOutReplicas(t *testing.T) {
	redis := cmp.Or(os.Getenv("PATIO_TEST_REDIS"), "redis://127.0.0.1:6379/0")
	for name, set := range map[string]settings{"with Redis": {"redis": redis}, "without Redis": {}} {
		t.Run(name, func(t *testing.T) {
			all := settings{"limits.enabled": "true", "limits.sign_in_per_account": "6/1h", "limits.sign_in_per_account_and_address": "2/1h"}
			for key, value := range set {
				all[key] = value
			}
			f := replicated(t, storagetest.Fresh(t, storage.PostgreSQL), all)
			mira := f.person(t)
			g := newGuesser(t, f.patio)
			device := letIn(t, "the first sign-in", g.try(t, mira.Username, mira.Password))
			for range 4 * len(f.replicas) {
				refused(t, "a wrong guess", g.try(t, mira.Username, "wrong guess"))
			}
			refused(t, "the owner in a new browser", g.try(t, mira.Username, mira.Password))
			for range 2 * len(f.replicas) {
				device = letIn(t, "the owner in a known browser", g.in(device).try(t, mira.Username, mira.Password))
			}
		})
	}
}

// TestAttackLockingOutOfTheSecondFactor: whoever has the password does not use up the owner's codes where the owner is
// known.
func TestAttackLockingOutOfTheSecondFactor(t *testing.T) {
	p := lone(t, settings{
		"limits.enabled": "true", "trusted_proxies": "127.0.0.1",
		"limits.second_factor_per_account": "3/1h", "limits.second_factor_per_account_and_address": "2/1h",
	})
	who, app, here := p.guarded(t)
	device := here.cookie(t, "patio_device")
	guess := func(address, device, code string) answer {
		t.Helper()
		_, half, csrf := p.half(t, who)
		cookies := "patio_sign_in=" + half
		if device != "" {
			cookies += "; patio_device=" + device
		}
		r := p.finish(t, cookies, csrf, code)
		r.Header.Set("X-Forwarded-For", address)
		return p.do(t, r)
	}
	for i := range 3 {
		guess(fmt.Sprint("198.51.100.", i), "", "000000").is(t, http.StatusUnauthorized)
	}
	slowed(t, "the right code in a new browser", guess("192.0.2.1", "", app.code(t)))
	letIn(t, "the right code in a known browser", guess("192.0.2.2", device, app.code(t)))
	for range 5 {
		guess("192.0.2.3", device, "000000").is(t, http.StatusUnauthorized)
	}
	slowed(t, "a known browser that is out of tries", guess("192.0.2.3", device, app.code(t)))
}

// TestAttackAliases: how guesses are refused does not tell that a user name and an e-mail address are one account's.
func TestAttackAliases(t *testing.T) {
	p := lone(t, settings{"limits.enabled": "true", "trusted_proxies": "127.0.0.1", "limits.sign_in_per_account": "20/1h"})
	mira, theo := p.person(t), p.person(t)
	nobody := "x" + mira.Email[1:]
	g := newGuesser(t, p)
	compare := func(when, address string) {
		t.Helper()
		for round := range 11 {
			var seen []string
			for _, login := range []string{mira.Email, theo.Email, nobody} {
				a := g.from(address).try(t, login, "wrong guess")
				seen = append(seen, strings.ReplaceAll(traits(a), login, "NAME"))
			}
			if all := slices.Compact(seen); len(all) != 1 {
				t.Fatalf("%s, round %d tells the alias:\n%s", when, round, strings.Join(all, "\n\n"))
			}
		}
	}
	for range 10 {
		g.from("192.0.2.1").try(t, mira.Username, "wrong guess").is(t, http.StatusUnauthorized)
	}
	slowed(t, "the eleventh guess at one name", g.from("192.0.2.1").try(t, mira.Username, "wrong guess"))
	compare("after ten guesses at the user name", "192.0.2.1")
	for i := range 20 {
		refused(t, "a guess from elsewhere", g.from(fmt.Sprint("198.51.100.", i)).try(t, mira.Username, "wrong guess"))
	}
	compare("after all that the account has", "192.0.2.2")
}

// TestForwardingIsSpokenOfOnce: a proxy that nobody trusts makes one line in the log, which names the setting.
func TestForwardingIsSpokenOfOnce(t *testing.T) {
	for trusted, want := range map[string]int{"": 1, "192.0.2.0/24": 1, "127.0.0.1": 0, "127.0.0.0/8": 0} {
		set := settings{}
		if trusted != "" {
			set["trusted_proxies"] = trusted
		}
		p := start(t, storagetest.Fresh(t, storage.SQLite), set)
		said := func() int { return strings.Count(p.output.String(), "X-Forwarded-For is ignored") }
		if p.get(t, "/login"); said() != 0 {
			t.Error("it is spoken of where there is none")
		}
		for range 3 {
			r := p.request(t, http.MethodGet, "/login", nil)
			r.Header.Set("X-Forwarded-For", "203.0.113.7")
			p.do(t, r).is(t, http.StatusOK)
		}
		if want > 0 {
			soon(t, "it is spoken of", func() bool { return said() > 0 })
		}
		time.Sleep(100 * time.Millisecond)
		if said() != want || want > 0 && !strings.Contains(p.output.String(), "trusted_proxies") {
			t.Errorf("with trusted_proxies %q it is spoken of %d times:\n%s", trusted, said(), p.output.tail())
		}
	}
}
