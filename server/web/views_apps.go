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
	Host         string // may be empty
	Scopes       []string
	Allowed      string // "allowed 12 March, used today"
	Use          []int  // as in TokenRow
	WithdrawHref string // the page that asks first; empty: no button
}

// AppWithdraw asks before an app loses what it was allowed: POST Action with
// csrf_token.
type AppWithdraw struct {
	Frame
	Action     string
	App        string
	Host       string // may be empty
	Scopes     []string
	Allowed    string // "12 March 2026"; may be empty
	LastUsed   string // "used today"; may be empty
	CancelHref string
}

func (AppWithdraw) page() string { return "app_withdraw" }
