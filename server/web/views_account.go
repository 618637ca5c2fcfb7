package web

// Account is a person's own page.
type Account struct {
	Frame
	Name     string
	Username string
	Email    string
	Since    string        // "12 March 2026"; empty: not shown
	Notices  []NoticeRow   // the newest that were not read; empty: no section
	Links    []AccountLink // where else to go
	Password *PasswordForm // nil: the password cannot be changed here

	Sessions        []SessionRow // where the person is signed in
	EndOthersAction string       // POST with csrf_token; empty: there are no others
}

func (Account) page() string { return "account" }

// AccountLink leads to one section of the account.
type AccountLink struct {
	Label string // "Personal access tokens"
	Note  string // "4 active, one ends soon"; may be empty
	Href  string
}

// PasswordForm changes the password: POST Action with csrf_token,
// current_password, new_password and, to end every token and grant too, revoke.
type PasswordForm struct {
	Action    string
	MinLength int    // characters; 0: no hint is given
	Revoke    bool   // revoke is ticked
	Ends      string // what ends with that; empty: nothing in particular
	Errors    Errors // by "current_password", "new_password" or ""
}
