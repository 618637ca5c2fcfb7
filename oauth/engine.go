package oauth

import (
	"context"
	"errors"
	"time"

	"github.com/go-oauth2/oauth2/v4"
	"github.com/go-oauth2/oauth2/v4/manage"
)

// engine carries out what a grant has decided, through go-oauth2's manager,
// which keeps the life cycle of codes, access and refresh tokens. What the
// grant decided (the order) travels in the context, like the transaction; the
// adapters in engine_*.go take both from there. The checks that the library
// makes too (client, redirect URI, PKCE) stand behind ours as a second wall.
type engine struct {
	manager *manage.Manager
}

// forever is how long the library believes that things live: the grants have
// checked every end already, by the injected clock.
const forever = 100 * 365 * 24 * time.Hour

func newEngine(s *Server) *engine {
	m := manage.NewManager()
	m.SetAuthorizeCodeExp(s.opts.CodeTTL)
	m.SetAuthorizeCodeTokenCfg(&manage.Config{AccessTokenExp: s.opts.AccessTTL, RefreshTokenExp: s.opts.RefreshTTL, IsGenerateRefresh: true})
	m.SetClientTokenCfg(&manage.Config{AccessTokenExp: s.opts.AccessTTL})
	m.SetRefreshTokenCfg(&manage.RefreshingConfig{
		AccessTokenExp: s.opts.AccessTTL, RefreshTokenExp: s.opts.RefreshTTL,
		IsGenerateRefresh: true, IsResetRefreshTime: true, IsRemoveRefreshing: true,
	})
	m.SetValidateURIHandler(sameRedirectURI)
	m.MapClientStorage(clientView{})
	m.MapTokenStorage(&tokenStore{store: s.store, grace: s.opts.RefreshGrace})
	m.MapAuthorizeGenerate(codeMaker{})
	m.MapAccessGenerate(&accessMaker{store: s.store, keys: s.keys, opts: s.opts})
	return &engine{manager: m}
}

type orderKey struct{}

func withOrder(ctx context.Context, o *order) context.Context {
	return context.WithValue(ctx, orderKey{}, o)
}

// errNoOrder says that the library was reached around the grants.
var errNoOrder = errors.New("the engine was called without an order")

func orderOf(ctx context.Context) (*order, error) {
	if o, ok := ctx.Value(orderKey{}).(*order); ok {
		return o, nil
	}
	return nil, errNoOrder
}

// authorize makes a code.
func (e *engine) authorize(ctx context.Context, o *order) (string, error) {
	info, err := e.manager.GenerateAuthToken(withOrder(ctx, o), oauth2.Code, &oauth2.TokenGenerateRequest{
		ClientID: o.client.ID, UserID: o.lineage.UserID, RedirectURI: o.redirectURI, Scope: joinScopes(o.lineage.Scopes),
		CodeChallenge: o.challenge, CodeChallengeMethod: oauth2.CodeChallengeS256,
	})
	if err != nil {
		return "", err
	}
	return info.GetCode(), nil
}

// redeem spends the order's code and issues tokens for it.
func (e *engine) redeem(ctx context.Context, o *order) error {
	_, err := e.manager.GenerateAccessToken(withOrder(ctx, o), oauth2.AuthorizationCode, &oauth2.TokenGenerateRequest{
		ClientID: o.client.ID, Code: o.rawCode, RedirectURI: o.redirectURI, CodeVerifier: o.verifier,
	})
	return err
}

// rotate spends the order's refresh token and issues its successor.
func (e *engine) rotate(ctx context.Context, o *order) error {
	_, err := e.manager.RefreshAccessToken(withOrder(ctx, o), &oauth2.TokenGenerateRequest{
		ClientID: o.client.ID, Refresh: o.rawRefresh, Scope: joinScopes(o.scopes),
	})
	return err
}

// access issues an access token on the order's lineage and spends nothing.
func (e *engine) access(ctx context.Context, o *order) error {
	_, err := e.manager.GenerateAccessToken(withOrder(ctx, o), oauth2.Refreshing, &oauth2.TokenGenerateRequest{
		ClientID: o.client.ID, UserID: o.lineage.UserID, Scope: joinScopes(o.scopes),
	})
	return err
}

// clientCredentials issues an access token to the client itself.
func (e *engine) clientCredentials(ctx context.Context, o *order) error {
	_, err := e.manager.GenerateAccessToken(withOrder(ctx, o), oauth2.ClientCredentials, &oauth2.TokenGenerateRequest{
		ClientID: o.client.ID, Scope: joinScopes(o.scopes),
	})
	return err
}
