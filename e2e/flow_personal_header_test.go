package e2e_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// carriage is one way in which a request may carry tokens.
type carriage struct {
	personal, authorization []string
	query                   string
}

func (p *patio) carried(t *testing.T, c carriage) answer {
	t.Helper()
	r := p.request(t, http.MethodGet, "/api/v1/me"+c.query, nil)
	for name, values := range map[string][]string{"Personal-Token": c.personal, "Authorization": c.authorization} {
		if values != nil {
			r.Header[name] = values
		}
	}
	return p.do(t, r)
}

// mistyped is a token with another last character.
func mistyped(token string) string {
	last := "0"
	if strings.HasSuffix(token, last) {
		last = "1"
	}
	return token[:len(token)-1] + last
}

const oauth1 = `OAuth realm="x", oauth_consumer_key="k", oauth_nonce="n", oauth_signature="s", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1"`

// TestPersonalTokenHeader is personal access tokens in the header Personal-Token, for programs that cannot set
// Authorization.
func TestPersonalTokenHeader(t *testing.T) {
	t.Parallel()
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	mira := p.person(t)
	own := p.client(t, mira, clientSpec{Scopes: []string{"notes:read", "tokens:read"}})
	token, id := p.pat(t, mira, own)
	other, _ := p.pat(t, mira, own, "--expires-in", "1h")
	access := p.grant(t, own, mira).Access
	got := p.carried(t, carriage{personal: []string{token}}).is(t, http.StatusOK).object(t)
	got.object(t, "token").shows(t, object{"id": id, "kind": "pat"})
	if p.carried(t, carriage{personal: []string{other}}).is(t, http.StatusOK).Header.Get("Token-Expires-At") == "" {
		t.Error("a token that ends soon is not told so in this header")
	}
	for name, c := range map[string]struct {
		carriage
		status int
	}{
		"both":               {carriage{personal: []string{token}, authorization: []string{"Bearer " + token}}, http.StatusBadRequest},
		"both, another":      {carriage{personal: []string{token}, authorization: []string{"Bearer " + access}}, http.StatusBadRequest},
		"both, a bad one":    {carriage{personal: []string{"pat_x"}, authorization: []string{"Bearer " + token}}, http.StatusBadRequest},
		"with Basic":         {carriage{personal: []string{token}, authorization: []string{"Basic eDp4"}}, http.StatusBadRequest},
		"with OAuth 1.0a":    {carriage{personal: []string{token}, authorization: []string{oauth1}}, http.StatusBadRequest},
		"twice":              {carriage{personal: []string{token, token}}, http.StatusBadRequest},
		"an access token":    {carriage{personal: []string{access}}, http.StatusBadRequest},
		"with a scheme":      {carriage{personal: []string{"Bearer " + token}}, http.StatusBadRequest},
		"with access_token":  {carriage{personal: []string{token}, query: "?access_token=" + token}, http.StatusBadRequest},
		"no token at all":    {carriage{personal: []string{"pat_\" x"}}, http.StatusBadRequest},
		"a typo":             {carriage{personal: []string{mistyped(token)}}, http.StatusUnauthorized},
		"OAuth 1.0a alone":   {carriage{authorization: []string{oauth1}}, http.StatusUnauthorized},
		"in the query":       {carriage{query: "?personalToken=" + token}, http.StatusBadRequest},
		"query and header":   {carriage{personal: []string{token}, query: "?personalToken=" + token}, http.StatusBadRequest},
		"query and Bearer":   {carriage{authorization: []string{"Bearer " + token}, query: "?personalToken=" + token}, http.StatusBadRequest},
		"escaped":            {carriage{query: "?personal%54oken=" + token}, http.StatusBadRequest},
		"an empty parameter": {carriage{authorization: []string{"Bearer " + token}, query: "?personalToken"}, http.StatusBadRequest},
	} {
		t.Run(name, func(t *testing.T) {
			challenge := p.carried(t, c.carriage).is(t, c.status).Header.Get("WWW-Authenticate")
			if c.status == http.StatusBadRequest && !strings.Contains(challenge, `error="invalid_request"`) {
				t.Errorf("the challenge is %q", challenge)
			}
		})
	}
	scopesByHeader(t, p, token)
}

// scopesByHeader: the way in changes nothing about what a token may do.
func scopesByHeader(t *testing.T, p *patio, token string) {
	for path, status := range map[string]int{pats: http.StatusOK, "/clients": http.StatusForbidden} {
		r := p.request(t, http.MethodGet, "/api/v1"+path, nil)
		r.Header.Set("Personal-Token", token)
		p.do(t, r).is(t, status)
	}
	// A token that does not count is no reason to let the browser's session in.
	b, mira := p.browser(), p.person(t)
	b.signIn(t, b.open(t, "/account/tokens"), mira).is(t, http.StatusOK)
	r := p.request(t, http.MethodGet, "/api/v1/me", nil)
	r.Header.Set("Personal-Token", "pat_x")
	resp, err := b.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if _ = resp.Body.Close(); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("a bad token beside a session: %d", resp.StatusCode)
	}
}

// TestPersonalTokenQuery is the query parameter, which the operator may switch on: URLs end in logs, though not in ours.
func TestPersonalTokenQuery(t *testing.T) {
	t.Parallel()
	p := start(t, storagetest.Fresh(t, storage.SQLite), settings{"personal_tokens.query_parameter": "true"})
	mira := p.person(t)
	own := p.client(t, mira, clientSpec{Scopes: []string{"notes:read"}})
	token, id := p.pat(t, mira, own)
	access := p.grant(t, own, mira).Access
	got := p.carried(t, carriage{query: "?personalToken=" + token}).is(t, http.StatusOK)
	got.object(t).object(t, "token").shows(t, object{"id": id, "kind": "pat"})
	p.carried(t, carriage{personal: []string{token}}).is(t, http.StatusOK)
	p.carried(t, carriage{authorization: []string{"Bearer " + token}}).is(t, http.StatusOK)
	for name, c := range map[string]struct {
		carriage
		status int
	}{
		"with the header": {carriage{personal: []string{token}, query: "?personalToken=" + token}, http.StatusBadRequest},
		"with Bearer":     {carriage{authorization: []string{"Bearer " + token}, query: "?personalToken=" + token}, http.StatusBadRequest},
		"with OAuth 1.0a": {carriage{authorization: []string{oauth1}, query: "?personalToken=" + token}, http.StatusBadRequest},
		"twice":           {carriage{query: "?personalToken=" + token + "&personalToken=" + token}, http.StatusBadRequest},
		"an access token": {carriage{query: "?personalToken=" + access}, http.StatusBadRequest},
		"as access_token": {carriage{query: "?access_token=" + token}, http.StatusBadRequest},
		"a typo":          {carriage{query: "?personalToken=" + mistyped(token)}, http.StatusUnauthorized},
		"empty":           {carriage{query: "?personalToken="}, http.StatusUnauthorized},
	} {
		t.Run(name, func(t *testing.T) { p.carried(t, c.carriage).is(t, c.status) })
	}
	// No part of it is in the log, which is whole when the server has stopped, and neither is the query at all.
	p.stop(t)
	logged := p.output.String()
	for _, secret := range []string{token, token[:39], token[4:20], "personalToken"} {
		if strings.Contains(logged, secret) {
			t.Errorf("the log holds %.6s… of the query", secret)
		}
	}
	if !strings.Contains(logged, "/api/v1/me") {
		t.Error("the log does not tell of the requests at all")
	}
}
