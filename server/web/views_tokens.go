package web

// Tokens lists personal access tokens and, below them, the apps that the
// person has allowed.
type Tokens struct {
	Frame
	NewHref      string     // where "New token" leads; empty: no client lets them make one
	RegisterHref string     // where an OAuth client is registered; empty: not mentioned
	Filters      []Filter   // empty: no pills
	Tools        *ListTools // nil: the list is short
	Narrowed     bool       // whether a search or a filter by client leaves tokens out
	Rows         []TokenRow
	Pages        Paging
	Apps         []AppRow
	AppsHref     string // where all of them are; empty: these are all
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
	Href       string // the token's page; empty: the name leads nowhere
	Hint       string // "pat_7Kq…m2Xd"; empty: see Holder
	Holder     string // whose it is, in place of the hint; empty: the person's own
	Scopes     []string
	Client     string // the client it belongs to
	Used       string // "used 3 minutes ago", "never used"
	Expiry     Pill
	Use        []int  // uses a day, oldest first; nil: no plot
	EditHref   string // empty: not in the menu
	RevokeHref string // the page that asks first; empty: not in the menu
}

// TokenClient is the first step to a new token: which API client it belongs
// to. Each choice leads to GET /account/tokens/new?client_id=….
type TokenClient struct {
	Frame
	Tools        *ListTools     // nil: the list is short
	Narrowed     bool           // whether a search leaves clients out
	Clients      []ClientChoice // empty: the page says why there is nothing to choose
	Pages        Paging
	PersonalHref string // a token on a private client, made on the way; empty: not offered
	RegisterHref string // where a client is registered; empty: not mentioned
	CancelHref   string
}

func (TokenClient) page() string { return "token_client" }

// ClientChoice is an API client that the person may make tokens for.
type ClientChoice struct {
	Href   string // the form for a token on it
	ID     string
	Name   string
	Owner  string  // its owner's user name; "" for the person's own
	Scopes []Scope // the first few
	More   int     // how many further ones there are
}
