package bearer

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// introspect asks the authorization server about token (RFC 7662). It believes an active token only as far as the
// answer fits this resource server: issuer, audience, times, and a token type that Bearer may carry.
func (c *Client) introspect(ctx context.Context, token string) (*Principal, error) {
	if c.introspection == "" {
		return nil, invalidToken("This server takes no personal access tokens. Send a JWT access token.", nil)
	}
	m, err := c.ask(ctx, token)
	if err != nil {
		return nil, unavailable(err)
	}
	answer := reader{members: m}
	switch active := answer.flag("active"); {
	case answer.err != nil || !answer.has("active"):
		return nil, unavailable(errors.New("the introspection answer does not say whether the token is active"))
	case !active:
		return nil, ErrInvalidToken
	}
	p, err := c.judge(m, token)
	if err == nil && !p.AllowedFrom(originIn(ctx).address) {
		return nil, errOutside()
	}
	return p, err
}

// judge turns an active answer into a principal. What the authorization server garbled is its failure, not the
// token's.
func (c *Client) judge(m members, token string) (*Principal, error) {
	var claims claims
	err := claims.read(m)
	answer := reader{members: m, err: err}
	tokenType, kind := answer.text("token_type"), answer.kind(token)
	switch {
	case answer.err != nil:
		return nil, unavailable(fmt.Errorf("the introspection answer: %w", answer.err))
	case tokenType != "" && !strings.EqualFold(tokenType, "Bearer"):
		return nil, invalidToken("The access token is not a bearer token.", nil)
	}
	if err := c.answers.Validate(&claims); err != nil {
		return nil, refuseClaims(err)
	}
	claims.Kind = kind
	return &claims.Principal, nil
}

// kind reads token_kind, which is Patio's own; where it is missing the prefix tells.
func (r *reader) kind(token string) Kind {
	switch kind := Kind(r.text("token_kind")); {
	case kind == KindPAT || kind == KindOAuth:
		return kind
	case kind != "":
		r.fail("token_kind")
	case strings.HasPrefix(token, "pat_"):
		return KindPAT
	}
	return KindOAuth
}

// ask posts the token, with this resource server's credentials in the header.
func (c *Client) ask(ctx context.Context, token string) (members, error) {
	form := url.Values{"token": {token}, "token_type_hint": {"access_token"}}
	if scopes := requiredIn(ctx); scopes != "" {
		form.Set("required_scope", scopes)
	}
	if from := originIn(ctx); from.address.IsValid() {
		form.Set("client_ip", from.address.String()) // Patio's own; RFC 7662 section 2.1 leaves room for it
		if from.agent != "" {
			form.Set("client_agent", from.agent) // likewise
		}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.introspection, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	// RFC 6749 section 2.3.1: both are form-encoded before they are joined by a colon.
	req.SetBasicAuth(url.QueryEscape(c.cfg.ClientID), url.QueryEscape(c.cfg.ClientSecret))
	status, _, body, err := c.remote.do(req)
	if err != nil {
		return nil, err
	}
	switch status {
	case http.StatusOK:
	case http.StatusUnauthorized, http.StatusForbidden:
		return nil, fmt.Errorf("%w (%d): check ClientID and ClientSecret", ErrCredentials, status)
	default:
		return nil, fmt.Errorf("the introspection endpoint answered %d", status)
	}
	m, err := parseObject(body)
	if err != nil {
		return nil, fmt.Errorf("the introspection answer: %w", err)
	}
	return m, nil
}
