// Package keys owns the signing keys: their making, their rotation with
// overlap, and the public set that resource servers fetch (JWKS, RFC 7517).
//
// Private keys rest in the database, sealed where a master key is configured.
// A key is published at its birth and signs a little later, when every process
// and most verifiers know it, until a younger one takes over; it verifies until
// the overlap after that has passed. Who signs what is oauth's to say.
//
//	Signer ─┐
//	Find   ─┼→ snapshot (parsed once) ← the database, when older than a second
//	JWKS   ─┘                           or when a key id is unknown
//
// A process that meets a key which its master key does not open goes on
// verifying by the others, and neither signs nor publishes: the one that it
// cannot open may be the one that signs.
package keys

import (
	"context"
	"crypto"
	"encoding/json"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/golang-jwt/jwt/v5"

	"github.com/patio-auth/patio/audit"
)

// Row is a key as it rests.
type Row struct {
	ID         string // RFC 7638 thumbprint: the `kid`
	Generation int64  // 1, 2, 3 …; unique, so of two replicas only one adds the next
	Algorithm  string // ES256, EdDSA or RS256
	Private    []byte // PKCS #8, sealed where Sealed
	Sealed     bool
	CreatedAt  time.Time
	SignsAt    time.Time // zero: from the first
	RetiredAt  time.Time // when the next one takes over; zero: not in sight
	ExpiresAt  time.Time // zero: it verifies without end in sight
	RevokedAt  time.Time // zero: not revoked

	// AccessTTL is the longest life of an access token that any process signed
	// with this key.
	AccessTTL time.Duration
}

// Store is what the room asks of a database.
type Store interface {
	audit.Log
	Transact(ctx context.Context, fn func(ctx context.Context) error) error

	// SigningKeys lists all keys, oldest generation first.
	SigningKeys(ctx context.Context) ([]Row, error)
	// AddSigningKey inserts. Errors: ErrRaced where that generation is taken.
	AddSigningKey(ctx context.Context, k Row) error
	// RetireSigningKeys lets every key below a generation stop signing at
	// `at` and stop verifying at `until`, unless its end is set already.
	RetireSigningKeys(ctx context.Context, below int64, at, until time.Time) error
	// ResealSigningKey puts another form of the private key, sealed, in the
	// place of one; false where it does not rest in that form any more.
	ResealSigningKey(ctx context.Context, id string, rests, resealed []byte) (bool, error)
	// RaiseSigningKeyTTL records that a key signs access tokens of that life,
	// unless it has recorded a longer one.
	RaiseSigningKeyTTL(ctx context.Context, id string, ttl time.Duration) error
	// RevokeSigningKey ends a key at that time and tells those who follow the
	// revocations; false where it was revoked before, or is not there.
	RevokeSigningKey(ctx context.Context, id string, at time.Time) (bool, error)
	// KeyRevocationSeen returns the newest revocation of a signing key that the
	// reads of this process have met. Every authentication of a client meets it.
	KeyRevocationSeen() time.Time
}

var (
	// ErrRaced says that another process added the same generation first.
	ErrRaced = errors.New("another process rotated the signing key at the same moment; nothing was changed here")
	// ErrUnknownKey says that no living key has that id.
	ErrUnknownKey = errors.New("no such signing key")
)

// Options are the values that the room takes.
type Options struct {
	Now       func() time.Time
	Algorithm string        // of new keys
	Overlap   time.Duration // how long a retired key still verifies
	Ahead     time.Duration // how long a new key is published before it signs
	Master    []byte        // seals private keys; nil: they rest in clear

	// OtherMaster opens what was sealed with it and seals nothing: it is
	// there while one master key takes the place of another. Nil: none.
	OtherMaster []byte

	// Told, where it is set, hears once of a key that another process made
	// and that does not open here, and once, with nil, that all open again.
	// What stops Open is for its caller alone.
	Told func(err error)
}

