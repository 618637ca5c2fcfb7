package oauth

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
)

// Person is who is signed in at the browser.
type Person struct {
	UserID   string
	AuthTime time.Time // when they last signed in, or proved who they are
	MFATime  time.Time // when they last gave a second factor; zero: they did not
}

// Ask says whether the person must be asked, and what of the request is new to
// them. What was allowed towards the same redirect origin for the same resource
// is not asked again, unless the app wants that (prompt=consent) or any app on
// the device could catch the answer (RFC 8252, section 8.6).
func (s *Server) Ask(ctx context.Context, a *Authorization, userID string) (consent.Answer, error) {
	answer, err := s.consent.Missing(ctx, s.consentRequest(a, userID))
	answer.Ask = answer.Ask || a.AskAgain || a.catchable()
	return answer, err
}

// consentRequest is what an authorization asks of a person.
func (s *Server) consentRequest(a *Authorization, userID string) consent.Request {
	r := consent.Request{
		UserID: userID, ClientID: a.Client.ID, Origin: a.Origin, Scopes: a.Scopes, SecondFactor: a.ACR,
		Resources: make([]string, len(a.Resources)),
	}
	for i, resource := range a.Resources {
		if resource != s.opts.DefaultAudience {
			r.Resources[i] = resource
		}
	}
	return r
}

// catchable reports whether another program on the person's device could pose
// as the app and use the answer: it may claim a private-use scheme, or listen
// on the device for a client that has no secret (ASVS 5.0, 10.7.1).
func (a *Authorization) catchable() bool {
	return clients.RedirectIsPrivateUse(a.RedirectURI) || a.Client.Type == clients.Public && a.OnThisDevice()
}

// ErrAsk says that the person must be asked: they have taken back meanwhile
// what they allowed before.
var ErrAsk = errors.New("the person must be asked")

// Approve remembers what the person allowed, makes a code for it, and gives
// the URL that takes it to the app: all or nothing.
func (s *Server) Approve(ctx context.Context, a *Authorization, p Person) (string, error) {
	return s.approve(ctx, a, p, func(ctx context.Context) error {
		if err := s.consent.Allow(ctx, s.consentRequest(a, p.UserID)); err != nil {
			return err
		}
		return s.tellOfConsent(ctx, p.UserID, a.Client)
	})
}

// ApproveAgain is Approve where nobody was asked: it stands on what the person
// allowed before, as it is when the code is made. Errors: ErrAsk.
func (s *Server) ApproveAgain(ctx context.Context, a *Authorization, p Person) (string, error) {
	return s.approve(ctx, a, p, func(ctx context.Context) error {
		answer, err := s.Ask(ctx, a, p.UserID)
		if err == nil && answer.Ask {
			err = ErrAsk
		}
		return err
	})
}

// approve makes a code for what is agreed. The person's row is held meanwhile:
// what takes consent or second factor away finds the lineage, or comes first.
func (s *Server) approve(ctx context.Context, a *Authorization, p Person, agreed func(ctx context.Context) error) (string, error) {
	now := s.now()
	id, err := uuid.NewV7()
	if err != nil {
		return "", err
	}
	o := &order{client: a.Client, now: now, redirectURI: a.RedirectURI, challenge: a.Challenge, lineage: Lineage{
		ID: id.String(), UserID: p.UserID, ClientID: a.Client.ID, Scopes: a.Scopes,
		Resources: a.Resources, AuthTime: p.AuthTime, CreatedAt: now,
	}}
	if o.client.Format != clients.Opaque {
		audience := a.Resources
		if len(audience) == 0 {
			audience = []string{s.opts.DefaultAudience}
		}
		o.lineage.SignedFor = s.recipients(audience)
	}
	if s.opts.RefreshMaxTTL > 0 {
		o.lineage.ExpiresAt = now.Add(s.opts.RefreshMaxTTL)
	}
	var code string
	err = s.store.Transact(ctx, func(ctx context.Context) error {
		if err := s.store.LockUser(ctx, p.UserID); err != nil {
			return err
		}
		if err := agreed(ctx); err != nil {
			return err
		}
		if o.lineage.MFATime, o.lineage.MFAUntil, err = s.secondFactor(ctx, a, p); err != nil {
			return err
		}
		if code, err = s.engine.authorize(ctx, o); err != nil {
			return err
		}
		change := audit.Change{After: map[string]string{
			"scopes": strings.Join(a.Scopes, " "), "resource": strings.Join(a.Resources, " "), "origin": a.Origin,
			"expires_at": audit.Time(o.lineage.ExpiresAt),
		}}
		return audit.RecordChange(ctx, s.store, now, "oauth.code_issued", o.lineage.ID, change, map[string]string{"client_id": a.Client.ID})
	})
	if err != nil {
		return "", err
	}
	return a.answer("code", code), nil
}

// secondFactor is when the person gave one and until when that counts in what
// the app gets: never, where the app did not ask for it or their account has
// none any more.
func (s *Server) secondFactor(ctx context.Context, a *Authorization, p Person) (at, until time.Time, err error) {
	if !a.ACR || p.MFATime.IsZero() {
		return at, until, nil
	}
	has, err := s.store.HasFactor(ctx, p.UserID)
	if err != nil || !has {
		return at, until, err
	}
	return p.MFATime, p.MFATime.Add(s.opts.MFATTL), nil
}

// Lasts is how long an app has what it is allowed.
type Lasts struct {
	Access  time.Duration // each access token
	Unused  time.Duration // a refresh token that is not used; 0: the app gets none
	Longest time.Duration // whatever the app does; 0: no bound
}

// Lasts returns how long the app would have what it asks for.
func (s *Server) Lasts(a *Authorization) Lasts {
	l := Lasts{Access: s.opts.AccessTTL, Longest: s.opts.RefreshMaxTTL}
	if a.Client.MayUse(clients.GrantRefresh) {
		l.Unused = s.opts.RefreshTTL
	}
	return l
}
