package storagetest

import (
	"bytes"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

func draftFactor(u users.User) users.Factor {
	return users.Factor{
		UserID: u.ID, Kind: users.FactorTOTP, Secret: bytes.Repeat([]byte{0, 255, '\'', 10}, 15), Sealed: true, Counter: 1 << 40, CreatedAt: noon,
	}
}

func testFactors(t *testing.T, s *storage.Store) {
	ctx, u, other := t.Context(), newUser(t, s), newUser(t, s)
	must(t, s.LockUser(ctx, u.ID))
	factors, err := s.Factors(ctx, u.ID)
	must(t, err)
	same(t, "no factors", factors, []users.Factor{})

	f, foreign := draftFactor(u), draftFactor(other)
	must(t, s.AddFactor(ctx, f))
	must(t, s.AddFactor(ctx, foreign))
	if err := s.AddFactor(ctx, f); err == nil {
		t.Error("one factor came twice")
	}
	passkey := users.Factor{UserID: u.ID, Kind: "passkey", Ref: "credential_id-0", Secret: []byte{7}, CreatedAt: later, LastUsedAt: later}
	must(t, s.AddFactor(ctx, passkey))
	factors, err = s.Factors(ctx, u.ID)
	must(t, err)
	same(t, "factors", factors, []users.Factor{f, passkey})

	stranger := f
	stranger.CreatedAt = later
	for what, c := range map[string]struct {
		of      users.Factor
		counter int64
	}{
		"to where it stands": {f, f.Counter}, "back": {f, f.Counter - 1}, "of its predecessor": {stranger, f.Counter + 1},
		"of nothing": {users.Factor{UserID: u.ID, Kind: "totp", Ref: "x", CreatedAt: noon}, f.Counter + 1},
	} {
		moved, err := s.AdvanceFactor(ctx, c.of, c.counter, later)
		must(t, err)
		same(t, "moved "+what, moved, false)
	}
	won := 0
	for _, moved := range race(16, func(int) bool { moved, err := s.AdvanceFactor(ctx, f, f.Counter+1, later); return moved && err == nil }) {
		if moved {
			won++
		}
	}
	same(t, "how many moved a counter to one place", won, 1)
	f.Counter, f.LastUsedAt = f.Counter+1, later
	factors, err = s.Factors(ctx, u.ID)
	must(t, err)
	same(t, "a factor that was used", factors[0], f)

	must(t, s.ReplaceRecoveryCodes(ctx, u.ID, []secret.Hash{newHash()}, noon))
	for range 2 {
		must(t, s.DeleteFactors(ctx, u.ID))
	}
	factors, err = s.Factors(ctx, u.ID)
	must(t, err)
	same(t, "factors after", factors, []users.Factor{})
	left, err := s.CountRecoveryCodes(ctx, u.ID)
	must(t, err)
	same(t, "codes after", left, 0)
	factors, err = s.Factors(ctx, other.ID)
	must(t, err)
	same(t, "somebody else's", factors, []users.Factor{foreign})
}

func testRecoveryCodes(t *testing.T, s *storage.Store) {
	ctx, u, other := t.Context(), newUser(t, s), newUser(t, s)
	codes := []secret.Hash{newHash(), newHash(), newHash()}
	must(t, s.ReplaceRecoveryCodes(ctx, u.ID, codes, noon))
	must(t, s.ReplaceRecoveryCodes(ctx, other.ID, []secret.Hash{newHash()}, noon))
	spent := func(what string, of users.User, code secret.Hash, want bool) {
		t.Helper()
		got, err := s.SpendRecoveryCode(ctx, of.ID, code, later)
		must(t, err)
		same(t, what, got, want)
	}
	left := func(of users.User, want int) {
		t.Helper()
		n, err := s.CountRecoveryCodes(ctx, of.ID)
		must(t, err)
		same(t, "codes left", n, want)
	}
	left(u, 3)
	spent("an unknown code", u, newHash(), false)
	spent("somebody else's code", other, codes[0], false)
	won := 0
	for _, got := range race(16, func(int) bool { got, err := s.SpendRecoveryCode(ctx, u.ID, codes[0], later); return got && err == nil }) {
		if got {
			won++
		}
	}
	same(t, "how many spent one code", won, 1)
	spent("a code that is spent", u, codes[0], false)
	left(u, 2)
	fresh := newHash()
	must(t, s.ReplaceRecoveryCodes(ctx, u.ID, []secret.Hash{fresh}, later))
	spent("a replaced code", u, codes[1], false)
	spent("a new code", u, fresh, true)
	left(u, 0)
	left(other, 1)
}

func testCeremonies(t *testing.T, s *storage.Store) {
	ctx, u, other := t.Context(), newUser(t, s), newUser(t, s)
	begin := func(u users.User, at time.Time, state []byte) users.Ceremony {
		t.Helper()
		c := users.Ceremony{
			Hash: newHash(), Kind: users.CeremonyTOTP, UserID: u.ID, State: state, Sealed: len(state) > 0,
			CreatedAt: at, ExpiresAt: at.Add(time.Minute),
		}
		must(t, s.BeginCeremony(ctx, c))
		return c
	}
	living := func(what string, c users.Ceremony, of users.User) {
		t.Helper()
		got, who, err := s.Ceremony(ctx, c.Hash)
		must(t, err)
		same(t, what, got, c)
		same(t, what+", its user", who, of)
	}
	gone := func(what string, hash secret.Hash) {
		t.Helper()
		_, _, err := s.Ceremony(ctx, hash)
		is(t, what, err, users.ErrUnknown)
	}
	old, foreign := begin(u, noon, []byte{1, 0, 255}), begin(other, noon, []byte{9})
	living("ceremony", old, u)
	gone("unknown ceremony", newHash())
	again := old
	again.State = bytes.Repeat([]byte("s"), 300)
	must(t, s.BeginCeremony(ctx, again))
	living("begun anew", again, u)
	beside := begin(u, noon.Add(59*time.Second), []byte{9})
	living("still going", again, u)
	begin(u, noon.Add(time.Minute), []byte{9})
	gone("what was over when another began", again.Hash)
	living("what was not", beside, u)
	living("somebody else's, though it is over", foreign, other)

	won := 0
	for _, ended := range race(16, func(int) bool { ended, err := s.EndCeremony(ctx, beside.Hash); return ended && err == nil }) {
		if ended {
			won++
		}
	}
	same(t, "how many ended one ceremony", won, 1)
	gone("what was ended", beside.Hash)
	last := begin(u, later, []byte{9})
	must(t, s.DeleteSessions(ctx, u.ID, &last.Hash))
	gone("what was begun when all sessions were ended", last.Hash)
	living("somebody else's", foreign, other)
}
