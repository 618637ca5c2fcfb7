package config

import "time"

// Config is every setting of Patio. A field's key tag is its name in the file; the variable is PATIO_ and that name in
// capitals with _ for the dots. The zero value is of no use: start from [Load].
type Config struct {
	// Issuer is the URL that tokens name as their issuer and below which every endpoint lives, without a
	// trailing slash. It may have a path. Left out, it is http:// and the listen address, where that is a loopback address.
	Issuer string `key:"issuer"`
	// Listen is the address and port of the HTTP listener.
	Listen string `key:"listen"`
	// Database names the database: sqlite:FILE, postgres://… or mysql://….
	Database SecretURL `key:"database"`
	// TrustedProxies are the addresses and networks whose X-Forwarded-For is believed. Empty: nobody's.
	TrustedProxies []string `key:"trusted_proxies"`
	// Scopes are the operator's own scopes, in addition to the built-in ones, and what they change about those.
	Scopes []Scope `key:"scopes"`

	TLS          TLS          `key:"tls"`
	Tokens       Tokens       `key:"tokens"`
	Signing      Signing      `key:"signing"`
	Sessions     Sessions     `key:"sessions"`
	Limits       Limits       `key:"limits"`
	DatabasePool DatabasePool `key:"database_pool"`
	Retention    Retention    `key:"retention"`
	// Redis shares the limits among replicas: redis://…, rediss://… or unix://…. Empty: each process counts by itself.
	Redis   SecretURL `key:"redis"`
	Log     Log       `key:"log"`
	Server  Server    `key:"server"`
	Metrics Metrics   `key:"metrics"`

	Names          Names          `key:"names"`
	PersonalTokens PersonalTokens `key:"personal_tokens"`
	Clients        Clients        `key:"clients"`
	Quotas         Quotas         `key:"quotas"`
	Notices        Notices        `key:"notices"`
	SMTP           SMTP           `key:"smtp"`

	Backup      Backup      `key:"backup"`
	Leaks       Leaks       `key:"leaks"`
	SecurityTXT SecurityTXT `key:"security_txt"`
	Users       Users       `key:"users"`

	reserved []string
	sources  map[string]Source
}

// Scope is one scope that the operator defines, or a built-in one that they change.
type Scope struct {
	// Name is the scope token of RFC 6749 section 3.3.
	Name string `json:"name" yaml:"name"`
	// Description is what the consent page says about it, in a person's words. Empty, of a built-in scope: its own.
	Description string `json:"description" yaml:"description"`
	// Restricted keeps it for clients that an administrator registered or approved. A flag that is left out is false,
	// or of a built-in scope as it is built in.
	Restricted *bool `json:"restricted,omitempty" yaml:"restricted,omitempty"`
	// Sensitive sets it apart on the consent page.
	Sensitive *bool `json:"sensitive,omitempty" yaml:"sensitive,omitempty"`
	// GrantableToApps lets every app have it, of a built-in scope that only first-party apps have otherwise.
	GrantableToApps *bool `json:"grantable_to_apps,omitempty" yaml:"grantable_to_apps,omitempty"`
}

// TLS holds the server's own certificate. Left out, TLS ends at a proxy before it.
type TLS struct {
	// CertFile holds the certificate in PEM, with those that lead to its root behind it.
	CertFile string `key:"cert_file"`
	// KeyFile holds its private key in PEM.
	KeyFile string `key:"key_file"`
}

// Scheme is what the listener speaks: https where it has a certificate, else http.
func (t TLS) Scheme() string {
	if t.CertFile != "" {
		return "https"
	}
	return "http"
}

