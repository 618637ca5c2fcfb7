package consent

import (
	"net"
	"net/url"
	"strings"
)

// ThisDevice is the origin of every redirect URI that leads to the device on which
// the person's browser runs: which port a program listens on there, with or
// without a certificate, says nothing about which program it is.
const ThisDevice = "this device"

// Origin returns whom an answer to a redirect URI reaches: scheme, host and
// any port but the usual one of an https URI, ThisDevice, or scheme and colon where the scheme is the app's own.
func Origin(redirectURI string) string {
	scheme, _, _ := strings.Cut(redirectURI, ":")
	if scheme != "https" && scheme != "http" {
		return scheme + ":"
	}
	u, err := url.Parse(redirectURI)
	if err != nil {
		return redirectURI // equal to nothing but itself
	}
	host := strings.ToLower(u.Hostname())
	if thisDevice(host) {
		return ThisDevice
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && (scheme != "https" || port != "443") {
		host += ":" + port
	}
	return scheme + "://" + host
}

// thisDevice reports whether a host in lower case is the device that asks:
// loopback, the unspecified address, which connects to it too, or a name that
// stands for loopback (RFC 6761, section 6.3).
func thisDevice(host string) bool {
	host = strings.TrimSuffix(host, ".")
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback() || ip.IsUnspecified()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}
