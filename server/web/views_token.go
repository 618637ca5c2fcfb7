package web

// Token is a token's own page.
type Token struct {
	Frame
	Name       string
	Hint       string
	Client     string // empty: the client is gone
	ClientHref string // empty: the client's name is no link
	Scopes     []string
	Missing    []string // scopes of the client that this token does without
	Private    bool     // the client is the person's own and holds every scope: not worth comparing
	Ends       Pill
	Privileges string   // "Until 22 December 2026, in 30 days"; empty: none
	Created    string   // "21 November 2026"
	LastUsed   string   // "3 minutes ago, from 198.51.100.7"; empty: never
	Agent      string   // the program behind that use, in its own words; may be empty
	Secret     string   // "the third, since 21 November 2026"; empty: the first and only
	WorksFrom  []string // networks; nil: anywhere
	IsFor      []string // resource servers; nil: all
	Notes      []string
	Use        *UsePanel
	Tree       *Tree      // nil: nothing hangs from it, nor it from anything
	Edit       *TokenEdit // nil: the token has ended
	Rotate     *SecretForm
	RevokeHref string // the page that asks first; empty: it has ended
	BackHref   string
}

func (Token) page() string { return "token" }

// TokenEdit changes a token: POST Action with csrf_token, name, scope (once for
// each one that is still ticked), expires_in and allowed_ips.
type TokenEdit struct {
	Action     string
	Name       string
	Scopes     []ScopeChoice // what the token may do now: boxes that can only be unticked
	Expiries   []Expiry      // the first keeps the end as it is
	ExpiresIn  string        // the value of the chosen one
	Date       EndDate
	Limits     Limits // without a resource, which is fixed
	Privileges Privileges
	Errors     Errors // by "name", "scope", "expires_in", "allowed_ips" or ""
}

// SecretForm makes a new secret: POST Action with csrf_token and overlap.
type SecretForm struct {
	Action   string
	Overlaps []Expiry // how long the old one goes on working
	Overlap  string   // the value of the chosen one
}

// TokenRevoke asks before a token ends: POST Action with csrf_token.
type TokenRevoke struct {
	Frame
	Action     string
	Name       string   // empty: see Holder
	Holder     string   // whose token it is; empty: the person's own
	Hint       string   // empty: not shown
	Client     string   // empty: not shown
	Scopes     []string // nil: not shown
	LastUsed   string   // "3 minutes ago from 198.51.100.7", "Never"; may be empty
	Agent      string   // the program behind that use, in its own words; may be empty
	Uses       string   // "41 times in the last 30 days"; may be empty
	Breaks     string   // what stops working; empty: the page says it in general
	Clients    string   // which API clients are suspended with it; empty: none
	Ends       []string // names of what ends with it; may be empty
	MoreEnd    string   // "and 3 more"; empty: those are all
	CancelHref string
}

func (TokenRevoke) page() string { return "token_revoke" }
