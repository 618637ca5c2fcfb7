package keys_test

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// slow is a store whose next reading, where one is held, begins when the test says so.
type slow struct {
	keys.Store
	held  atomic.Pointer[held]
	reads atomic.Int32
}

type held struct{ began, goesOn chan struct{} }

func (s *slow) SigningKeys(ctx context.Context) ([]keys.Row, error) {
	s.reads.Add(1)
	if h := s.held.Swap(nil); h != nil {
		close(h.began)
		<-h.goesOn
	}
	return s.Store.SigningKeys(ctx)
}

// whileReading calls do while another caller reads the keys.
func (s *slow) whileReading(t *testing.T, r *keys.Ring, do func()) {
	t.Helper()
	h := &held{make(chan struct{}), make(chan struct{})}
	s.held.Store(h)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if _, err := r.Signer(t.Context()); err != nil {
			t.Errorf("the one who reads: %v", err)
		}
	}()
	<-h.began
	do()
	close(h.goesOn)
	<-done
}

// TestNobodySignsByAnOldReading: a replica that has not read its keys since before another one rotated them is asked
// many things at once. Not only the first one who asks meets the new key.
func TestNobodySignsByAnOldReading(t *testing.T) {
	s, c := &slow{Store: storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))}, newClock()
	here, there := open(t, s, c, "ES256"), open(t, s, c, "ES256")
	for _, idle := range []time.Duration{5 * time.Second, 30 * time.Minute} {
		fresh, err := there.RotateNow(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		c.advance(idle)
		s.whileReading(t, here, func() {
			if got := signer(t, here); got.ID != fresh.ID {
				t.Errorf("%v after the rotation a retired key signs", idle)
			}
		})
	}
}

// TestNobodyVerifiesByAnOldReading is the same of a key that has ended.
func TestNobodyVerifiesByAnOldReading(t *testing.T) {
	s, c := &slow{Store: storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))}, newClock()
	here, there := open(t, s, c, "ES256"), open(t, s, c, "ES256")
	stolen := signer(t, here)
	if _, err := there.RotateNow(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.advance(time.Hour)
	s.whileReading(t, here, func() {
		if found, err := here.Find(t.Context(), stolen.ID); !errors.Is(err, keys.ErrUnknownKey) {
			t.Errorf("a key that has ended verifies: %v, %v", found, err)
		}
	})
}

// TestNobodyWaitsForAReading: those who come while somebody reads what has just aged take the last reading.
func TestNobodyWaitsForAReading(t *testing.T) {
	s, c := &slow{Store: storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))}, newClock()
	ring := open(t, s, c, "ES256")
	key := signer(t, ring)
	for _, age := range []time.Duration{time.Second, 4 * time.Second} {
		c.advance(age)
		before := s.reads.Load()
		s.whileReading(t, ring, func() {
			for range 100 {
				if _, err := ring.Find(t.Context(), key.ID); err != nil || signer(t, ring).ID != key.ID {
					t.Fatal(err)
				}
			}
		})
		if n := s.reads.Load() - before; n != 1 {
			t.Errorf("%d readings after %v", n, age)
		}
	}
}

// TestLongOutage: a reading from long ago is none.
func TestLongOutage(t *testing.T) {
	s, c := &broken{Store: storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))}, newClock()
	ring := open(t, s, c, "ES256")
	key := signer(t, ring)
	s.gone.Store(true)
	c.advance(10*time.Minute - time.Millisecond)
	if _, err := ring.Find(t.Context(), key.ID); err != nil {
		t.Errorf("find within ten minutes: %v", err)
	}
	signer(t, ring)
	c.advance(time.Millisecond)
	if _, err := ring.Find(t.Context(), key.ID); !errors.Is(err, errGone) {
		t.Errorf("find after ten minutes: %v", err)
	}
	if _, err := ring.Signer(t.Context()); !errors.Is(err, errGone) {
		t.Errorf("sign after ten minutes: %v", err)
	}
	s.gone.Store(false)
	if signer(t, ring).ID != key.ID {
		t.Error("afterwards another key signs")
	}
}

