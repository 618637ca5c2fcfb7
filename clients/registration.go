package clients

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/internal/secret"
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
	FirstParty     bool
	// RefusesDefaultAudience is for a resource server that takes only tokens
	// that name it.
	RefusesDefaultAudience bool
	// PKCEOptional is for a confidential client whose library cannot do PKCE.
	PKCEOptional bool
	// Problems is what the caller has found wrong, which is refused with the rest.
	Problems Errors
}

// Register makes a client for the actor, or at the command line for any owner.
// For a confidential one it returns the secret, which is not kept. A client
// that asks for more than self-service offers is stored as pending. Errors:
// ErrNotFresh, *Denied, *Error naming the field or over the quota.
func (c *Clients) Register(ctx context.Context, by actor.Actor, r Registration) (Client, string, error) {
	if by.Credential != actor.CommandLine {
		r.OwnerID = by.UserID
	}
	client, err := c.admitted(by, r)
	if err != nil {
		return Client{}, "", c.refusal(ctx, "client.registered", "", err)
	}
	raw, first := "", (*Secret)(nil)
	if client.Type == Confidential {
		raw = secret.New(secret.ClientSecret)
		first = &Secret{Hash: secret.HashOf(raw), CreatedAt: client.CreatedAt}
	}
	err = c.store.Transact(ctx, func(ctx context.Context) error {
		if err := c.checkClients(ctx, by, client.OwnerID); err != nil {
			return err
		}
		if client.CreatorLineage, err = c.attach(ctx, by); err != nil {
			return err
		}
		if err := c.checkChildren(ctx, client.CreatorLineage); err != nil {
			return err
		}
		return c.keep(ctx, client, first)
	})
	if err != nil {
		return Client{}, "", c.refusal(ctx, "client.registered", "", err)
	}
	return client, raw, nil
}

// admitted is the client of a registration that this actor may make.
func (c *Clients) admitted(by actor.Actor, r Registration) (Client, error) {
	if err := c.mayRegister(by, r); err != nil {
		return Client{}, err
	}
	wrong := r.Problems
	name, err := c.displayName(r.Name, by.Operates())
	if err := wrong.add(err); err != nil {
		return Client{}, err
	}
	client, err := r.client(name, c.opts)
	if err := cmp.Or(wrong.add(err), wrong.err()); err != nil {
		return Client{}, err
	}
	if missing, ok := by.Covers(client.Scopes); !ok {
		return Client{}, denied("A client cannot reach further than the token that registers it, which lacks " + missing + "; leave that scope out.")
	}
	id, err := uuid.NewV7()
	if err != nil {
		return Client{}, err
	}
	now := c.opts.Now().UTC()
	client.ID, client.CreatedAt = id.String(), now.Truncate(time.Second)
	if by.Operates() {
		client.ReviewedAt = now
		return client, nil
	}
	if client.Pending, err = c.opts.SelfService.admit(client, c.opts.Catalogue); err != nil {
		return Client{}, err
	}
	if client.Pending {
		client.InactiveSince = now
	}
	return client, nil
}

// mayRegister refuses what this actor may not register at all.
func (c *Clients) mayRegister(by actor.Actor, r Registration) error {
	if err := c.mayWrite(by); err != nil {
		return err
	}
	if r.ResourceServer == "" && !r.FirstParty {
		return nil
	}
	return c.mayTrust(by)
}

// mayTrust refuses everybody but the operator, and administrators who signed in
// just now, to make a resource server or a first-party client. Errors: *Denied,
// ErrNotFresh.
func (c *Clients) mayTrust(by actor.Actor) error {
	switch {
	case by.Credential == actor.CommandLine:
		return nil
	case by.ByToken():
		return denied("A token registers no resource server and no first-party client. Use `patio client create`, or an administrator's browser.")
	case !by.Admin:
		return denied("Only an administrator registers a resource server or a first-party client, in the browser or with `patio client create`.")
	case !by.Fresh(c.opts.Now()):
		return ErrNotFresh
	}
	return nil
}

