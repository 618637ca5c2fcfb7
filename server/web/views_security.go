package web

// SecondFactor asks for a code, at the door: POST Action with csrf_token,
// Fields, and code (of an authenticator app) or recovery_code.
type SecondFactor struct {
	Frame
	Action     string
	Heading    string  // "One more step"
	Why        string  // what it is for; may be empty
	Button     string  // "Sign in"
	Fields     []Field // sent back as they came
	Error      string  // why the last code was refused; empty: first attempt
	App        string  // "to continue to App"; empty: no app is waiting
	CancelHref string
	Cancel     string // what the way back says
	Password   bool   // asks for the password instead of a code
	Username   string // for password managers, with Password
}

func (SecondFactor) page() string { return "second_factor" }

// Security is what guards an account beside its password.
type Security struct {
	Frame
	SetUp         *PasswordCheck // nil: a second factor is set up
	Factors       []FactorRow
	RecoveryCodes string // "8 of 10 are left"
	FewCodes      bool   // so few that new ones are due
	RenewHref     string
	RemoveHref    string
	BackHref      string
}

func (Security) page() string { return "security" }

// FactorRow is one second factor.
type FactorRow struct {
	Name string // "Authenticator app"
	Note string // "Since 3 March 2026, last used today"
}

// PasswordCheck asks for the password before something: POST Action with
// csrf_token and password.
type PasswordCheck struct {
	Action   string
	Username string // for password managers
	Errors   Errors // by "password"
}

// SecurityChange asks before the locks of an account change.
type SecurityChange struct {
	Frame
	Heading    string
	Points     []string // what happens
	Check      PasswordCheck
	Button     string
	Destroys   bool // the button takes something away
	CancelHref string
}

func (SecurityChange) page() string { return "security_change" }

// Authenticator is an authenticator app that waits for its first code: POST
// Action with csrf_token and code.
type Authenticator struct {
	Frame
	Action     string
	URI        string   // otpauth://…, drawn as a QR code
	Key        []string // the same key to be typed, in groups
	Errors     Errors   // by "code"
	CancelHref string
}

func (Authenticator) page() string { return "authenticator" }

// RecoveryCodes shows new recovery codes, the only time they are seen.
type RecoveryCodes struct {
	Frame
	Codes    []string
	DoneHref string
}

func (RecoveryCodes) page() string { return "recovery_codes" }

// All is every code on a line of its own.
func (r RecoveryCodes) All() string {
	all := ""
	for _, code := range r.Codes {
		all += code + "\n"
	}
	return all
}

// SessionRow is a browser that is signed in.
type SessionRow struct {
	Name      string // "Firefox on Linux"
	Note      string // "From 198.51.100.7, used 3 minutes ago"
	Here      bool   // it is this one
	EndAction string // POST with csrf_token; empty: not offered
}
