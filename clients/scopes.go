package clients

import "slices"

// Scope is an entry of the catalogue.
type Scope struct {
	Name        string // as in tokens and requests
	Title       string // what an app may do with it, in a few plain words
	Description string // one more line, for the consent page

	Restricted      bool // only clients that an administrator registered or approved have it
	Sensitive       bool // consent pages set it apart
	GrantableToApps bool // of clients:write: apps may ask for it, too
	Inactive        bool // clients may be registered with it, but nobody is granted it: what it is for does not exist yet
}

// Catalogue is every scope that exists: Patio's own, then the operator's.
type Catalogue []Scope

// BuiltIn is the scopes that every Patio knows.
func BuiltIn() Catalogue {
	return Catalogue{
		{Name: "openid", Title: "Know who you are", Description: "An identifier of you that stays the same", Inactive: true},
		{Name: "profile", Title: "See your profile", Description: "Your name and picture"},
		{Name: "email", Title: "See your e-mail address", Description: "To write to you or to recognise you"},
		{Name: "offline_access", Title: "Stay connected", Description: "Until you withdraw it under Apps", Inactive: true},
		{Name: "clients:read", Title: "See your API clients", Description: "Their names, scopes and redirect URIs"},
		{Name: "clients:write", Title: "Manage your API clients", Description: "Register, change and delete them", Sensitive: true},
		{Name: "tokens:read", Title: "See your personal access tokens", Description: "Their names, scopes and last use, never the tokens themselves"},
		{Name: "tokens:write", Title: "Manage your personal access tokens", Description: "Make and revoke them, never wider than this access", Sensitive: true},
		{Name: "apps:read", Title: "See the apps you have allowed", Description: "Their names and what they may do"},
		{Name: "apps:write", Title: "Withdraw apps you have allowed", Description: "They lose their access at once"},
		{Name: "users:read", Title: "See other people's public profiles", Description: "Their names and pictures"},
	}
}

// Has reports whether a scope of that name exists.
func (c Catalogue) Has(name string) bool {
	return slices.ContainsFunc(c, func(s Scope) bool { return s.Name == name })
}

// Grantable returns the scopes that can be granted at all.
func (c Catalogue) Grantable() Catalogue {
	return slices.DeleteFunc(slices.Clone(c), func(s Scope) bool { return s.Inactive })
}

// Inactive reports whether nobody is granted that scope.
func (c Catalogue) Inactive(name string) bool { return c.find(name).Inactive }

// restricted reports whether only an administrator gives a client that scope.
func (c Catalogue) restricted(name string) bool { return c.find(name).Restricted }

// grantable reports whether the operator lets apps ask for that scope.
func (c Catalogue) grantable(name string) bool { return c.find(name).GrantableToApps }

func (c Catalogue) find(name string) Scope {
	if at := slices.IndexFunc(c, func(s Scope) bool { return s.Name == name }); at >= 0 {
		return c[at]
	}
	return Scope{Name: name, Title: name}
}

// Names is the names of all scopes, in order.
func (c Catalogue) Names() []string {
	out := make([]string, len(c))
	for i, s := range c {
		out[i] = s.Name
	}
	return out
}

// Describe is the entries of the named scopes, in the order of names. A scope
// that has left the catalogue since is described by its name.
func (c Catalogue) Describe(names []string) []Scope {
	out := make([]Scope, len(names))
	for i, name := range names {
		out[i] = Scope{Name: name, Title: name}
		if at := slices.IndexFunc(c, func(s Scope) bool { return s.Name == name }); at >= 0 {
			out[i] = c[at]
		}
	}
	return out
}
