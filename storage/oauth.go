package storage

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/revocations"
)

type codeRow struct {
	Hash        []byte `gorm:"primaryKey"`
	LineageID   string
	RedirectURI string
	Challenge   string
	ExpiresAt   int64
	SpentAt     int64
}

func (codeRow) TableName() string { return "codes" }

type refreshRow struct {
	Hash      []byte `gorm:"primaryKey"`
	LineageID string
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	ExpiresAt int64
	SpentAt   int64
	Successor []byte
}

func (refreshRow) TableName() string { return "refresh_tokens" }

type accessRow struct {
	Hash      []byte `gorm:"primaryKey"`
	ID        string
	LineageID string
	UserID    string
	ClientID  string
	Scopes    string
	Audience  string
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	ExpiresAt int64
	RevokedAt int64
}

func (accessRow) TableName() string { return "access_tokens" }

// accessLineageRow names the lineage of an opaque access token that created
// something (see lineageOfAccess), for as long as that lineage is there.
type accessLineageRow struct {
	Hash      []byte `gorm:"primaryKey"`
	LineageID string
}

func (accessLineageRow) TableName() string { return "access_lineages" }

// listOf and textOf carry lists of URIs, which may hold anything, as JSON.
func listOf(text string) []string {
	var list []string
	if text != "" {
		_ = json.Unmarshal([]byte(text), &list) // a broken list is an empty audience: good for nobody
	}
	return list
}

func textOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	text, err := json.Marshal(list)
	if err != nil {
		panic(err) // a list of strings
	}
	return string(text)
}

// CreateGrant is oauth.Store's.
func (s *Store) CreateGrant(ctx context.Context, l oauth.Lineage, c oauth.Code) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		err := s.db(ctx).Create(&lineageRow{
			ID: l.ID, UserID: l.UserID, ClientID: l.ClientID, Scopes: joined(l.Scopes), Resources: textOf(l.Resources),
			AuthTime: millis(l.AuthTime), CreatedAt: millis(l.CreatedAt), ExpiresAt: millis(l.ExpiresAt),
			SecondFactor: factorText(l.MFATime, l.MFAUntil), SignedFor: signedText(l.SignedFor),
		}).Error
		if err != nil {
			return translated(err)
		}
		return translated(s.db(ctx).Create(&codeRow{
			Hash: c.Hash.Bytes(), LineageID: c.LineageID, RedirectURI: c.RedirectURI, Challenge: c.Challenge,
			ExpiresAt: millis(c.ExpiresAt), SpentAt: millis(c.SpentAt),
		}).Error)
	})
}

// grantRow is a lineage as a redemption reads it, with its user.
type grantRow struct {
	lineageRow
	userDisabled int64
}

// columns are where the grantColumns go.
func (r *grantRow) columns() []any {
	return []any{
		&r.ID, &r.UserID, &r.ClientID, &r.Scopes, &r.Resources, &r.AuthTime, &r.CreatedAt, &r.ExpiresAt,
		&r.EndedAt, &r.SecondFactor, &r.SignedFor, &r.userDisabled,
	}
}

func (r *grantRow) state() oauth.LineageState {
	mfaTime, mfaUntil := factorTimes(r.SecondFactor)
	return oauth.LineageState{
		Lineage: oauth.Lineage{
			ID: r.ID, UserID: r.UserID, ClientID: r.ClientID, Scopes: strings.Fields(r.Scopes), Resources: listOf(r.Resources),
			AuthTime: moment(r.AuthTime), CreatedAt: moment(r.CreatedAt), ExpiresAt: moment(r.ExpiresAt),
			MFATime: mfaTime, MFAUntil: mfaUntil, SignedFor: r.signedFor(),
		},
		Ended: r.EndedAt != 0, UserDisabled: r.userDisabled != 0,
	}
}

// Code is oauth.Store's.
func (s *Store) Code(ctx context.Context, hash secret.Hash) (oauth.Code, oauth.LineageState, error) {
	var row codeRow
	var grant grantRow
	into := append([]any{&row.RedirectURI, &row.Challenge, &row.ExpiresAt, &row.SpentAt}, grant.columns()...)
	if err := s.queryOne(ctx, codeQuery, oauth.ErrNotFound, []any{hash.Bytes()}, into...); err != nil {
		return oauth.Code{}, oauth.LineageState{}, err
	}
	return oauth.Code{
		Hash: hash, LineageID: grant.ID, RedirectURI: row.RedirectURI, Challenge: row.Challenge,
		ExpiresAt: moment(row.ExpiresAt), SpentAt: moment(row.SpentAt),
	}, grant.state(), nil
}

