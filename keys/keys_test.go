package keys_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// clock is a settable now. It is read from many goroutines.
type clock struct{ ms atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.ms.Store(clocktest.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)).UnixMilli())
	return c
}

func (c *clock) now() time.Time          { return time.UnixMilli(c.ms.Load()).UTC() }
func (c *clock) advance(d time.Duration) { c.ms.Add(d.Milliseconds()) }

func open(t *testing.T, s keys.Store, c *clock, algorithm string) *keys.Ring {
	t.Helper()
	ring, err := keys.Open(t.Context(), s, keys.Options{Now: c.now, Algorithm: algorithm, Overlap: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	return ring
}

func signer(t *testing.T, r *keys.Ring) *keys.Key {
	t.Helper()
	key, err := r.Signer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// published is the key ids of the JWKS.
func published(t *testing.T, r *keys.Ring) []string {
	t.Helper()
	var ids []string
	for _, key := range jwks(t, r) {
		ids = append(ids, key["kid"].(string))
	}
	return ids
}

func jwks(t *testing.T, r *keys.Ring) []map[string]any {
	t.Helper()
	raw, err := r.JWKS(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var set struct{ Keys []map[string]any }
	if err := json.Unmarshal(raw, &set); err != nil {
		t.Fatal(err)
	}
	return set.Keys
}

func TestAlgorithms(t *testing.T) {
	for algorithm, want := range map[string]struct {
		kty, crv string
		members  []string
		public   func(any) bool
	}{
		"ES256": {"EC", "P-256", []string{"x", "y"}, func(k any) bool { _, ok := k.(*ecdsa.PublicKey); return ok }},
		"EdDSA": {"OKP", "Ed25519", []string{"x"}, func(k any) bool { _, ok := k.(ed25519.PublicKey); return ok }},
		"RS256": {"RSA", "", []string{"n", "e"}, func(k any) bool { r, ok := k.(*rsa.PublicKey); return ok && r.N.BitLen() >= 2048 }},
	} {
		t.Run(algorithm, func(t *testing.T) {
			ring := open(t, storagetest.Open(t, storagetest.Fresh(t, storage.SQLite)), newClock(), algorithm)
			key := signer(t, ring)
			if key.Algorithm != algorithm || !want.public(key.Public) || key.Generation != 1 {
				t.Fatalf("key %+v", key)
			}
			raw, err := jwt.NewWithClaims(key.Method, jwt.MapClaims{"sub": "x"}).SignedString(key.Private)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := jwt.Parse(raw, func(*jwt.Token) (any, error) { return key.Public, nil }, jwt.WithValidMethods([]string{algorithm})); err != nil {
				t.Errorf("what it signs does not verify: %v", err)
			}
			set := jwks(t, ring)
			if len(set) != 1 {
				t.Fatalf("%d keys published", len(set))
			}
			got := set[0]
			if got["kid"] != key.ID || got["kty"] != want.kty || got["alg"] != algorithm || got["use"] != "sig" || (want.crv != "" && got["crv"] != want.crv) {
				t.Errorf("published %v", got)
			}
			for _, member := range want.members {
				if got[member] == nil {
					t.Errorf("published without %s: %v", member, got)
				}
			}
			for _, private := range []string{"d", "p", "q", "dp", "dq", "qi", "k", "oth"} {
				if got[private] != nil {
					t.Errorf("published with the private member %s", private)
				}
			}
		})
	}
	_, err := keys.Open(t.Context(), storagetest.Open(t, storagetest.Fresh(t, storage.SQLite)), keys.Options{Now: newClock().now, Algorithm: "HS256"})
	if err == nil || !strings.Contains(err.Error(), "not one of ES256, EdDSA, RS256") {
		t.Errorf("HS256: %v", err)
	}
}

// TestRotation follows one key from its birth to the end of its overlap.
func TestRotation(t *testing.T) {
	s, c := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite)), newClock()
	ring := open(t, s, c, "ES256")
	first := signer(t, ring)
	again := open(t, s, c, "ES256")
	if signer(t, again).ID != first.ID {
		t.Fatal("opening again made another key")
	}
	second, err := ring.Rotate(t.Context())
	if err != nil || second.ID == first.ID || second.Generation != 2 {
		t.Fatalf("rotated to %+v, %v", second, err)
	}
	if got := signer(t, ring).ID; got != second.ID {
		t.Errorf("after the rotation %s signs", got)
	}
	for _, r := range []*keys.Ring{ring, again} {
		if ids := published(t, r); len(ids) != 2 || ids[0] != first.ID || ids[1] != second.ID {
			t.Errorf("published %v", ids)
		}
		for _, id := range []string{first.ID, second.ID} { // also where this process has not read it yet
			if found, err := r.Find(t.Context(), id); err != nil || found.ID != id {
				t.Errorf("find %s: %v", id, err)
			}
		}
	}
	for _, unknown := range []string{"", "x", first.ID + "x", strings.ToUpper(first.ID)} {
		if _, err := ring.Find(t.Context(), unknown); !errors.Is(err, keys.ErrUnknownKey) {
			t.Errorf("find %q: %v", unknown, err)
		}
	}
	c.advance(time.Hour - time.Millisecond)
	if _, err := ring.Find(t.Context(), first.ID); err != nil {
		t.Errorf("just before the end of the overlap: %v", err)
	}
	c.advance(time.Millisecond)
	if past, err := ring.FindPast(t.Context(), first.ID); err != nil || past.ID != first.ID {
		t.Errorf("what it signed can no longer be told: %v", err)
	}
	if _, err := ring.Find(t.Context(), first.ID); !errors.Is(err, keys.ErrUnknownKey) {
		t.Errorf("at the end of the overlap: %v", err)
	}
	if ids := published(t, ring); len(ids) != 1 || ids[0] != second.ID {
		t.Errorf("published after the overlap: %v", ids)
	}
	all, err := ring.All(t.Context())
	if err != nil || len(all) != 2 || all[0].ID != first.ID || all[0].RetiredAt.IsZero() || !all[1].RetiredAt.IsZero() {
		t.Errorf("all: %v, %v", all, err)
	}
}

// TestOtherProcessRotates: a ring signs with another process's key a second
// after it was made, and finds it at once, also where its clock is set back.
func TestOtherProcessRotates(t *testing.T) {
	s, c := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite)), newClock()
	here, there := open(t, s, c, "ES256"), open(t, s, c, "ES256")
	for _, step := range []time.Duration{time.Second, -time.Hour, 24 * time.Hour} {
		fresh, err := there.Rotate(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		c.advance(step)
		if got := signer(t, here).ID; got != fresh.ID {
			t.Errorf("clock moved by %v: %s signs, want %s", step, got, fresh.ID)
		}
	}
	fresh, err := there.Rotate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if found, err := here.Find(t.Context(), fresh.ID); err != nil || found.ID != fresh.ID {
		t.Errorf("a key made a moment ago: %v", err)
	}
}

// TestAlgorithmChange is a rolling change of the configuration: the replica
// with the new algorithm takes over signing, the old one goes on serving.
func TestAlgorithmChange(t *testing.T) {
	s, c := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite)), newClock()
	old := open(t, s, c, "ES256")
	first := signer(t, old)
	fresh := signer(t, open(t, s, c, "EdDSA"))
	if fresh.Algorithm != "EdDSA" {
		t.Fatalf("the new replica signs with %s", fresh.Algorithm)
	}
	c.advance(2 * time.Second)
	if got := signer(t, old); got.ID != fresh.ID {
		t.Errorf("the old replica signs with %s", got.Algorithm)
	}
	if _, err := old.Find(t.Context(), first.ID); err != nil {
		t.Errorf("the old key: %v", err)
	}
}

