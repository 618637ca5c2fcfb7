package server

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"
)

// The paths that more than one file names.
const (
	authorizePath     = "/oauth/authorize"
	tokenPath         = "/oauth/token"
	introspectPath    = "/oauth/introspect"
	revokePath        = "/oauth/revoke"
	jwksPath          = "/.well-known/jwks.json"
	metadataPath      = "/.well-known/oauth-authorization-server"
	loginPath         = "/login"
	logoutPath        = "/logout"
	secondFactorPath  = loginPath + "/second-factor"
	accountPath       = "/account"
	securityPath      = "/account/security"
	confirmPath       = securityPath + "/confirm"
	authenticatorPath = securityPath + "/authenticator"
	recoveryPath      = securityPath + "/recovery-codes"
	newCodesPath      = recoveryPath + "/new"
	removePath        = securityPath + "/remove"
	sessionsPath      = accountPath + "/sessions"
	tokensPath        = "/account/tokens"
	allowedPath       = "/account/apps"
	noticesPath       = "/account/notices"
	developerPath     = "/developer/clients"
	apiPath           = "/api/v1"
	patsPath          = apiPath + "/personal-access-tokens"
	appsPath          = apiPath + "/authorized-apps"
	selfPath          = patsPath + "/self"
	clientsPath       = apiPath + "/clients"
	leaksPath         = apiPath + "/leaked-tokens"
	githubPath        = leaksPath + "/github"
	revocationsPath   = apiPath + "/revocations"
	leakPagePath      = "/leaked-token"
	openapiPath       = apiPath + "/openapi.yaml"
	securityTXTPath   = "/.well-known/security.txt"
	// changePasswordPath is where password managers look for the page on which a
	// password is changed (W3C, A Well-Known URL for Changing Passwords).
	changePasswordPath = "/.well-known/change-password"
)

// access is what it takes to come in. The zero value is no entry at all: a
// route that forgets to say does not start.
type access struct {
	kind  accessKind
	scope string // for scoped
	tells string // for anyToken: scopes that decide what the answer tells
	acts  bool   // a form that must not act twice; see actsOnce

	// replaces is of a route that may replace the secret by which a request comes in.
	replaces bool
}

// replacing is the same access, of a route that may replace the caller's secret.
func (a access) replacing() access {
	a.replaces = true
	return a
}

// asks is what a token is asked for on a route: scopes, separated by spaces.
func (a access) asks() string {
	if a.kind == scoped {
		return a.scope
	}
	return a.tells
}

type accessKind int

const (
	undecided accessKind = iota
	open                 // anybody; the handler checks what it must (a client, a form)
	signedIn             // a person's browser session
	anyToken             // a token of any scope, or a browser session
	scoped               // a token with that scope, or a browser session
	itself               // a personal access token, about itself alone
)

var (
	public  = access{kind: open}
	anybody = access{kind: open} // the same, at the REST API
	servers = access{kind: open} // likewise, but the handler lets in resource servers alone
	person  = access{kind: signedIn}
	act     = access{kind: signedIn, acts: true}
	door    = access{kind: open, acts: true}                 // public, likewise
	token   = access{kind: anyToken, tells: "profile email"} // see caller.document
	ownPAT  = access{kind: itself}
	noScope = "" // the zero scope, refused for scoped routes
)

func scope(name string) access { return access{kind: scoped, scope: name} }

// route is one line of the table.
type route struct {
	method, path string
	access       access
	handler      handler
}

