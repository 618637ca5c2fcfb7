package clients

import (
	"fmt"
	"slices"
	"strings"
)

// Approval says which self-service registrations wait for an administrator.
type Approval string

// The kinds of approval.
const (
	ApprovalNone       Approval = "none"       // none wait: what asks for more than self-service offers is refused
	ApprovalRestricted Approval = "restricted" // what asks for more waits
	ApprovalAll        Approval = "all"        // all wait
)

// SelfService is what people may register without an administrator.
type SelfService struct {
	GrantTypes []string
	Scopes     []string // nil: every scope that is not restricted
	Approval   Approval
}

// offers reports whether self-service offers a scope.
func (s SelfService) offers(scope string, catalogue Catalogue) bool {
	if catalogue.restricted(scope) {
		return false
	}
	return s.Scopes == nil || slices.Contains(s.Scopes, scope)
}

// Offered returns the scopes of the catalogue that self-service offers.
func (c *Clients) Offered() []string {
	return slices.DeleteFunc(c.opts.Catalogue.Grantable().Names(), func(scope string) bool {
		return !c.opts.SelfService.offers(scope, c.opts.Catalogue)
	})
}

// beyond returns what of a client self-service does not offer: the field, and
// the names.
func (s SelfService) beyond(grants, scopes []string, catalogue Catalogue) (field string, names []string) {
	names = slices.DeleteFunc(slices.Clone(grants), func(g string) bool { return slices.Contains(s.GrantTypes, g) })
	if len(names) > 0 {
		return "grant_types", names
	}
	names = slices.DeleteFunc(slices.Clone(scopes), func(scope string) bool { return s.offers(scope, catalogue) })
	if len(names) > 0 {
		return "scopes", names
	}
	return "", nil
}

// admit says whether a registration waits for an administrator. Errors: *Denied
// where nothing waits and it asks for more than self-service offers.
func (s SelfService) admit(client Client, catalogue Catalogue) (pending bool, err error) {
	field, names := s.beyond(client.GrantTypes, client.Scopes, catalogue)
	switch {
	case s.Approval == ApprovalAll:
		return true, nil
	case field == "":
		return false, nil
	case s.Approval == ApprovalRestricted:
		return true, nil
	}
	return false, denied(fmt.Sprintf("Only an administrator registers a client with the %s %s; leave %s out, or ask one.",
		strings.ReplaceAll(field, "_", " "), strings.Join(names, " "), itOrThem(names)))
}

// addable refuses what a client gains and what an administrator would have had
// to approve at its registration: grant types that self-service does not offer,
// or where all registrations wait, every grant type, redirect URI, opening to all
// users and doing without PKCE. A client that waits still can gain what an administrator will see.
func (s SelfService) addable(before, after Client) error {
	if before.Pending {
		return nil
	}
	added := slices.DeleteFunc(slices.Clone(after.GrantTypes), before.MayUse)
	if s.Approval == ApprovalAll {
		switch {
		case len(added) > 0:
			return denied("Here an administrator approves every client; ask one to add the grant types " + strings.Join(added, " ") + ".")
		case !contains(before.RedirectURIs, after.RedirectURIs):
			return denied("Here an administrator approves every client; ask one to add a redirect URI.")
		case after.UserTokens && !before.UserTokens:
			return denied("Here an administrator approves every client; ask one to open it to every user's tokens.")
		case after.PKCEOptional && !before.PKCEOptional:
			return denied("Here an administrator approves every client; ask one to let it do without PKCE.")
		}
	}
	if _, names := s.beyond(added, nil, nil); len(names) > 0 {
		return denied(fmt.Sprintf("Only an administrator gives a client the grant types %s; leave %s out, or ask one.",
			strings.Join(names, " "), itOrThem(names)))
	}
	return nil
}

// contains reports whether some are all among those.
func contains(those, some []string) bool {
	return !slices.ContainsFunc(some, func(one string) bool { return !slices.Contains(those, one) })
}

func itOrThem(names []string) string {
	if len(names) == 1 {
		return "it"
	}
	return "them"
}

// Quotas are how much one person may have; 0: no limit.
type Quotas struct {
	ClientsPerUser   int
	SecretsPerClient int
	ChildrenPerToken int
}
