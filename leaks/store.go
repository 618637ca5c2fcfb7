package leaks

import (
	"context"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/secret"
)

// Signed is the kind of access tokens that are JWTs, which have no prefix.
const Signed secret.Prefix = ""

// Issued is a secret that Patio has issued, as far as ending it asks.
type Issued struct {
	Kind     secret.Prefix
	Hash     secret.Hash
	Subject  string    // id for the audit trail: of the token, or of a refresh token the lineage, or of a secret the client
	Lineage  string    // what ends with it; "": it alone
	UserID   string    // whose it is: the person's, or the client's owner's; may be "" for a Signed one
	ClientID string    // on which client
	Client   string    // the client's name; "" for a Signed one
	Name     string    // of a personal access token
	Scopes   []string  // likewise
	EndsAt   time.Time // when it ends by itself; zero: never, or that is the lineage's to say
	Revoked  bool      // it alone was ended before
	Audience []string  // of a Signed one: whom its end concerns; none: everybody
}

// endable is what is left to end of a secret; false: nothing. An access token
// that has expired opens nothing any more and so does not take its grant along,
// but what it made ends: that hangs from a lineage of the token's own id. What
// other secrets hang from is asked when it is ended.
func (i Issued) endable(now time.Time) (Issued, bool) {
	if access := i.Kind == secret.AccessToken || i.Kind == Signed; access && !now.Before(i.EndsAt) {
		if i.Lineage == "" {
			return i, false
		}
		i.Lineage = i.Subject
	}
	return i, !i.Revoked
}

// ending is what the audit trail keeps of the end. A secret's subject is the
// client, which stays as it is.
func (i Issued) ending(now time.Time) audit.Change {
	switch {
	case i.Kind == secret.ClientSecret:
		return audit.FieldChange("secret", audit.Active, audit.Revoked)
	case !i.EndsAt.IsZero() && !now.Before(i.EndsAt):
		return audit.StatusChange(audit.Expired, audit.Revoked)
	}
	return audit.StatusChange(audit.Active, audit.Revoked)
}

// Owned is a client's name and its owner.
type Owned struct{ UserID, Client string }

// Store is what the room asks of a database. Transact runs fn in one
// transaction, which the context carries; calls inside join it.
type Store interface {
	audit.Log
	Transact(ctx context.Context, fn func(ctx context.Context) error) error

	// Issued reads what the hashes stand for, all of one kind, in a number of
	// indexed queries that grows by one for every few hundred hashes. What was
	// never issued, or is long gone, is left out.
	Issued(ctx context.Context, kind secret.Prefix, hashes []secret.Hash) ([]Issued, error)
	// EndIssued ends secrets, each with its lineage and all that hangs from that,
	// or where it has none alone. It gives those that it has ended, for several
	// of one lineage the first: what had ended already is left out, so of several
	// calls at once one has it.
	EndIssued(ctx context.Context, all []Issued, reason string, at time.Time) ([]Issued, error)
	// Owned reads whose a client is; the zero value where it is gone.
	Owned(ctx context.Context, clientID string) (Owned, error)
}

// Notifier tells whoever owns a secret that it was reported, and where it lay
// ("" where that is not known), in the transaction that the context carries:
// what cannot be told has not ended.
type Notifier interface {
	NotifyLeak(ctx context.Context, i Issued, place string) error
}

// Opener reads signed tokens.
type Opener interface {
	// Open is what a JWT, which came at that time, says that Patio has signed as
	// an access token, whether or not it has expired or been revoked. Errors:
	// bearer.ErrInvalidToken.
	Open(ctx context.Context, raw string, came time.Time) (*bearer.Principal, error)
}
