// Package resource compares the identifiers of resource servers (RFC 8707):
// two that differ only in how a URL may be spelled name the same API.
//
// It does not know which of them are registered; clients does.
package resource

import (
	"slices"
	"strings"
)

// defaultPorts are the ports that a scheme implies.
var defaultPorts = map[string]string{"http": "80", "https": "443", "ws": "80", "wss": "443"}

// Normal returns an identifier in normal form (RFC 3986, sections 6.2.2.1 and
// 6.2.3): the scheme and the host in lower case, no default port and no zeros before another, and "/" for an
// empty path. Of an identifier without a host, such as urn:example:api, only the
// scheme is changed. Nothing else is: paths and queries differ by every byte.
func Normal(identifier string) string {
	scheme, rest, found := strings.Cut(identifier, ":")
	if !found {
		return identifier
	}
	scheme = strings.ToLower(scheme)
	rest, hasHost := strings.CutPrefix(rest, "//")
	if !hasHost {
		return scheme + ":" + rest
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	host, path := strings.ToLower(rest[:end]), rest[end:]
	if at := strings.LastIndexByte(host, ':'); at >= 0 && strings.Trim(host[at+1:], "0123456789") == "" {
		port := strings.TrimLeft(host[at+1:], "0")
		if host = host[:at]; port != "" && port != defaultPorts[scheme] {
			host += ":" + port
		}
	}
	if host != "" && !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return scheme + "://" + host + path
}

// Same reports whether two identifiers name the same API.
func Same(a, b string) bool { return a == b || Normal(a) == Normal(b) }

// In reports whether an identifier names one of these APIs.
func In(identifier string, all []string) bool {
	if slices.Contains(all, identifier) {
		return true
	}
	normal := Normal(identifier)
	return slices.ContainsFunc(all, func(one string) bool { return Normal(one) == normal })
}
