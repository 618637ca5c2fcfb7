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
	Audience   *string // null: it may concern every resource server
}

func (revocationRow) TableName() string { return "revocations" }

func (r revocationRow) ended() revocations.Ended {
	e := revocations.Ended{Kind: revocations.Kind(r.Kind), ID: r.Ref, At: moment(r.RecordedAt), Until: moment(r.Until)}
	if r.Audience != nil {
		e.Audience = listOf(*r.Audience)
	}
	return e
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
// those who follow the stream; without an audience for all of them. What is
// noted already stays as it is; a person or a client may end again, and is noted
// anew.
func (s *Store) noteEnded(ctx context.Context, kind revocations.Kind, id string, until time.Time, audience ...string) error {
	conflict := clause.OnConflict{DoNothing: true}
	if kind == revocations.User || kind == revocations.Client {
		conflict = clause.OnConflict{
			Columns:   []clause.Column{{Name: "kind"}, {Name: "ref"}},
			DoUpdates: clause.Assignments(map[string]any{"until": millis(until), "recorded_at": gorm.Expr(databaseClock[s.dialect])}),
		}
	}
	return translated(s.db(ctx).Model(&revocationRow{}).Clauses(conflict).Create(s.note(kind, id, until, audience)).Error)
}

const (
	// signed are the lineages on which signed tokens were issued, or may have
	// been: where that is not recorded, all but those of personal access tokens.
	signed = `(signed_for <> '' OR (signed_for IS NULL AND parent_id = ''
		AND (SELECT 1 FROM personal_access_tokens p WHERE p.lineage_id = lineages.id LIMIT 1) IS NULL))`
	// root are the lineages that hang from nothing that has ended: the tops of the
	// trees that end. It leaves out those on a client whose own end is told of as
	// long, which says it of all of them at once. It asks as dying does.
	root = `((SELECT 1 FROM lineages p WHERE p.id = lineages.parent_id AND p.ended_at > 0 LIMIT 1) IS NULL
		AND (SELECT 1 FROM revocations c WHERE c.kind = 'client' AND c.ref = lineages.client_id AND c.until >= ? LIMIT 1) IS NULL)`
	// audienceOf is whom the end of a lineage may concern.
	audienceOf = `CASE WHEN signed_for <> '' AND signed_for NOT LIKE '["*"%' THEN signed_for WHEN resources <> '' THEN resources WHEN signed_for = '' THEN '[""]' END`
)

// noteLineages is noteEnded for lineages that have just ended, of which many end
// at a time. It notes the roots, however many they are, and of what hangs from
// them only the lineages on which signed tokens were issued: resource servers
// ask about every other token anyway.
func (s *Store) noteLineages(ctx context.Context, ids []string, e ending) error {
	unless := " ON CONFLICT DO NOTHING"
	if s.dialect == MySQL {
		unless = " ON DUPLICATE KEY UPDATE ref = revocations.ref"
	}
	statement := "INSERT INTO revocations (kind, ref, until, recorded_at, audience) SELECT ?, id, ?, " + databaseClock[s.dialect] +
		", " + audienceOf + " FROM lineages WHERE id IN ? AND (" + signed + " OR " + root + ")" + unless
	until := millis(e.until)
	return translated(s.db(ctx).Exec(statement, string(revocations.Lineage), until, ids, until).Error)
}

// note is the row of an ended thing.
func (s *Store) note(kind revocations.Kind, id string, until time.Time, audience []string) map[string]any {
	row := map[string]any{"kind": string(kind), "ref": id, "until": millis(until), "recorded_at": gorm.Expr(databaseClock[s.dialect])}
	if len(audience) > 0 {
		row["audience"] = textOf(audience)
	}
	return row
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
