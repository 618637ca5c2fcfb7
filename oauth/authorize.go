package oauth

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
)

// AuthorizationRequest is what an app sends a browser with (RFC 6749, section
// 4.1.1; RFC 7636; RFC 8707), as it came.
type AuthorizationRequest struct {
	ClientID, RedirectURI, ResponseType, ResponseMode string
	Scope, State, Challenge, ChallengeMethod          string
	Resources                                         []string
	Prompt, ACRValues                                 string // OpenID Connect Core, section 3.1.2.1
	Request, RequestURI                               string // not supported, but answered
	Repeated                                          string // a parameter that came twice
}

// Authorization is a request whose client and redirect URI are known good, so
// an answer may be sent there.
type Authorization struct {
	Client      clients.Client
	RedirectURI string
	State       string
	Origin      string           // whom the answer reaches; see consent.Origin
	Scopes      []string         // what is asked
	Resources   []string         // as they were registered
	APIs        []clients.Client // the resource servers among Resources
	Challenge   string
	Silent      bool // prompt=none: the person must not be shown a page
	AskAgain    bool // prompt=consent: they must be asked
	ACR         bool // acr_values asks to learn of a second factor
	issuer      string
}

// OnThisDevice reports whether the answer goes to a program on the person's device.
func (a *Authorization) OnThisDevice() bool { return a.Origin == consent.ThisDevice }

// DefaultAudience reports whether a token would be for every API that accepts
// the default audience.
func (a *Authorization) DefaultAudience() bool { return len(a.APIs) < max(1, len(a.Resources)) }

var (
	errUnknownClient   = Refuse(InvalidRequest, "No app is registered under this client_id.")
	errUnknownRedirect = Refuse(InvalidRequest, "The redirect_uri is not registered for this app.")
)

// InactiveClient is the refusal of an app that is pending or suspended.
type InactiveClient struct {
	Pending bool   // it waits for approval; otherwise it is suspended
	Refusal *Error // in the words of the RFCs
}

func (e *InactiveClient) Error() string { return e.Refusal.Error() }

// Unwrap returns the refusal.
func (e *InactiveClient) Unwrap() error { return e.Refusal }

// inactive is the refusal of a client that is not active.
func inactive(c clients.Client) *InactiveClient {
	if c.Status() == clients.StatusPending {
		return &InactiveClient{true, Refuse(UnauthorizedClient, "This client is pending: it works once an administrator has approved it.")}
	}
	why := "an administrator suspended it. Only an administrator can reactivate it."
	switch c.SuspendedBy {
	case clients.ByOwner:
		why = "its owner suspended it. Its owner or an administrator can reactivate it."
	case clients.ByOwnerDisabled:
		why = "the account of its owner is disabled. It works again once an administrator has enabled that."
	case clients.ByTokenRevoked:
		why = "the token that created it was revoked. Its owner or an administrator can reactivate it."
	}
	return &InactiveClient{false, Refuse(UnauthorizedClient, "This client is suspended: "+why)}
}

// Authorize checks a request. Where the Authorization is nil the error is for
// a page, since nothing may be redirected to; otherwise it goes back to the
// app by Authorization.Refusal. Errors: *Error, *InactiveClient.
func (s *Server) Authorize(ctx context.Context, r AuthorizationRequest) (*Authorization, error) {
	if r.Repeated == "client_id" || r.Repeated == "redirect_uri" {
		return nil, Refuse(InvalidRequest, "The parameter "+r.Repeated+" came twice.")
	}
	client, err := s.clients.Get(ctx, r.ClientID)
	switch {
	case errors.Is(err, clients.ErrUnknown):
		return nil, errUnknownClient
	case err != nil:
		return nil, err
	case !client.Active():
		return nil, inactive(client)
	case r.RedirectURI == "":
		return nil, Refuse(InvalidRequest, "The redirect_uri is missing; it is always required.")
	case !client.RedirectAllowed(r.RedirectURI):
		return nil, errUnknownRedirect
	}
	a := &Authorization{
		Client: client, RedirectURI: r.RedirectURI, Origin: consent.Origin(r.RedirectURI), State: r.State,
		Challenge: r.Challenge, issuer: s.opts.Issuer,
	}
	if err := r.check(client); err != nil {
		return a, err
	}
	prompts := strings.Fields(r.Prompt)
	a.Silent, a.AskAgain = slices.Contains(prompts, "none"), slices.Contains(prompts, "consent")
	if a.Silent && len(prompts) > 1 {
		return a, Refuse(InvalidRequest, "prompt=none goes with no other value.")
	}
	a.ACR = slices.Contains(strings.Fields(r.ACRValues), bearer.ACRMFA)
	if a.Scopes, err = s.scopesFor(client, r.Scope, client.Scopes); err != nil {
		return a, err
	}
	if err := s.mayOmitResource(r.Resources); err != nil {
		return a, err
	}
	a.Resources, a.APIs, err = s.knownResources(ctx, r.Resources)
	return a, err
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
	case r.Challenge == "" && client.RequiresPKCE():
		return Refuse(InvalidRequest, "The code_challenge is missing; PKCE is required of this app (require_pkce).")
	case r.Challenge == "" && r.ChallengeMethod == "":
		return nil
	case r.ChallengeMethod != "S256":
		return Refuse(InvalidRequest, "The code_challenge_method must be S256.")
	case !ValidChallenge(r.Challenge):
		return Refuse(InvalidRequest, "The code_challenge must be a SHA-256 hash in base64url, 43 characters.")
	}
	return nil
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
