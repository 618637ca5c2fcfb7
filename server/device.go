package server

import (
	"context"
	"errors"
	"net/netip"
	"sync"

	"github.com/gin-gonic/gin"

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

// proxies are the addresses whose X-Forwarded-For counts, and whether somebody
// else's has been spoken of.
type proxies struct {
	trusted []netip.Prefix
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
	return p
}

func (p *proxies) trusts(address string) bool {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return false
	}
	for _, network := range p.trusted {
		if network.Contains(ip) || network.Contains(ip.Unmap()) {
			return true
		}
	}
	return false
}

// tellOfForwarding says once in the log that an X-Forwarded-For is not believed:
// if it was a proxy of the operator's, everybody behind it shares its limits.
func (s *Server) tellOfForwarding(c *gin.Context) {
	if c.Request.Header["X-Forwarded-For"] == nil || s.proxies.trusts(c.RemoteIP()) {
		return
	}
	s.proxies.told.Do(func() {
		s.opts.Log.WarnContext(c.Request.Context(), "X-Forwarded-For came from an address that trusted_proxies does not name; it is ignored, "+
			"and all who come from there share that address's limits. If it is a proxy of yours, add it to trusted_proxies",
			"setting", "trusted_proxies", "peer", c.RemoteIP())
	})
}
