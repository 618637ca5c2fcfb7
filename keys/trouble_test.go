package keys_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

func TestSealed(t *testing.T) {
	s, c := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite)), newClock()
	with := func(master string) (*keys.Ring, error) {
		o := keys.Options{Now: c.now, Algorithm: "ES256", Overlap: time.Hour}
		if master != "" {
			o.Master = []byte(master)
		}
		return keys.Open(t.Context(), s, o)
	}
	clear, err := with("") // a key from before there was a master key
	if err != nil {
		t.Fatal(err)
	}
	ring, err := with("right")
	if err != nil {
		t.Fatalf("an unsealed key beside a master key: %v", err)
	}
	second, err := ring.Rotate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.SigningKeys(t.Context())
	if err != nil || rows[0].Sealed || !rows[1].Sealed {
		t.Fatalf("rows %+v, %v", rows, err)
	}
	reopened, err := with("right")
	if err != nil || signer(t, reopened).ID != second.ID {
		t.Fatalf("with the right key: %v", err)
	}
	for _, wrong := range []string{"wrong", "", "Right"} {
		_, err := with(wrong)
		if !errors.Is(err, keys.ErrMasterKey) || !strings.Contains(err.Error(), second.ID) || !strings.Contains(err.Error(), "signing.master_key") {
			t.Errorf("with %q: %v", wrong, err)
		}
	}
	// A process that opened before says what is wrong, and signs no longer.
	if _, err := clear.Find(t.Context(), second.ID); !errors.Is(err, keys.ErrMasterKey) {
		t.Errorf("find a sealed key without the master key: %v", err)
	}
	if got, err := clear.Signer(t.Context()); !errors.Is(err, keys.ErrMasterKey) {
		t.Errorf("signs with %v, %v", got, err)
	}
}

// broken is a store that stops answering.
type broken struct {
	keys.Store
	gone atomic.Bool
}

var errGone = errors.New("gone")

func (b *broken) SigningKeys(ctx context.Context) ([]keys.Row, error) {
	if b.gone.Load() {
		return nil, errGone
	}
	return b.Store.SigningKeys(ctx)
}

// TestDatabaseGone: what was read goes on serving; what was not is an error,
// never "unknown".
func TestDatabaseGone(t *testing.T) {
	s, c := &broken{Store: storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))}, newClock()
	ring := open(t, s, c, "ES256")
	known := signer(t, ring)
	s.gone.Store(true)
	c.advance(time.Minute)
	if got := signer(t, ring); got.ID != known.ID {
		t.Errorf("signs with %s", got.ID)
	}
	if _, err := ring.Find(t.Context(), known.ID); err != nil {
		t.Errorf("find the known key: %v", err)
	}
	if _, err := ring.Find(t.Context(), "unknown"); !errors.Is(err, errGone) {
		t.Errorf("find an unknown key: %v", err)
	}
	for what, call := range map[string]func() error{
		"jwks":   func() error { _, err := ring.JWKS(t.Context()); return err },
		"all":    func() error { _, err := ring.All(t.Context()); return err },
		"rotate": func() error { _, err := ring.Rotate(t.Context()); return err },
		"open": func() error {
			_, err := keys.Open(t.Context(), s, keys.Options{Now: c.now, Algorithm: "ES256"})
			return err
		},
	} {
		if err := call(); !errors.Is(err, errGone) {
			t.Errorf("%s: %v", what, err)
		}
	}
	s.gone.Store(false)
	if fresh, err := ring.Rotate(t.Context()); err != nil || signer(t, ring).ID != fresh.ID {
		t.Errorf("afterwards: %v", err)
	}
}
