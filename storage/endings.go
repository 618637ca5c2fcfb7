package storage

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// restRow is a lineage that ends with all that hangs from it, which one
// transaction did not come to.
type restRow struct {
	LineageID string `gorm:"primaryKey"`
	UserID    string
	Reason    string
	EndedAt   int64
}

func (restRow) TableName() string { return "endings" }

const (
	// chunk bounds how many ids one statement names.
	chunk = 500
	// endAtOnce is how many lineages end in one transaction: well below a second
	// of work, so that a request always gets to end its first ones, and on SQLite
	// other writers come in between.
	endAtOnce = 10_000
	// endingsPause is for how long a process waits for another that is ending
	// what it would end itself.
	endingsPause = 20 * time.Millisecond
	// fromTheFirst has endings read by their key, however few or many there are.
	fromTheFirst = "lineage_id > ''"
	// expiredMargin is more than clocks differ.
	expiredMargin = time.Hour
)

// condition says which lineages.
type condition struct {
	where string
	args  []any
}

// ending is why and when lineages end, and for how long that is told of.
type ending struct {
	reason    string
	at, until time.Time
}

// unended is what an ending has before it.
type unended struct {
	living  []string // lineages to end
	parents []string // lineages that have ended, of which children may live
}

// endLineages ends the living lineages that meet a condition, with what hangs
// from them: in the context's transaction as many as one takes, the others in
// further ones (see Transact). Ending a parent locks its row, and minting a
// child locks the same row first (see lockLineage), so no child slips by.
func (s *Store) endLineages(ctx context.Context, reason string, at time.Time, where string, args ...any) error {
	endsBelow(ctx, where, args...)
	var roots []string
	err := s.db(ctx).Model(&lineageRow{}).Clauses(clause.Locking{Strength: "UPDATE"}).
		Where(where, args...).Where("ended_at = 0").Order("id").Limit(s.endAtOnce).Pluck("id", &roots).Error
	if err != nil || len(roots) == 0 {
		return translated(err)
	}
	e := ending{reason: reason, at: at, until: s.outlived(at)}
	if err := s.endDown(ctx, unended{living: roots}, e); err != nil || len(roots) < s.endAtOnce {
		return err
	}
	return s.leave(ctx, e, "("+where+") AND ended_at = 0", args...)
}

// endsBelow has Transact wait until all that hangs from some lineages has
// ended. Whatever ends something says so, also where it finds it ended: the one
// before may have been cut short.
func endsBelow(ctx context.Context, where string, args ...any) {
	tx := ctx.Value(txKey{}).(*transaction)
	tx.ending = append(tx.ending, condition{where, args})
}

// endDown ends lineages until the transaction has ended as many as it may, and
// leaves the rest. The first ones end in any case.
func (s *Store) endDown(ctx context.Context, left unended, e ending) error {
	tx := ctx.Value(txKey{}).(*transaction)
	for first := true; (first || tx.budget > 0) && len(left.living)+len(left.parents) > 0; first = false {
		if len(left.living) == 0 {
			if err := s.findLiving(ctx, &left, e.at, max(tx.budget, chunk)); err != nil {
				return err
			}
			continue
		}
		ids := left.living[:min(len(left.living), chunk)]
		if tx.budget > 0 {
			ids = ids[:min(len(ids), tx.budget)]
		}
		left.living, tx.budget = left.living[len(ids):], tx.budget-len(ids)
		if err := s.endThese(ctx, ids, e, &left); err != nil {
			return err
		}
	}
	for ids := range slices.Chunk(slices.Concat(left.living, left.parents), chunk) {
		if err := s.leave(ctx, e, "id IN ?", ids); err != nil {
			return err
		}
	}
	return nil
}

// leave notes lineages that end, with what hangs from them, in further
// transactions.
func (s *Store) leave(ctx context.Context, e ending, where string, args ...any) error {
	unless := " ON CONFLICT DO NOTHING"
	if s.dialect == MySQL {
		unless = " ON DUPLICATE KEY UPDATE lineage_id = endings.lineage_id"
	}
	statement := "INSERT INTO endings (lineage_id, user_id, reason, ended_at) SELECT id, user_id, ?, ? FROM lineages WHERE " + where + unless
	return translated(s.db(ctx).Exec(statement, append([]any{e.reason, millis(e.at)}, args...)...).Error)
}

// endThese ends some lineages, and the clients and secrets that their tokens
// created. It adds to left those of which children live, and what lives on
// those clients.
func (s *Store) endThese(ctx context.Context, ids []string, e ending, left *unended) error {
	change := map[string]any{"ended_at": millis(e.at), "end_reason": e.reason}
	if err := s.db(ctx).Model(&lineageRow{}).Where("id IN ? AND ended_at = 0", ids).Updates(change).Error; err != nil {
		return translated(err)
	}
	if err := s.noteLineages(ctx, ids, e); err != nil {
		return err
	}
	var parents []string
	if err := s.livingChildren(ctx, ids, e.at).Distinct().Pluck("parent_id", &parents).Error; err != nil {
		return translated(err)
	}
	left.parents = append(left.parents, parents...)
	return s.endCreated(ctx, ids, e, left)
}