// Tokens holds the lifetimes of codes and tokens.
type Tokens struct {
	// AccessTTL is how long an access token lives, at most 24 h.
	AccessTTL time.Duration `key:"access_ttl"`
	// CodeTTL is how long an authorization code may wait to be redeemed.
	CodeTTL time.Duration `key:"code_ttl"`
	// RefreshTTL is how long a refresh token may lie unused.
	RefreshTTL time.Duration `key:"refresh_ttl"`
	// RefreshMaxTTL ends a chain of refresh tokens this long after the person allowed it. 0: never.
	RefreshMaxTTL time.Duration `key:"refresh_max_ttl"`
	// RefreshGrace is how long a spent refresh token still works, for processes that share it. 0: every second use ends
	// the grant.
	RefreshGrace time.Duration `key:"refresh_grace"`
	// DefaultAudience is the audience of tokens asked for without a resource (RFC 8707). Empty: the issuer.
	DefaultAudience string `key:"default_audience"`
	// RequireResource refuses authorization and client credentials requests, and new personal access tokens, that
	// name no resource.
	RequireResource bool `key:"require_resource"`
}

// PersonalTokens holds what personal access tokens may do.
type PersonalTokens struct {
	// QueryParameter takes them from ?personalToken= as well. URLs end in logs and histories: leave it off.
	QueryParameter bool `key:"query_parameter"`
	// MaxLifetime is the longest that one may live, from its making. 0: no bound. With one, none is without an end.
	MaxLifetime time.Duration `key:"max_lifetime"`
	// DefaultLifetime is how long one lives that was made without saying. 0: MaxLifetime, or no end.
	DefaultLifetime time.Duration `key:"default_lifetime"`
	// Endless allows tokens without an end.
	Endless bool `key:"endless"`
	// MaxActive is how many living ones a person may have. 0: no bound.
	MaxActive int `key:"max_active"`
	// AllowedIPs are the networks from which they work. Empty: from anywhere.
	AllowedIPs []string `key:"allowed_ips"`
	// PrivilegesTTL is how long advanced privileges last that a person grants a token, and how long a second factor
	// counts in what apps get after it.
	PrivilegesTTL time.Duration `key:"privileges_ttl"`
}

// Clients holds what clients may be registered with, and what of it without an administrator.
type Clients struct {
	// AllowCustomSchemes lets redirect URIs have schemes without a dot, such as cursor:// and vscode://.
	AllowCustomSchemes bool        `key:"allow_custom_schemes"`
	SelfService        SelfService `key:"self_service"`
}

// SelfService holds what a registration may ask for. What asks for more waits for an administrator's approval.
type SelfService struct {
	// GrantTypes are the grant types that anybody may register.
	GrantTypes []string `key:"grant_types"`
	// Scopes are the scopes that anybody may register. Empty: every scope that is not restricted.
	Scopes []string `key:"scopes"`
	// Approval says which registrations wait for an administrator: none (asking for more is refused), restricted (those
	// that ask for more) or all.
	Approval string `key:"approval"`
}

// Quotas holds how much one person may have and do. The command line is exempt.
type Quotas struct {
	// ClientsPerUser is how many API clients a person may own. 0: no bound.
	ClientsPerUser int `key:"clients_per_user"`
	// SecretsPerClient is how many secrets of one client may work at once. 0: no bound.
	SecretsPerClient int `key:"secrets_per_client"`
	// ChildrenPerToken is how many tokens and clients one token may create. 0: no bound.
	ChildrenPerToken int `key:"children_per_token"`
	// WritesPerUser bounds how often a person changes something, in the browser and with tokens.
	WritesPerUser Rate `key:"writes_per_user"`
}

// Users holds what accounts must keep to.
type Users struct {
	// PasswordBlocklist names a file with one password a line that nobody may choose, in addition to the most common ones.
	PasswordBlocklist string `key:"password_blocklist"`
}

// Leaks holds who reports leaked secrets, beside everybody.
type Leaks struct {
	// GitHubKeys are the public keys of GitHub's secret scanning, each as its identifier, an equals sign, and the key in
	// base64 or PEM. Empty: GitHub's own form of report is not taken.
	GitHubKeys []string `key:"github_keys"`
}

