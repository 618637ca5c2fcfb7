package server

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/ratelimit"
)

const maxParameters = 100

// repeatable is the one parameter that may come more than once (RFC 8707).
const repeatable = "resource"

// protocolParameters never belong in the URL of an endpoint that takes a form:
// URLs end in logs and histories.
var protocolParameters = []string{
	"client_secret", "client_assertion", "code", "code_verifier", "refresh_token", "access_token", "token", "password",
	"username", "client_id", "grant_type", "scope", "redirect_uri", "resource", "token_type_hint",
}

// readForm reads the body of a protocol endpoint: urlencoded only, each
// parameter once, nothing of the protocol in the URL.
func readForm(c *gin.Context) (url.Values, error) {
	kind, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, oauth.Refuse(oauth.InvalidRequest, "Send the parameters as application/x-www-form-urlencoded in the body.")
	}
	if err := checkQuery(c.Request.URL.RawQuery); err != nil {
		return nil, err
	}
	body, err := io.ReadAll(c.Request.Body)
	if err != nil {
		return nil, bodyFailure(err)
	}
	form, err := parseParameters(string(body))
	if err != nil {
		return nil, err
	}
	if name := repeated(form); name != "" {
		return nil, oauth.Refuse(oauth.InvalidRequest, "A parameter came twice: each may come once.")
	}
	return form, nil
}

// bodyFailure tells a body that is too large from one that did not arrive.
func bodyFailure(err error) error {
	var timeout net.Error
	switch {
	case errors.As(err, new(*http.MaxBytesError)), errors.Is(err, errNoRoom):
		return err
	case errors.As(err, &timeout) && timeout.Timeout():
		return &failure{status: http.StatusRequestTimeout, code: oauth.InvalidRequest, detail: "The request body took too long to arrive.", cause: err}
	}
	return &failure{status: http.StatusBadRequest, code: oauth.InvalidRequest, detail: "The request body did not arrive whole.", cause: err}
}

// parseParameters reads urlencoded parameters, a bounded number of them.
func parseParameters(raw string) (url.Values, error) {
	if strings.Count(raw, "&") >= maxParameters {
		return nil, oauth.Refuse(oauth.InvalidRequest, "At most 100 parameters are taken.")
	}
	form, err := url.ParseQuery(raw)
	if err != nil {
		return nil, oauth.Refuse(oauth.InvalidRequest, "The parameters are not urlencoded as they should be.")
	}
	return form, nil
}

// repeated is a parameter that came twice and may not; "" where there is none.
// Those that decide where an answer may go come first.
func repeated(form url.Values) string {
	for _, name := range []string{"client_id", "redirect_uri"} {
		if len(form[name]) > 1 {
			return name
		}
	}
	for name, values := range form {
		if len(values) > 1 && name != repeatable {
			return name
		}
	}
	return ""
}

// checkQuery refuses a URL that carries a parameter of the protocol, or that
// cannot be read, so that one could hide in it.
func checkQuery(raw string) error {
	if raw == "" {
		return nil
	}
	query, err := url.ParseQuery(raw)
	if err != nil {
		return oauth.Refuse(oauth.InvalidRequest, "The query of the URL is not urlencoded as it should be; leave it out.")
	}
	for _, name := range protocolParameters {
		if query.Has(name) {
			return oauth.Refuse(oauth.InvalidRequest, "The parameter "+name+" came in the URL; send it in the body alone.")
		}
	}
	return nil
}

// present drops parameters without a value, which count as left out
// (RFC 6749, section 3.2).
func present(values []string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
}

