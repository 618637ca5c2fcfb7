package storage

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
)

type patRow struct {
	ID         string `gorm:"primaryKey"`
	LineageID  string
	UserID     string
	ClientID   string
	Name       string
	Scopes     string
	Hint       string
	CreatedAt  int64 `gorm:"autoCreateTime:false"`
	ExpiresAt  int64
	LastUsedAt int64
	LastUsedIP string `gorm:"column:last_used_ip"`
	LastAgent  string `gorm:"column:last_used_agent"`
	SelfRotate bool
	OldUses    int
	OldUsedAt  int64
	Limits     *string // see limitsText

	// Read with the token from what it hangs from.
	EndedAt      int64   `gorm:"->"`
	EndReason    string  `gorm:"->"`
	ClientName   *string `gorm:"->"`
	Username     string  `gorm:"->"` // in lists by client alone, with the next
	UserName     string  `gorm:"->"`
	ParentID     string  `gorm:"->"` // of its lineage, where a policy is applied
	SecondFactor string  `gorm:"->"`
}

func (patRow) TableName() string { return "personal_access_tokens" }

type patSecretRow struct {
	Hash      []byte `gorm:"primaryKey"`
	TokenID   string
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	ExpiresAt int64
}

func (patSecretRow) TableName() string { return "pat_secrets" }

func (r patRow) token() pat.Token {
	t := pat.Token{
		ID: r.ID, UserID: r.UserID, ClientID: r.ClientID, Lineage: r.LineageID, Name: r.Name, Scopes: strings.Fields(r.Scopes),
		Hint: r.Hint, CreatedAt: moment(r.CreatedAt), ExpiresAt: moment(r.ExpiresAt),
		LastUsedAt: moment(r.LastUsedAt), LastUsedIP: r.LastUsedIP, LastAgent: r.LastAgent, RevokedAt: moment(r.EndedAt), EndReason: r.EndReason,
		SelfRotate: r.SelfRotate, OldUses: r.OldUses, OldUsedAt: moment(r.OldUsedAt),
	}
	if r.Limits != nil && *r.Limits != "" {
		t.AllowedIPs, t.Resources = readLimits(*r.Limits)
	}
	t.Privileges.ProvenAt, t.Privileges.Until = factorTimes(r.SecondFactor)
	if r.ClientName != nil {
		t.ClientName = *r.ClientName
	}
	return t
}

// Terms is pat.Store's.
func (s *Store) Terms(ctx context.Context, clientID string) (pat.Terms, error) {
	c, err := s.Client(ctx, clientID)
	if errors.Is(err, clients.ErrUnknown) {
		err = pat.ErrUnknown
	}
	return pat.Terms{
		ClientID: c.ID, ClientName: c.Name, OwnerID: c.OwnerID, Scopes: c.Scopes, UserTokens: c.UserTokens && c.Reviewed(), Disabled: !c.Active(),
	}, err
}

// CreateToken is pat.Store's.
func (s *Store) CreateToken(ctx context.Context, t pat.Token, hash secret.Hash, parentLineage string) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		if parentLineage != "" {
			if living, err := s.lockLineage(ctx, parentLineage); err != nil || !living {
				return firstOf(err, pat.ErrParentEnded)
			}
		}
		err := s.db(ctx).Create(&lineageRow{
			ID: t.Lineage, ParentID: parentLineage, UserID: t.UserID, ClientID: t.ClientID, Scopes: joined(t.Scopes),
			Resources: textOf(t.Resources), CreatedAt: millis(t.CreatedAt), ExpiresAt: millis(t.ExpiresAt),
			SecondFactor: factorText(t.Privileges.ProvenAt, t.Privileges.Until), SignedFor: signedText(nil),
		}).Error
		if err != nil {
			return translated(err)
		}
		err = s.db(ctx).Create(&patRow{
			ID: t.ID, LineageID: t.Lineage, UserID: t.UserID, ClientID: t.ClientID, Name: t.Name, Scopes: joined(t.Scopes),
			Hint: t.Hint, SelfRotate: t.SelfRotate, CreatedAt: millis(t.CreatedAt), ExpiresAt: millis(t.ExpiresAt),
			Limits: limitsText(t.AllowedIPs, t.Resources),
		}).Error
		if err != nil {
			return translated(err)
		}
		return s.addPATSecret(ctx, t.ID, hash, t.CreatedAt)
	})
}

