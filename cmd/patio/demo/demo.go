// Package demo is what `patio demo` shows: a person, three clients, the lines
// to paste that lead through everything Patio does, and the page that stands
// in for an app when a browser is sent back.
//
// It owns the demo's data and words, and makes the lines from the very values
// that it put into the database. It does not own the server: cmd/patio runs
// it, and wraps it in [Data.Handler].
//
//	Populate ─▶ Data ─┬▶ Tour      the text with the lines to paste
//	                  └▶ Handler   /demo/callback, and behind it Patio
package demo

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"strings"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/users"
)

// CallbackPath is where the demo's page waits for the browser to come back.
const CallbackPath = "/demo/callback"

// The fixed parts of the demo.
const (
	username    = "demo"
	notesRead   = "notes:read"
	notesWrite  = "notes:write"
	notesAPI    = "https://notes.example.test" // the identifier of the resource server
	exampleHome = "http://127.0.0.1:8091"      // where examples/app listens
)

// Scope is a scope that the demo adds to the catalogue.
type Scope struct{ Name, Description string }

// Scopes are the scopes of the demo's resource server.
func Scopes() []Scope {
	return []Scope{{notesRead, "Read your notes"}, {notesWrite, "Write notes for you"}}
}

// Client is one of the demo's API clients.
type Client struct {
	ID     string `json:"client_id"`
	Secret string `json:"client_secret,omitempty"` // none for the public one
	Name   string `json:"name"`
	Scopes string `json:"scope"`
}

// Data is all that the demo made, secrets included: it lasts as long as the
// process does.
type Data struct {
	Issuer   string `json:"issuer"`
	Username string `json:"username"`
	Password string `json:"password"`
	App      Client `json:"app"`             // confidential
	Mobile   Client `json:"public_app"`      // public
	API      Client `json:"resource_server"` // a resource server
	Audience string `json:"audience"`        // what the resource server is called
	Redirect string `json:"redirect_uri"`    // of both apps, where the demo's page waits

	browser flow // of the page
	shell   flow // of the lines to paste
}

// flow is what an app remembers of one authorization request.
type flow struct{ state, verifier string }

func newFlow() flow {
	// 52 letters and digits: within RFC 7636, section 4.1.
	return flow{state: rand.Text(), verifier: rand.Text() + rand.Text()}
}

// challenge is the verifier's S256 challenge (RFC 7636, section 4.2).
func (f flow) challenge() string {
	sum := sha256.Sum256([]byte(f.verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// Populate makes the person and the clients. The catalogue of clients must
// hold [Scopes].
func Populate(ctx context.Context, people *users.Users, apps *clients.Clients, issuer string) (*Data, error) {
	d := &Data{
		Issuer: issuer, Username: username, Password: strings.ToLower(rand.Text()[:16]),
		Audience: notesAPI, Redirect: issuer + CallbackPath, browser: newFlow(), shell: newFlow(),
	}
	owner, err := people.Create(ctx, users.Draft{
		Username: d.Username, Email: "demo@example.test", Name: "Demo Person", Password: d.Password, Admin: true,
	})
	if err != nil {
		return nil, err
	}
	for _, made := range []struct {
		into *Client
		from clients.Registration
	}{
		{&d.App, clients.Registration{
			Name: "Ledgerly", Type: clients.Confidential,
			Scopes:       []string{"profile", "email", notesRead, notesWrite, "tokens:read", "tokens:write"},
			RedirectURIs: []string{exampleHome + "/callback", d.Redirect},
			GrantTypes:   []string{clients.GrantCode, clients.GrantRefresh, clients.GrantClientCredentials},
		}},
		{&d.Mobile, clients.Registration{
			Name: "Ledgerly for phones", Type: clients.Public, Scopes: []string{"profile", "email", notesRead},
			RedirectURIs: []string{"http://127.0.0.1/callback", d.Redirect},
		}},
		{&d.API, clients.Registration{
			Name: "Notes", Type: clients.Confidential, ResourceServer: notesAPI,
			GrantTypes: []string{clients.GrantClientCredentials},
		}},
	} {
		made.from.OwnerID = owner.ID
		client, secret, err := apps.Register(ctx, actor.Operator(), made.from)
		if err != nil {
			return nil, err
		}
		*made.into = Client{ID: client.ID, Secret: secret, Name: client.Name, Scopes: strings.Join(client.Scopes, " ")}
	}
	return d, nil
}

// BrowserURL is where a browser begins the code flow that ends on the demo's
// page, for the public client.
func (d *Data) BrowserURL() string { return d.authorize(d.Mobile, d.browser) }

// ShellURL is the same for the confidential client and the lines to paste.
func (d *Data) ShellURL() string { return d.authorize(d.App, d.shell) }

func (d *Data) authorize(app Client, f flow) string {
	return d.Issuer + "/oauth/authorize?" + url.Values{
		"response_type": {"code"}, "client_id": {app.ID}, "redirect_uri": {d.Redirect}, "scope": {app.Scopes},
		"state": {f.state}, "code_challenge": {f.challenge()}, "code_challenge_method": {"S256"},
	}.Encode()
}
