package web

// Privileges is the part of a token's form that is about advanced privileges:
// the boxes advanced_privileges and, to begin their time anew,
// renew_privileges. The hidden privileges_asked says that they were there.
type Privileges struct {
	Offered   bool // there is a box to tick
	Checked   bool
	Hint      string // until when they last
	Renew     string // until when they would last if renewed; empty: no second box
	Renewing  bool   // that one is ticked
	SetUpHref string // where a second factor is set up, which they need; empty: there is one
}
