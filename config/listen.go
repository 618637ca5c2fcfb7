package config

import (
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// isAddress reports whether a text is an address and a port to listen on.
func isAddress(text string) bool {
	host, port, err := net.SplitHostPort(text)
	_, portErr := strconv.ParseUint(port, 10, 16)
	return err == nil && portErr == nil && !strings.ContainsAny(host, " /@")
}

// Socket returns the path of a listen address of the form unix:PATH, and whether it has that form.
func Socket(listen string) (path string, yes bool) { return strings.CutPrefix(listen, "unix:") }

// maxSocketPath is the longest path of a Unix socket on every system that Patio runs on.
const maxSocketPath = 100

func (c *Config) validateListen(p *problems) {
	path, socket := Socket(c.Listen)
	switch {
	case socket && (path == "" || strings.HasPrefix(path, "//") || len(path) > maxSocketPath || strings.ContainsRune(path, 0)):
		p.add(CodeInvalid, "listen", "listen must name a file of at most %d bytes behind unix:, such as unix:/run/patio.sock", maxSocketPath)
	case socket && c.TLS.CertFile != "":
		p.add(CodeInvalid, "listen", "listen is a Unix socket, and tls.cert_file is set; leave TLS to the proxy that connects to the socket")
	case !socket && !isAddress(c.Listen):
		p.add(CodeInvalid, "listen", "listen must be an address and a port, such as 127.0.0.1:8080 or :8080, or a Unix socket, such as unix:/run/patio.sock")
	}
}

// TrustsProxy reports whether an address is one of trusted_proxies.
func (c *Config) TrustsProxy(address netip.Addr) bool {
	address = address.Unmap().WithZone("")
	for _, text := range c.TrustedProxies {
		if network, err := netip.ParsePrefix(text); err == nil && network.Contains(address) {
			return true
		}
		if one, err := netip.ParseAddr(text); err == nil && one.Unmap() == address {
			return true
		}
	}
	return false
}
