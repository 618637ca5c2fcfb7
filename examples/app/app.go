package main

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	_ "embed"
	"errors"
	"html/template"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

//go:embed page.html
var pageSource string

//go:embed style.css
var style []byte

var page = template.Must(template.New("page").Parse(pageSource))

// view is what the page shows: a problem, a person, or the invitation to sign in.
type view struct {
	Issuer  string
	Problem string
	Me      *me
}

// me is what GET /api/v1/me tells.
type me struct {
	User struct {
		ID    string `json:"id"`
		Name  string `json:"name"`
		Email string `json:"email"`
	} `json:"user"`
	Client struct {
		ID   string `json:"client_id"`
		Name string `json:"name"`
	} `json:"client"`
	Token struct {
		Kind      string     `json:"kind"`
		Scopes    []string   `json:"scopes"`
		ExpiresAt *time.Time `json:"expires_at"`
	} `json:"token"`
}

type app struct {
	issuer      string
	namesItself bool
	oauth       oauth2.Config
	sessions    sessions
}

func newApp(o options, server metadata) *app {
	endpoint := oauth2.Endpoint{AuthURL: server.Authorization, TokenURL: server.Token, AuthStyle: oauth2.AuthStyleInHeader}
	if o.clientSecret == "" {
		// A public client names itself in the form and proves nothing.
		endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	return &app{
		issuer:      o.issuer,
		namesItself: server.NamesItself,
		oauth: oauth2.Config{
			ClientID: o.clientID, ClientSecret: o.clientSecret, Endpoint: endpoint,
			RedirectURL: o.redirectURI, Scopes: o.scopes,
		},
		sessions: sessions{byID: map[string]session{}, secure: strings.HasPrefix(o.redirectURI, "https:")},
	}
}

func (a *app) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", a.home)
	mux.HandleFunc("GET /style.css", serveStyle)
	mux.HandleFunc("POST /login", a.login)
	mux.HandleFunc("GET /callback", a.callback)
	mux.HandleFunc("POST /logout", a.logout)
	return http.NewCrossOriginProtection().Handler(mux)
}

// home shows who signed in, as Patio tells it for the session's token.
func (a *app) home(w http.ResponseWriter, r *http.Request) {
	s := a.sessions.get(r)
	if s.tokens == nil {
		a.show(w, http.StatusOK, view{})
		return
	}
	who, status, err := a.ask(r.Context(), s.tokens)
	switch {
	case status == http.StatusUnauthorized:
		// The person withdrew the consent, or the refresh token has ended.
		a.sessions.end(w, r)
		a.show(w, http.StatusOK, view{Problem: "Your sign-in has ended. Sign in again to go on."})
	case err != nil, status != http.StatusOK:
		slog.Error("asking who signed in", "status", status, "error", err)
		a.show(w, http.StatusBadGateway, view{Problem: "Patio cannot be asked right now. Try again in a moment."})
	default:
		a.show(w, http.StatusOK, view{Me: &who})
	}
}

// ask gets the person behind the tokens, which are renewed on the way if need be.
func (a *app) ask(ctx context.Context, tokens oauth2.TokenSource) (who me, status int, err error) {
	token, err := tokens.Token()
	switch {
	case hasEnded(err):
		return who, http.StatusUnauthorized, nil
	case err != nil:
		return who, 0, err
	}
	client := oauth2.NewClient(withClient(ctx), oauth2.StaticTokenSource(token))
	status, err = getJSON(ctx, client, strings.TrimSuffix(a.issuer, "/")+"/api/v1/me", &who)
	return who, status, err
}

// login remembers state and verifier in a new session and sends the browser to Patio.
func (a *app) login(w http.ResponseWriter, r *http.Request) {
	s := session{state: rand.Text(), verifier: oauth2.GenerateVerifier()}
	a.sessions.start(w, r, s)
	http.Redirect(w, r, a.oauth.AuthCodeURL(s.state, oauth2.S256ChallengeOption(s.verifier)), http.StatusSeeOther)
}

// callback takes Patio's answer. It is checked before anything in it is used, and the session that asked is spent
// whatever comes of it.
func (a *app) callback(w http.ResponseWriter, r *http.Request) {
	answer := r.URL.Query()
	state := a.sessions.get(r).state
	if state == "" || subtle.ConstantTimeCompare([]byte(answer.Get("state")), []byte(state)) != 1 {
		a.show(w, http.StatusBadRequest, view{Problem: "This answer belongs to no sign-in of this browser. Sign in again."})
		return
	}
	s := a.sessions.take(r)
	switch {
	case !a.fromIssuer(answer["iss"]):
		a.show(w, http.StatusBadRequest, view{Problem: "This answer comes from another server. Sign in again."})
	case answer.Get("error") == "access_denied":
		a.show(w, http.StatusOK, view{Problem: "You did not allow the access."})
	case answer.Has("error"):
		slog.Error("Patio refused the request", "error", answer.Get("error"), "description", answer.Get("error_description"))
		a.show(w, http.StatusBadGateway, view{Problem: "Patio refused the request of this app: " + answer.Get("error")})
	default:
		a.redeem(w, r, answer.Get("code"), s.verifier)
	}
}

// fromIssuer checks RFC 9207 section 2.4: iss must be there where the server says it always is, and must be the
// server that was asked, so that the code of one server never goes to another.
func (a *app) fromIssuer(iss []string) bool {
	if len(iss) == 0 {
		return !a.namesItself
	}
	return len(iss) == 1 && iss[0] == a.issuer
}

func (a *app) redeem(w http.ResponseWriter, r *http.Request, code, verifier string) {
	token, err := a.oauth.Exchange(withClient(r.Context()), code, oauth2.VerifierOption(verifier))
	if err != nil {
		slog.Error("redeeming the code", "error", err)
		a.show(w, http.StatusBadGateway, view{Problem: "The sign-in did not work. Try again."})
		return
	}
	// The source outlives this request, and so must its context.
	a.sessions.start(w, r, session{tokens: a.oauth.TokenSource(withClient(context.Background()), token)})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (a *app) logout(w http.ResponseWriter, r *http.Request) {
	a.sessions.end(w, r)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (a *app) show(w http.ResponseWriter, status int, v view) {
	v.Issuer = a.issuer
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	w.WriteHeader(status)
	if err := page.Execute(w, v); err != nil {
		slog.Error("writing the page", "error", err)
	}
}

func serveStyle(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write(style)
}

// withClient makes x/oauth2 use this app's HTTP client, which does not wait for ever.
func withClient(ctx context.Context) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, httpClient)
}

// hasEnded tells tokens that cannot be renewed any more from a renewal that did not get through.
func hasEnded(err error) bool {
	if refused, ok := errors.AsType[*oauth2.RetrieveError](err); ok {
		return refused.ErrorCode == "invalid_grant"
	}
	_, network := errors.AsType[net.Error](err)
	return err != nil && !network
}