// Signing holds how access tokens are signed and how private keys rest.
type Signing struct {
	// Algorithm is the one that new keys use: ES256, EdDSA or RS256.
	Algorithm string `key:"algorithm"`
	// PublishAhead is how long a new key is published before it signs, so that nobody meets a key they do not know.
	PublishAhead time.Duration `key:"publish_ahead"`
	// Overlap is how long a retired key stays published, so that what it signed still verifies.
	Overlap time.Duration `key:"overlap"`
	// MasterKey seals private keys at rest: base64 of 32 bytes. Empty, with MasterKeyFile empty too: they are not sealed.
	MasterKey Secret `key:"master_key"`
	// MasterKeyFile names a file that holds the master key, in place of MasterKey.
	MasterKeyFile string `key:"master_key_file"`
	// OtherMasterKey opens what was sealed with it and seals nothing, while one master key takes the place of another.
	OtherMasterKey Secret `key:"other_master_key"`
	// OtherMasterKeyFile names a file that holds it, in place of OtherMasterKey.
	OtherMasterKeyFile string `key:"other_master_key_file"`
}

// Sessions holds the lifetimes of browser sessions.
type Sessions struct {
	// IdleTTL ends a session that has not been used for so long.
	IdleTTL time.Duration `key:"idle_ttl"`
	// MaxTTL ends a session this long after the sign-in, used or not.
	MaxTTL time.Duration `key:"max_ttl"`
}

// Limits holds how often somebody may guess before being slowed down.
type Limits struct {
	// Enabled switches all limits. Off is for tests alone.
	Enabled bool `key:"enabled"`
	// SignInPerAccountAndAddress bounds wrong sign-ins to one account from one address.
	SignInPerAccountAndAddress Rate `key:"sign_in_per_account_and_address"`
	// SignInPerAccount bounds wrong sign-ins to one account from addresses it has never signed in from.
	SignInPerAccount Rate `key:"sign_in_per_account"`
	// SignInPerAddress bounds wrong sign-ins from one address (IPv6: one /64), whatever the account.
	SignInPerAddress Rate `key:"sign_in_per_address"`
	// SignInPerDevice bounds wrong sign-ins from one browser that the account has signed in with, wherever it is.
	SignInPerDevice Rate `key:"sign_in_per_device"`
	// SecondFactorPerAccountAndAddress bounds wrong codes for one account from one address, after a right password.
	SecondFactorPerAccountAndAddress Rate `key:"second_factor_per_account_and_address"`
	// SecondFactorPerAccount bounds wrong codes for one account from addresses it has never signed in from.
	SecondFactorPerAccount Rate `key:"second_factor_per_account"`
	// SecondFactorPerAddress bounds wrong codes from one address (IPv6: one /64), whatever the account.
	SecondFactorPerAddress Rate `key:"second_factor_per_address"`
	// SecondFactorPerDevice bounds wrong codes from one browser that the account has signed in with, wherever it is.
	SecondFactorPerDevice Rate `key:"second_factor_per_device"`
	// ClientAuthPerClientAndAddress bounds failed client authentication for one client from one address.
	ClientAuthPerClientAndAddress Rate `key:"client_auth_per_client_and_address"`
	// ClientAuthPerAddress bounds failed client authentication from one address, whatever the client.
	ClientAuthPerAddress Rate `key:"client_auth_per_address"`
	// BadTokensPerAddress bounds well-formed but unknown tokens from one address.
	BadTokensPerAddress Rate `key:"bad_tokens_per_address"`
	// LeakReportsPerAddress bounds reports of leaked secrets from one address. A report counts once, and once more for
	// each 100 secrets in it that could be Patio's.
	LeakReportsPerAddress Rate `key:"leak_reports_per_address"`
}

// DatabasePool bounds the connections to the database.
type DatabasePool struct {
	// MaxOpen is the most connections at once. 0: what suits the engine.
	MaxOpen int `key:"max_open"`
	// Timeout is how long connecting may take, and waiting for another process that holds the SQLite file.
	Timeout time.Duration `key:"timeout"`
	// IdleTimeout closes a connection that was not used for so long.
	IdleTimeout time.Duration `key:"idle_timeout"`
	// MaxLifetime closes a connection that is so old, so that replicas follow a database that moved.
	MaxLifetime time.Duration `key:"max_lifetime"`
}