// Key is a parsed signing key.
type Key struct {
	ID         string
	Algorithm  string
	Generation int64
	CreatedAt  time.Time
	SignsAt    time.Time // zero: from the first
	RetiredAt  time.Time
	ExpiresAt  time.Time
	RevokedAt  time.Time     // zero: not revoked
	AccessTTL  time.Duration // see Row
	Method     jwt.SigningMethod
	Private    crypto.Signer
	Public     crypto.PublicKey

	accessHeader string // of an access token, encoded once
}

// Ring is the room: the set of keys of this authorization server.
type Ring struct {
	store   Store
	opts    Options
	current atomic.Pointer[snapshot] // set by Open
	loading sync.Mutex
	trouble atomic.Bool // was told
}

// Open reads the keys, and makes a new one where none signs, or the one that
// signs is not of the configured algorithm. Replicas may open at the same time.
// Errors: ErrMasterKey.
func Open(ctx context.Context, store Store, opts Options) (*Ring, error) {
	return open(ctx, store, opts, func(youngest *Key) bool { return youngest.Algorithm == opts.Algorithm })
}

// OpenBeside is Open for a process beside those that serve, whose algorithm it
// may not know: it makes a key only where there is none at all.
func OpenBeside(ctx context.Context, store Store, opts Options) (*Ring, error) {
	return open(ctx, store, opts, func(*Key) bool { return true })
}

func open(ctx context.Context, store Store, opts Options, will func(youngest *Key) bool) (*Ring, error) {
	r := &Ring{store: store, opts: opts}
	for range 3 {
		snap, err := r.load(ctx)
		if err != nil {
			return nil, err
		}
		if n := len(snap.order); n > 0 && will(snap.order[n-1]) {
			return r, nil
		}
		if _, err := r.add(ctx, snap, opts.Ahead); err != nil && !errors.Is(err, ErrRaced) {
			return nil, err
		}
	}
	return nil, errors.New("no signing key could be made; see the database's log")
}

// SignerOf returns the key that signs now, for access tokens that live so long at
// most. It records that with the key, so that verification can refuse what lives
// longer. Errors: those of Signer.
func (r *Ring) SignerOf(ctx context.Context, accessTTL time.Duration) (*Key, error) {
	key, err := r.Signer(ctx)
	if err != nil || key.AccessTTL >= accessTTL {
		return key, err
	}
	return key, r.store.RaiseSigningKeyTTL(ctx, key.ID, accessTTL)
}

// Signer is the key that signs now: the youngest whose time has come, also
// where another process has made it in an algorithm that this one is not
// configured for. Errors: ErrMasterKey where any does not open.
func (r *Ring) Signer(ctx context.Context) (*Key, error) {
	snap, err := r.snapshot(ctx)
	if err == nil {
		err = snap.trouble
	}
	if err != nil {
		return nil, err
	}
	key := snap.signer(r.opts.Now())
	if key == nil {
		return nil, ErrUnknownKey
	}
	return key, nil
}

// Find is the living key with that id, asking the database where this process
// does not know it. Errors: ErrUnknownKey; ErrMasterKey where it is one that
// does not open.
func (r *Ring) Find(ctx context.Context, id string) (*Key, error) {
	key, err := r.find(ctx, id)
	if err == nil && key.ended(r.opts.Now()) {
		return nil, ErrUnknownKey
	}
	return key, err
}

// FindPast is Find also for a key whose time is over, by which one can still tell
// what Patio signed; but not for one that was revoked.
func (r *Ring) FindPast(ctx context.Context, id string) (*Key, error) {
	key, err := r.find(ctx, id)
	if err == nil && !key.RevokedAt.IsZero() {
		return nil, ErrUnknownKey
	}
	return key, err
}

func (r *Ring) find(ctx context.Context, id string) (*Key, error) {
	snap, err := r.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	key := snap.keys[id]
	// Another process may have made it within the last second, or revoked it.
	if unread := !snap.at.After(cameAt(ctx)); unread && snap.shut[id] == nil && (key == nil || came(ctx)) {
		if snap, err = r.read(ctx); err != nil {
			return nil, err
		}
		key = snap.keys[id]
	}
	if err := snap.shut[id]; err != nil {
		return nil, err
	}
	if key == nil {
		return nil, ErrUnknownKey
	}
	return key, nil
}