// credentials is how the client says who it is: Basic, the body, or its mere
// id; never two of them (RFC 6749, section 2.3).
func credentials(c *gin.Context, form url.Values) (clients.Credentials, error) {
	headers := c.Request.Header["Authorization"]
	id, secret, assertion := form.Get("client_id"), form.Get("client_secret"), form.Get("client_assertion")
	if len(headers) == 0 {
		if secret != "" && assertion != "" {
			return clients.Credentials{}, errTwoWays
		}
		cred := clients.Credentials{ID: id, Secret: secret, Method: clients.AuthNone}
		if secret != "" {
			cred.Method = clients.AuthPost
		}
		if id == "" {
			return cred, oauth.Refuse(oauth.InvalidClient, "Say which client this is: by Basic authentication, or with client_id in the body.")
		}
		return cred, nil
	}
	basicID, basicSecret, err := basic(headers)
	switch {
	case err != nil:
		return clients.Credentials{}, err
	case secret != "" || assertion != "":
		return clients.Credentials{}, errTwoWays
	case id != "" && id != basicID:
		return clients.Credentials{}, oauth.Refuse(oauth.InvalidRequest, "The client_id in the body is not the one that authenticates.")
	}
	method := clients.AuthBasic
	if basicSecret == "" { // a public client whose library knows no other way (RFC 6749, section 2.3.1)
		method = clients.AuthNone
	}
	return clients.Credentials{ID: basicID, Secret: basicSecret, Method: method}, nil
}

var errTwoWays = oauth.Refuse(oauth.InvalidRequest, "The client authenticates in two ways at once; use one.")

var errNotBasic = oauth.Refuse(oauth.InvalidClient, "The Authorization header must be Basic, with the client's id and secret.")

// basic reads the one Authorization header. Id and secret are urlencoded
// before they are joined (RFC 6749, section 2.3.1).
func basic(headers []string) (id, secret string, err error) {
	scheme, encoded, _ := strings.Cut(headers[0], " ")
	if len(headers) != 1 || !strings.EqualFold(scheme, "Basic") {
		return "", "", errNotBasic
	}
	joined, err := base64.StdEncoding.Strict().DecodeString(strings.TrimSpace(encoded))
	if err != nil {
		return "", "", errNotBasic
	}
	rawID, rawSecret, found := strings.Cut(string(joined), ":")
	id, errID := url.QueryUnescape(rawID)
	secret, errSecret := url.QueryUnescape(rawSecret)
	if !found || errID != nil || errSecret != nil {
		return "", "", errNotBasic
	}
	return id, secret, nil
}

// authenticateClient is the client that a form proves. Guessing is slowed by
// client and address, and by address.
func (s *Server) authenticateClient(ctx context.Context, c *gin.Context, cred clients.Credentials) (clients.Client, error) {
	release, err := s.clientGuard(c, cred.ID)
	if err != nil {
		return clients.Client{}, err
	}
	client, err := s.knownClient(ctx, c, cred)
	release(err)
	return client, err
}

// knownClient is authenticateClient where tries are counted elsewhere.
func (s *Server) knownClient(ctx context.Context, c *gin.Context, cred clients.Credentials) (clients.Client, error) {
	client, err := s.OAuth.Authenticate(ctx, cred)
	if err != nil {
		return clients.Client{}, err
	}
	lineOf(ctx).ClientID = client.ID
	actAsClient(c, client.ID)
	return client, nil
}

// clientGuard says whether this address may still try this client, and gives
// what counts a failure. Only failures count, so a busy client never slows
// itself.
func (s *Server) clientGuard(c *gin.Context, id string) (count func(error), err error) {
	ctx := c.Request.Context()
	address := lineOf(ctx).Address
	tries := []struct {
		limit ratelimit.Limit
		of    string
	}{{s.opts.Limits.ClientPerPair, id}, {s.opts.Limits.ClientPerAddress, ""}}
	for _, try := range tries {
		d, err := s.limiter.PeekFrom(ctx, try.limit, address, try.of)
		if err != nil {
			return nil, err
		}
		if !d.Allowed {
			return nil, tooMany(d)
		}
	}
	return func(err error) {
		if !errors.Is(err, oauth.ErrAuthentication) {
			return
		}
		if err := s.Clients.RecordRefusal(ctx, id); err != nil {
			lineOf(ctx).ErrorDetail = err.Error() // the refusal stands either way
		}
		for _, try := range tries {
			_ = s.limiter.FailFrom(context.WithoutCancel(ctx), try.limit, address, try.of) // the refusal stands either way
		}
	}, nil
}

// tooMany is the answer to somebody who tries too often.
func tooMany(d ratelimit.Decision) *failure {
	return &failure{
		status: http.StatusTooManyRequests, code: "temporarily_unavailable", retry: d.RetryAfter,
		detail: "Too many failed attempts. Wait a little and try again.", page: "Nothing was changed.",
	}
}