// routes is every URL that Patio serves. Scopes are enforced from here and
// nowhere else.
func (s *Server) routes() []route {
	const get, post, patch, del = http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodDelete
	return []route{
		// OAuth
		{get, metadataPath, public, s.getMetadata},
		{get, jwksPath, public, s.getJWKS},
		{get, authorizePath, public, deliberate(s.getAuthorize)},
		{post, authorizePath, public, s.postAuthorize},
		{post, tokenPath, public, s.postToken},
		{post, introspectPath, public, s.postIntrospect},
		{post, revokePath, public, s.postRevoke},

		// REST API
		{get, apiPath + "/", token, s.getRoot},
		{get, apiPath + "/me", token, s.getMe},
		{post, clientsPath, scope("clients:write"), s.createClient},
		{get, clientsPath, scope("clients:read"), s.listClients},
		{get, clientsPath + "/:client_id", scope("clients:read"), s.getClient},
		{patch, clientsPath + "/:client_id", scope("clients:write"), s.patchClient},
		{del, clientsPath + "/:client_id", scope("clients:write"), s.deleteClient},
		{post, clientsPath + "/:client_id/secret", scope("clients:write"), s.rotateClientSecret},
		{post, clientsPath + "/:client_id/approve", scope("clients:write"), s.postApproveClient},
		{post, clientsPath + "/:client_id/suspend", scope("clients:write"), s.postSuspendClient},
		{post, clientsPath + "/:client_id/activate", scope("clients:write"), s.postActivateClient},
		{post, clientsPath + "/:client_id/transfer", scope("clients:write"), s.postTransferClient},
		{post, clientsPath + "/:client_id/detach", scope("clients:write"), s.postDetachClient},
		{post, patsPath, scope("tokens:write"), s.createToken},
		{get, patsPath, scope("tokens:read"), s.listTokens},
		{get, patsPath + "/:id", scope("tokens:read"), s.getToken},
		{patch, patsPath + "/:id", scope("tokens:write"), s.patchToken},
		{del, patsPath + "/:id", scope("tokens:write"), s.deleteToken},
		{post, patsPath + "/:id/rotate", scope("tokens:write"), s.rotateToken},
		{get, patsPath + "/:id/uses", scope("tokens:read"), s.getTokenUses},
		{get, patsPath + "/:id/lineage", scope("tokens:read"), s.getTokenLineage},
		{get, selfPath, ownPAT, s.getSelf},
		{patch, selfPath, ownPAT, s.patchSelf},
		{del, selfPath, ownPAT, s.deleteSelf},
		{post, selfPath + "/rotate", ownPAT.replacing(), s.rotateSelf},
		{get, appsPath, scope("apps:read"), s.listApps},
		{del, appsPath + "/:client_id", scope("apps:write"), s.deleteApp},
		{get, apiPath + "/users/:id", scope("users:read"), s.getUser},
		{post, leaksPath, anybody, s.postLeakedTokens},
		{get, revocationsPath, servers, s.getRevocations},
		{post, githubPath, anybody, s.postGitHubLeaks},
		{get, openapiPath, anybody, s.getOpenAPI},

		// Pages
		{get, "/", public, s.getHome},
		{get, loginPath, public, s.getLogin},
		{post, loginPath, public, s.postLogin},
		{get, secondFactorPath, public, s.getSecondFactor},
		{post, secondFactorPath, door, s.postSecondFactor},
		{get, logoutPath, public, s.getLogout},
		{post, logoutPath, door, s.postLogout},
		{get, leakPagePath, public, s.getLeak},
		{post, leakPagePath, door, s.postLeak},
		{get, accountPath, person, s.getAccount},
		{post, accountPath + "/password", act, s.postPassword},
		{post, sessionsPath + "/end", act, s.postEndOtherSessions},
		{post, sessionsPath + "/:id/end", act, s.postEndSession},
		{get, securityPath, person, s.getSecurity},
		{get, confirmPath, person, s.getConfirm},
		{post, confirmPath, act, s.postConfirm},
		{get, authenticatorPath, person, s.getAuthenticator},
		{post, authenticatorPath, act, s.postAuthenticator},
		{post, authenticatorPath + "/confirm", person, s.postConfirmAuthenticator},
		{get, recoveryPath, person, s.getRecoveryCodes},
		{post, recoveryPath, person, s.postRecoveryCodes},
		{get, newCodesPath, person, deliberate(s.getNewCodes)},
		{get, removePath, person, s.getRemoveFactor},
		{post, removePath, act, s.postRemoveFactor},
		{get, tokensPath, person, s.getTokens},
		{get, tokensPath + "/new", person, s.getNewToken},
		{post, tokensPath, person, s.postNewToken},
		{get, tokensPath + "/:id", person, s.getTokenPage},
		{post, tokensPath + "/:id", person, s.postTokenPage},
		{post, tokensPath + "/:id/rotate", person, s.postRotateToken},
		{get, tokensPath + "/:id/secret", person, deliberate(s.getTokenSecret)},
		{get, tokensPath + "/:id/revoke", person, s.getRevokeToken},
		{post, tokensPath + "/:id/revoke", act, s.postRevokeToken},
		{get, noticesPath, person, s.getNotices},
		{post, noticesPath + "/read", person, s.postNoticesRead},
		{get, allowedPath, person, s.getApps},
		{get, allowedPath + "/:client_id/withdraw", person, s.getWithdrawApp},
		{post, allowedPath + "/:client_id/withdraw", act, s.postWithdrawApp},
		{get, developerPath, person, s.getClients},
		{post, developerPath, person, s.postNewClient},
		{get, developerPath + "/new", person, s.getNewClient},
		{get, developerPath + "/:client_id", person, s.getClientPage},
		{post, developerPath + "/:client_id", person, s.postClientPage},
		{post, developerPath + "/:client_id/secret", person, s.postClientSecret},
		{get, developerPath + "/:client_id/secret", person, deliberate(s.getClientSecret)},
		{post, developerPath + "/:client_id/disable", person, s.postDisableClient},
		{post, developerPath + "/:client_id/enable", person, s.postEnableClient},
		{post, developerPath + "/:client_id/detach", act, s.postDetachOwnClient},
		{get, developerPath + "/:client_id/delete", person, s.getDeleteClient},
		{post, developerPath + "/:client_id/delete", act, s.postDeleteClient},
		{get, developerPath + "/:client_id/tokens/:id/revoke", person, s.getRevokeOnClient},
		{post, developerPath + "/:client_id/tokens/:id/revoke", act, s.postRevokeOnClient},

		// Operations
		{get, "/healthz", public, s.getHealth},
		{get, "/readyz", public, s.getReady},
		{get, securityTXTPath, public, s.getSecurityTXT},
		{get, changePasswordPath, public, s.getChangePassword},
		{get, "/robots.txt", public, s.getRobotsTXT},
	}
}

