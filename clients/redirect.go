package clients

import (
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// redirectFault says why a URI may not be registered; "" where it may: absolute, no
// fragment, no user information, https, or http on loopback, or a private-use
// scheme with a dot in it (RFC 6749, section 3.1.2; RFC 8252, section 7). Editors
// and other programs use schemes without a dot all the same; customSchemes allows
// those that mean nothing to browsers and operating systems.
func redirectFault(raw string, customSchemes bool) string {
	if len(raw) > 1000 || !plainASCII(raw) || strings.ContainsAny(raw, "\\\"<>^`{|}") {
		return "a redirect URI takes at most 1000 visible ASCII characters, with anything else percent-encoded"
	}
	u, err := url.Parse(raw)
	switch {
	case err != nil || !u.IsAbs():
		return "a redirect URI must be absolute, such as https://app.example.org/callback"
	case strings.Contains(raw, "#"):
		return "a redirect URI takes no fragment (#)"
	case u.User != nil:
		return "a redirect URI takes no user name or password"
	case strings.Contains(u.Host, "*"):
		return "a redirect URI takes no wildcard; register each one"
	case strings.ContainsAny(u.Host, "!$&'()+,;=%"):
		return "its host is not a name or an address" // and would read as more in a Content-Security-Policy
	case !validPort(u):
		return "its port must be a number from 1 to 65535, or left out with its colon"
	case strings.ToLower(u.Scheme) != raw[:len(u.Scheme)]:
		return "write the scheme in lower case"
	}
	switch u.Scheme {
	case "https":
		if u.Hostname() == "" || u.Opaque != "" {
			return "it names no host"
		}
		if oddAddress(u.Hostname()) {
			return "its host is an IP address in an unusual form; write four decimal numbers with dots between them"
		}
	case "http":
		if !loopbackHost(u.Hostname()) {
			return "http is for loopback addresses only; use https"
		}
	default:
		switch {
		case strings.TrimPrefix(strings.TrimSuffix(raw, "?"+u.RawQuery), u.Scheme+":") == "":
			return "it has nothing after the scheme; write org.example.app:/callback"
		case strings.Contains(u.Scheme+".", "..") || u.Scheme[0] == '.':
			return "its scheme is not a domain name in reverse, such as org.example.app"
		case strings.Contains(u.Scheme, "."):
		case takenScheme(u.Scheme):
			return "its scheme belongs to browsers or to the operating system, and not to an app"
		case !customSchemes:
			return "use https, http on loopback, or a private-use scheme that is a domain name of yours in reverse, such as org.example.app:/callback"
		}
	}
	return ""
}

// takenSchemes are schemes without a dot that browsers, operating systems or
// widespread programs act on: a redirect there would run or open something, or
// reach another program than the app.
var takenSchemes = strings.Fields(`
	about acct afp app bitcoin blob brave callto chrome chrome-devtools chrome-extension chrome-untrusted cid content
	dav data devtools dict dns edge ethereum facetime facetime-audio feed file filesystem fish ftp ftps geo git gopher
	googlechrome h323 hcp help http https im imap info intent ipp ipps irc ircs iris itms jabber jar javascript
	ldap ldaps livescript lpr magnet mailto maps market mhtml mid mk mms mocha moz-extension moz-icon msgs nfs news nntp
	opera page-icon pop proxy quic rdp redis res resource rlogin rmi rsync rtmp rtsp safari sftp shell shttp sip sips
	skype sms smsto smb snmp spotify ssh stun stuns svn tag tel telnet tftp turn turns urn vbs vbscript view-source vnc
	wais webcal websocket wmi ws wss wyciwyg xmpp xcon`)

// takenPrefixes begin whole families of such schemes.
var takenPrefixes = []string{"ms-", "microsoft-", "search-", "itms-", "x-apple", "x-webkit", "android-", "git-", "git+", "svn+", "web+", "ext+", "chrome-", "safari-", "res-"}

// takenScheme reports whether a scheme in lower case cannot be an app's own. A
// single letter is a drive to Windows.
func takenScheme(scheme string) bool {
	return len(scheme) < 2 || slices.Contains(takenSchemes, scheme) ||
		slices.ContainsFunc(takenPrefixes, func(prefix string) bool { return strings.HasPrefix(scheme, prefix) })
}

func validPort(u *url.URL) bool {
	if u.Port() == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	return err == nil && port > 0
}

// oddAddress reports whether browsers take a host for an IPv4 address that is not
// written in the usual form (the URL standard, section 3.5): 127.1, 0x7f000001 or
// 2130706433 would not be recognised as loopback.
func oddAddress(host string) bool {
	host = strings.TrimSuffix(host, ".")
	last := strings.ToLower(host[strings.LastIndexByte(host, '.')+1:])
	digits, hex := strings.CutPrefix(last, "0x")
	number := last != "" && strings.Trim(last, "0123456789") == "" || hex && strings.Trim(digits, "0123456789abcdef") == ""
	return number && net.ParseIP(host) == nil
}

func loopbackHost(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

// RedirectAllowed reports whether uri is one of the client's redirect URIs,
// byte for byte, but for the port of a registered loopback IP address
// (RFC 8252, section 7.3), which a native app learns only when it runs. For
// public clients the port of localhost is not compared either.
func (c Client) RedirectAllowed(uri string) bool {
	hosts := []string{"http://127.0.0.1", "http://[::1]"}
	if c.Type == Public {
		hosts = append(hosts, "http://localhost")
	}
	return slices.ContainsFunc(c.RedirectURIs, func(registered string) bool {
		return registered == uri || sameButPort(registered, uri, hosts)
	})
}

// RedirectIsPrivateUse reports whether a redirect URI has a scheme that any
// app on a device may claim (RFC 8252, section 8.6), so that the answer may
// reach another program than the one that asked.
func RedirectIsPrivateUse(uri string) bool {
	return !strings.HasPrefix(uri, "https://") && !strings.HasPrefix(uri, "http://")
}

// RedirectDestination is where a redirect URI leads, for a person to judge:
// the host with its port, or for a private-use scheme the scheme alone, since
// what stands as its host is the app's own invention.
func RedirectDestination(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || RedirectIsPrivateUse(uri) {
		scheme, _, _ := strings.Cut(uri, ":")
		return scheme
	}
	return u.Host
}

// sameButPort reports whether two URIs have the same one of these hosts and differ
// at most in their ports.
func sameButPort(registered, uri string, hosts []string) bool {
	for _, host := range hosts {
		a, okA := strings.CutPrefix(registered, host)
		b, okB := strings.CutPrefix(uri, host)
		if okA && okB {
			restA, okA := cutPort(a)
			restB, okB := cutPort(b)
			return okA && okB && restA == restB
		}
	}
	return false
}

// cutPort takes a port off the beginning of what follows a host. What follows
// it must begin a path or a query, or be nothing: never a longer host name.
func cutPort(s string) (rest string, ok bool) {
	if after, found := strings.CutPrefix(s, ":"); found {
		end := strings.IndexFunc(after, func(r rune) bool { return r < '0' || r > '9' })
		if end < 0 {
			end = len(after)
		}
		if port, err := strconv.ParseUint(after[:end], 10, 16); err != nil || port == 0 || after[0] == '0' {
			return "", false
		}
		s = after[end:]
	}
	return s, s == "" || s[0] == '/' || s[0] == '?'
}