// Retention holds how long what is over stays in the database. The audit trail stays for ever.
type Retention struct {
	// Expired is how long codes, opaque access tokens and browser sessions stay after their end. A code that comes back
	// within it still ends what it bought.
	Expired time.Duration `key:"expired"`
	// Ended is how long a personal access token, or all that came of one authorization, stays after it was ended or
	// could be used no more. 0: for ever.
	Ended time.Duration `key:"ended"`
	// Every is how often to look for what may go.
	Every time.Duration `key:"every"`
}

// Log holds the shape of the log on standard error.
type Log struct {
	// Format is text (for a person) or json (for a collector).
	Format string `key:"format"`
	// Level is the least that is written: debug, info, warn or error.
	Level string `key:"level"`
}

// Server holds the manners of the HTTP server.
type Server struct {
	// DrainDelay is how long a stop goes on serving, with /readyz saying 503, so that proxies send requests elsewhere.
	DrainDelay time.Duration `key:"drain_delay"`
	// ShutdownTimeout is how long a stop waits for requests under way.
	ShutdownTimeout time.Duration `key:"shutdown_timeout"`
	// ProxyProtocol takes the client's address from the PROXY header with which trusted_proxies begin each connection, or
	// everybody where none is named.
	ProxyProtocol bool `key:"proxy_protocol"`
	// MaxConnections is how many connections are open at once at most.
	MaxConnections int `key:"max_connections"`
}

const day = 24 * time.Hour

func defaults() *Config {
	return &Config{
		Listen:   "127.0.0.1:8080",
		Database: "sqlite:patio.db",
		Tokens: Tokens{
			AccessTTL: 10 * time.Minute, CodeTTL: time.Minute, RefreshGrace: 30 * time.Second,
			RefreshTTL: 30 * day, RefreshMaxTTL: 365 * day,
		},
		Signing:  Signing{Algorithm: "ES256", PublishAhead: 6 * time.Second, Overlap: day},
		Sessions: Sessions{IdleTTL: 7 * day, MaxTTL: 30 * day},
		Limits: Limits{
			Enabled:                          true,
			SignInPerAccountAndAddress:       Rate{10, 15 * time.Minute},
			SignInPerAccount:                 Rate{100, time.Hour},
			SignInPerAddress:                 Rate{100, 15 * time.Minute},
			SignInPerDevice:                  Rate{10, 15 * time.Minute},
			SecondFactorPerAccountAndAddress: Rate{5, 15 * time.Minute},
			SecondFactorPerAccount:           Rate{20, time.Hour},
			SecondFactorPerAddress:           Rate{50, 15 * time.Minute},
			SecondFactorPerDevice:            Rate{5, 15 * time.Minute},
			ClientAuthPerClientAndAddress:    Rate{100, time.Minute},
			ClientAuthPerAddress:             Rate{1000, time.Minute},
			BadTokensPerAddress:              Rate{600, time.Minute},
			LeakReportsPerAddress:            Rate{120, time.Minute},
		},
		DatabasePool: DatabasePool{Timeout: 5 * time.Second, IdleTimeout: 5 * time.Minute, MaxLifetime: 30 * time.Minute},
		Retention:    Retention{Expired: day, Ended: 90 * day, Every: time.Minute},
		Log:          Log{Format: "text", Level: "info"},
		Server:       Server{ShutdownTimeout: 15 * time.Second, MaxConnections: 10_000},
		Metrics:      Metrics{Enabled: true},
		Backup:       Backup{MaxAge: 2 * day},
		Notices:      Notices{FirstWarning: 7 * day, LastWarning: day, ScanEvery: 30 * time.Second},
		SMTP:         SMTP{TLS: SMTPStartTLS},

		Clients: Clients{SelfService: SelfService{
			GrantTypes: []string{"authorization_code", "refresh_token"}, Approval: "restricted",
		}},
		Quotas:         Quotas{ClientsPerUser: 50, SecretsPerClient: 5, ChildrenPerToken: 1000, WritesPerUser: Rate{120, time.Minute}},
		PersonalTokens: PersonalTokens{Endless: true, PrivilegesTTL: 30 * day, MaxActive: 500},
		sources:        map[string]Source{},
	}
}
