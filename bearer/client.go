package bearer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/golang-jwt/jwt/v5"
)

// Client is the [Verifier] of a resource server: JWTs offline, everything else by introspection. It is safe for
// concurrent use. Keys are renewed by the requests that find them old; only where it follows the stream of ended things
// ([Config.Revocations]) it keeps a goroutine, until Close.
type Client struct {
	cfg           Config
	introspection string
	remote        *remote
	keys          *keyCache
	jwts          *jwt.Parser
	answers       *jwt.Validator
	follower      *follower // nil: it follows nothing
}

// New finds the endpoints of cfg.Issuer (RFC 8414), fetches its keys, tries the credentials once, and returns a client
// that is ready. ctx bounds this only; the endpoints are not looked up again later.
//
// An error that is [ErrUnavailable] may pass with time; any other is about the configuration, of this program or of
// the authorization server. Wrong credentials are an error that is [ErrCredentials].
func New(ctx context.Context, cfg Config) (*Client, error) {
	cfg, err := cfg.complete()
	if err != nil {
		return nil, err
	}
	c := &Client{cfg: cfg, remote: newRemote(cfg.HTTPClient)}
	if err := c.connect(ctx); err != nil {
		c.Close()
		return nil, err
	}
	c.setRules()
	if cfg.Revocations != FollowNothing {
		c.follower = follow(cfg, c.remote)
	}
	return c, nil
}

// noToken is introspected to try the credentials: no authorization server issues such a token.
const noToken = "no-token"

// setRules states once what holds for both ways of verifying.
func (c *Client) setRules() {
	rules := []jwt.ParserOption{
		jwt.WithIssuer(c.cfg.Issuer),
		jwt.WithAudience(c.cfg.Audience, c.cfg.DefaultAudience),
		jwt.WithLeeway(c.cfg.Leeway),
		jwt.WithTimeFunc(c.cfg.Now),
	}
	c.answers = jwt.NewValidator(rules...)
	c.jwts = jwt.NewParser(append(rules,
		jwt.WithValidMethods(algorithms),
		jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(),
		jwt.WithStrictDecoding(),
	)...)
}

func (c *Client) connect(ctx context.Context) error {
	server, err := c.remote.discover(ctx, c.cfg.Issuer)
	if err != nil {
		return err
	}
	if c.cfg.ClientID != "" {
		if err := checkURL(server.introspection); err != nil {
			return fmt.Errorf("bearer: the introspection_endpoint %q of %s is not usable: %w",
				server.introspection, c.cfg.Issuer, err)
		}
		c.introspection = server.introspection
		if _, err := c.ask(ctx, noToken); errors.Is(err, ErrCredentials) {
			return fmt.Errorf("bearer: %w", err)
		}
	}
	c.keys, err = newKeyCache(ctx, c.cfg.Now, func(ctx context.Context) (*keySet, error) {
		return c.remote.keys(ctx, server.jwks)
	})
	return err
}

// Following is nil while the client knows what has ended, and else why not: it has just begun, or the stream is
// interrupted. It is for health checks and logs. Without [Config.Revocations] it is always nil.
func (c *Client) Following() error {
	if c.follower == nil {
		return nil
	}
	return c.follower.list.behind(c.cfg.Now())
}

// Close ends following, and lets go of idle connections where the HTTP client is the package's own. The client may still
// be used, as one whose stream is interrupted.
func (c *Client) Close() {
	if c.follower != nil {
		c.follower.close()
	}
	c.remote.close()
}

// Verify tells what token is. Its error is [ErrInvalidToken] for a token that is not good, and [ErrUnavailable] when
// the authorization server had to be asked and did not answer as it should; what went wrong is in the error's text.
func (c *Client) Verify(ctx context.Context, token string) (*Principal, error) {
	if body, ok := opaqueBody(token); ok {
		if !checksumFits(body) {
			return nil, invalidToken("The access token is misspelt. Copy it again, whole.", nil)
		}
		return c.introspect(ctx, token)
	}
	if !looksLikeJWT(token) {
		return nil, ErrInvalidToken
	}
	p, err := c.verifyJWT(ctx, token)
	if err != nil {
		return nil, err
	}
	ask := c.cfg.IntrospectJWT
	if c.follower != nil {
		if c.follower.list.has(p) {
			return nil, invalidToken("The access token was revoked.", nil)
		}
		behind := cmp.Or(c.follower.list.behind(c.cfg.Now()), c.follower.list.unsure(p))
		if behind != nil && c.cfg.Revocations == FollowOrRefuse {
			return nil, unavailable(behind)
		}
		ask = ask || behind != nil
	}
	if ask {
		return c.introspect(ctx, token)
	}
	return p, nil
}

// looksLikeJWT asks for three parts of base64url. It is stricter than the decoder, which skips line breaks.
func looksLikeJWT(token string) bool {
	if len(token) > maxTokenLength || strings.Count(token, ".") != 2 {
		return false
	}
	for i := range len(token) {
		if c := token[i]; !isAlphanumeric(c) && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return true
}
