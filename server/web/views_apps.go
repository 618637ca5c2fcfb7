package web

// Apps lists the apps that the person has allowed.
type Apps struct {
	Frame
	Rows     []AppRow
	MoreHref string // the next page; empty: this is the last
}

func (Apps) page() string { return "apps" }

// AppRow is one app that the person has allowed.
type AppRow struct {
	Name         string
	Grants       []AppGrant
	Scopes       []string
	Allowed      string // "allowed 12 March, used today"
	Use          []int  // as in TokenRow
	WithdrawHref string // the page that asks first; empty: no button
}

// AppGrant is where an app may take what it was allowed, and for which API.
type AppGrant struct {
	Origin   string   // "ledgerly.example", "com.ledgerly.app:" or "this device"
	Resource string   // the API's identifier; empty: every API that accepts the default audience
	Fewer    bool     // it covers Scopes alone, and not all that the app has
	Scopes   []string // may be empty
}

// AppWithdraw asks before an app loses what it was allowed: POST Action with
// csrf_token.
type AppWithdraw struct {
	Frame
	Action     string
	App        string
	Grants     []AppGrant
	Scopes     []string
	Allowed    string // "12 March 2026"; may be empty
	LastUsed   string // "used today"; may be empty
	Tokens     string // "3 live tokens end with it."; empty: none
	Clients    string // which API clients are suspended with it; empty: none
	CancelHref string
}

func (AppWithdraw) page() string { return "app_withdraw" }