// findLiving finds up to limit living children of some parents, which stay
// where there may be more.
func (s *Store) findLiving(ctx context.Context, left *unended, at time.Time, limit int) error {
	first := max(0, len(left.parents)-chunk) // the last ones found, so that few are open at a time
	err := s.livingChildren(ctx, left.parents[first:], at).Limit(limit).Pluck("id", &left.living).Error
	if err == nil && len(left.living) < limit {
		left.parents = left.parents[:first]
	}
	return translated(err)
}

// livingChildren are the children of some lineages that have not ended. It
// leaves out what expired long before: that is as dead as what has ended,
// no token that lives descends from it, and nobody can give it more time; of tokens
// for an hour each a lineage may have thousands. What it created, a client or a
// secret, outlives it, and so does what its children created: it is not left out.
//
// The parents stand in the statement, and not in a join, where PostgreSQL would
// take each for as frequent as "", which nearly all have, and read the table.
func (s *Store) livingChildren(ctx context.Context, parents []string, at time.Time) *gorm.DB {
	return s.db(ctx).Model(&lineageRow{}).Where("parent_id IN ? AND ended_at = 0", parents).
		Where("(expires_at = 0 OR expires_at > ? OR lasting = ?)", millis(at.Add(-expiredMargin)), true)
}

// finish ends what is left of the families of some lineages, which are those of
// their people, in whatever transactions it takes.
func (s *Store) finish(ctx context.Context, ended []condition) error {
	if there, err := s.anyRest(ctx, fromTheFirst); err != nil || !there {
		return err // as good as always
	}
	var users []string
	for _, c := range ended {
		var some []string
		if err := s.reader(ctx).Model(&lineageRow{}).Where(c.where, c.args...).Distinct().Pluck("user_id", &some).Error; err != nil {
			return translated(err)
		}
		users = append(users, some...)
	}
	slices.Sort(users)
	for some := range slices.Chunk(slices.Compact(users), chunk) {
		for {
			if more, err := s.endRest(ctx, "user_id IN ?", some); err != nil {
				return err
			} else if !more {
				break
			}
		}
	}
	return nil
}

// EndRest is recall.Store's and retention.Store's.
func (s *Store) EndRest(ctx context.Context) (more bool, err error) {
	return s.endRest(ctx, fromTheFirst)
}

func (s *Store) endRest(ctx context.Context, where string, args ...any) (more bool, err error) {
	if there, err := s.anyRest(ctx, where, args...); err != nil || !there {
		return false, err
	}
	var took int
	_, err = s.transact(ctx, func(ctx context.Context) error {
		took, err = s.endSome(ctx, where, args...)
		return err
	})
	if err != nil || took > 0 {
		return err == nil, err
	}
	select { // another process has them
	case <-time.After(endingsPause):
		return true, nil
	case <-ctx.Done():
		return true, translated(ctx.Err())
	}
}

func (s *Store) anyRest(ctx context.Context, where string, args ...any) (bool, error) {
	var one []string
	err := s.reader(ctx).Model(&restRow{}).Where(where, args...).Limit(1).Pluck("lineage_id", &one).Error
	return len(one) > 0, translated(err)
}

// endSome goes on with some of the endings that no other process has in hand,
// and says with how many.
func (s *Store) endSome(ctx context.Context, where string, args ...any) (int, error) {
	var rows []restRow
	err := s.db(ctx).Clauses(skipLocked).Where(where, args...).Order("lineage_id").Limit(chunk).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return 0, translated(err)
	}
	first := rows[0]
	rows = slices.DeleteFunc(rows, func(r restRow) bool { return r.Reason != first.Reason || r.EndedAt != first.EndedAt })
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.LineageID
	}
	if err := s.db(ctx).Where("lineage_id IN ?", ids).Delete(&restRow{}).Error; err != nil {
		return 0, translated(err)
	}
	left := unended{parents: ids}
	err = s.db(ctx).Model(&lineageRow{}).Clauses(clause.Locking{Strength: "UPDATE"}).
		Where("id IN ? AND ended_at = 0", ids).Order("id").Pluck("id", &left.living).Error
	if err != nil {
		return 0, translated(err)
	}
	if len(left.living) > 0 { // those are looked at once they have ended
		left.parents = slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(left.living, id) })
	}
	now, err := s.Clock(ctx)
	if err != nil {
		return 0, err
	}
	e := ending{reason: first.Reason, at: moment(first.EndedAt), until: s.outlived(moment(first.EndedAt))}
	if late := s.outlived(now); late.After(e.until) { // what ends only now could be used until now
		e.until = late
	}
	return len(rows), s.endDown(ctx, left, e)
}
