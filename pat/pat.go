// Package pat owns personal access tokens: their format, minting, change,
// rotation, expiry, revocation, and the verdict on one that is presented.
//
// A personal access token is an OAuth token that a person issued by hand. It
// belongs to an API client and never reaches further than that client's
// scopes, nor, when a token minted it, than that token. The room does not know
// how a request carries a token (bearer does) nor OAuth's own tokens (oauth).
//
//	mint:    client's terms → name, scopes, end within bounds → lineage + token
//	verdict: pat_ → checksum (a typo stops here) → one read by hash, with the
//	         state of lineage, client and user → ended, expired, disabled? →
//	         bearer.Principal, with an acr while advanced privileges last
//	rotate:  a new secret for the same token; the old one is good until its
//	         overlap is over, and one that comes after that ends the token
package pat

import (
	"context"
	"errors"
	"net/netip"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/names"
	"github.com/patio-auth/patio/internal/secret"
)

// Token is a personal access token as its owner sees it; the token itself is
// not part of it.
type Token struct {
	ID         string
	UserID     string
	ClientID   string
	ClientName string // as read; not stored with the token
	Lineage    string
	Name       string
	Scopes     []string
	Hint       string // enough to tell two tokens apart
	CreatedAt  time.Time
	ExpiresAt  time.Time // zero: no end
	LastUsedAt time.Time // zero: never used
	LastUsedIP string
	LastAgent  string         // the program behind that use, in its own words; "" where nobody said
	SelfRotate bool           // the token may replace itself
	OldUses    int            // how often replaced secrets were used since the last rotation
	OldUsedAt  time.Time      // and when last; zero: never
	RevokedAt  time.Time      // zero: not revoked; also set where its lineage ended
	EndReason  string         // why it was revoked, in a few words; as listed, not part of a verdict
	AllowedIPs []netip.Prefix // from where it works; none: from anywhere
	Resources  []string       // the resource servers that it is for (RFC 8707); none: the default audience
	Privileges Privileges
}

// Live reports whether the token would still be accepted at now, as far as it
// depends on the token itself.
func (t Token) Live(now time.Time) bool {
	return t.RevokedAt.IsZero() && (t.ExpiresAt.IsZero() || now.Before(t.ExpiresAt))
}

// Status is on which of the three shelves that hold every token it is: active,
// expired or revoked.
func (t Token) Status(now time.Time) Shelf {
	switch {
	case !t.RevokedAt.IsZero():
		return ShelfRevoked
	case !t.Live(now):
		return ShelfExpired
	}
	return ShelfActive
}

// State is what one read gives a verdict: of the token all but its name, hint
// and last use, and the state of what it hangs from.
type State struct {
	Token
	Username                        string
	UserName, UserEmail, UserAvatar string    // as on the profile
	Admin                           bool      // the user is an administrator
	SecretEndsAt                    time.Time // zero: the presented secret is the current one
	Presented                       secret.Hash
	LineageEnded                    bool
	UserDisabled                    bool
	ClientDisabled                  bool
}

// Options are the values that the room takes.
type Options struct {
	Now      func() time.Time
	Issuer   string // goes into every verdict
	Audience string // whom a personal access token is meant for
	Policy   Policy
	Notifier Notifier // nil: nobody is told of anything

	Reserved names.Reserved // the names that only the operator may give a token

	PrivilegesTTL time.Duration // how long advanced privileges last
	FreshFactor   time.Duration // how long ago a second factor may have been given to grant them
}

// Tokens is the room.
type Tokens struct {
	store Store
	opts  Options
	uses  *uses
}

// New opens the room.
func New(store Store, opts Options) *Tokens {
	return &Tokens{store: store, opts: opts, uses: newUses()}
}

// Verify is VerifyFrom where nobody knows the address.
func (t *Tokens) Verify(ctx context.Context, raw string) (*bearer.Principal, State, error) {
	return t.VerifyFrom(ctx, raw, "")
}

// VerifyFrom is the verdict on a personal access token that is used from an
// address, and the state that its one read gave. A token that is bound to
// addresses is not good from one that is not known. Errors:
// bearer.ErrInvalidToken, in every case in which the token is not good.
func (t *Tokens) VerifyFrom(ctx context.Context, raw, from string) (*bearer.Principal, State, error) {
	s, err := t.state(ctx, raw)
	if err != nil {
		return nil, State{}, err
	}
	networks, ok := t.reach(s.Token, from)
	if !ok {
		return nil, State{}, errOutside
	}
	p := &bearer.Principal{
		Subject: s.UserID, Username: s.Username, ClientID: s.ClientID, Scopes: s.Scopes,
		Audience: t.audience(s.Token), Issuer: t.opts.Issuer, ID: s.ID, Kind: bearer.KindPAT,
		IssuedAt: s.CreatedAt, ExpiresAt: s.ExpiresAt, Lineage: s.Lineage,
		AllowedIPs: networks,
	}
	if s.Privileges.Live(t.opts.Now()) {
		p.ACR, p.AuthTime = bearer.ACRMFA, s.Privileges.ProvenAt
	}
	return p, s, nil
}

