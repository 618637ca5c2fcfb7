package main

import (
	"encoding/base64"
	"fmt"
	"net/url"
)

// The documented paths that are loaded.
const (
	tokenPath      = "/oauth/token"
	introspectPath = "/oauth/introspect"
	mePath         = "/api/v1/me"
	metadataPath   = "/.well-known/oauth-authorization-server"
)

// The marks. A mark of a case is a share of the yardstick's requests per second.
const (
	startupCase   = "startup"
	startupMark   = 200.0    // milliseconds until ready, at most
	memoryMark    = 64 << 20 // bytes resident under load, at most
	benchScope    = "profile tokens:read"
	starts        = 9 // starts that are timed; the result is their median
	controlSize   = 400
	controlClient = "control"
)

// credentials are what a case presents.
type credentials struct {
	clientID, clientSecret string
	rsID, rsSecret         string // the resource server's
	jwt, pat, patID        string
}

// benchCase is one thing that is measured.
type benchCase struct {
	name    string
	mark    float64 // 0: measured, but held to nothing
	request func(c credentials) []byte
	want    func(c credentials) string // stands in every good answer, Patio's and the yardstick's
}

// cases in the order in which they are measured and printed.
func cases() []benchCase {
	granted := func(credentials) string { return `"access_token":"eyJ` }
	active := func(credentials) string { return `"active":true` }
	ours := func(c credentials) string { return `"` + c.clientID + `"` }
	return []benchCase{
		{"client-credentials", 0.30, clientCredentials, granted},
		{"introspect-jwt", 0.30, func(c credentials) []byte { return introspect(c, c.jwt) }, active},
		{"introspect-pat", 0.40, func(c credentials) []byte { return introspect(c, c.pat) }, active},
		{"me-jwt", 0, func(c credentials) []byte { return bearerGet(mePath, c.jwt) }, ours},
		{"me-pat", 0.35, func(c credentials) []byte { return bearerGet(mePath, c.pat) }, ours},
	}
}

// measurable names everything that --only takes.
func measurable() []string {
	names := []string{startupCase}
	for _, c := range cases() {
		names = append(names, c.name)
	}
	return names
}

func clientCredentials(c credentials) []byte {
	return basicPost(tokenPath, c.clientID, c.clientSecret,
		url.Values{"grant_type": {"client_credentials"}, "scope": {benchScope}})
}

func introspect(c credentials, token string) []byte {
	return basicPost(introspectPath, c.rsID, c.rsSecret, url.Values{"token": {token}})
}

// basicPost is a whole request. Id and secret are form-encoded before they are joined (RFC 6749 section 2.3.1). The Host
// is a fixed one: the same bytes then go to either side, and the issuer of neither comes from it.
func basicPost(path, id, secret string, form url.Values) []byte {
	body := form.Encode()
	basic := base64.StdEncoding.EncodeToString([]byte(url.QueryEscape(id) + ":" + url.QueryEscape(secret)))
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic %s\r\n"+
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", path, basic, len(body), body)
}

func bearerGet(path, token string) []byte {
	return fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n", path, token)
}

func plainGet(path string) []byte {
	return fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", path)
}
