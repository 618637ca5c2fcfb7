package pat

import (
	"context"

	"github.com/google/uuid"
)

// Holding is a token on a client, with who holds it.
type Holding struct {
	Token
	Username, UserName string // as on the holder's profile
}

// ListOnClient is up to limit of the tokens that still work on a client after
// the first offset ones, newest first, for the client's owner. Of other people's tokens it
// gives what an owner needs to end one: who holds it, how far it reaches, when
// it was made, last used and ends; never its name, its hint, an address or an agent.
// Errors: ErrUnknown, also where the client is somebody else's.
func (t *Tokens) ListOnClient(ctx context.Context, ownerID, clientID string, offset, limit int) ([]Holding, error) {
	if err := t.owns(ctx, ownerID, clientID); err != nil {
		return nil, err
	}
	found, err := t.store.ClientTokens(ctx, clientID, t.marks(), offset, limit)
	for i := range found {
		found[i] = found[i].seenBy(ownerID)
	}
	return found, err
}

// GetOnClient is one token on a client, as ListOnClient gives it, also where
// it has ended. Errors: ErrUnknown, also for a token on another client.
func (t *Tokens) GetOnClient(ctx context.Context, ownerID, clientID, id string) (Holding, error) {
	if err := t.owns(ctx, ownerID, clientID); err != nil {
		return Holding{}, err
	}
	if uuid.Validate(id) != nil {
		return Holding{}, ErrUnknown
	}
	found, err := t.store.ClientToken(ctx, clientID, id)
	return found.seenBy(ownerID), err
}

// RevokeOnClient ends a token on a client, whoever holds it, and everything
// that it minted, which is the right of the client's owner. Errors: ErrUnknown,
// also where the client is somebody else's or the token is on another one.
func (t *Tokens) RevokeOnClient(ctx context.Context, ownerID, clientID, id string) error {
	found, err := t.GetOnClient(ctx, ownerID, clientID, id)
	if err != nil {
		return err
	}
	return t.end(ctx, found.Token, "revoked by the owner of the client")
}

// owns says whether a client is that user's; nil where it is.
func (t *Tokens) owns(ctx context.Context, ownerID, clientID string) error {
	if uuid.Validate(clientID) != nil {
		return ErrUnknown
	}
	terms, err := t.store.Terms(ctx, clientID)
	if err == nil && terms.OwnerID != ownerID {
		return ErrUnknown
	}
	return err
}

// seenBy is what the client's owner may see of a token.
func (h Holding) seenBy(ownerID string) Holding {
	if h.UserID != ownerID {
		h.Name, h.Hint, h.LastUsedIP, h.LastAgent = "", "", "", ""
	}
	return h
}