// state is the one read of a verdict.
func (t *Tokens) state(ctx context.Context, raw string) (State, error) {
	if !secret.Valid(secret.PersonalAccessToken, raw) {
		return State{}, bearer.ErrInvalidToken
	}
	presented := secret.HashOf(raw)
	s, err := t.store.TokenState(ctx, presented)
	s.Presented = presented
	switch {
	case errors.Is(err, ErrUnknown):
		return State{}, bearer.ErrInvalidToken
	case err != nil:
		return State{}, err
	case !s.Live(t.opts.Now()), s.LineageEnded, s.UserDisabled, s.ClientDisabled:
		return State{}, bearer.ErrInvalidToken
	case !s.SecretEndsAt.IsZero() && !t.opts.Now().Before(s.SecretEndsAt):
		return State{}, t.tripped(ctx, s.Token)
	}
	return s, nil
}

// tripped ends a token whose replaced secret came back after its overlap:
// either its holder missed the rotation or somebody else has it, and the two
// cannot be told apart.
func (t *Tokens) tripped(ctx context.Context, token Token) error {
	now := t.opts.Now().UTC()
	err := t.store.Transact(ctx, func(ctx context.Context) error {
		if err := t.store.EndLineage(ctx, token.Lineage, reasonTripped, now); err != nil {
			return err
		}
		if err := audit.RecordChange(ctx, t.store, now, "pat.tripwire", token.ID, ending(token, now), nil); err != nil {
			return err
		}
		named, err := t.store.Token(ctx, token.ID) // a verdict reads no names
		if err != nil {
			return err
		}
		return t.tell(ctx, Notice{Kind: NoticeTripwire, Token: named})
	})
	if err != nil {
		return err
	}
	return bearer.ErrInvalidToken
}

// reasonTripped is why a lineage ended whose replaced secret came back.
const reasonTripped = "a replaced secret was used after its overlap"

// Get is one of a user's tokens. Errors: ErrUnknown, also for other people's.
func (t *Tokens) Get(ctx context.Context, userID, id string) (Token, error) {
	if uuid.Validate(id) != nil {
		return Token{}, ErrUnknown
	}
	found, err := t.store.Token(ctx, id)
	if err != nil || found.UserID != userID {
		return Token{}, firstError(err, ErrUnknown)
	}
	return found, nil
}

// List is up to limit of a user's tokens after cursor, newest first; with
// userID "" everybody's, which is the operator's view.
func (t *Tokens) List(ctx context.Context, userID, cursor string, limit int) ([]Token, error) {
	return t.Find(ctx, userID, Filter{}, cursor, limit)
}

// Filter says which tokens a list has; the zero value: all of them.
type Filter struct {
	Name     string // exactly; "": any
	Status   Shelf  // ShelfActive, ShelfExpired or ShelfRevoked; "": any
	ClientID string // "": any
}

// Find is List of those tokens that pass a filter.
func (t *Tokens) Find(ctx context.Context, userID string, only Filter, cursor string, limit int) ([]Token, error) {
	return t.store.Tokens(ctx, userID, only, t.marks(), cursor, limit)
}

// RevokeExpected is Revoke of a token that expected has no error about, as it is
// when it is revoked; nil: nothing is expected. Errors: those, too.
func (t *Tokens) RevokeExpected(ctx context.Context, userID, id string, expected func(Token) error) error {
	if expected == nil {
		return t.Revoke(ctx, userID, id)
	}
	if _, err := t.Get(ctx, userID, id); err != nil {
		return err
	}
	return t.store.Transact(ctx, func(ctx context.Context) error {
		found, err := t.store.LockToken(ctx, id)
		if err == nil {
			err = expected(found)
		}
		if err != nil {
			return err
		}
		return t.end(ctx, found, "revoked")
	})
}

// Revoke ends one of a user's tokens and everything that it minted. Revoking
// it again changes nothing. Errors: ErrUnknown, also for other people's.
func (t *Tokens) Revoke(ctx context.Context, userID, id string) error {
	found, err := t.Get(ctx, userID, id)
	if err != nil {
		return err
	}
	return t.end(ctx, found, "revoked")
}

// RevokeAny ends a token whoever it belongs to, which is the operator's right.
// Errors: ErrUnknown.
func (t *Tokens) RevokeAny(ctx context.Context, id string) error {
	if uuid.Validate(id) != nil {
		return ErrUnknown
	}
	found, err := t.store.Token(ctx, id)
	if err != nil {
		return err
	}
	return t.end(ctx, found, "revoked by the operator")
}

// RevokePresented ends a token that its client presents (RFC 7009). It says
// whether the token is that client's; an unknown one is nobody's and no error.
func (t *Tokens) RevokePresented(ctx context.Context, clientID, raw string) (own bool, err error) {
	if !secret.Valid(secret.PersonalAccessToken, raw) {
		return true, nil
	}
	s, err := t.store.TokenState(ctx, secret.HashOf(raw))
	if errors.Is(err, ErrUnknown) {
		return true, nil
	}
	if err != nil || s.ClientID != clientID {
		return false, err
	}
	return true, t.end(ctx, s.Token, "revoked by the client")
}

func (t *Tokens) end(ctx context.Context, token Token, reason string) error {
	now := t.opts.Now().UTC()
	if !token.RevokedAt.IsZero() { // but what it made may still be ending
		return t.store.EndLineage(ctx, token.Lineage, reason, now)
	}
	return t.store.Transact(ctx, func(ctx context.Context) error {
		if err := t.store.EndLineage(ctx, token.Lineage, reason, now); err != nil {
			return err
		}
		return audit.RecordChange(ctx, t.store, now, "pat.revoked", token.ID, ending(token, now), map[string]string{"reason": reason})
	})
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
