package server

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"sync"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/ratelimit"
	"github.com/patio-auth/patio/telemetry"
	"github.com/patio-auth/patio/users"
)

// deviceCookie is the cookie by which a browser that has signed in before is
// known, if it came exactly once. Nothing in it is believed yet.
func (s *Server) deviceCookie(c *gin.Context) string {
	found := c.Request.CookiesNamed(s.cookies.device())
	if len(found) != 1 {
		return ""
	}
	return found[0].Value
}

// rememberDevice gives a browser that is signed in the cookie by which it is
// known later. Where that fails the sign-in stands: the browser is a stranger
// next time.
func (s *Server) rememberDevice(c *gin.Context, session users.Session) {
	ctx := c.Request.Context()
	cookie, until, err := s.Users.RememberDevice(ctx, session, s.deviceCookie(c))
	if err != nil {
		s.opts.Log.WarnContext(ctx, "a browser that signed in could not be given its device cookie", "detail", err.Error())
		return
	}
	s.cookies.set(c, s.cookies.device(), cookie, until, s.opts.Now())
}

// judged settles an attempt by what became of the secret that was tried.
func (s *Server) judged(ctx context.Context, attempt *ratelimit.Attempt, err error) error {
	switch {
	case errors.Is(err, users.ErrCredentials), errors.Is(err, users.ErrCode):
		s.countSignIn(telemetry.ResultRefused)
		return err
	case err != nil:
		return errors.Join(err, attempt.Cancel(ctx))
	}
	return attempt.Succeed(ctx)
}

// proxies are the operator's proxies, whose X-Forwarded-For counts, and whether
// a header that does not count has been logged.
type proxies struct {
	trusted []netip.Prefix
	address func(r *http.Request) netip.Addr // of the client
	told    sync.Once
}

func newProxies(addresses []string) *proxies {
	p := &proxies{}
	for _, a := range addresses {
		if network, err := netip.ParsePrefix(a); err == nil {
			p.trusted = append(p.trusted, network.Masked())
		} else if ip, err := netip.ParseAddr(a); err == nil {
			p.trusted = append(p.trusted, netip.PrefixFrom(ip, ip.BitLen()))
		}
	}
	p.address = bearer.ForwardedAddress(p.trusted...)
	return p
}

// sent reports whether a request comes from one of the operator's proxies.
func (p *proxies) sent(r *http.Request) bool {
	peer := bearer.PeerAddress(r)
	return !peer.IsValid() || bearer.AddressIn(peer.String(), p.trusted) // a Unix socket has no address
}

// clientAddress returns the address of a request's client: what the operator's
// proxies say, or else who connected. It is empty where neither is known, which
// happens only on a Unix socket. A header that does not count is logged once.
func (s *Server) clientAddress(r *http.Request) string {
	found, peer := s.proxies.address(r), bearer.PeerAddress(r)
	if r.Header["X-Forwarded-For"] != nil && (!found.IsValid() || found == peer && !s.proxies.sent(r)) {
		s.proxies.told.Do(func() {
			s.opts.Log.WarnContext(r.Context(), "X-Forwarded-For is ignored, and everybody who connects from this address shares its limits: "+
				"either trusted_proxies does not name the address, or there is no address in the header. If this is a proxy of yours, add it to trusted_proxies",
				"setting", "trusted_proxies", "peer", peer.String())
		})
	}
	switch {
	case found.IsValid():
		return found.String()
	case peer.IsValid():
		return peer.String()
	}
	return ""
}
