package oauth

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/patio-auth/patio/clients"
)

// scopesWithin reads a scope parameter (RFC 6749, section 3.3) and holds it to
// what may be asked. Left out, it is all of that.
func scopesWithin(asked string, bound []string) ([]string, error) {
	if asked == "" {
		return slices.Clone(bound), nil
	}
	var out []string
	for s := range strings.SplitSeq(asked, " ") {
		switch {
		case s == "" || strings.ContainsFunc(s, func(r rune) bool { return r < '!' || r > '~' || r == '"' || r == '\\' }):
			return nil, Refuse(InvalidScope, "The scope parameter takes scopes separated by single spaces.")
		case !slices.Contains(bound, s):
			return nil, Refuse(InvalidScope, "The scope asks for more than may be asked here. Scopes of a client are fixed when it is registered.")
		case !slices.Contains(out, s):
			out = append(out, s)
		}
	}
	return out, nil
}

// audienceOf is whom a token is meant for that is asked for with these
// resources, within those granted before (none granted: any that is known).
func (s *Server) audienceOf(ctx context.Context, asked, granted []string) ([]string, error) {
	if len(asked) == 0 {
		if len(granted) > 0 {
			return granted, nil
		}
		return []string{s.opts.DefaultAudience}, nil
	}
	if len(granted) == 0 {
		return asked, s.knownResources(ctx, asked)
	}
	for _, r := range asked {
		if !slices.Contains(granted, r) {
			return nil, Refuse(InvalidTarget, "The resource is not one of those that were asked for at the authorization.")
		}
	}
	return asked, nil
}

const maxResources = 10

// knownResources holds resource indicators (RFC 8707, section 2) to the
// resource servers that are registered here.
func (s *Server) knownResources(ctx context.Context, asked []string) error {
	if len(asked) > maxResources {
		return Refuse(InvalidTarget, "At most ten resources may be asked for.")
	}
	for _, r := range asked {
		u, err := url.Parse(r)
		if err != nil || !u.IsAbs() || strings.Contains(r, "#") {
			return Refuse(InvalidTarget, "A resource must be an absolute URI without a fragment.")
		}
		if r == s.opts.DefaultAudience {
			continue
		}
		_, err = s.clients.ResourceServer(ctx, r)
		if errors.Is(err, clients.ErrUnknown) {
			return Refuse(InvalidTarget, "No resource server with that identifier is registered here.")
		}
		if err != nil {
			return err
		}
	}
	return nil
}
