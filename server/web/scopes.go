package web

import "strings"

// manyScopes is from how many scopes on a list has groups, buttons and a search.
const manyScopes = 9

// AllScopes is the choice that stands for every scope of a client.
type AllScopes struct {
	Label  string // "Everything that Ledgerly has"; empty: it is not offered
	Note   string // "31 scopes"
	Chosen bool
}

// EndDate is a date on which a token is to end, in a form beside the usual
// lifetimes.
type EndDate struct {
	Offered     bool
	Typed       string // "2027-02-14"
	First, Last string // that may be chosen; Last may be empty
}

// scopeGroup are the scopes of one thing: those that begin with the same word.
type scopeGroup struct {
	Name  string // "notes"; empty: they need none
	Items []indexedScope
}

type indexedScope struct {
	ScopeChoice
	Index int // in the whole list
}

// newGroups puts scopes into groups, in the order in which they first come up.
func newGroups(items []ScopeChoice) []scopeGroup {
	var groups []scopeGroup
	at := map[string]int{}
	for i, item := range items {
		name, _, found := strings.Cut(item.Name, ":")
		if !found {
			name = "account"
		}
		if len(items) < manyScopes {
			name = ""
		}
		g, known := at[name]
		if !known {
			g = len(groups)
			at[name] = g
			groups = append(groups, scopeGroup{Name: name})
		}
		groups[g].Items = append(groups[g].Items, indexedScope{item, i})
	}
	return groups
}

func many(items []ScopeChoice) bool { return len(items) >= manyScopes }

// fewScopes is how many scopes a row of a list names.
const fewScopes = 6

// few are the first scopes of a row, and rest is how many more there are.
func few(scopes []string) []string { return scopes[:min(len(scopes), fewScopes)] }
func rest(scopes []string) int     { return max(0, len(scopes)-fewScopes) }