// RoutePatterns is the patterns of all routes, for labels of metrics.
func RoutePatterns() []string {
	patterns := []string{"/static/*file", "/metrics"}
	for _, r := range (&Server{}).routes() {
		patterns = append(patterns, r.path)
	}
	return patterns
}

// mount puts the table into the engine.
func (s *Server) mount(engine *gin.Engine) error {
	for _, r := range s.routes() {
		h, err := s.admit(r)
		if err != nil {
			return err
		}
		switch {
		case r.path == githubPath && !s.Leaks.TakesGitHub(): // without a key there is nobody to be let in
			continue
		case r.path == securityTXTPath && len(s.opts.SecurityTXT.Contact) == 0:
			continue
		}
		engine.Handle(r.method, r.path, h)
		if r.method == http.MethodGet {
			engine.Handle(http.MethodHead, r.path, h)
		}
	}
	static := gin.WrapH(s.pages.Static())
	engine.GET("/static/*file", static)
	engine.HEAD("/static/*file", static)
	if s.Metrics != nil && !s.OwnMetrics {
		engine.GET("/metrics", gin.WrapH(s.Metrics.Handler()))
	}
	return nil
}

// admit puts a route's entrance before its handler.
func (s *Server) admit(r route) (gin.HandlerFunc, error) {
	if r.access.replaces {
		r.access.replaces = false
		entrance, err := s.admit(r)
		return s.handle(s.replayFirst(entrance)), err
	}
	if r.method == http.MethodPost && r.access.kind != open && r.access.kind != signedIn {
		r.handler = s.idempotent(r.handler)
	}
	if r.access.kind == signedIn {
		r.handler = s.withSession(r.handler)
	}
	if r.access.acts {
		r.handler = s.actsOnce(r.handler)
	}
	switch {
	case r.access.kind == open, r.access.kind == signedIn:
		return s.handle(r.handler), nil
	case r.access.kind == itself:
		return s.withToken(r.access, onlyPAT(r.handler)), nil
	case r.access.kind == anyToken, r.access.kind == scoped && r.access.scope != noScope:
		return s.withToken(r.access, r.handler), nil
	}
	return nil, fmt.Errorf("the route %s %s does not say who may come in", r.method, r.path)
}
