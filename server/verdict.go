package server

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/telemetry"
)

// verdicts is the one answer to "what is this token?", for the REST API and
// for introspection alike: it sends a token to the room that issued it.
type verdicts struct {
	oauth   *oauth.Server
	tokens  *pat.Tokens
	metrics *telemetry.Metrics
}

// holder is who holds a token, as the one read of the verdict tells. For
// client credentials all that is a person's is empty.
type holder struct {
	username, name, email, avatar string
	clientName                    string
	admin, firstParty             bool
	oldSecret                     bool        // the token came with a replaced secret, within its overlap
	presented                     secret.Hash // of a token that rests as its hash
}

// verify judges a token that is used from an address; "" where nobody knows it.
// For whom the token is meant is the caller's question.
// Errors: bearer.ErrInvalidToken, bearer.ErrUnavailable.
func (v *verdicts) verify(ctx context.Context, raw, from string) (*bearer.Principal, holder, error) {
	kind := bearer.KindOAuth
	var p *bearer.Principal
	var who holder
	var err error
	if isPersonal(raw) {
		kind = bearer.KindPAT
		var s pat.State
		p, s, err = v.tokens.VerifyFrom(ctx, raw, from)
		who = holder{
			username: s.Username, name: s.UserName, email: s.UserEmail, avatar: s.UserAvatar, clientName: s.ClientName,
			admin: s.Admin, oldSecret: !s.SecretEndsAt.IsZero(), presented: s.Presented,
		}
	} else {
		var h oauth.Holder
		p, h, err = v.oauth.Verify(ctx, raw)
		who = holder{
			username: h.Username, name: h.Name, email: h.Email, avatar: h.AvatarURL, clientName: h.ClientName,
			admin: h.Admin, firstParty: h.FirstParty,
		}
		if strings.HasPrefix(raw, string(secret.AccessToken)) {
			who.presented = secret.HashOf(raw)
		}
	}
	result := telemetry.ResultOK
	var gone interface{ Unavailable() bool }
	switch {
	case errors.Is(err, bearer.ErrInvalidToken):
		result = telemetry.ResultRefused
	case errors.As(err, &gone) && gone.Unavailable():
		result = telemetry.ResultUnavailable
		err = errors.Join(bearer.ErrUnavailable, err)
	}
	if v.metrics != nil {
		v.metrics.Verdict(string(kind), result)
	}
	return p, who, err
}

// own is the verdict on a token for Patio's own REST API: good, and meant for
// Patio, not for some resource server. Addresses that keep sending bad tokens
// are told to slow down.
func (s *Server) own() bearer.Verifier {
	return bearer.VerifierFunc(func(ctx context.Context, token string) (*bearer.Principal, error) {
		p, held, err := s.verdicts.verify(ctx, token, lineOf(ctx).Address)
		if err == nil && !meantFor(p, s.opts.DefaultAudience, s.opts.Issuer) {
			err = bearer.ErrInvalidToken
		}
		if errors.Is(err, bearer.ErrInvalidToken) {
			return nil, s.badToken(ctx, err)
		}
		if err != nil {
			return nil, err
		}
		who := caller{principal: p, holder: held, credential: token}
		if p.IsUser() {
			who.userID = p.Subject
		}
		// The answer may tell of the holder without a second read.
		ginOf(ctx).Set(callerKey{}, who)
		sayEnd(ginOf(ctx), p, s.opts.Now()) // also where its scopes do not suffice
		return p, nil
	})
}

// badToken counts a refused token against its sender's address.
func (s *Server) badToken(ctx context.Context, refused error) error {
	decision, err := s.limiter.AllowFrom(ctx, s.opts.Limits.BadTokens, lineOf(ctx).Address, "", 1)
	if err != nil {
		return err
	}
	if !decision.Allowed {
		return &bearer.Error{Status: http.StatusTooManyRequests, Description: "Too many bad tokens came from this address. Wait a little and try again."}
	}
	return refused
}

func isPersonal(raw string) bool { return strings.HasPrefix(raw, string(secret.PersonalAccessToken)) }

// meantFor reports whether a token names one of these audiences.
func meantFor(p *bearer.Principal, audiences ...string) bool {
	return slices.ContainsFunc(audiences, func(a string) bool { return slices.Contains(p.Audience, a) })
}

// used notes the use of a personal access token.
func (s *Server) used(p *bearer.Principal, held holder, how pat.Sighting) {
	if p.Kind == bearer.KindPAT {
		how.Old = held.oldSecret
		s.Tokens.Used(p, how)
	}
}
