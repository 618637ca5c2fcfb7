package main

import (
	"context"
	"encoding/hex"
	"errors"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/leaks"
	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

// tells joins the packages that people are told of to the notices.
type tells struct {
	notices *notices.Notices
	store   *storage.Store
}

// Notify is pat.Notifier's.
func (t tells) Notify(ctx context.Context, n pat.Notice) error {
	return t.notices.Post(ctx, notices.Notice{
		UserID: n.Token.UserID, Kind: notices.Kind(n.Kind), Occasion: n.Occasion, Source: n.Source,
		Token: notices.Token{
			ID: n.Token.ID, Name: n.Token.Name, ClientName: n.Token.ClientName, Scopes: n.Token.Scopes, ExpiresAt: n.Token.ExpiresAt,
		},
	})
}

// NotifyLeak is leaks.Notifier's. What ends is told once, since it ends once; so
// its own name is the occasion, or for a client's secret a part of its hash.
func (t tells) NotifyLeak(ctx context.Context, i leaks.Issued, place string) error {
	n := notices.Notice{
		UserID: i.UserID, Source: place, Kind: notices.AccessLeaked, Occasion: i.Subject,
		Token: notices.Token{ID: i.ClientID, Name: i.Client},
	}
	switch {
	case i.Kind == secret.PersonalAccessToken:
		n.Kind, n.Occasion = notices.TokenLeaked, ""
		n.Token = notices.Token{ID: i.Subject, Name: i.Name, ClientName: i.Client, Scopes: i.Scopes, ExpiresAt: i.EndsAt}
	case i.Kind == secret.ClientSecret:
		n.Kind, n.Occasion = notices.ClientSecretLeaked, hex.EncodeToString(i.Hash[:8])
	case i.Lineage == "":
		n.Kind = notices.ClientTokenLeaked
	}
	return t.notices.Post(ctx, n)
}

// NotifyAccount is users.Notifier's.
func (t tells) NotifyAccount(ctx context.Context, n users.Notice) error {
	return t.once(ctx, notices.Notice{
		UserID: n.UserID, Kind: notices.Kind(n.Kind), Token: notices.Token{ID: n.UserID},
		CodesLeft: n.CodesLeft, FormerEmail: n.FormerEmail, Browser: n.Browser, Address: n.Address,
	})
}

// NotifyClient is clients.Notifier's.
func (t tells) NotifyClient(ctx context.Context, n clients.Notice) error {
	return t.once(ctx, notices.Notice{
		UserID: n.Client.OwnerID, Kind: notices.Kind(n.Kind), Token: notices.Token{ID: n.Client.ID, Name: n.Client.Name},
		Changed: n.Changed, Reason: string(n.Reason),
	})
}

// NotifyConsent is oauth.ConsentNotifier's.
func (t tells) NotifyConsent(ctx context.Context, userID string, c clients.Client) error {
	return t.once(ctx, notices.Notice{
		UserID: userID, Kind: notices.ConsentUnreviewed, Token: notices.Token{ID: c.ID, Name: c.Name},
	})
}

// once posts a notice of something that happens once, and says who did it.
func (t tells) once(ctx context.Context, n notices.Notice) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	n.Occasion = id.String()
	if n.By, err = t.by(ctx); err != nil {
		return err
	}
	return t.notices.Post(ctx, n)
}

// by is who acts, with the name of the token or of the app that it belongs to.
func (t tells) by(ctx context.Context) (notices.By, error) {
	who := actor.From(ctx)
	by := notices.By{Credential: string(who.Credential)}
	switch who.Credential {
	case actor.PAT:
		token, err := t.store.Token(ctx, who.Token.ID)
		if err != nil && !errors.Is(err, pat.ErrUnknown) {
			return by, err
		}
		by.Name = token.Name
	case actor.OAuth:
		client, err := t.store.Client(ctx, who.ClientID)
		if err != nil && !errors.Is(err, clients.ErrUnknown) {
			return by, err
		}
		by.Name = client.Name
	}
	return by, nil
}
