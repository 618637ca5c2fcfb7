package web

// Tokens lists personal access tokens and, below them, the apps that the
// person has allowed.
type Tokens struct {
	Frame
	NewHref      string   // where "New token" leads; empty: no client lets them make one
	RegisterHref string   // where an OAuth client is registered; empty: not mentioned
	Filters      []Filter // empty: no pills
	Rows         []TokenRow
	MoreHref     string // the next page; empty: this is the last
	Apps         []AppRow
}

func (Tokens) page() string { return "tokens" }

// None reports whether there is no token under any filter.
func (t Tokens) None() bool {
	for _, f := range t.Filters {
		if f.Count > 0 {
			return false
		}
	}
	return len(t.Rows) == 0
}

// PlotDays is how many days the rows' plots span; 0: no row has one.
func (t Tokens) PlotDays() int {
	days := 0
	for _, row := range t.Rows {
		days = max(days, len(row.Use))
	}
	return days
}

// Filter is one pill above the list.
type Filter struct {
	Label  string
	Href   string
	Count  int
	Active bool
}

// TokenRow is one token in the list.
type TokenRow struct {
	Name       string
	Hint       string // "pat_7Kq…m2Xd"
	Scopes     []string
	Client     string // the client it belongs to
	Used       string // "used 3 minutes ago", "never used"
	Expiry     Pill
	Use        []int  // uses a day, oldest first; nil: no plot
	EditHref   string // empty: not in the menu
	RevokeHref string // the page that asks first; empty: not in the menu
}

// AppRow is one app that the person has allowed.
type AppRow struct {
	Name         string
	Host         string // may be empty
	Scopes       []string
	Allowed      string // "allowed 12 March, used today"
	Use          []int  // as in TokenRow
	WithdrawHref string // the page that asks first; empty: no button
}

// TokenClient is the first step to a new token: which API client it belongs
// to. Each choice leads to GET /account/tokens/new?client_id=….
type TokenClient struct {
	Frame
	Clients    []ClientChoice // empty: the page says why there is nothing to choose
	CancelHref string
}

func (TokenClient) page() string { return "token_client" }

// ClientChoice is an API client that the person may make tokens for.
type ClientChoice struct {
	ID     string
	Name   string
	Scopes []Scope
}

// TokenNew is the second step: POST /account/tokens with csrf_token,
// client_id, name, scope (once for each one ticked) and expires_in.
type TokenNew struct {
	Frame
	Client     ClientChoice // its Scopes are not read here; see Scopes
	ChangeHref string       // back to the first step; empty: there is but one client
	Name       string
	Scopes     []ScopeChoice
	Expiries   []Expiry // nil: DefaultExpiries
	ExpiresIn  string   // the value of the chosen one
	Errors     Errors   // by "name", "scope", "expires_in" or ""
	CancelHref string
}

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

// TokenCreated shows a new token, the only time it is seen.
type TokenCreated struct {
	Frame
	Name       string
	Client     string
	ClientHref string // empty: the client's name is no link
	Token      string // the whole token
	TryURL     string // what the ready curl line asks; empty: no line
	Scopes     []string
	Missing    []string // scopes of the client that this token does without
	ExpiresOn  string   // "14 February 2027"; empty: never
	ExpiresIn  string   // "in 84 days"; may be empty
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

// TokenRevoke asks before a token ends: POST Action with csrf_token.
type TokenRevoke struct {
	Frame
	Action     string
	Name       string
	Hint       string
	Client     string
	LastUsed   string // "used 3 minutes ago from Berlin"; may be empty
	Breaks     string // what stops working; empty: the page says it in general
	CancelHref string
}

func (TokenRevoke) page() string { return "token_revoke" }