// TestMasterKeysDiffer: keys that rest in clear let replicas start with different master keys. The first key that one
// of them seals stops the other from signing, whatever the database does, and from nothing else.
func TestMasterKeysDiffer(t *testing.T) {
	s, c := &broken{Store: storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))}, newClock()
	first := signer(t, mustRing(t, s, c, "", ""))
	var told []error
	here, err := keys.Open(t.Context(), s, keys.Options{
		Now: c.now, Algorithm: "ES256", Overlap: time.Hour, Master: []byte("two"), Told: func(err error) { told = append(told, err) },
	})
	if err != nil {
		t.Fatal(err)
	}
	there := mustRing(t, s, c, "one", "")
	sealed, err := there.Rotate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	refuses := func(when string) {
		t.Helper()
		var later interface{ Unavailable() bool }
		if _, err := here.Signer(t.Context()); !errors.Is(err, keys.ErrMasterKey) || !errors.As(err, &later) || !later.Unavailable() {
			t.Errorf("%s it signs: %v", when, err)
		}
	}
	for range 3 {
		c.advance(time.Second)
		refuses("at once")
	}
	s.gone.Store(true)
	c.advance(time.Minute)
	refuses("while the database is away")
	s.gone.Store(false)
	if len(told) != 1 || !errors.Is(told[0], keys.ErrMasterKey) {
		t.Fatalf("told %v", told)
	}
	for what, call := range map[string]func() error{
		"jwks":   func() error { _, err := here.JWKS(t.Context()); return err },
		"all":    func() error { _, err := here.All(t.Context()); return err },
		"rotate": func() error { _, err := here.Rotate(t.Context()); return err },
		"find":   func() error { _, err := here.Find(t.Context(), sealed.ID); return err },
	} {
		if err := call(); !errors.Is(err, keys.ErrMasterKey) || errors.Is(err, keys.ErrUnknownKey) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := here.Find(t.Context(), "unknown"); !errors.Is(err, keys.ErrUnknownKey) {
		t.Errorf("find an unknown key: %v", err)
	}
	if _, err := here.Find(t.Context(), first.ID); err != nil {
		t.Errorf("the old key within its overlap: %v", err)
	}
	c.advance(time.Hour)
	if _, err := here.Find(t.Context(), first.ID); !errors.Is(err, keys.ErrUnknownKey) {
		t.Errorf("the old key, whose end the database tells: %v", err)
	}
	// A process that has the other master key as well seals with this one's.
	if _, err := mustRing(t, s, c, "two", "one").Reseal(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.advance(time.Second)
	if got := signer(t, here); got.ID != sealed.ID {
		t.Errorf("mended it signs with %s", got.ID)
	}
	if len(told) != 2 || told[1] != nil {
		t.Errorf("told %v", told)
	}
}

// TestOpenBeside: whoever only looks makes the first key and no other; their next key is of their algorithm.
func TestOpenBeside(t *testing.T) {
	s, c := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite)), newClock()
	beside := func(algorithm string) *keys.Ring {
		t.Helper()
		ring, err := keys.OpenBeside(t.Context(), s, keys.Options{Now: c.now, Algorithm: algorithm, Overlap: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		return ring
	}
	first := signer(t, beside("RS256"))
	ring := beside("ES256")
	if got := signer(t, ring); got.ID != first.ID || !got.RetiredAt.IsZero() {
		t.Errorf("looking has made %+v", got)
	}
	fresh, err := ring.RotateNow(t.Context())
	if err != nil || fresh.Algorithm != "ES256" || fresh.Generation != 2 {
		t.Errorf("rotated to %+v, %v", fresh, err)
	}
	serving := signer(t, open(t, s, c, "RS256"))
	all, err := beside("ES256").All(t.Context())
	if err != nil || len(all) != 3 || !slices.ContainsFunc(all, func(k *keys.Key) bool { return k.ID == serving.ID }) {
		t.Errorf("a server insists on its algorithm: %v, %v", all, err)
	}
}