// TestRaces lets rings on one database open, and then rotate, at once: each
// step makes one key, or several one after the other, and one signs.
func TestRaces(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, other, c := storagetest.Open(t, url), storagetest.Open(t, url), newClock()
		rings := make([]*keys.Ring, 8)
		var all sync.WaitGroup
		for i := range rings {
			all.Go(func() {
				store := s
				if i%2 == 1 {
					store = other
				}
				ring, err := keys.Open(t.Context(), store, keys.Options{Now: c.now, Algorithm: "ES256", Overlap: time.Hour})
				if err != nil {
					t.Errorf("open: %v", err)
				}
				rings[i] = ring
			})
		}
		all.Wait()
		if t.Failed() {
			return
		}
		for _, ring := range rings {
			if got := signer(t, ring).ID; got != signer(t, rings[0]).ID {
				t.Errorf("two keys sign: %s", got)
			}
		}
		var made atomic.Int64
		for _, ring := range rings {
			all.Go(func() {
				switch _, err := ring.Rotate(t.Context()); {
				case err == nil:
					made.Add(1)
				case !errors.Is(err, keys.ErrRaced):
					t.Errorf("rotate: %v", err)
				}
			})
		}
		all.Wait()
		c.advance(2 * time.Second)
		keysNow, err := rings[0].All(t.Context())
		if err != nil || int64(len(keysNow)) != 1+made.Load() || made.Load() == 0 {
			t.Fatalf("%d keys after %d rotations, %v", len(keysNow), made.Load(), err)
		}
		for i, key := range keysNow {
			if last := i == len(keysNow)-1; key.RetiredAt.IsZero() != last || key.Generation != int64(i+1) {
				t.Errorf("key %d of %d: %+v", i+1, len(keysNow), key)
			}
		}
		for _, ring := range rings {
			if got := signer(t, ring).ID; got != keysNow[len(keysNow)-1].ID {
				t.Errorf("%s signs, want the youngest", got)
			}
		}
	})
}

