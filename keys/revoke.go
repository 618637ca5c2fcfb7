package keys

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/patio-auth/patio/audit"
)

// Revoke ends a key at once, for one that was stolen: it leaves the key set, and
// nothing that it signed is accepted any longer. Where it signs now, or would
// later, a new key is made that signs at once; Revoke returns the revoked key,
// and the new one or nil. A key that was revoked before stays as it is. Errors:
// ErrUnknownKey, ErrMasterKey.
func (r *Ring) Revoke(ctx context.Context, id string) (revoked, successor *Key, err error) {
	for range 3 {
		if revoked, successor, err = r.revoke(ctx, id); !errors.Is(err, ErrRaced) {
			break
		}
	}
	return revoked, successor, err
}

func (r *Ring) revoke(ctx context.Context, id string) (revoked, successor *Key, err error) {
	before, err := r.load(ctx)
	if err != nil {
		return nil, nil, err
	}
	key := before.keys[id]
	if key == nil {
		return nil, nil, ErrUnknownKey
	}
	if !key.RevokedAt.IsZero() {
		return key, nil, nil
	}
	next := Row{}
	err = r.store.Transact(ctx, func(ctx context.Context) error {
		next, err = r.end(ctx, before, key)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	after, err := r.load(ctx)
	if err != nil {
		return nil, nil, err
	}
	return after.keys[id], after.keys[next.ID], nil
}

// end revokes a key and makes its successor where it needs one: the zero Row
// where it needs none.
func (r *Ring) end(ctx context.Context, before *snapshot, key *Key) (next Row, err error) {
	now := r.opts.Now().UTC()
	at := now
	// Other processes notice a revocation by its time, so each has a later one.
	if last := before.revoked; !at.After(last) {
		at = last.Add(time.Millisecond)
	}
	if first, err := r.store.RevokeSigningKey(ctx, key.ID, at); err != nil || !first {
		return Row{}, err // another process has just revoked it, and made what it takes
	}
	detail := map[string]string{}
	if signer := before.signer(now); signer == nil || key.Generation >= signer.Generation {
		if next, err = r.succeed(ctx, before, now); err != nil {
			return Row{}, err
		}
		detail["successor"] = next.ID
	}
	change := audit.StatusChange(key.status(now), audit.Revoked)
	return next, audit.RecordChange(ctx, r.store, now, "key.revoked", key.ID, change, detail)
}

// status is what the audit trail calls the state of a key that is not revoked.
func (k *Key) status(now time.Time) string {
	switch {
	case k.ended(now):
		return audit.Expired
	case !k.RetiredAt.IsZero() && !now.Before(k.RetiredAt):
		return "retired"
	}
	return audit.Active
}

// facts is what the audit trail keeps of a new key.
func facts(row Row) map[string]string {
	return map[string]string{
		"algorithm": row.Algorithm, "generation": strconv.FormatInt(row.Generation, 10),
		"signs_at": audit.Time(row.SignsAt), "sealed": audit.YesNo(row.Sealed),
	}
}

// succeed makes a key that signs at once, whatever the clocks of other processes
// say, in place of all others.
func (r *Ring) succeed(ctx context.Context, before *snapshot, now time.Time) (Row, error) {
	row, err := generate(r.opts.Algorithm, r.masters())
	if err != nil {
		return Row{}, err
	}
	youngest := slices.MaxFunc(before.order, func(a, b *Key) int { return int(a.Generation - b.Generation) })
	row.CreatedAt, row.Generation = now, youngest.Generation+1
	if err := r.store.AddSigningKey(ctx, row); err != nil {
		return Row{}, err
	}
	return row, r.store.RetireSigningKeys(ctx, row.Generation, now, now.Add(r.opts.Overlap))
}