// checkClients holds a person to how many clients they may have. Their row is
// held meanwhile, so that no two of them are the last one.
func (c *Clients) checkClients(ctx context.Context, by actor.Actor, ownerID string) error {
	most := c.opts.Quotas.ClientsPerUser
	if most == 0 || by.Credential == actor.CommandLine {
		return nil
	}
	active, err := c.store.LockOwner(ctx, ownerID)
	switch {
	case err != nil:
		return err
	case !active:
		return denied("This account is disabled or was deleted; it registers no client.")
	}
	count, err := c.store.CountClients(ctx, ownerID)
	if err == nil && count >= most {
		err = &Error{Detail: fmt.Sprintf("You have %d API clients; quotas.clients_per_user allows %d. "+
			"Delete one that you no longer need, or ask an administrator.", count, most)}
	}
	return err
}

// checkChildren holds a token to how much it may create.
func (c *Clients) checkChildren(ctx context.Context, lineage string) error {
	most := c.opts.Quotas.ChildrenPerToken
	if most == 0 || lineage == "" {
		return nil
	}
	count, err := c.store.CountCreated(ctx, lineage)
	if err == nil && count >= most {
		err = &Error{Detail: fmt.Sprintf("This token has created %d tokens and clients; quotas.children_per_token allows %d. "+
			"Use another token, or the browser.", count, most)}
	}
	return err
}

func (c *Clients) keep(ctx context.Context, client Client, first *Secret) error {
	if first != nil {
		first.CreatorLineage = client.CreatorLineage
	}
	if err := c.store.CreateClient(ctx, client, first); err != nil {
		return err
	}
	return audit.RecordChange(ctx, c.store, client.CreatedAt, "client.registered", client.ID,
		audit.Change{After: facts(client)}, map[string]string{"status": string(client.Status())})
}

const (
	maxRedirectURIs = 20
	maxScopes       = 100
)

// client checks the registration and gives the client it describes, without id.
func (r Registration) client(name string, opts Options) (Client, error) {
	c := Client{
		OwnerID: r.OwnerID, Name: name, Type: r.Type,
		Scopes: unique(r.Scopes), RedirectURIs: unique(r.RedirectURIs), GrantTypes: unique(r.GrantTypes),
		AuthMethod: r.AuthMethod, Format: r.Format, ResourceServer: r.ResourceServer, UserTokens: r.UserTokens,
		FirstParty: r.FirstParty, AcceptsDefaultAudience: !r.RefusesDefaultAudience, PKCEOptional: r.PKCEOptional,
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
	var wrong Errors
	for _, check := range []func(Client, Catalogue) error{
		checkType, checkPKCE, checkScopes, checkGrants, checkResourceServer,
	} {
		if err := wrong.add(check(c, opts.Catalogue)); err != nil {
			return Client{}, err
		}
	}
	if err := wrong.add(checkRedirects(c, nil, opts.CustomSchemes)); err != nil {
		return Client{}, err
	}
	return c, wrong.err()
}

// displayName returns a client's name as it is stored, which people read on
// the consent page. Errors: *Error.
func (c *Clients) displayName(name string, mayReserved bool) (string, error) {
	kept, err := c.opts.Reserved.Name(name, mayReserved)
	if err != nil {
		return "", invalid("name", err.Error())
	}
	return kept, nil
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

func checkPKCE(c Client, _ Catalogue) error {
	if c.Type == Public && c.PKCEOptional {
		return invalid("require_pkce", "must be true for a public client, which has nothing else to prove itself with")
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
			return invalid("grant_types", "names "+quote(g)+", which Patio does not serve; it must be one of authorization_code, refresh_token, client_credentials")
		}
	}
	if c.Type == Public && c.MayUse(GrantClientCredentials) {
		return invalid("grant_types", "cannot hold client_credentials for a public client, which has no secret to prove itself with")
	}
	return nil
}

// checkRedirects checks the redirect URIs of a client, and names each one that is
// wrong. Those that it had before may stay, although the operator has taken custom
// schemes back since.
func checkRedirects(c Client, before []string, customSchemes bool) error {
	if len(c.RedirectURIs) > maxRedirectURIs {
		return invalid("redirect_uris", "takes at most 20 URIs")
	}
	var faults []string
	for _, u := range c.RedirectURIs {
		if fault := redirectFault(u, customSchemes || slices.Contains(before, u)); fault != "" {
			faults = append(faults, quote(u)+": "+fault)
		}
	}
	if len(faults) > 0 {
		return invalid("redirect_uris", "names "+strings.Join(faults, ". It names "))
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
