package storage

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/revocations"
)

type revocationRow struct {
	Kind       string `gorm:"primaryKey"`
	Ref        string `gorm:"primaryKey"`
	Until      int64
	RecordedAt int64
}

func (revocationRow) TableName() string { return "revocations" }

func (r revocationRow) ended() revocations.Ended {
	return revocations.Ended{Kind: revocations.Kind(r.Kind), ID: r.Ref, At: moment(r.RecordedAt), Until: moment(r.Until)}
}

// databaseClock is the time that all processes on a database share, in
// milliseconds, as it is when the statement runs.
var databaseClock = map[Dialect]string{
	SQLite:     "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
	PostgreSQL: "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
	// UNIX_TIMESTAMP would go by the session's time zone, in which an hour of
	// autumn comes twice.
	MySQL: "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000)",
}

// leastLife is for how long at least an end is told of, whatever access tokens
// live now: they may have lived longer when these were issued.
const leastLife = time.Hour

// noteEnded notes, in the transaction that ends it, a thing of some kind for
// those who follow the stream. What is noted already stays as it is; a person
// or a client may end again, and is noted anew.
func (s *Store) noteEnded(ctx context.Context, kind revocations.Kind, id string, until time.Time) error {
	conflict := clause.OnConflict{DoNothing: true}
	if kind == revocations.User || kind == revocations.Client {
		conflict = clause.OnConflict{
			Columns:   []clause.Column{{Name: "kind"}, {Name: "ref"}},
			DoUpdates: clause.Assignments(map[string]any{"until": millis(until), "recorded_at": gorm.Expr(databaseClock[s.dialect])}),
		}
	}
	return translated(s.db(ctx).Model(&revocationRow{}).Clauses(conflict).Create(s.note(kind, id, until)).Error)
}

// noteLineages is noteEnded for lineages, of which many end at a time.
func (s *Store) noteLineages(ctx context.Context, ids []string, until time.Time) error {
	unless := " ON CONFLICT DO NOTHING"
	if s.dialect == MySQL {
		unless = " ON DUPLICATE KEY UPDATE ref = revocations.ref"
	}
	statement := "INSERT INTO revocations (kind, ref, until, recorded_at) SELECT ?, id, ?, " + databaseClock[s.dialect] +
		" FROM lineages WHERE id IN ?" + unless
	return translated(s.db(ctx).Exec(statement, string(revocations.Lineage), millis(until), ids).Error)
}

// note is the row of an ended thing.
func (s *Store) note(kind revocations.Kind, id string, until time.Time) map[string]any {
	clock := gorm.Expr(databaseClock[s.dialect])
	return map[string]any{"kind": string(kind), "ref": id, "until": millis(until), "recorded_at": clock}
}

// outlived is when nothing lives any more that was issued before a moment.
func (s *Store) outlived(at time.Time) time.Time { return at.Add(max(s.accessTTL, leastLife)) }

// Ended is revocations.Store's.
func (s *Store) Ended(ctx context.Context, after revocations.Place, now time.Time, limit int) ([]revocations.Ended, error) {
	at, kind := max(after.At.UnixMilli(), 0), string(after.Kind)
	return list(s.reader(ctx).Where("recorded_at >= ? AND until > ?", at, millis(now)).
		Where("recorded_at > ? OR kind > ? OR (kind = ? AND ref > ?)", at, kind, kind, after.ID).
		Order("recorded_at, kind, ref").Limit(limit), revocationRow.ended)
}

// Clock is revocations.Store's.
func (s *Store) Clock(ctx context.Context) (time.Time, error) {
	var ms int64
	err := s.reader(ctx).Raw("SELECT " + databaseClock[s.dialect]).Scan(&ms).Error
	return moment(ms), translated(err)
}
