package storage

import (
	"context"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/revocations"
)

// endCreated ends what the tokens of some lineages created: secrets go, and
// clients are suspended, which refuses everything on them at once. What lives
// on those clients is added to left.
func (s *Store) endCreated(ctx context.Context, ids []string, e ending, left *unended) error {
	var made []clientRow
	if err := s.db(ctx).Where("creator_lineage IN ?", ids).Order("id").Find(&made).Error; err != nil {
		return translated(err)
	}
	var withSecrets []string
	err := s.db(ctx).Model(&secretRow{}).Where("creator_lineage IN ?", ids).Distinct().Order("client_id").Pluck("client_id", &withSecrets).Error
	if err != nil {
		return translated(err)
	}
	for _, id := range withSecrets {
		if err := s.endSecrets(ctx, id, "client_id = ? AND creator_lineage IN ?", id, ids); err != nil {
			return err
		}
	}
	for _, client := range made {
		if err := s.endClient(ctx, client, e); err != nil {
			return err
		}
		var living []string
		err := s.db(ctx).Model(&lineageRow{}).Where("client_id = ? AND ended_at = 0", client.ID).Order("id").Limit(s.endAtOnce).Pluck("id", &living).Error
		if err != nil {
			return translated(err)
		}
		left.living = append(left.living, living...)
		if len(living) == s.endAtOnce {
			if err := s.leave(ctx, e, "client_id = ? AND ended_at = 0", client.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// endSecrets removes secrets of a client and ends what it got for itself, which
// does not tell by which of its secrets.
func (s *Store) endSecrets(ctx context.Context, clientID, where string, args ...any) error {
	if err := s.db(ctx).Where(where, args...).Delete(&secretRow{}).Error; err != nil {
		return translated(err)
	}
	own := s.db(ctx).Model(&clientRow{}).Where("id = ?", clientID).Update("own_lineage", uuid.NewString())
	if own.Error != nil {
		return translated(own.Error)
	}
	return translated(s.db(ctx).Where("client_id = ? AND user_id = ''", clientID).Delete(&accessRow{}).Error)
}

// endClient suspends a client of which the token that created it was revoked.
// What an operator suspended stays the operator's.
func (s *Store) endClient(ctx context.Context, row clientRow, e ending) error {
	if err := s.endSecrets(ctx, row.ID, "client_id = ?", row.ID); err != nil {
		return err
	}
	before := row.client()
	after := before
	if after.SuspendedBy != clients.ByOperator {
		after.SuspendedBy = clients.ByTokenRevoked
	}
	if after.Active() {
		after.InactiveSince = e.at
	}
	change := map[string]any{"suspended_by": string(after.SuspendedBy), "disabled_at": millis(after.InactiveSince)}
	if err := s.db(ctx).Model(&clientRow{}).Where("id = ?", row.ID).Updates(change).Error; err != nil {
		return translated(err)
	}
	if err := s.noteEnded(ctx, revocations.Client, row.ID, e.until); err != nil {
		return err
	}
	return audit.RecordChange(ctx, s, e.at, "client.suspended", row.ID, audit.Difference(
		map[string]string{"status": string(before.Status()), "suspended_by": string(before.SuspendedBy)},
		map[string]string{"status": string(after.Status()), "suspended_by": string(after.SuspendedBy)},
	), map[string]string{"reason": e.reason})
}
