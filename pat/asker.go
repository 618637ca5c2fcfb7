package pat

import (
	"context"
	"errors"
	"slices"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/secret"
)

// Asker is a token that asks for something, as its verdict found it.
type Asker struct {
	*bearer.Principal
	// Presented is the hash of the secret that a personal access token came
	// with. Without it such a token gets no other secret.
	Presented secret.Hash
}

// asking is what a store needs to know of it.
func (t *Tokens) asking(a *Asker) Asking {
	return Asking{
		ID: a.ID, Lineage: a.Lineage, UserID: a.Subject, ClientID: a.ClientID, Scopes: a.Scopes,
		Resources: t.named(a), IssuedAt: a.IssuedAt, ExpiresAt: a.ExpiresAt, Personal: a.Kind == bearer.KindPAT, Presented: a.Presented,
	}
}

// MaxGenerations bounds how long a chain of tokens may grow in which each made
// the next. What ends goes generation by generation, and is to be done within one
// request.
const MaxGenerations = 16

// locked holds the token that asks until the transaction ends, and gives the
// lineage that hangs what it asks for. A secret that was replaced gets no other
// one, though it still works for its overlap: what it got would outlive it.
// Errors: bearer.ErrInvalidToken where it has ended meanwhile; *Error on "token".
func (t *Tokens) locked(ctx context.Context, by *Asker) (string, error) {
	lineage, err := t.store.LockAsker(ctx, t.asking(by))
	switch {
	case errors.Is(err, ErrParentEnded):
		return "", bearer.ErrInvalidToken
	case errors.Is(err, ErrReplaced):
		return "", forbidden("token", "has been replaced and gets no other secret; use the new one")
	}
	return lineage, err
}

// takeOver lets a token that asks have the new secret of another one. Of what
// it made itself it may; what a person made by hand hangs from it from then
// on, so that the secret it gets ends with it. What another token made stays
// that one's.
func (t *Tokens) takeOver(ctx context.Context, found Token, by *Asker) error {
	if found.UserID != by.Subject {
		return ErrUnknown
	}
	if found.ID != by.ID && found.Privileges.Live(t.opts.Now()) {
		return forbidden("id", "names a token with advanced privileges; rotate it in the browser")
	}
	if !within(found, by) {
		return forbidden("id", "names a token that reaches further than the one that asks; rotate it in the browser")
	}
	asking, err := t.locked(ctx, by)
	if err != nil || found.Lineage == asking {
		return err
	}
	above, err := t.store.Ancestors(ctx, found.Lineage)
	if err != nil || slices.Contains(above, asking) {
		return err
	}
	asked, err := t.store.Ancestors(ctx, asking)
	switch {
	case err != nil:
		return err
	case len(above) > 1:
		return forbidden("id", "names a token that another one made; rotate it with that one, or in the browser")
	case slices.Contains(asked, found.Lineage):
		return forbidden("id", "names the token that the one that asks hangs from; rotate it in the browser")
	}
	below, err := t.store.Generations(ctx, found.Lineage)
	if err != nil {
		return err
	}
	if len(asked)+below > MaxGenerations {
		return forbidden("id", "would make too long a chain of tokens; rotate it in the browser")
	}
	if err := t.store.Hang(ctx, found.Lineage, asking); err != nil {
		return err
	}
	return t.withinParent(ctx, found)
}

// within reports whether a token reaches no further than the one that asks.
func within(token Token, p *Asker) bool {
	return p.HasScopes(token.Scopes...) && !later(token.ExpiresAt, p.ExpiresAt)
}