// SpendCode is oauth.Store's.
func (s *Store) SpendCode(ctx context.Context, hash secret.Hash, at time.Time) (bool, error) {
	result := s.db(ctx).Model(&codeRow{}).Where("hash = ? AND spent_at = 0", hash.Bytes()).Update("spent_at", millis(at))
	return result.RowsAffected == 1, translated(result.Error)
}

// CreateRefresh is oauth.Store's.
func (s *Store) CreateRefresh(ctx context.Context, r oauth.Refresh) error {
	return translated(s.db(ctx).Create(&refreshRow{
		Hash: r.Hash.Bytes(), LineageID: r.LineageID, CreatedAt: millis(r.CreatedAt), ExpiresAt: millis(r.ExpiresAt),
	}).Error)
}

// Refresh is oauth.Store's.
func (s *Store) Refresh(ctx context.Context, hash secret.Hash) (oauth.Refresh, oauth.LineageState, error) {
	var row refreshRow
	var grant grantRow
	into := append([]any{&row.CreatedAt, &row.ExpiresAt, &row.SpentAt, &row.Successor}, grant.columns()...)
	if err := s.queryOne(ctx, refreshQuery, oauth.ErrNotFound, []any{hash.Bytes()}, into...); err != nil {
		return oauth.Refresh{}, oauth.LineageState{}, err
	}
	return oauth.Refresh{
		Hash: hash, LineageID: grant.ID, CreatedAt: moment(row.CreatedAt), ExpiresAt: moment(row.ExpiresAt),
		SpentAt: moment(row.SpentAt), Successor: row.Successor,
	}, grant.state(), nil
}

// SpendRefresh is oauth.Store's.
func (s *Store) SpendRefresh(ctx context.Context, r oauth.Refresh, at time.Time, successor []byte) (bool, error) {
	result := s.db(ctx).Model(&refreshRow{}).Where("hash = ? AND spent_at = ?", r.Hash.Bytes(), millis(r.SpentAt)).
		Updates(map[string]any{"spent_at": millis(at), "successor": successor})
	return result.RowsAffected == 1, translated(result.Error)
}

// CreateAccess is oauth.Store's.
func (s *Store) CreateAccess(ctx context.Context, a oauth.Access) error {
	return translated(s.db(ctx).Create(&accessRow{
		Hash: a.Hash.Bytes(), ID: a.ID, LineageID: a.LineageID, UserID: a.UserID, ClientID: a.ClientID, Scopes: joined(a.Scopes),
		Audience: textOf(a.Audience), CreatedAt: millis(a.CreatedAt), ExpiresAt: millis(a.ExpiresAt),
	}).Error)
}

// Access is oauth.Store's.
func (s *Store) Access(ctx context.Context, hash secret.Hash) (oauth.Access, oauth.Holder, error) {
	var r accessRow
	h := holderRow{}
	err := s.queryOne(ctx, accessQuery, oauth.ErrNotFound, []any{hash.Bytes()},
		&r.ID, &r.LineageID, &r.UserID, &r.ClientID, &r.Scopes, &r.Audience, &r.CreatedAt, &r.ExpiresAt, &r.RevokedAt,
		&h.clientName, &h.clientDisabled, &h.username, &h.name, &h.email, &h.avatar, &h.userDisabled, &h.authTime, &h.lineageEnded, &h.secondFactor,
		&h.admin, &h.firstParty)
	return oauth.Access{
		Hash: hash, ID: r.ID, LineageID: r.LineageID, UserID: r.UserID, ClientID: r.ClientID, Scopes: strings.Fields(r.Scopes),
		Audience: listOf(r.Audience), CreatedAt: moment(r.CreatedAt), ExpiresAt: moment(r.ExpiresAt), RevokedAt: moment(r.RevokedAt),
	}, h.holder(r.UserID != ""), err
}

// ForgottenAccess is oauth.Store's.
func (s *Store) ForgottenAccess(ctx context.Context, hash secret.Hash) (oauth.Access, error) {
	row, err := one[lineageRow](s.reader(ctx).Where("id = (SELECT m.lineage_id FROM access_lineages m WHERE m.hash = ?)", hash.Bytes()), oauth.ErrNotFound)
	return oauth.Access{
		Hash: hash, ID: row.ID, LineageID: row.ParentID, UserID: row.UserID, ClientID: row.ClientID, Scopes: strings.Fields(row.Scopes),
		CreatedAt: moment(row.CreatedAt), ExpiresAt: moment(row.ExpiresAt),
	}, err
}

