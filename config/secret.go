package config

import (
	"encoding/base64"
	"errors"
	"net/url"
	"slices"
	"strings"
)

const masked = "********"

// Secret is a setting that is never printed: every formatted or encoded form of it is a mask.
type Secret string

// Reveal returns the secret itself.
func (s Secret) Reveal() string { return string(s) }

// String is the mask, or nothing where nothing is set.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return masked
}

// GoString keeps the secret out of %#v.
func (s Secret) GoString() string { return s.String() }

// MarshalText keeps the secret out of JSON and YAML.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// SecretURL is a URL that may carry a password, such as a database's. Every formatted or encoded form of it is masked.
type SecretURL string

// Reveal returns the URL with its password.
func (u SecretURL) Reveal() string { return string(u) }

// String is the URL with its password masked.
func (u SecretURL) String() string { return maskURL(string(u)) }

// GoString keeps the password out of %#v.
func (u SecretURL) GoString() string { return u.String() }

// MarshalText keeps the password out of JSON and YAML.
func (u SecretURL) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// Scheme is what stands before the first colon.
func (u SecretURL) Scheme() string {
	scheme, _, _ := strings.Cut(string(u), ":")
	return scheme
}

// plainParameters are query parameters of database and Redis URLs whose values are no secrets. A parameter that is not
// here is masked: a new driver option shows up as a mask rather than as a leak.
var plainParameters = map[string]bool{
	"_txlock": true, "application_name": true, "cache": true, "charset": true, "collation": true,
	"connect_timeout": true, "db": true, "host": true, "loc": true, "mode": true, "parseTime": true, "port": true,
	"protocol": true, "readTimeout": true, "search_path": true, "sslmode": true, "sslrootcert": true, "timeout": true,
	"tls": true, "writeTimeout": true,
}

// maskURL hides the password, unknown parameters and the fragment of a URL. It reads the text and not a parsed URL,
// because the passwords that must not leak are the very ones that were not escaped and so do not parse.
func maskURL(s string) string {
	scheme, rest, isURL := strings.Cut(s, "://")
	if !isURL {
		return maskOpaque(s)
	}
	if _, err := url.Parse(s); err != nil && !strings.Contains(rest, "@") {
		return scheme + "://" + masked
	}
	if scheme == "sqlite" && namesHost(rest) {
		return scheme + "://" + masked
	}
	return scheme + "://" + maskQuery(maskUser(scheme, rest))
}

// maskOpaque masks what has no authority: all of it but for sqlite:FILE. It may be a connection string of another
// program, with the password anywhere.
func maskOpaque(s string) string {
	if s == "" || strings.HasPrefix(s, "sqlite:") {
		return maskQuery(s)
	}
	return masked
}

// maskUser hides what stands between the first colon and the last @: an unescaped password may hold either. Only
// databases know users without a password; elsewhere what stands alone is a token.
func maskUser(scheme, rest string) string {
	at := strings.LastIndexByte(rest, '@')
	if at < 0 {
		return rest
	}
	user, _, hasPassword := strings.Cut(rest[:at], ":")
	switch authority, _ := splitAuthority(rest); {
	case strings.HasPrefix(scheme, "http") && !strings.ContainsAny(authority, "@:"):
		return rest // an @ in a path
	case !hasPassword && slices.Contains(databaseSchemes, scheme) && !strings.ContainsAny(user, "@/?#"):
		return rest
	case !hasPassword || strings.ContainsAny(user, "@/?#"):
		return masked + rest[at:]
	}
	return user + ":" + masked + rest[at:]
}

func maskQuery(s string) string {
	s, _, hasFragment := strings.Cut(s, "#")
	if hasFragment {
		s += "#" + masked
	}
	base, query, hasQuery := strings.Cut(s, "?")
	if !hasQuery {
		return s
	}
	parts, afterPassword := strings.Split(query, "&"), false
	for i, part := range parts {
		name, value, _ := strings.Cut(part, "=")
		if afterPassword && !plainParameters[name] {
			parts[i] = masked // the rest of a password that holds an &
			continue
		}
		afterPassword = afterPassword || strings.Contains(name, "password")
		if !plainParameters[name] || strings.ContainsAny(value, ";#") {
			parts[i] = name + "=" + masked
		}
		if value == "" && !plainParameters[name] {
			parts[i] = masked
		}
	}
	return base + "?" + strings.Join(parts, "&")
}

var errMasterKey = errors.New("must be the base64 of 32 bytes; make one with: openssl rand -base64 32")

// SealingKey is the master key, 32 bytes, from the setting or from its file. It is nil where neither is set.
func (s Signing) SealingKey() ([]byte, error) { return masterKey(s.MasterKey, s.MasterKeyFile) }

// OtherSealingKey is the other master key, likewise.
func (s Signing) OtherSealingKey() ([]byte, error) {
	return masterKey(s.OtherMasterKey, s.OtherMasterKeyFile)
}

func masterKey(setting Secret, file string) ([]byte, error) {
	text, err := revealed(setting, file)
	if err != nil || text == "" && file == "" {
		return nil, err
	}
	text = strings.TrimRight(strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimSpace(text)), "=")
	key, err := base64.RawStdEncoding.Strict().DecodeString(text)
	if err != nil || len(key) != 32 {
		return nil, errMasterKey
	}
	return key, nil
}
