package server

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
)

// hostCheck compares the host of a request with the issuer's.
type hostCheck struct {
	issuer *url.URL
	told   sync.Once
}

// issuerHost is the host of the issuer as a person types it.
func (s *Server) issuerHost() string { return s.hosts.issuer.Host }

// underIssuer lets a page through that is opened at the issuer's address. At any
// other one the cookies that its forms need would not be kept, or the sign-in would
// not be where people look for it. What programs ask for answers at every name, and
// so does everything behind a proxy, which need not pass Host on.
func (s *Server) underIssuer(c *gin.Context) bool {
	r := c.Request
	if s.hosts.matches(r) || forPrograms(r.URL.Path) || forwarded(r.Header) || s.proxies.sent(r) {
		return true
	}
	s.hosts.told.Do(func() {
		s.opts.Log.WarnContext(r.Context(), "a page was opened under another host than the issuer's, where nobody can sign in; "+
			"open the issuer's address, or set issuer to the address at which people reach Patio",
			"setting", "issuer", "issuer", s.opts.Issuer, "host", r.Host[:min(len(r.Host), 100)])
	})
	return false
}

// wrongHost is the answer to a page that is opened under another host.
func (s *Server) wrongHost(c *gin.Context) *failure {
	to := s.opts.Issuer
	if c.Request.Method == http.MethodGet {
		to += localPath(c.Request.URL.RequestURI())
	}
	return &failure{
		status: http.StatusMisdirectedRequest, heading: "Open " + s.issuerHost() + " instead",
		detail: "These pages work at " + s.opts.Issuer + " only. If you run this server and people are to use this address, change the setting issuer.",
		wayOn:  wayOn{href: to, label: "Go to " + s.issuerHost(), only: true},
	}
}

// matches reports whether a request names the issuer's host. The port counts where
// it decides whether a cookie is kept: with TLS. Names of this device are as good
// as each other where the issuer is one.
func (h *hostCheck) matches(r *http.Request) bool {
	if r.Host == "" {
		return true
	}
	name, port, err := net.SplitHostPort(r.Host)
	if err != nil {
		name, port = strings.Trim(r.Host, "[]"), ""
	}
	own := h.issuer.Hostname()
	if onThisDevice(own) && onThisDevice(name) && h.issuer.Scheme == "http" {
		return true
	}
	if h.issuer.Scheme == "https" && port != "" && port != h.issuer.Port() && (h.issuer.Port() != "" || port != "443") {
		return false
	}
	return strings.EqualFold(strings.TrimSuffix(name, "."), own)
}

func onThisDevice(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// forwarded reports whether a request says that it came through a proxy.
func forwarded(h http.Header) bool {
	return h["X-Forwarded-For"] != nil || h["Forwarded"] != nil || h["X-Real-Ip"] != nil || h["Via"] != nil
}

// forPrograms reports whether programs ask for a path, which know its address.
func forPrograms(path string) bool {
	for _, below := range []string{"/oauth/", "/api/", "/.well-known/", "/static/"} {
		if strings.HasPrefix(path, below) {
			return true
		}
	}
	return path == "/healthz" || path == "/readyz" || path == "/metrics"
}
