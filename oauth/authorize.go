package oauth

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/clients"
)

// AuthorizationRequest is what an app sends a browser with (RFC 6749, section
// 4.1.1; RFC 7636; RFC 8707), as it came.
type AuthorizationRequest struct {
	ClientID, RedirectURI, ResponseType, ResponseMode string
	Scope, State, Challenge, ChallengeMethod          string
	Resources                                         []string
	Request, RequestURI                               string // not supported, but answered
	Repeated                                          string // a parameter that came twice
}

// Authorization is a request whose client and redirect URI are known good, so
// an answer may be sent there.
type Authorization struct {
	Client      clients.Client
	RedirectURI string
	State       string
	Scopes      []string // what is asked
	Resources   []string
	Challenge   string
	issuer      string
}

// Person is who is signed in at the browser.
type Person struct {
	UserID   string
	AuthTime time.Time // when they last signed in, or proved who they are
	MFATime  time.Time // when they last gave a second factor; zero: they did not
}

var (
	errUnknownClient   = Refuse(InvalidRequest, "No app is registered under this client_id.")
	errUnknownRedirect = Refuse(InvalidRequest, "The redirect_uri is not registered for this app.")
)

// Authorize checks a request. Where the Authorization is nil the error is for
// a page, since nothing may be redirected to; otherwise it goes back to the
// app by Authorization.Refusal. Errors: *Error.
func (s *Server) Authorize(ctx context.Context, r AuthorizationRequest) (*Authorization, error) {
	if r.Repeated == "client_id" || r.Repeated == "redirect_uri" {
		return nil, Refuse(InvalidRequest, "The parameter "+r.Repeated+" came twice.")
	}
	client, err := s.clients.Get(ctx, r.ClientID)
	switch {
	case errors.Is(err, clients.ErrUnknown), err == nil && client.Disabled():
		return nil, errUnknownClient
	case err != nil:
		return nil, err
	case r.RedirectURI == "":
		return nil, Refuse(InvalidRequest, "The redirect_uri is missing; it is always required.")
	case !client.RedirectAllowed(r.RedirectURI):
		return nil, errUnknownRedirect
	}
	a := &Authorization{
		Client: client, RedirectURI: r.RedirectURI, State: r.State, Challenge: r.Challenge,
		Resources: r.Resources, issuer: s.opts.Issuer,
	}
	if err := r.check(client); err != nil {
		return a, err
	}
	if a.Scopes, err = scopesWithin(r.Scope, client.Scopes); err != nil {
		return a, err
	}
	return a, s.knownResources(ctx, r.Resources)
}

// check holds the rest of the request to what Patio serves.
func (r AuthorizationRequest) check(client clients.Client) error {
	switch {
	case r.Repeated != "":
		return Refuse(InvalidRequest, "A parameter came twice: each may come once.")
	case r.Request != "":
		return Refuse(RequestNotSupported, "Request objects are not supported; send plain parameters.")
	case r.RequestURI != "":
		return Refuse(RequestURINotSupported, "Request URIs are not supported; send plain parameters.")
	case r.ResponseType == "":
		return Refuse(InvalidRequest, "The response_type is missing; it must be code.")
	case r.ResponseType != "code":
		return Refuse(UnsupportedResponseType, "Only response_type=code is served.")
	case !client.MayUse(clients.GrantCode):
		return Refuse(UnauthorizedClient, "This app is not registered for the authorization_code grant.")
	case r.ResponseMode != "" && r.ResponseMode != "query":
		return Refuse(InvalidRequest, "Only response_mode=query is served.")
	case r.Challenge == "":
		return Refuse(InvalidRequest, "The code_challenge is missing; PKCE is required of every app.")
	case r.ChallengeMethod != "S256":
		return Refuse(InvalidRequest, "The code_challenge_method must be S256.")
	case !ValidChallenge(r.Challenge):
		return Refuse(InvalidRequest, "The code_challenge must be a SHA-256 hash in base64url, 43 characters.")
	}
	return nil
}

// Ask says whether the person must be asked, and which of the asked scopes are
// new to them. What was allowed before is not asked again, but for a redirect
// that any app on the device could catch (RFC 8252, section 8.6).
func (s *Server) Ask(ctx context.Context, a *Authorization, userID string) (ask bool, fresh []string, err error) {
	missing, before, err := s.consent.Missing(ctx, userID, a.Client.ID, a.Scopes)
	if err != nil {
		return false, nil, err
	}
	ask = !before || len(missing) > 0 || a.catchable()
	if before {
		fresh = missing
	}
	return ask, fresh, nil
}

// catchable reports whether another program on the person's device could pose
// as the app and use the answer: it may claim a private-use scheme, or listen
// on loopback for a client that has no secret (ASVS 5.0, 10.7.1).
func (a *Authorization) catchable() bool {
	return clients.RedirectIsPrivateUse(a.RedirectURI) ||
		a.Client.Type == clients.Public && !strings.HasPrefix(a.RedirectURI, "https://")
}

// ErrAsk says that the person must be asked: they have taken back meanwhile
// what they allowed before.
var ErrAsk = errors.New("the person must be asked")

// Approve remembers what the person allowed, makes a code for it, and gives
// the URL that takes it to the app: all or nothing.
func (s *Server) Approve(ctx context.Context, a *Authorization, p Person) (string, error) {
	return s.approve(ctx, a, p, func(ctx context.Context) error {
		return s.consent.Allow(ctx, p.UserID, a.Client.ID, a.Scopes)
	})
}

// ApproveAgain is Approve where nobody was asked: it stands on what the person
// allowed before, as it is when the code is made. Errors: ErrAsk.
func (s *Server) ApproveAgain(ctx context.Context, a *Authorization, p Person) (string, error) {
	return s.approve(ctx, a, p, func(ctx context.Context) error {
		ask, _, err := s.Ask(ctx, a, p.UserID)
		if err == nil && ask {
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
		if o.lineage.MFATime, o.lineage.MFAUntil, err = s.secondFactor(ctx, p); err != nil {
			return err
		}
		if code, err = s.engine.authorize(ctx, o); err != nil {
			return err
		}
		return audit.Record(ctx, s.store, now, "oauth.code_issued", o.lineage.ID, map[string]string{"client_id": a.Client.ID})
	})
	if err != nil {
		return "", err
	}
	return a.answer("code", code), nil
}

// secondFactor is when the person gave one and until when that counts: never,
// where their account has none any more.
func (s *Server) secondFactor(ctx context.Context, p Person) (at, until time.Time, err error) {
	if p.MFATime.IsZero() {
		return at, until, nil
	}
	has, err := s.store.HasFactor(ctx, p.UserID)
	if err != nil || !has {
		return at, until, err
	}
	return p.MFATime, p.MFATime.Add(s.opts.MFATTL), nil
}

// Refusal is the URL that takes a refusal to the app.
func (a *Authorization) Refusal(e *Error) string {
	return a.answer("error", e.Code, "error_description", e.Description)
}

// answer appends parameters to the redirect URI as it was registered, with the
// state that came and the issuer (RFC 9207).
func (a *Authorization) answer(pairs ...string) string {
	if a.State != "" {
		pairs = append(pairs, "state", a.State)
	}
	pairs = append(pairs, "iss", a.issuer)
	var b strings.Builder
	b.WriteString(a.RedirectURI)
	separator := byte('?')
	if strings.Contains(a.RedirectURI, "?") {
		separator = '&'
	}
	for pair := range slices.Chunk(pairs, 2) {
		b.WriteByte(separator)
		b.WriteString(pair[0] + "=" + url.QueryEscape(pair[1]))
		separator = '&'
	}
	return b.String()
}
