package web

import "strconv"

// View is one page's worth of values. Each of the page structs in this
// package is one; the zero value of each renders, if barely.
type View interface {
	// page is the name of the view's template file, without ".html".
	page() string
}

// views holds the zero value of every view there is; New tries them all.
var views = []View{
	Login{}, SecondFactor{}, Consent{}, ErrorPage{}, Logout{}, SignedOut{}, LeakedToken{},
	Account{}, Notices{}, Security{}, SecurityChange{}, Authenticator{}, RecoveryCodes{}, Apps{}, AppWithdraw{}, Tokens{}, TokenClient{}, TokenNew{}, TokenCreated{}, Token{}, TokenRevoke{},
	Clients{}, ClientNew{}, ClientCreated{}, Client{}, ClientDelete{},
}

// Frame is what surrounds every page. Each view embeds one.
type Frame struct {
	Title     string    // the browser's tab; empty: the page's own title
	User      *Person   // who is signed in; nil: nobody, and no avatar
	CSRFToken string    // goes into every form as csrf_token
	FormKey   string    // goes into forms that make something as form_key, by which a repeat is known
	HomeHref  string    // where the mark in the header leads; empty: nowhere
	Nav       []NavItem // the sections that exist, in order
	Flash     *Flash    // what just happened; nil: nothing to say
	Bell      *Bell     // the notices, beside the avatar; nil: none
}

// Bell leads to the notices, and says how many are unread.
type Bell struct {
	Href   string
	Unread int
}

// Count is the number as there is room for it.
func (b Bell) Count() string {
	if b.Unread > 99 {
		return "99+"
	}
	return strconv.Itoa(b.Unread)
}

// Person is the signed-in user as the header shows them.
type Person struct {
	Username string
	Name     string // empty: the user name stands in
	Initials string // in the avatar; empty: the first letter of the name
	Href     string // their account page; empty: no link to it in the menu
}

// DisplayName is the person's name, else their user name.
func (p Person) DisplayName() string {
	if p.Name != "" {
		return p.Name
	}
	return p.Username
}

// NavItem is one section in the header.
type NavItem struct {
	Label  string
	Href   string
	Active bool // the page belongs to this section
}

// FlashKind is how a Flash is meant.
type FlashKind string

// The kinds of flash. Any other is shown as FlashInfo.
const (
	FlashInfo  FlashKind = "info"
	FlashOK    FlashKind = "ok"
	FlashError FlashKind = "error"
)

// Flash is one sentence at the top of a page about what just happened.
type Flash struct {
	Kind    FlashKind
	Message string
}

// Field is a hidden form field that is sent back as it came.
type Field struct {
	Name, Value string
}

// Errors are sentences for a person by the name of the form field they are
// about. The empty name is the form as a whole.
type Errors map[string]string

// Scope is one thing that a token may do.
type Scope struct {
	Name        string // as the protocol spells it
	Title       string // two or three words ("Read your things"); may be empty
	Description string // a sentence; may be empty
}

// Lead is the line that says what the scope is, in the plainest words it has.
func (s Scope) Lead() string {
	switch {
	case s.Title != "":
		return s.Title
	case s.Description != "":
		return s.Description
	}
	return s.Name
}

// Rest is the line below Lead, if words are left for one.
func (s Scope) Rest() string {
	if s.Title != "" {
		return s.Description
	}
	return ""
}

// PillState decides the colour of a Pill.
type PillState string

// The states of a pill. Any other is drawn without a ground, like PillNever.
const (
	PillOK     PillState = "ok"     // good for a while yet
	PillSoon   PillState = "soon"   // ends soon
	PillOver   PillState = "over"   // ended: expired or revoked
	PillNever  PillState = "never"  // does not end
	PillUnused PillState = "unused" // good, but nobody uses it
)

// Pill says when something ends.
type Pill struct {
	Text  string // "In 84 days"
	Title string // the date itself, shown below: "14 February 2027"; may be empty
	State PillState
}
