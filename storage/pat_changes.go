package storage

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
)

// LockToken is pat.Store's. The lineage is locked, since that is what ends.
func (s *Store) LockToken(ctx context.Context, id string) (pat.Token, error) {
	found, err := s.Token(ctx, id)
	if err != nil {
		return found, err
	}
	if _, err := s.lockLineage(ctx, found.Lineage); err != nil {
		return found, err
	}
	return s.Token(ctx, id)
}

// ParentBounds is pat.Store's.
func (s *Store) ParentBounds(ctx context.Context, lineage string) (pat.Bounds, bool, error) {
	own, err := one[lineageRow](s.reader(ctx).Where("id = ?", lineage), pat.ErrUnknown)
	if err != nil || own.ParentID == "" {
		return pat.Bounds{}, false, err
	}
	parent, err := one[lineageRow](s.reader(ctx).Where("id = ?", own.ParentID), pat.ErrUnknown)
	if err != nil {
		return pat.Bounds{}, false, err
	}
	networks, _, err := s.networksOf(ctx, parent.ID)
	return pat.Bounds{
		Scopes: strings.Fields(parent.Scopes), ExpiresAt: moment(parent.ExpiresAt), AllowedIPs: networks, Resources: listOf(parent.Resources),
		Privileges: privilegesOf(parent),
	}, true, err
}

// UpdateToken is pat.Store's.
func (s *Store) UpdateToken(ctx context.Context, t pat.Token, at time.Time) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		before, err := s.Token(ctx, t.ID)
		if err != nil {
			return err
		}
		change := map[string]any{"name": t.Name, "limits": limitsText(t.AllowedIPs, t.Resources)}
		if err := s.db(ctx).Model(&patRow{}).Where("id = ?", t.ID).Updates(change).Error; err != nil {
			return translated(err)
		}
		exactly := boundsOf(t)
		endsBelow(ctx, "id = ?", t.Lineage) // what keeps nothing
		if reflect.DeepEqual(boundsOf(before), exactly) {
			return nil // and nothing that hangs from it changes
		}
		if err := s.writeBounds(ctx, t.Lineage, exactly); err != nil {
			return err
		}
		return s.holdChildren(ctx, t.Lineage, exactly, at)
	})
}

// boundsOf is what a token holds its children to.
func boundsOf(t pat.Token) pat.Bounds {
	return pat.Bounds{Scopes: t.Scopes, ExpiresAt: t.ExpiresAt, AllowedIPs: t.AllowedIPs, Privileges: t.Privileges}
}

func (s *Store) writeBounds(ctx context.Context, lineage string, b pat.Bounds) error {
	change := map[string]any{"scopes": joined(b.Scopes), "expires_at": millis(b.ExpiresAt)}
	if err := s.db(ctx).Model(&patRow{}).Where("lineage_id = ?", lineage).Updates(change).Error; err != nil {
		return translated(err)
	}
	change["second_factor"] = factorText(b.Privileges.ProvenAt, b.Privileges.Until)
	return translated(s.db(ctx).Model(&lineageRow{}).Where("id = ?", lineage).Updates(change).Error)
}

func privilegesOf(row lineageRow) pat.Privileges {
	at, until := factorTimes(row.SecondFactor)
	return pat.Privileges{ProvenAt: at, Until: until}
}

// reasonNothingLeft is why a token ended whose every scope, or every address,
// was taken from the one that made it. With no scope it would still say who its
// holder is.
const reasonNothingLeft = "the token that made it lost everything that this one had"

// holdChildren holds what hangs from a lineage, level by level, within its
// bounds. The rows are locked as they are read, so that what narrows one of
// them at the same time is not undone.
func (s *Store) holdChildren(ctx context.Context, parent string, bounds pat.Bounds, at time.Time) error {
	var rows []lineageRow
	err := s.livingChildren(ctx, []string{parent}, at).Clauses(clause.Locking{Strength: "UPDATE"}).Order("id").Find(&rows).Error
	if err != nil {
		return translated(err)
	}
	for _, row := range rows {
		held, left, err := s.heldTo(ctx, row, bounds)
		if err != nil {
			return err
		}
		if !left {
			if err := s.endLineages(ctx, reasonNothingLeft, at, "id = ?", row.ID); err != nil {
				return err
			}
			continue
		}
		if err := s.writeBounds(ctx, row.ID, held); err != nil {
			return err
		}
		if err := s.holdChildren(ctx, row.ID, held, at); err != nil {
			return err
		}
	}
	return nil
}

// heldTo is what a lineage keeps within bounds, its networks written already;
// left is false where that is nothing.
func (s *Store) heldTo(ctx context.Context, row lineageRow, bounds pat.Bounds) (held pat.Bounds, left bool, err error) {
	held.Scopes = slices.DeleteFunc(strings.Fields(row.Scopes), func(scope string) bool { return !slices.Contains(bounds.Scopes, scope) })
	if held.ExpiresAt = moment(row.ExpiresAt); !bounds.ExpiresAt.IsZero() && (row.ExpiresAt == 0 || held.ExpiresAt.After(bounds.ExpiresAt)) {
		held.ExpiresAt = bounds.ExpiresAt
	}
	held.Privileges = privilegesOf(row).Within(bounds.Privileges)
	if len(held.Scopes) == 0 && row.Scopes != "" {
		return held, false, nil
	}
	own, resources, err := s.networksOf(ctx, row.ID)
	if err != nil || len(bounds.AllowedIPs) == 0 {
		held.AllowedIPs = own
		return held, true, err
	}
	if held.AllowedIPs, left = pat.Common(own, bounds.AllowedIPs); !left {
		return held, false, nil
	}
	err = s.db(ctx).Model(&patRow{}).Where("lineage_id = ?", row.ID).Update("limits", limitsText(held.AllowedIPs, resources)).Error
	return held, true, translated(err)
}

// ReplaceSecret is pat.Store's.
func (s *Store) ReplaceSecret(ctx context.Context, t pat.Token, hash secret.Hash, at, oldUntil time.Time) error {
	until := millis(oldUntil)
	return s.Transact(ctx, func(ctx context.Context) error {
		err := s.db(ctx).Model(&patSecretRow{}).Where("token_id = ? AND (expires_at = 0 OR expires_at > ?)", t.ID, until).
			Update("expires_at", until).Error
		if err != nil {
			return translated(err)
		}
		change := map[string]any{"hint": t.Hint, "old_uses": 0, "old_used_at": 0}
		if err := s.db(ctx).Model(&patRow{}).Where("id = ?", t.ID).Updates(change).Error; err != nil {
			return translated(err)
		}
		return s.addPATSecret(ctx, t.ID, hash, at)
	})
}
