package e2e_test

import (
	"crypto/rand"
	"strings"
	"testing"
)

// person is a user, and what only they know.
type person struct {
	ID, Username, Email, Name, Password string
}

// person makes a user by the command line.
func (p *patio) person(t *testing.T, flags ...string) person {
	t.Helper()
	username := "u" + strings.ToLower(rand.Text()[:10])
	who := person{Username: username, Email: username + "@example.org", Name: "Mira " + username, Password: rand.Text()}
	p.hide(who.Password)
	made := p.cliWith(t, who.Password+"\n", append([]string{
		"user", "create", "--username", who.Username, "--email", who.Email, "--name", who.Name, "--password-stdin",
	}, flags...)...)
	who.ID = made.text(t, "id")
	return who
}

// clientSpec says what is special about a client. The zero value is a confidential client that authenticates by Basic
// and uses the code flow and refresh tokens, with JWT access tokens and the scopes of defaultScopes.
type clientSpec struct {
	Name           string
	Public         bool
	Scopes         []string
	Redirects      []string
	Grants         []string
	AuthMethod     string // token_endpoint_auth_method
	Opaque         bool   // access tokens
	ResourceServer string // its identifier
	UserTokens     bool
	FirstParty     bool
}

var defaultScopes = []string{"profile", "email", "notes:read", "notes:write"}

// callback is where the clients' answers go: nobody listens there, since the harness only reads the address.
const callback = "https://app.example.org/callback"

// client is a registered client, and its secret.
type client struct {
	ID, Secret, Name, AuthMethod, Redirect, ResourceServer string
	Scopes                                                 []string
}

// client registers a client by the command line.
func (p *patio) client(t *testing.T, owner person, spec clientSpec) client {
	t.Helper()
	if spec.Scopes == nil {
		spec.Scopes = defaultScopes
	}
	if spec.Redirects == nil {
		spec.Redirects = []string{callback}
	}
	if spec.Name == "" {
		spec.Name = "Ledgerly " + rand.Text()[:6]
	}
	made := p.cli(t, append([]string{"client", "create", "--owner", owner.Username}, spec.flags()...)...)
	c := client{
		ID: made.text(t, "client_id"), Name: spec.Name, AuthMethod: made.text(t, "token_endpoint_auth_method"),
		Scopes: spec.Scopes, ResourceServer: spec.ResourceServer,
	}
	if len(spec.Redirects) > 0 {
		c.Redirect = spec.Redirects[0]
	}
	if !spec.Public {
		c.Secret = made.text(t, "client_secret")
	}
	return c
}

func (s clientSpec) flags() []string {
	flags := []string{"--name", s.Name, "--type", "confidential", "--scope", strings.Join(s.Scopes, " ")}
	if s.Public {
		flags[3] = "public"
	}
	for _, uri := range s.Redirects {
		flags = append(flags, "--redirect-uri", uri)
	}
	for _, grant := range s.Grants {
		flags = append(flags, "--grant-type", grant)
	}
	if s.AuthMethod != "" {
		flags = append(flags, "--token-endpoint-auth-method", s.AuthMethod)
	}
	if s.Opaque {
		flags = append(flags, "--access-token-format", "opaque")
	}
	if s.ResourceServer != "" {
		flags = append(flags, "--resource-server", s.ResourceServer)
	}
	if s.FirstParty {
		flags = append(flags, "--first-party")
	}
	if s.UserTokens {
		flags = append(flags, "--user-tokens")
	}
	return flags
}

// resourceServer registers an API: a client that asks about other clients' tokens.
func (p *patio) resourceServer(t *testing.T, owner person) client {
	t.Helper()
	return p.client(t, owner, clientSpec{
		Name: "Notes", Scopes: []string{}, Redirects: []string{}, Grants: []string{"client_credentials"},
		ResourceServer: "https://" + strings.ToLower(rand.Text()[:10]) + ".example.org/api",
	})
}

// pat mints a personal access token by the command line.
func (p *patio) pat(t *testing.T, who person, on client, flags ...string) (token, id string) {
	t.Helper()
	made := p.cli(t, append([]string{
		"pat", "create", "--user", who.Username, "--client", on.ID, "--name", "nightly backup",
	}, flags...)...)
	return made.text(t, "token"), made.text(t, "id")
}
