package config

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

var databaseSchemes = []string{"sqlite", "postgres", "postgresql", "mysql"}

func (c *Config) validateDatabase(p *problems) {
	scheme := c.Database.Scheme()
	rest := strings.TrimPrefix(c.Database.Reveal(), scheme+":")
	switch {
	case !slices.Contains(databaseSchemes, scheme) || scheme != "sqlite" && !strings.HasPrefix(rest, "//"):
		p.add(CodeInvalid, "database", "database must begin with sqlite:, postgres:// or mysql://, such as sqlite:patio.db")
	case scheme == "sqlite" && strings.HasPrefix(rest, "//") && namesHost(rest[2:]):
		p.add(CodeInvalid, "database", "database names a host, which SQLite has not; write sqlite: and a file name, such as sqlite:patio.db")
	case scheme == "sqlite":
		p.fileOfSQLite(rest)
	case scheme != "sqlite":
		c.validateDatabaseURL(p)
	}
	if c.DatabasePool.MaxOpen < 0 || c.DatabasePool.MaxOpen > 10_000 {
		p.add(CodeInvalid, "database_pool.max_open", "database_pool.max_open is %d; it must be 0 (what suits the engine) to 10000", c.DatabasePool.MaxOpen)
	}
}

// fileOfSQLite takes a file on the disk, without the parameters of other programs:
// the storage opens it in a way of its own.
func (p *problems) fileOfSQLite(rest string) {
	file, query, asked := strings.Cut(strings.TrimPrefix(rest, "//"), "?")
	switch {
	case file == "":
		p.add(CodeInvalid, "database", "database names no file; write sqlite: and a file name, such as sqlite:patio.db")
	case strings.Contains(file, ":memory:"):
		p.add(CodeInvalid, "database", "database is in memory, which no two commands share; name a file, such as sqlite:patio.db")
	case asked:
		name, _, _ := strings.Cut(query, "=")
		p.add(CodeInvalid, "database", "database has the parameter %s, which Patio does not know; "+
			"remove it and everything from the ? on (SQLite takes no parameters)", shown(name))
	}
}

func (c *Config) validateDatabaseURL(p *problems) {
	// The parser's own error repeats the URL, password and all.
	u, err := url.Parse(c.Database.Reveal())
	switch {
	case err != nil:
		p.add(CodeInvalid, "database", "database is not a URL; percent-encode special characters in its password (/ is %%2F, @ is %%40)")
	case hasStrayAt(c.Database.Reveal()):
		p.add(CodeInvalid, "database", "database has an @ in the wrong place; percent-encode special characters in its password (@ is %%40, / is %%2F)")
	case strings.Contains(u.Hostname(), ":") && !strings.Contains(u.Host, "["):
		p.add(CodeInvalid, "database", "database must have an IPv6 address in brackets, such as [::1]")
	case !isPort(u.Port()):
		p.add(CodeInvalid, "database", "database has a port that is none; it must be 1 to 65535")
	case c.Database.Scheme() == "mysql" && (u.Hostname() == "" || strings.Trim(u.Path, "/") == ""):
		p.add(CodeInvalid, "database", "database must name a host and a database, such as mysql://user:password@127.0.0.1:3306/patio")
	default:
		c.validateDatabaseParameters(p, u.RawQuery)
	}
}

// namesHost reports whether what stands behind sqlite:// is a server, with a
// password perhaps, and no file.
func namesHost(rest string) bool {
	authority, _ := splitAuthority(rest)
	return strings.ContainsAny(authority, "@:")
}

// isPort reports whether a text is a port, or nothing.
func isPort(text string) bool {
	port, err := strconv.ParseUint(text, 10, 16)
	return text == "" || err == nil && port > 0
}

// hasStrayAt reports whether a URL holds an @ that does not end the user
// information. It may belong to a password that was not encoded, of which
// parsers take different parts for the host, the port or the path, and so into
// their errors.
func hasStrayAt(raw string) bool {
	_, rest, _ := strings.Cut(raw, "://")
	authority, beyond := splitAuthority(rest)
	return strings.Count(authority, "@") > 1 || strings.Contains(beyond, "@")
}