// TokenState is pat.Store's.
func (s *Store) TokenState(ctx context.Context, hash secret.Hash) (pat.State, error) {
	var r struct { // in one piece: what is scanned into has to be allocated
		patRow
		username, name, email, avatar string
		userDisabled, clientDisabled  int64
		secretEnds, admin             int64
	}
	err := s.queryOne(ctx, tokenStateQuery, pat.ErrUnknown, []any{hash.Bytes()},
		&r.ID, &r.UserID, &r.ClientID, &r.ClientName, &r.LineageID, &r.Scopes, &r.CreatedAt, &r.ExpiresAt, &r.Limits,
		&r.EndedAt, &r.clientDisabled, &r.username, &r.name, &r.email, &r.avatar, &r.userDisabled, &r.secretEnds,
		&r.SecondFactor, &r.admin)
	return pat.State{
		Token: r.token(), Admin: r.admin != 0, Username: r.username, UserName: r.name, UserEmail: r.email, UserAvatar: r.avatar,
		SecretEndsAt: moment(r.secretEnds), LineageEnded: r.EndedAt != 0,
		UserDisabled: r.userDisabled != 0, ClientDisabled: r.clientDisabled != 0,
	}, err
}

// Token is pat.Store's.
func (s *Store) Token(ctx context.Context, id string) (pat.Token, error) {
	row, err := one[patRow](s.tokens(ctx).Where("p.id = ?", id), pat.ErrUnknown)
	return row.token(), err
}

// TouchTokens is pat.Store's. One statement notes the uses of many, since a
// database that is a network away answers a thousand statements a second.
func (s *Store) TouchTokens(ctx context.Context, uses map[string]pat.Use) error {
	ids := slices.Sorted(maps.Keys(uses)) // in one order, so that the batches of two processes do not lock each other out
	return s.Transact(ctx, func(ctx context.Context) error {
		return inPortions(ids, func(some []string) error {
			if err := s.db(ctx).Exec(touching(len(some)), touched(some, uses)...).Error; err != nil {
				return translated(err)
			}
			for _, id := range some { // whose rows are held by now
				if err := s.countOldUses(ctx, id, uses[id]); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// touching is the statement that notes the last uses of n tokens, unless a
// newer one is noted. MySQL sets the columns one after the other, and each sees
// what came before: so the time, which the others ask for, is the last.
func touching(n int) string {
	set := func(column, value string) string {
		return column + " = CASE" + strings.Repeat(" WHEN id = ? AND last_used_at < ? THEN "+value, n) + " ELSE " + column + " END"
	}
	return "UPDATE personal_access_tokens SET " + set("last_used_ip", "COALESCE(?, last_used_ip)") + ", " +
		set("last_used_agent", "COALESCE(?, last_used_agent)") + ", " + set("last_used_at", "?") +
		" WHERE id IN (?" + strings.Repeat(", ?", n-1) + ")"
}

// touched are the values for touching.
func touched(ids []string, uses map[string]pat.Use) []any {
	values := make([]any, 0, 10*len(ids))
	each := func(value func(pat.Use) any) {
		for _, id := range ids {
			values = append(values, id, millis(uses[id].At), value(uses[id]))
		}
	}
	known := func(use pat.Use, text string) any {
		if use.Address == "" {
			return nil
		}
		return text
	}
	each(func(use pat.Use) any { return known(use, use.Address) })
	each(func(use pat.Use) any { return known(use, use.Agent) })
	each(func(use pat.Use) any { return millis(use.At) })
	for _, id := range ids {
		values = append(values, id)
	}
	return values
}

// countOldUses counts uses of replaced secrets, also where another process has
// written a newer use already.
func (s *Store) countOldUses(ctx context.Context, id string, use pat.Use) error {
	if use.Old == 0 {
		return nil
	}
	at := millis(use.At)
	return translated(s.db(ctx).Model(&patRow{}).Where("id = ?", id).Updates(map[string]any{
		"old_uses":    gorm.Expr("old_uses + ?", use.Old),
		"old_used_at": gorm.Expr("CASE WHEN old_used_at < ? THEN ? ELSE old_used_at END", at, at),
	}).Error)
}

func (s *Store) addPATSecret(ctx context.Context, tokenID string, hash secret.Hash, at time.Time) error {
	return translated(s.db(ctx).Create(&patSecretRow{Hash: hash.Bytes(), TokenID: tokenID, CreatedAt: millis(at)}).Error)
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
