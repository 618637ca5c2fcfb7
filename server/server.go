// Package server is the front door: every URL, every header, every status.
//
// It turns requests into the rooms' values and their answers into responses,
// and decides nothing else. What the RFCs decide lives in oauth, what a token
// is worth in oauth and pat, who is signed in in users. Gin stays in here.
//
//	routes.go   every URL on one screen, with what it takes to come in
//	request.go  request id, deadline, one log line, security headers
//	respond.go  errors become responses, in one place
//	oauth_*.go  one file per protocol endpoint
//	api_*.go    the REST API, behind the same bearer middleware that resource
//	            servers use, over the local verdict (verdict.go)
//	page_*.go   the pages; web holds their templates
package server

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/internal/idempotency"
	"github.com/patio-auth/patio/internal/submissions"
	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/leaks"
	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/ratelimit"
	"github.com/patio-auth/patio/revocations"
	"github.com/patio-auth/patio/server/web"
	"github.com/patio-auth/patio/telemetry"
	"github.com/patio-auth/patio/users"
)

// Rooms are what the front door opens onto.
type Rooms struct {
	Users       *users.Users
	Clients     *clients.Clients
	Consents    *consent.Consents
	OAuth       *oauth.Server
	Tokens      *pat.Tokens
	Notices     *notices.Notices
	Keys        *keys.Ring
	Leaks       *leaks.Desk
	Revocations *revocations.Stream
	Submissions *submissions.Submissions
	Idempotency *idempotency.Keys
	Trail       audit.Log                       // takes the refusals that no other package makes
	Metrics     *telemetry.Metrics              // nil: nothing is counted and /metrics is not there
	OwnMetrics  bool                            // /metrics has a listener of its own: see MetricsHandler
	Ready       func(ctx context.Context) error // asks the database for a sign of life

	// Glance lets the reads of one verdict share what they can, until done.
	Glance func(ctx context.Context) (_ context.Context, done func(), err error)
}

// Limits slow guessing down.
type Limits struct {
	Source           ratelimit.Source
	SignIn           ratelimit.Guesses
	SecondFactor     ratelimit.Guesses
	ClientPerPair    ratelimit.Limit // failed client authentications, by client and address
	ClientPerAddress ratelimit.Limit // and by address
	BadTokens        ratelimit.Limit // refused tokens at the REST API, by address
	LeakReports      ratelimit.Limit // reports of leaked secrets, by address
	Writes           ratelimit.Limit // changes that one person makes
}

// Options are the values that the room takes.
type Options struct {
	Issuer          string
	DefaultAudience string
	SecurityTXT     SecurityTXT
	TrustedProxies  []string // addresses or networks whose X-Forwarded-For counts

	// PersonalTokenQuery takes personal access tokens from the query, too.
	PersonalTokenQuery bool
	// PrivilegesTTL is how long advanced privileges last, for the pages to say.
	PrivilegesTTL time.Duration
	Now           func() time.Time
	Log           *slog.Logger
	Limits        Limits

	// Stopping is closed when the server begins to stop, which ends streams.
	Stopping <-chan struct{}
}

// Server is the room.
type Server struct {
	Rooms
	opts     Options
	base     string // path of the issuer
	pages    *web.Pages
	verdicts *verdicts
	cookies  cookies
	origins  *http.CrossOriginProtection
	signIns  *ratelimit.Guard
	factors  *ratelimit.Guard
	limiter  *ratelimit.Limiter
	proxies  *proxies
	hosts    hostCheck
	streams  streams

	largeBodies, largeReports roomy

	metadata   oauth.Metadata
	openapi    []byte
	openapiTag string
	hsts       []string // Strict-Transport-Security of every answer; nil: none
}

// rememberedSignIns is how many pairs of account and address the sign-in
// guard remembers as good.
const rememberedSignIns = 50_000