// TestPublishedBeforeItSigns: a new key is in the set of every process at once and signs nowhere before its time, also
// where a clock is a few seconds ahead or behind; the old one verifies for the overlap after that.
func TestPublishedBeforeItSigns(t *testing.T) {
	s, c := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite)), newClock()
	with := func(skew time.Duration) *keys.Ring {
		ring, err := keys.Open(t.Context(), s, keys.Options{
			Now: func() time.Time { return c.now().Add(skew) }, Algorithm: "ES256", Overlap: time.Hour, Ahead: 6 * time.Second,
		})
		if err != nil {
			t.Fatal(err)
		}
		return ring
	}
	here, there, behind := with(0), with(0), with(-5*time.Second)
	first := signer(t, here)
	if signer(t, behind).ID != first.ID || !first.SignsAt.IsZero() {
		t.Error("the first key does not sign from the first, by every clock")
	}
	fresh, err := here.Rotate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for passed := range 6 {
		for name, r := range map[string]*keys.Ring{"here": here, "there": there, "behind": behind} {
			if got := signer(t, r).ID; got != first.ID {
				t.Errorf("%s: after %d s the new key signs already", name, passed)
			}
			if ids := published(t, r); len(ids) != 2 || ids[1] != fresh.ID {
				t.Errorf("%s: published %v", name, ids)
			}
		}
		c.advance(time.Second)
	}
	if signer(t, here).ID != fresh.ID || signer(t, there).ID != fresh.ID || signer(t, behind).ID != first.ID {
		t.Error("the new key does not sign when its time has come")
	}
	c.advance(5 * time.Second)
	if signer(t, behind).ID != fresh.ID {
		t.Error("the new key does not sign by a clock that is behind")
	}
	c.advance(time.Hour - 6*time.Second)
	if _, err := there.Find(t.Context(), first.ID); err != nil {
		t.Errorf("the old key within its overlap: %v", err)
	}
	c.advance(time.Second)
	if _, err := there.Find(t.Context(), first.ID); !errors.Is(err, keys.ErrUnknownKey) {
		t.Errorf("the old key after its overlap: %v", err)
	}
	urgent, err := there.RotateNow(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c.advance(time.Second)
	if signer(t, here).ID != urgent.ID || signer(t, there).ID != urgent.ID {
		t.Error("a key that must sign now does not")
	}
	again := with(0)
	if all, err := again.All(t.Context()); err != nil || len(all) != 3 {
		t.Errorf("opening again made another key: %v, %v", all, err)
	}
}

// counted counts how often the keys are read.
type counted struct {
	keys.Store
	reads atomic.Int32
}

func (c *counted) SigningKeys(ctx context.Context) ([]keys.Row, error) {
	c.reads.Add(1)
	return c.Store.SigningKeys(ctx)
}

// TestJunkCostsOneReading: however many unknown keys are sought for what came at once; and a key that another process
// made before it came is found.
func TestJunkCostsOneReading(t *testing.T) {
	store, c := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite)), newClock()
	reading := &counted{Store: store}
	here, there := open(t, reading, c, "ES256"), open(t, store, c, "ES256")
	for range 3 {
		fresh, err := there.RotateNow(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ctx := keys.CameAt(t.Context(), c.now())
		c.advance(time.Millisecond)
		before := reading.reads.Load()
		for range 100 {
			if _, err := here.Find(ctx, "junk"); !errors.Is(err, keys.ErrUnknownKey) {
				t.Fatal(err)
			}
		}
		if found, err := here.Find(ctx, fresh.ID); err != nil || found.ID != fresh.ID {
			t.Errorf("the key that was made just before: %v", err)
		}
		if n := reading.reads.Load() - before; n != 1 {
			t.Errorf("%d readings", n)
		}
	}
}
