package web

// Clients lists a person's API clients.
type Clients struct {
	Frame
	NewHref  string
	Tools    *ListTools // nil: the list is short
	Narrowed bool       // whether a search or a filter leaves clients out
	Rows     []ClientRow
	Pages    Paging
}

func (Clients) page() string { return "clients" }

// ClientRow is one API client in the list.
type ClientRow struct {
	Name   string
	Href   string
	ID     string
	Kind   string   // "Confidential", "Public"
	Scopes []string // the first few
	More   int      // how many further ones there are
	Note   string   // "registered 21 November 2026"
	Off    bool     // switched off
}

// ClientNew registers an API client: POST Action with csrf_token and the
// fields of ClientFields, type and scope (once for each one ticked).
type ClientNew struct {
	Frame
	Action string
	ClientFields
	Type       string // "confidential" or "public"
	Scopes     []ScopeChoice
	Errors     Errors // by the name of the field, or ""
	CancelHref string
}

func (ClientNew) page() string { return "client_new" }

// Types are the two types of client, in plain words.
func (c ClientNew) Types() []ScopeChoice {
	return []ScopeChoice{
		{Scope{"confidential", "On a server of yours", "It can keep a secret, and gets one (confidential)."}, c.Type == "confidential"},
		{Scope{"public", "On other people’s devices", "A page in the browser, a phone app, a command line tool: whoever has it can look inside, so it gets no secret (public)."}, c.Type == "public"},
	}
}

// Formats are the two formats of access token.
func (ClientFields) Formats() []Expiry {
	return []Expiry{
		{"jwt", "JWT, checked without asking"},
		{"opaque", "Opaque, asked about each time"},
	}
}

// ClientFields are what a form says of a client that may change later: name,
// redirect_uris (one a line), user_tokens, grant_type (once for each one ticked)
// and access_token_format.
type ClientFields struct {
	Name         string
	RedirectURIs string
	UserTokens   bool
	Grants       []ScopeChoice
	Format       string // "jwt" or "opaque"
}

// ClientCreated shows a new client, or its new secret, the only time that is
// seen.
type ClientCreated struct {
	Frame
	State    string // why it cannot be used yet; empty: it can
	Name     string
	ID       string
	Secret   string   // empty: a public client has none
	Scopes   []string // nil: not shown
	Replaced string   // what becomes of the secret before this one; empty: the client is new
	DoneHref string
}

func (ClientCreated) page() string { return "client_created" }

// Client is an API client's own page.
type Client struct {
	Frame
	Name         string
	ID           string
	Kind         string // "Confidential: it keeps a secret"
	Off          bool   // pending or suspended
	State        string // why it is off, and what to do
	Reviewed     string // whether an administrator reviewed it
	Scopes       []Scope
	RedirectURIs []string
	Grants       []string // what it may do, in plain words
	PKCE         string   // whether it must use it; empty: it has no use for it
	Format       string
	Holders      string // who may make tokens on it
	Created      string
	NewTokenHref string // empty: no token can be made on it now
	Tokens       []TokenRow
	Pages        Paging // of the tokens
	Edit         ClientEdit
	Secret       *SecretForm // nil: a public client has none
	SwitchAction string      // POST switches it off, or on again; empty: its owner cannot
	DetachAction string      // POST lets it outlive the token that created it; empty: none did
	DeleteHref   string      // the page that asks first
}

func (Client) page() string { return "client" }

// ClientEdit changes a client: POST Action with csrf_token and the fields of
// ClientFields.
type ClientEdit struct {
	Action string
	ClientFields
	Errors  Errors // by the name of the field, or ""
	Overlap string // what was chosen for a new secret; empty: nothing yet
}

// ClientDelete asks before a client goes: POST Action with csrf_token.
type ClientDelete struct {
	Frame
	Action     string
	Name       string
	ID         string
	Secret     bool   // it has one
	Tokens     string // "3 personal access tokens"; empty: there are none
	One        bool   // and it is a single one
	Clients    string // which other API clients are suspended with it; empty: none
	CancelHref string
}

func (ClientDelete) page() string { return "client_delete" }
