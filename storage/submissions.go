package storage

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/internal/submissions"
)

type submissionRow struct {
	Hash      []byte `gorm:"primaryKey"`
	Page      string
	Sealed    []byte
	Views     int
	ExpiresAt int64
}

func (submissionRow) TableName() string { return "submissions" }

func (r submissionRow) submission() submissions.Submission {
	return submissions.Submission{
		Hash: secret.Hash(r.Hash), Page: r.Page, Sealed: r.Sealed, Views: r.Views, ExpiresAt: moment(r.ExpiresAt),
	}
}

// AddSubmission is submissions.Store's.
func (s *Store) AddSubmission(ctx context.Context, n submissions.Submission, now time.Time) (bool, error) {
	expired := s.db(ctx).Where("hash = ? AND expires_at <= ?", n.Hash.Bytes(), millis(now)).Delete(&submissionRow{})
	if expired.Error != nil {
		return false, translated(expired.Error)
	}
	row := submissionRow{Hash: n.Hash.Bytes(), Page: n.Page, Sealed: n.Sealed, Views: n.Views, ExpiresAt: millis(n.ExpiresAt)}
	err := s.db(ctx).Create(&row).Error
	if duplicateOn(err) != "" {
		return false, nil
	}
	return err == nil, translated(err)
}

// Submission is submissions.Store's.
func (s *Store) Submission(ctx context.Context, hash secret.Hash, now time.Time) (submissions.Submission, error) {
	// The writing pool reads what another request has just committed.
	row, err := one[submissionRow](s.db(ctx).Where("hash = ? AND expires_at > ?", hash.Bytes(), millis(now)), submissions.ErrUnknown)
	if err != nil {
		return submissions.Submission{}, err
	}
	return row.submission(), nil
}

// FinishSubmission is submissions.Store's.
func (s *Store) FinishSubmission(ctx context.Context, n submissions.Submission) error {
	return translated(s.db(ctx).Model(&submissionRow{}).Where("hash = ?", n.Hash.Bytes()).Updates(map[string]any{
		"page": n.Page, "sealed": n.Sealed, "views": n.Views, "expires_at": millis(n.ExpiresAt),
	}).Error)
}

// ChangeViews is submissions.Store's.
func (s *Store) ChangeViews(ctx context.Context, hash secret.Hash, by, most int) (bool, error) {
	result := s.db(ctx).Model(&submissionRow{}).Where("hash = ? AND views + ? BETWEEN 0 AND ?", hash.Bytes(), by, most).
		Update("views", gorm.Expr("views + ?", by))
	return result.RowsAffected == 1, translated(result.Error)
}

// DropSubmission is submissions.Store's.
func (s *Store) DropSubmission(ctx context.Context, hash secret.Hash) error {
	return translated(s.db(ctx).Where("hash = ?", hash.Bytes()).Delete(&submissionRow{}).Error)
}
