package oauth

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/resource"
)

// clientsWrite registers clients and changes them: with it, an app's token
// could make itself an app of any reach. So an app gets it only where an
// administrator trusts the app as the service's own, or the operator lets every
// app have it.
const clientsWrite = "clients:write"

// offlineAccess asks for a refresh token (OpenID Connect Core 1.0, section 11).
const offlineAccess = "offline_access"

// scopesFor reads a scope parameter (RFC 6749, section 3.3) and holds it to
// what the client may be granted of bound. Left out, it is all of that. A scope that
// nobody is granted is left out, if the client was registered with it. MCP clients
// add offline_access even if it was not. It is ignored for a client with the refresh
// grant, which gets a refresh token anyway. Something must be left.
func (s *Server) scopesFor(client clients.Client, asked string, bound []string) ([]string, error) {
	grantable := s.grantable(client, bound)
	if asked == "" {
		return grantable, nil
	}
	var out []string
	for scope := range strings.SplitSeq(asked, " ") {
		switch {
		case scope == "": // more than one space between two
		case strings.ContainsFunc(scope, func(r rune) bool { return r < '!' || r > '~' || r == '"' || r == '\\' }):
			return nil, Refuse(InvalidScope, "The scope parameter takes scopes separated by spaces.")
		case scope == offlineAccess && !slices.Contains(bound, scope) && client.MayUse(clients.GrantRefresh):
		case !slices.Contains(bound, scope):
			return nil, &ScopeRefused{client, scope, errWiderScope}
		case s.clients.Catalogue().Inactive(scope):
		case !slices.Contains(grantable, scope):
			return nil, &ScopeRefused{client, scope, Refuse(InvalidScope,
				"Apps cannot have the scope "+scope+". Leave it out, or use a personal access token that has it.")}
		case !slices.Contains(out, scope):
			out = append(out, scope)
		}
	}
	if len(out) == 0 {
		return nil, Refuse(InvalidScope, "The scope parameter names no scope that grants anything. Name some, or leave it out.")
	}
	return out, nil
}

var errWiderScope = Refuse(InvalidScope,
	"The scope asks for more than may be asked here. Scopes of a client are fixed when it is registered.")

// ScopeRefused is the refusal of a scope that a client may not have. RecordRefusal
// records it.
type ScopeRefused struct {
	Client  clients.Client
	Scope   string
	Refusal *Error // in the words of the RFCs
}

func (e *ScopeRefused) Error() string { return e.Refusal.Error() }

// Unwrap returns the refusal.
func (e *ScopeRefused) Unwrap() error { return e.Refusal }

// maxRecorded bounds what the audit trail keeps of a text that anybody may send.
const maxRecorded = 100

// RecordRefusal records that a client asked for a scope that it may not have. It
// writes one row and reads nothing. Anybody may send such a request in the name
// of a client, so callers bound how often they record it.
func (s *Server) RecordRefusal(ctx context.Context, e *ScopeRefused) error {
	detail := map[string]string{
		"scope": e.Scope[:min(len(e.Scope), maxRecorded)], "reason": e.Refusal.Description,
	}
	return audit.RecordRefusal(ctx, s.store, s.now(), "oauth.scope_refused", e.Client.ID, detail)
}

// grantable returns those scopes that OAuth may grant the client.
func (s *Server) grantable(client clients.Client, scopes []string) []string {
	catalogue := s.clients.Catalogue()
	return slices.DeleteFunc(slices.Clone(scopes), func(scope string) bool {
		ofApps := scope == clientsWrite && !client.FirstParty && !catalogue.Describe([]string{scope})[0].GrantableToApps
		return ofApps || catalogue.Inactive(scope)
	})
}

// audienceFor returns whom a token is meant for that a client asks for itself.
func (s *Server) audienceFor(ctx context.Context, asked []string) ([]string, error) {
	if len(asked) == 0 {
		return []string{s.opts.DefaultAudience}, s.mayOmitResource(asked)
	}
	names, _, err := s.knownResources(ctx, asked)
	return names, err
}

// mayOmitResource refuses a request that names no resource where one is
// required.
func (s *Server) mayOmitResource(asked []string) error {
	if s.opts.RequireResource && len(asked) == 0 {
		return Refuse(InvalidTarget, "The resource parameter is missing. Name the API that the token is for; this server requires it.")
	}
	return nil
}

// audienceWithin returns whom a token is meant for that is asked for with these
// resources, on a grant for those of the authorization. A grant for the default
// audience reaches every resource server that accepts it.
func (s *Server) audienceWithin(ctx context.Context, asked, granted []string) ([]string, error) {
	switch {
	case len(asked) == 0 && len(granted) == 0:
		return []string{s.opts.DefaultAudience}, nil
	case len(asked) == 0:
		return granted, nil
	case len(granted) == 0:
		names, servers, err := s.knownResources(ctx, asked)
		if err != nil {
			return nil, err
		}
		for _, server := range servers {
			if !server.AcceptsDefaultAudience {
				return nil, Refuse(InvalidTarget, "That resource must be named at the authorization: its API does not accept the default audience.")
			}
		}
		return names, nil
	}
	var names []string
	for _, r := range asked {
		at := slices.IndexFunc(granted, func(one string) bool { return resource.Same(one, r) })
		if at < 0 {
			return nil, Refuse(InvalidTarget, "The resource is not one of those that were asked for at the authorization.")
		}
		names = appendNew(names, granted[at])
	}
	return names, nil
}

const maxResources = 10

// knownResources holds resource indicators (RFC 8707, section 2) to the
// resource servers that are registered here. It returns their identifiers as they
// were registered, each once, and the servers. The default audience is nobody's.
func (s *Server) knownResources(ctx context.Context, asked []string) (names []string, servers []clients.Client, err error) {
	if len(asked) > maxResources {
		return nil, nil, Refuse(InvalidTarget, "At most ten resources may be asked for.")
	}
	for _, r := range asked {
		u, err := url.Parse(r)
		if err != nil || !u.IsAbs() || strings.Contains(r, "#") {
			return nil, nil, Refuse(InvalidTarget, "A resource must be an absolute URI without a fragment.")
		}
		if r == s.opts.DefaultAudience {
			names = appendNew(names, r)
			continue
		}
		found, err := s.clients.ResourceServer(ctx, r)
		switch {
		case errors.Is(err, clients.ErrUnknown) && resource.Same(r, s.opts.DefaultAudience):
			names = appendNew(names, s.opts.DefaultAudience)
			continue
		case errors.Is(err, clients.ErrUnknown):
			return nil, nil, Refuse(InvalidTarget, "No resource server with that identifier is registered here.")
		case err != nil:
			return nil, nil, err
		}
		if !slices.Contains(names, found.ResourceServer) {
			names, servers = append(names, found.ResourceServer), append(servers, found)
		}
	}
	return names, servers, nil
}

func appendNew(all []string, one string) []string {
	if slices.Contains(all, one) {
		return all
	}
	return append(all, one)
}
