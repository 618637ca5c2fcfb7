package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// issuerOf is the issuer of a server that listens on a loopback address, and empty for any other: what people call it
// from outside only the operator knows. A port of 0 is chosen at the start, so it names nothing either.
func issuerOf(scheme, listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil || !isLoopback(host) || port == "0" || port == "" {
		return ""
	}
	return scheme + "://" + listen
}

func isLoopback(host string) bool {
	address, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && address.IsLoopback()
}

// checkIssuer holds the issuer to RFC 8414 section 2, and to the one spelling that browsers send as an Origin. Its errors
// are phrases to put behind the setting's name, and never repeat the value: it may hold a password by mistake.
func checkIssuer(issuer string) error {
	u, err := url.Parse(issuer)
	if err != nil || u.Host == "" || u.Opaque != "" {
		return errors.New("must be a URL such as https://auth.example.org")
	}
	switch {
	case u.User != nil:
		return errors.New("must not hold a user name or a password")
	case strings.ContainsAny(issuer, "?#"):
		return errors.New("must not have a query or a fragment")
	case strings.HasSuffix(u.Path, "/"):
		return errors.New("must not end in a slash")
	case !isBasePath(u.Path) || u.RawPath != "":
		return errors.New("has a path that is not plain; write it with letters, digits, dashes and underscores, such as https://example.org/auth")
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return errors.New("must begin with https://; plain http is for 127.0.0.1, [::1] and localhost alone")
	case u.Scheme != "https" && u.Scheme != "http":
		return errors.New("must begin with https://")
	}
	return checkHost(u, issuer)
}

func checkHost(u *url.URL, issuer string) error {
	name := u.Hostname()
	if strings.ContainsFunc(name, func(r rune) bool { return !isHostRune(r) }) {
		return errors.New("has a host name that is not plain ASCII; write it in punycode (xn--…)")
	}
	port := u.Port()
	if strings.HasSuffix(u.Host, ":") || u.Scheme == "https" && port == "443" || u.Scheme == "http" && port == "80" {
		return errors.New("must leave out the default port, as browsers do")
	}
	if canonical := strings.ToLower(u.Scheme+"://"+u.Host) + u.Path; canonical != issuer {
		return fmt.Errorf("must be written in lower case: %s", canonical)
	}
	return nil
}

func isHostRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == ':'
}

// isBasePath reports whether a path is empty, or some segments of letters, digits, - . _ and ~, none of them dots alone.
func isBasePath(path string) bool {
	if path == "" {
		return true
	}
	segments := strings.Split(path, "/")
	return !slices.ContainsFunc(segments[1:], func(segment string) bool {
		return strings.Trim(segment, ".") == "" || strings.ContainsFunc(segment, func(r rune) bool {
			return !isHostRune(r) && r != '_' && r != '~' || r == ':'
		})
	})
}
