package web

// TokenNew is the second step: POST /account/tokens with csrf_token,
// client_id, name, scope (once for each one ticked), expires_in, allowed_ips and
// resource.
type TokenNew struct {
	Frame
	Client     ClientChoice // its Scopes are not read here; see Scopes
	Personal   bool         // the client is a private one that comes with the token
	ChangeHref string       // back to the first step; empty: there is but one client
	Name       string
	Scopes     []ScopeChoice
	Expiries   []Expiry // nil: DefaultExpiries
	ExpiresIn  string   // the value of the chosen one
	Date       EndDate
	All        AllScopes
	Privileges Privileges
	Limits     Limits
	Errors     Errors // by "name", "scope", "expires_in", "allowed_ips", "resource" or ""
	CancelHref string
}

// Limits are what a form says, as it was typed, of where a token works and for
// whom: allowed_ips, one network a line, and for a new one resource.
type Limits struct {
	AllowedIPs string
	Resource   string
	Everybody  string // what to write into resource for all APIs, where it must say something; empty: it may be left out
}

// Said reports whether there is anything to see.
func (l Limits) Said() bool { return l.AllowedIPs+l.Resource+l.Everybody != "" }

func (TokenNew) page() string { return "token_new" }

// Choices are the expiries to choose from.
func (t TokenNew) Choices() []Expiry {
	if t.Expiries == nil {
		return DefaultExpiries()
	}
	return t.Expiries
}

// ScopeChoice is one box to tick.
type ScopeChoice struct {
	Scope
	Checked bool
}

// Expiry is one choice of how long a token lives.
type Expiry struct {
	Value string // "90d"; empty: never
	Label string // "90 days, until 19 February 2027"
}

// DefaultExpiries are 30 days, 90 days, a year, and never.
func DefaultExpiries() []Expiry {
	return []Expiry{{"30d", "30 days"}, {"90d", "90 days"}, {"365d", "1 year"}, {"", "Never"}}
}

// TokenCreated shows a new token, or the new secret of one, the only time it
// is seen.
type TokenCreated struct {
	Frame
	Name       string
	Client     string
	ClientHref string // empty: the client's name is no link
	Token      string // the whole token
	TryURL     string // what the ready curl line asks; empty: no line
	Scopes     []string
	Missing    []string // scopes of the client that this token does without
	Private    bool     // the client is the person's own and holds every scope: not worth comparing
	ExpiresOn  string   // "14 February 2027"; empty: never
	ExpiresIn  string   // "in 84 days"; may be empty
	Privileges string   // until when it has advanced privileges; empty: it has none
	Replaced   string   // what becomes of the secret before this one; empty: there was none
	WorksFrom  []string // networks; nil: anywhere
	IsFor      []string // resource servers; nil: all
	DoneHref   string
}

func (TokenCreated) page() string { return "token_created" }

// Curl is the whole line that tries the token, ready to be pasted.
func (t TokenCreated) Curl() string {
	return "curl -H \"Authorization: Bearer " + t.Token + "\" \\\n     " + t.TryURL
}

// Shortened are a token's two ends and the middle between them.
type Shortened struct {
	Head, Middle, Tail string
}

// Short is the token as the curl line shows it. The middle stays in the page,
// out of sight, so that the line also works when it is selected by hand.
func (t TokenCreated) Short() Shortened {
	const head, tail = 8, 4
	if len(t.Token) < 2*(head+tail) {
		return Shortened{Head: t.Token}
	}
	return Shortened{Head: t.Token[:head], Middle: t.Token[head : len(t.Token)-tail], Tail: t.Token[len(t.Token)-tail:]}
}