// splitAuthority cuts what stands behind :// at the end of the authority (RFC
// 3986 section 3.2).
func splitAuthority(rest string) (authority, beyond string) {
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		return rest[:end], rest[end:]
	}
	return rest, ""
}

// tlsParameters are the names, in small letters and without separators, by which
// drivers and programs know the parameter for TLS.
var tlsParameters = []string{
	"ssl", "sslmode", "usessl", "requiressl", "sslrequired", "enablessl", "verifyservercertificate", "sslverify", "sslca",
	"sslverifycert", "sslverifyservercert", "tls", "usetls", "requiretls", "enabletls", "tlsmode", "encrypt", "encryption", "secure",
}

// postgresTLS are PostgreSQL's own parameters among them.
var postgresTLS = []string{"sslmode"}

// postgresModes are the values of sslmode.
var postgresModes = []string{"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}

// afterPassword are the parameters of PostgreSQL that may follow a password.
var afterPassword = []string{
	"application_name", "client_encoding", "connect_timeout", "database", "dbname", "default_query_exec_mode", "host", "options", "password",
	"port", "search_path", "sslcert", "sslkey", "sslmode", "sslpassword", "sslrootcert", "statement_timeout", "target_session_attrs",
	"timezone", "user",
}

// maybeOfPassword reports whether a parameter may be the rest of a password that
// holds an & or a question mark: the server's error would repeat it.
func maybeOfPassword(query string) bool {
	password := false
	for part := range strings.SplitSeq(query, "&") {
		name, _, hasValue := strings.Cut(part, "=")
		if part != "" && !hasValue && !slices.Contains(tlsParameters, plain(name)) || password && !slices.Contains(afterPassword, name) {
			return true
		}
		password = password || strings.Contains(name, "password")
	}
	return false
}

// validateDatabaseParameters refuses parameters that would be dropped or sent to
// the server: whoever asks for TLS in another program's words must not get a
// connection without it.
func (c *Config) validateDatabaseParameters(p *problems, query string) {
	mysql := c.Database.Scheme() == "mysql"
	given, err := url.ParseQuery(query)
	if err != nil {
		p.add(CodeInvalid, "database", "database has parameters that cannot be read; separate them with & and percent-encode special characters")
		return
	}
	if maybeOfPassword(query) {
		p.add(CodeInvalid, "database", "database has a parameter without a value, or an unknown one behind its password; percent-encode special characters in the password (& is %%26)")
		return
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		foreignTLS := slices.Contains(tlsParameters, plain(name))
		switch {
		case mysql && name == "tls":
			p.tlsOfMySQL(given[name])
		case mysql && foreignTLS:
			p.add(CodeInvalid, "database", "database has the parameter %s, which Patio does not know; for MySQL write tls=true", shown(name))
		case mysql:
			p.add(CodeInvalid, "database", "database has the parameter %s, which Patio does not know; remove it (for MySQL only tls is known)", shown(name))
		case name == "sslmode" && !slices.Contains(postgresModes, given.Get(name)):
			p.add(CodeInvalid, "database", "database has an sslmode that PostgreSQL does not know; choose one of %s", strings.Join(postgresModes, ", "))
		case foreignTLS && !slices.Contains(postgresTLS, name):
			p.add(CodeInvalid, "database", "database has the parameter %s, which Patio does not know; for PostgreSQL write sslmode=verify-full", shown(name))
		}
	}
}

// tlsOfMySQL takes the values of the driver, each of which is sent as it stands.
func (p *problems) tlsOfMySQL(values []string) {
	if len(values) != 1 || !slices.Contains([]string{"true", "false", "skip-verify", "preferred"}, values[0]) {
		p.add(CodeInvalid, "database", "database must have tls once, as true, skip-verify, preferred or false; true checks the server's certificate")
	}
}