// JWTHolder is oauth.Store's. A client that is gone has no row, which ends
// everything it held; so does a lineage that is another person's or client's.
func (s *Store) JWTHolder(ctx context.Context, t oauth.Signed) (oauth.Holder, oauth.Bounds, error) {
	h, b := holderRow{}, boundsRow{}
	err := s.queryOne(ctx, jwtHolderQuery, oauth.ErrNotFound, []any{t.UserID, t.LineageID, t.KeyID, t.ID, t.ClientID},
		&h.clientName, &h.clientDisabled, &h.username, &h.name, &h.email, &h.avatar, &h.userDisabled,
		&h.authTime, &h.lineageEnded, &h.secondFactor, &b.expiresAt, &b.resources, &b.signedFor, &b.scopes, &b.grantTypes, &b.ownLineage, &b.accessTTL,
		&h.revokedUntil, &h.admin, &h.firstParty)
	if errors.Is(err, oauth.ErrNotFound) {
		return oauth.Holder{Ended: true}, oauth.Bounds{}, nil
	}
	if err != nil || b.accessTTL == nil || t.UserID != "" && h.lineageEnded == nil {
		return oauth.Holder{Ended: true}, oauth.Bounds{}, err
	}
	return h.holder(t.UserID != ""), b.bounds(), nil
}

// boundsRow is what a signed token must keep within; of a client's own token the
// first three are not there.
type boundsRow struct {
	expiresAt  *int64
	resources  *string
	signedFor  *string
	scopes     string
	grantTypes string
	ownLineage string
	accessTTL  *int64 // nil where the key was revoked or is gone
}

func (r boundsRow) bounds() oauth.Bounds {
	b := oauth.Bounds{
		Scopes: strings.Fields(r.scopes), GrantTypes: strings.Fields(r.grantTypes), OwnLineage: r.ownLineage,
		Life: time.Duration(*r.accessTTL) * time.Millisecond,
	}
	if r.expiresAt != nil && r.resources != nil {
		b.ExpiresAt, b.Resources = moment(*r.expiresAt), listOf(*r.resources)
		b.SignedFor = lineageRow{SignedFor: r.signedFor}.signedFor()
	}
	return b
}

// holderRow is what a verdict reads of client, user, lineage and revocation;
// the last three may not be there.
type holderRow struct {
	clientName                                         string
	clientDisabled                                     int64
	username, name, email, avatar                      *string
	secondFactor                                       *string
	userDisabled, authTime, lineageEnded, revokedUntil *int64
	admin, firstParty                                  int64
}

// holder judges: a person's token needs its user and its lineage, alive.
func (h holderRow) holder(person bool) oauth.Holder {
	ended := h.clientDisabled != 0 || h.revokedUntil != nil
	if !person {
		return oauth.Holder{ClientName: h.clientName, Ended: ended}
	}
	if h.username == nil || h.userDisabled == nil || h.lineageEnded == nil || h.authTime == nil {
		return oauth.Holder{Ended: true}
	}
	found := oauth.Holder{
		Username: *h.username, Name: *h.name, Email: *h.email, AvatarURL: *h.avatar, ClientName: h.clientName,
		Admin: h.admin != 0, FirstParty: h.firstParty != 0,
		AuthTime: moment(*h.authTime), Ended: ended || *h.userDisabled != 0 || *h.lineageEnded != 0,
	}
	if h.secondFactor != nil {
		_, found.MFAUntil = factorTimes(*h.secondFactor)
	}
	return found
}

// RevokeJWT is oauth.Store's.
func (s *Store) RevokeJWT(ctx context.Context, jti string, until time.Time, audience ...string) error {
	return s.noteEnded(ctx, revocations.Token, jti, until, audience...)
}

// RevokeAccess is oauth.Store's.
func (s *Store) RevokeAccess(ctx context.Context, hash secret.Hash, at time.Time) error {
	return translated(s.db(ctx).Model(&accessRow{}).Where("hash = ? AND revoked_at = 0", hash.Bytes()).
		Update("revoked_at", millis(at)).Error)
}
