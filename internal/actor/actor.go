// Package actor says who acts: in a browser, with a token, or at the command
// line.
//
// It owns the one type that every operation which writes is given, and what
// can be told from it alone: whether the actor is the operator, whether it
// comes with a token, whether its sign-in is recent. It does not own rules:
// the package that changes something decides whether this actor may.
//
//	browser session ─┐
//	OAuth token ─────┤ server: once per request ┐
//	personal token ──┘                          ├─▶ Actor ─▶ clients, pat, users, oauth, … ─▶ audit
//	command line ───── cmd/patio: once per run ─┘
package actor

import (
	"context"
	"slices"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/secret"
)

// Credential is how an actor proved who it is.
type Credential string

// The credentials. None is somebody who has proved nothing yet, such as a
// person who signs in.
const (
	None         Credential = ""
	Session      Credential = "session"
	OAuth        Credential = "oauth"
	PAT          Credential = "pat"
	ClientSecret Credential = "client"
	CommandLine  Credential = "cli"
	System       Credential = "system"
)

// FreshFor is how long a sign-in counts as recent for a sensitive change.
const FreshFor = 5 * time.Minute

// Actor is who acts in one request or command.
type Actor struct {
	UserID     string // "" for a client that acts for itself, and for the operator
	Admin      bool   // the user is an administrator
	Credential Credential
	ClientID   string // the client behind the token, or the client itself
	GrantID    string // the lineage of the token
	Token      *Token // nil without one

	// Of a browser session: when the password was last given, when the second
	// factor was (zero: never), and whether the account has one.
	SignedInAt, SecondFactorAt time.Time
	HasSecondFactor            bool

	// FirstParty is set for a token of a client that an administrator trusts as
	// the service's own.
	FirstParty bool

	Address, Agent, RequestID string
}

// Token is the token that an actor came with, as its verification found it.
type Token struct {
	*bearer.Principal
	// Presented is the hash of the secret that was presented; zero for a JWT.
	// A personal access token without it gets no other secret.
	Presented secret.Hash
}

// Personal reports whether it is a personal access token.
func (t Token) Personal() bool { return t.Kind == bearer.KindPAT }

// Operator is whoever runs a command next to the database.
func Operator() Actor { return Actor{Credential: CommandLine} }

// Operates reports whether the actor acts for the operator: at the command
// line, or as an administrator in a browser.
func (a Actor) Operates() bool {
	return a.Credential == CommandLine || a.Credential == Session && a.Admin
}

// ByToken reports whether the actor came with a token.
func (a Actor) ByToken() bool { return a.Token != nil }

// Fresh reports whether the person signed in just now, with the second factor
// if the account has one.
func (a Actor) Fresh(now time.Time) bool {
	if a.Credential != Session {
		return false
	}
	last := a.SignedInAt
	if a.HasSecondFactor {
		last = a.SecondFactorAt
	}
	return !last.IsZero() && now.Sub(last).Abs() < FreshFor // a clock that was set back counts, too
}

// Privileged reports whether the actor came with a token of advanced
// privileges, which a person grants with the second factor.
func (a Actor) Privileged() bool {
	return a.ByToken() && a.Token.ACR == bearer.ACRMFA && a.Token.Kind == bearer.KindPAT
}

// Covers reports whether the actor may pass these scopes on: a token only
// those that it has, anybody else any.
func (a Actor) Covers(scopes []string) (missing string, ok bool) {
	if !a.ByToken() {
		return "", true
	}
	at := slices.IndexFunc(scopes, func(s string) bool { return !a.Token.HasScope(s) })
	if at < 0 {
		return "", true
	}
	return scopes[at], false
}

type contextKey struct{}

// NewContext returns a context that carries the actor to what is done below
// it. It is a pointer since who acts is learnt after the request came in: the
// one goroutine that serves it completes the actor before it calls a package.
func NewContext(ctx context.Context, a *Actor) context.Context {
	return context.WithValue(ctx, contextKey{}, a)
}

// From returns the context's actor; where none was set the system, which records what it does and may
// decide nothing for others.
func From(ctx context.Context) *Actor {
	if a, ok := ctx.Value(contextKey{}).(*Actor); ok {
		return a
	}
	return &Actor{Credential: System}
}