// ended reports whether a key verifies no longer. A revocation does not wait for
// this process's clock.
func (k *Key) ended(now time.Time) bool {
	return !k.RevokedAt.IsZero() || !k.ExpiresAt.IsZero() && !now.Before(k.ExpiresAt)
}

type cameKey struct{}

// CameAt says when that came for which keys are sought below a context: the keys
// are read again if they were last read before, and not once more. So a thousand
// texts that a stranger sends at once cost one reading, and not one each.
func CameAt(ctx context.Context, at time.Time) context.Context {
	return context.WithValue(ctx, cameKey{}, at)
}

func came(ctx context.Context) bool {
	_, said := ctx.Value(cameKey{}).(time.Time)
	return said
}

// cameAt is what CameAt said, or a time that nothing is read after.
func cameAt(ctx context.Context) time.Time {
	if at, said := ctx.Value(cameKey{}).(time.Time); said {
		return at
	}
	return time.Unix(1<<40, 0)
}

// All is every key, oldest first, as the database has it now.
func (r *Ring) All(ctx context.Context) ([]*Key, error) {
	snap, err := r.load(ctx)
	if err != nil {
		return nil, err
	}
	return snap.order, nil
}

// JWKS is the public key set as the database has it now (RFC 7517), so that a
// key is published everywhere before any process signs with it.
func (r *Ring) JWKS(ctx context.Context) ([]byte, error) {
	snap, err := r.load(ctx)
	if err != nil {
		return nil, err
	}
	set, now := jose.JSONWebKeySet{Keys: []jose.JSONWebKey{}}, r.opts.Now()
	for _, k := range snap.order {
		if !k.ended(now) {
			set.Keys = append(set.Keys, jose.JSONWebKey{Key: k.Public, KeyID: k.ID, Algorithm: k.Algorithm, Use: "sig"})
		}
	}
	return json.Marshal(set)
}

// Rotate makes a new key. It is published at once and signs after Options.Ahead;
// the old ones go on until then, and verify for the overlap after it. Errors:
// ErrRaced.
func (r *Ring) Rotate(ctx context.Context) (*Key, error) {
	return r.rotate(ctx, r.opts.Ahead)
}

// RotateNow is Rotate without waiting. What the old keys signed goes on
// verifying; Revoke ends that. Resource servers that have cached the key set must
// ask again at a key id that they do not know.
func (r *Ring) RotateNow(ctx context.Context) (*Key, error) { return r.rotate(ctx, 0) }

func (r *Ring) rotate(ctx context.Context, ahead time.Duration) (*Key, error) {
	snap, err := r.load(ctx)
	if err != nil {
		return nil, err
	}
	return r.add(ctx, snap, ahead)
}

// add makes the next key. The first of all signs at once: nobody can have
// fetched a set without it.
func (r *Ring) add(ctx context.Context, snap *snapshot, ahead time.Duration) (*Key, error) {
	now := r.opts.Now().UTC()
	row, err := generate(r.opts.Algorithm, r.masters())
	if err != nil {
		return nil, err
	}
	row.CreatedAt, row.Generation = now, 1
	takesOver := now.Add(ahead)
	if n := len(snap.order); n > 0 {
		row.Generation, row.SignsAt = snap.order[n-1].Generation+1, takesOver
	}
	err = r.store.Transact(ctx, func(ctx context.Context) error {
		if err := r.store.AddSigningKey(ctx, row); err != nil {
			return err
		}
		if err := r.store.RetireSigningKeys(ctx, row.Generation, takesOver, takesOver.Add(r.opts.Overlap)); err != nil {
			return err
		}
		return audit.RecordChange(ctx, r.store, now, "key.rotated", row.ID, audit.Change{After: facts(row)}, nil)
	})
	if err != nil {
		return nil, err
	}
	fresh, err := r.load(ctx)
	if err != nil {
		return nil, err
	}
	return fresh.keys[row.ID], nil
}
