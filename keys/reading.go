package keys

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// snapshot is a reading of the database, parsed; it is never changed.
type snapshot struct {
	at      time.Time
	keys    map[string]*Key
	order   []*Key           // oldest first
	shut    map[string]error // why those that do not open here do not
	trouble error            // the first of these; nil: all open
	revoked time.Time        // the newest revocation among them
}

// signer is the youngest key whose time has come and that was not revoked.
func (s *snapshot) signer(now time.Time) *Key {
	for _, k := range slices.Backward(s.order) {
		if !k.RevokedAt.IsZero() {
			continue
		}
		if !now.Before(k.SignsAt) || k.CreatedAt.Sub(now) > clockSkew {
			return k
		}
	}
	return nil
}

const (
	// clockSkew is how far the clocks of processes may differ. A key from
	// further in the future tells that this one's clock was set back: then what
	// the key waits for cannot be told, and an old key may have ended for
	// everybody else.
	clockSkew = time.Minute

	// freshFor is how long a snapshot serves before it is read again, which
	// bounds how long another process's rotation goes unnoticed by whoever
	// reads.
	freshFor = time.Second

	// staleFor is how long it serves those who come while somebody reads it
	// again. It is shorter than an overlap, so the end of a key is known
	// before it comes, and than the time that a new key is published ahead, so
	// that one is known before it signs.
	staleFor = 5 * time.Second

	// awayFor is how long it serves while it cannot be read again. It is shorter
	// than an overlap usually is; a revocation does not depend on it, since what
	// reads a token's state reads that of its key as well.
	awayFor = 10 * time.Minute
)

// snapshot is the last reading, or a new one where that has aged: one for all
// who ask, or, where it has aged long, each makes their own. They do not wait
// for each other, since some hold a connection that another waits for. While
// the database does not answer, the last reading goes on serving for a while:
// what a token is still worth is asked of the database apart. A reading from
// before a revocation that this process has met since does not serve.
func (r *Ring) snapshot(ctx context.Context) (*snapshot, error) {
	last := r.current.Load()
	if r.store.KeyRevocationSeen().After(last.revoked) {
		return r.read(ctx)
	}
	age := r.opts.Now().Sub(last.at).Abs() // a clock that is set back ends it too
	if age < freshFor {
		return last, nil
	}
	if r.loading.TryLock() {
		defer r.loading.Unlock()
	} else if age < staleFor {
		return last, nil
	}
	fresh, err := r.read(ctx)
	if err != nil && age < awayFor {
		return last, nil
	}
	return fresh, err
}

// load is read for what needs every key. Errors: ErrMasterKey.
func (r *Ring) load(ctx context.Context) (*snapshot, error) {
	snap, err := r.read(ctx)
	if err == nil {
		err = snap.trouble
	}
	if err != nil {
		return nil, err
	}
	return snap, nil
}

// read reads all keys, and when each ends, also where some do not open.
func (r *Ring) read(ctx context.Context) (*snapshot, error) {
	began := r.opts.Now()
	rows, err := r.store.SigningKeys(ctx)
	if err != nil {
		return nil, err
	}
	last := r.current.Load()
	snap := &snapshot{at: began, keys: make(map[string]*Key, len(rows)), shut: map[string]error{}}
	for _, row := range rows {
		if row.RevokedAt.After(snap.revoked) {
			snap.revoked = row.RevokedAt
		}
		key, err := r.parsed(last, row)
		if err != nil {
			snap.shut[row.ID] = fmt.Errorf("signing key %s: %w", row.ID, err)
			snap.trouble = cmp.Or(snap.trouble, snap.shut[row.ID])
			continue
		}
		snap.keys[key.ID], snap.order = key, append(snap.order, key)
	}
	r.current.Store(snap)
	if last != nil {
		r.tell(snap.trouble)
	}
	return snap, nil
}

// tell tells what has changed.
func (r *Ring) tell(trouble error) {
	now := trouble != nil
	if r.trouble.Swap(now) != now && r.opts.Told != nil {
		r.opts.Told(trouble)
	}
}

// parsed is the key of a row; the private part is unsealed and parsed once in
// the life of the process, not at every reading.
func (r *Ring) parsed(last *snapshot, row Row) (*Key, error) {
	if last != nil {
		if known := last.keys[row.ID]; known != nil {
			again := *known
			again.RetiredAt, again.ExpiresAt = row.RetiredAt, row.ExpiresAt
			again.RevokedAt, again.AccessTTL = row.RevokedAt, row.AccessTTL
			return &again, nil
		}
	}
	return parse(row, r.masters())
}
