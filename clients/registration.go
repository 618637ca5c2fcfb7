package clients

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Registration is what a developer says of a new client. Fields left out take
// their defaults: the grant types fitting for an app, a secret sent by Basic,
// JWT access tokens. An empty list of grant types, other than nil, is none: a
// client for personal access tokens alone.
type Registration struct {
	OwnerID        string
	Name           string
	Type           Type
	Scopes         []string
	RedirectURIs   []string
	GrantTypes     []string
	AuthMethod     string
	Format         Format
	ResourceServer string
	UserTokens     bool
}

const (
	maxRedirectURIs = 20
	maxScopes       = 100
)

// client checks the registration and gives the client it describes, without id.
func (r Registration) client(catalogue Catalogue) (Client, error) {
	c := Client{
		OwnerID: r.OwnerID, Name: strings.TrimSpace(r.Name), Type: r.Type,
		Scopes: unique(r.Scopes), RedirectURIs: unique(r.RedirectURIs), GrantTypes: unique(r.GrantTypes),
		AuthMethod: r.AuthMethod, Format: r.Format, ResourceServer: r.ResourceServer, UserTokens: r.UserTokens,
	}
	if r.GrantTypes == nil {
		c.GrantTypes = []string{GrantCode, GrantRefresh}
	}
	if c.AuthMethod == "" {
		c.AuthMethod = AuthBasic
		if c.Type == Public {
			c.AuthMethod = AuthNone
		}
	}
	if c.Format == "" {
		c.Format = JWT
	}
	for _, check := range []func(Client, Catalogue) error{
		checkName, checkType, checkScopes, checkGrants, checkRedirects, checkResourceServer,
	} {
		if err := check(c, catalogue); err != nil {
			return Client{}, err
		}
	}
	return c, nil
}

func checkName(c Client, _ Catalogue) error {
	if c.Name == "" || utf8.RuneCountInString(c.Name) > 100 || !printable(c.Name) {
		return invalid("name", "takes 1 to 100 characters and no control characters")
	}
	return nil
}

// printable reports whether s is valid UTF-8 without control or direction
// characters, with which one name can be made to look like another.
func printable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	})
}

func checkType(c Client, _ Catalogue) error {
	switch {
	case c.Type != Confidential && c.Type != Public:
		return invalid("type", `must be "confidential" (it can keep a secret) or "public" (it cannot)`)
	case c.Type == Public && c.AuthMethod != AuthNone:
		return invalid("token_endpoint_auth_method", `must be "none" for a public client`)
	case c.Type == Confidential && c.AuthMethod != AuthBasic && c.AuthMethod != AuthPost:
		return invalid("token_endpoint_auth_method", `must be "client_secret_basic" or "client_secret_post" for a confidential client`)
	case c.Format != JWT && c.Format != Opaque:
		return invalid("access_token_format", `must be "jwt" or "opaque"`)
	}
	return nil
}

func checkScopes(c Client, catalogue Catalogue) error {
	if len(c.Scopes) > maxScopes {
		return invalid("scopes", "takes at most 100 scopes")
	}
	for _, s := range c.Scopes {
		if !catalogue.Has(s) {
			return invalid("scopes", "names "+quote(s)+", which is not in the catalogue of scopes; the operator lists scopes in the configuration")
		}
	}
	return nil
}

func checkGrants(c Client, _ Catalogue) error {
	for _, g := range c.GrantTypes {
		if g != GrantCode && g != GrantRefresh && g != GrantClientCredentials {
			return invalid("grant_types", "names "+quote(g)+", which Patio does not serve; choose of authorization_code, refresh_token, client_credentials")
		}
	}
	if c.Type == Public && c.MayUse(GrantClientCredentials) {
		return invalid("grant_types", "cannot hold client_credentials for a public client, which has no secret to prove itself with")
	}
	return nil
}

func checkRedirects(c Client, _ Catalogue) error {
	if len(c.RedirectURIs) > maxRedirectURIs {
		return invalid("redirect_uris", "takes at most 20 URIs")
	}
	for _, u := range c.RedirectURIs {
		if err := checkRedirectURI(u); err != nil {
			return err
		}
	}
	return nil
}

// checkResourceServer holds an API's identifier to RFC 8707, section 2: an
// absolute URI without a fragment.
func checkResourceServer(c Client, _ Catalogue) error {
	switch {
	case c.ResourceServer == "":
		return nil
	case c.Type != Confidential:
		return invalid("resource_server", "needs a confidential client, since a resource server proves itself with a secret")
	case !validIdentifier(c.ResourceServer):
		return invalid("resource_server", "must be an absolute URI without a fragment, at most 255 characters, such as https://api.example.org")
	}
	return nil
}

func validIdentifier(s string) bool {
	if s == "" || len(s) > 255 || !plainASCII(s) {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && u.IsAbs() && !strings.Contains(s, "#") && (u.Host != "" || u.Opaque != "") && u.User == nil
}

// plainASCII reports whether s is made of visible ASCII characters alone.
func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// quote shows a value from outside in an error: short, one line, ASCII.
func quote(s string) string {
	if len(s) > 80 {
		s = s[:80]
	}
	return `"` + strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' {
			return '?'
		}
		return r
	}, s) + `"`
}

// unique drops empty and repeated entries and keeps the order.
func unique(in []string) []string {
	out := make([]string, 0, len(in))
	for _, s := range in {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