// New builds the handler of everything that Patio serves.
func New(rooms Rooms, opts Options) (http.Handler, error) {
	base, err := basePath(opts.Issuer)
	if err != nil {
		return nil, err
	}
	pages, err := web.New(base)
	if err != nil {
		return nil, err
	}
	s := &Server{
		Rooms: rooms, opts: opts, pages: pages,
		base: base, cookies: cookies{secure: strings.HasPrefix(opts.Issuer, "https://"), base: base},
		origins: http.NewCrossOriginProtection(),
		signIns: ratelimit.NewGuard(opts.Limits.Source, opts.Limits.SignIn, rememberedSignIns),
		factors: ratelimit.NewGuard(opts.Limits.Source, opts.Limits.SecondFactor, rememberedSignIns),
		limiter: ratelimit.New(opts.Limits.Source),
		proxies: newProxies(opts.TrustedProxies),

		largeBodies: make(roomy, largeBodies), largeReports: make(roomy, largeReports),
	}
	if s.hosts.issuer, err = url.Parse(opts.Issuer); err != nil {
		return nil, err
	}
	if err := s.origins.AddTrustedOrigin(strings.TrimSuffix(opts.Issuer, base)); err != nil {
		return nil, err
	}
	if s.hsts, err = transportSecurity(opts.Issuer); err != nil {
		return nil, err
	}
	s.openapi, s.openapiTag = openapiBelow(base)
	s.verdicts = &verdicts{oauth: rooms.OAuth, tokens: rooms.Tokens, metrics: rooms.Metrics}
	s.metadata = rooms.OAuth.Metadata(oauth.Endpoints{
		Authorization: opts.Issuer + authorizePath, Token: opts.Issuer + tokenPath,
		Introspection: opts.Issuer + introspectPath, Revocation: opts.Issuer + revokePath, JWKS: opts.Issuer + jwksPath,
	})
	return s.handler()
}

func (s *Server) handler() (http.Handler, error) {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	engine.RedirectTrailingSlash = false
	engine.RedirectFixedPath = false
	engine.Use(s.request)
	engine.NoRoute(s.handle(s.notFound))
	engine.NoMethod(s.handle(s.methodNotAllowed))
	if err := s.mount(engine); err != nil {
		return nil, err
	}
	return below(s.base, engine), nil
}

// The limits of one connection (RFC 9110 leaves them to the server).
const (
	headerTime = 5 * time.Second
	readTime   = 10 * time.Second
	writeTime  = 30 * time.Second
	idleTime   = 2 * time.Minute
	maxHeader  = 32<<10 - 4096 // net/http allows 4096 bytes on top
	maxBody    = 64 << 10
	maxStreams = 100                     // requests at once on one connection of HTTP/2, which comes with TLS
	answerTime = 4500 * time.Millisecond // for everything that one request asks of the rooms; the answer is there within 5 s
)

// transportSecurity keeps browsers on https for a year (RFC 6797), where the
// issuer is. It speaks for this host alone, and only where that is Patio's own: not
// below a path. localhost is everybody's, and an address is nobody's (section 8.1.1).
func transportSecurity(issuer string) ([]string, error) {
	u, err := url.Parse(issuer)
	if err != nil || u.Scheme != "https" || u.Path != "" || u.Hostname() == "localhost" || net.ParseIP(u.Hostname()) != nil {
		return nil, err
	}
	return []string{"max-age=31536000"}, nil
}

// HTTPServer is a server for the handler, with every limit set, and so many
// connections at most.
func HTTPServer(h http.Handler, most int) *http.Server {
	return &http.Server{
		ConnState: newConnections(most).note,
		Handler:   h, ReadHeaderTimeout: headerTime, ReadTimeout: readTime,
		WriteTimeout: writeTime, IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
		HTTP2:    &http.HTTP2Config{MaxConcurrentStreams: maxStreams, SendPingTimeout: idleTime, WriteByteTimeout: writeTime},
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
}
