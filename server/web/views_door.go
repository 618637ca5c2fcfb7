package web

import "slices"

// Login is the sign-in page: POST /login with username, password, csrf_token
// and return_to.
type Login struct {
	Frame
	ReturnTo    string  // a local path, sent back as return_to
	Fields      []Field // sent back as they came: a form that waits for the sign-in
	Username    string  // what was typed before, after a failed attempt
	Error       string  // why the attempt failed and what to do; empty: first attempt
	App         string  // "to continue to App"; empty: no app is waiting
	ForgotHref  string  // the way back to a forgotten password; empty: no link
	PasskeyHref string  // signing in with a passkey; empty: no button
}

func (Login) page() string { return "login" }

// Consent asks whether a client may act for the user: POST /oauth/authorize
// with csrf_token, Fields, and decision=allow or decision=deny.
type Consent struct {
	Frame
	Client      string         // the app's name, as it was registered
	Scopes      []ConsentScope // what is asked
	Sensitive   []ConsentScope // what is asked and needs more thought
	Destination Destination    // where Allow leads
	NewOrigin   bool           // the app was allowed before, but it led elsewhere
	Fields      []Field        // the authorization request, sent back as it came
	NotYouHref  string         // signs out and comes back; empty: no link

	SecondFactor    bool // the app learns that a second factor was given
	NewSecondFactor bool // as New of a scope

	Maker      string // the name of the person who registered it; empty: an administrator
	Registered string // "12 March 2026"
	Reviewed   bool   // an administrator registered or approved it

	APIs            []ConsentAPI // which APIs it asks to use
	DefaultAudience bool         // and those that accept the default audience
	Lasts           string       // "Until you withdraw it"
	WithdrawHref    string       // where that is done; empty: no link
}

// ConsentAPI is an API that a client asks to use.
type ConsentAPI struct {
	Name, Identifier string
	New              bool // not among what the user allowed this client before
}

func (Consent) page() string { return "consent" }

// ConsentScope is one thing that a client asks for.
type ConsentScope struct {
	Scope
	New bool // not among what the user allowed this client before
}

// Grown reports whether the client asks for more than it was allowed before:
// some of the scopes are new, and some are not.
func (c Consent) Grown() bool {
	fresh, all := 0, slices.Concat(c.Scopes, c.Sensitive)
	for _, s := range all {
		if s.New {
			fresh++
		}
	}
	return fresh > 0 && fresh < len(all)
}

// Destination is the redirect URI as a person should see it. Fill Host for a
// web address; Scheme instead for an app's own scheme.
type Destination struct {
	Host       string // host, with the port if there is one, in ASCII (punycode)
	ThisDevice bool   // Host is the device on which the browser runs
	Scheme     string // a private-use scheme such as "com.example.app", without the colon
}

// ErrorPage tells a person what went wrong and what to do. It redirects
// nowhere and needs no session.
type ErrorPage struct {
	Frame
	Status      int    // the HTTP status, in small print; 0: not shown
	Heading     string // "This link does not work"
	Message     string // what happened
	Hint        string // what to do now; may be empty
	ActionHref  string // one way on; empty: none
	ActionLabel string
	RequestID   string // for whoever reads the log; may be empty
}

func (ErrorPage) page() string { return "error" }

// Logout asks before the session ends: POST /logout with csrf_token and Fields.
type Logout struct {
	Frame
	App        string  // the app that asked for it; empty: the person did
	Fields     []Field // sent back as they came
	CancelHref string  // empty: no way back is offered
}

func (Logout) page() string { return "logout" }

// SignedOut is where a session's end leads.
type SignedOut struct {
	Frame
	LoginHref string // empty: no link
}

func (SignedOut) page() string { return "signed_out" }
