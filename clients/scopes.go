package clients

import "slices"

// Scope is an entry of the catalogue.
type Scope struct {
	Name        string // as in tokens and requests
	Title       string // what an app may do with it, in a few plain words
	Description string // one more line, for the consent page
}

// Catalogue is every scope that exists: Patio's own, then the operator's.
type Catalogue []Scope

// BuiltIn is the scopes that every Patio knows.
func BuiltIn() Catalogue {
	return Catalogue{
		{"openid", "Know who you are", "An identifier of you that stays the same"},
		{"profile", "See your profile", "Your name and picture"},
		{"email", "See your e-mail address", "To write to you or to recognise you"},
		{"offline_access", "Stay connected", "Until you withdraw it under Apps"},
		{"clients:read", "See your API clients", "Their names, scopes and redirect URIs"},
		{"clients:write", "Manage your API clients", "Register, change and delete them"},
		{"tokens:read", "See your personal access tokens", "Their names, scopes and last use, never the tokens themselves"},
		{"tokens:write", "Manage your personal access tokens", "Make and revoke them, never wider than this access"},
		{"apps:read", "See the apps you have allowed", "Their names and what they may do"},
		{"apps:write", "Withdraw apps you have allowed", "They lose their access at once"},
		{"users:read", "See other people's public profiles", "Their names and pictures"},
	}
}

// Has reports whether a scope of that name exists.
func (c Catalogue) Has(name string) bool {
	return slices.ContainsFunc(c, func(s Scope) bool { return s.Name == name })
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
