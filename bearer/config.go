package bearer

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	defaultLeeway = 5 * time.Second
	maxLeeway     = time.Minute
)

// Config says who issues the tokens and who asks about them. Issuer and Audience are required.
type Config struct {
	// Issuer is the authorization server's issuer URL, to the letter: https, or http on a loopback host.
	Issuer string
	// Audience is this resource server's identifier, as it was registered (patio client create --resource-server).
	Audience string
	// DefaultAudience is the audience of tokens that were asked for without a resource; left out: Issuer.
	// Set it to the value of Audience to take only tokens meant for this resource server by name.
	DefaultAudience string
	// ClientID and ClientSecret are this resource server's credentials for introspection. Without them only JWTs
	// are taken, and personal and opaque tokens are refused.
	ClientID, ClientSecret string
	// IntrospectJWT asks the authorization server about JWTs too, after they were checked offline. A revoked JWT
	// then ends at once and not at its expiry, for the price of a round trip per request. It needs ClientID.
	IntrospectJWT bool
	// Revocations follows the stream of what has ended, so that a revoked JWT is refused here within a second or so and
	// without a round trip per request. It needs ClientID, of a client that is registered as a resource server.
	Revocations Following
	// Leeway is how far the clocks may differ: 5 s when zero, 60 s at most.
	Leeway time.Duration
	// HTTPClient makes the requests to the authorization server; left out: one with a pool of its own. Redirects
	// are never followed and every request ends after 5 s, whatever it says.
	HTTPClient *http.Client
	// Now is the clock; left out: time.Now.
	Now func() time.Time
}

// complete checks cfg and fills in what was left out.
func (cfg Config) complete() (Config, error) {
	if err := cfg.check(); err != nil {
		return Config{}, err
	}
	cfg.DefaultAudience = cmp.Or(cfg.DefaultAudience, cfg.Issuer)
	cfg.Leeway = cmp.Or(cfg.Leeway, defaultLeeway)
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return cfg, nil
}

func (cfg Config) check() error {
	if err := checkURL(cfg.Issuer); err != nil {
		return fmt.Errorf("bearer: the issuer %q is not usable: %w", cfg.Issuer, err)
	}
	switch {
	case strings.ContainsAny(cfg.Issuer, "?#"):
		return fmt.Errorf("bearer: the issuer %q must have neither query nor fragment (RFC 8414 section 2)", cfg.Issuer)
	case cfg.Audience == "":
		return errors.New("bearer: set Audience to the identifier this resource server was registered with")
	case (cfg.ClientID == "") != (cfg.ClientSecret == ""):
		return errors.New("bearer: set both ClientID and ClientSecret, or neither to take JWTs only")
	case cfg.IntrospectJWT && cfg.ClientID == "":
		return errors.New("bearer: IntrospectJWT needs ClientID and ClientSecret")
	case cfg.Revocations < FollowNothing || cfg.Revocations > FollowOrRefuse:
		return errors.New("bearer: Revocations is none of FollowNothing, FollowOrAsk and FollowOrRefuse")
	case cfg.Revocations != FollowNothing && cfg.ClientID == "":
		return errors.New("bearer: Revocations needs ClientID and ClientSecret")
	case cfg.Leeway < 0 || cfg.Leeway > maxLeeway:
		return fmt.Errorf("bearer: Leeway is %v; it must lie between 0 and %v", cfg.Leeway, maxLeeway)
	}
	return nil
}

// checkURL lets only addresses pass that secrets may be sent to: https, or http that never leaves the machine.
func checkURL(s string) error {
	u, err := url.Parse(s)
	if err != nil {
		return errors.New("it is not a URL")
	}
	switch {
	case u.Hostname() == "":
		return errors.New("it must be an absolute URL")
	case u.User != nil || u.Fragment != "":
		return errors.New("it must have neither user information nor fragment")
	case u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname()):
		return nil
	}
	return errors.New("it must be https; http is for loopback hosts")
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
