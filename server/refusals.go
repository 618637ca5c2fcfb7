package server

import (
	"cmp"
	"context"
	"errors"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/oauth"
)

// A token or a client that asks for more than it may have is refused in any
// case. How often that is recorded is bounded, so that nobody fills the audit
// trail with it: by quotas.writes_per_user for each token and each client.

// recordRefusal records a refusal of whoever key stands for. What cannot be
// recorded goes to the log: the refusal stands either way.
func (s *Server) recordRefusal(ctx context.Context, key string, record func(ctx context.Context) error) {
	limit := s.opts.Limits.Writes
	limit.Name = "refusals"
	decision, err := s.limiter.Allow(ctx, limit, key)
	if err == nil && decision.Allowed {
		err = record(ctx)
	}
	if err != nil {
		lineOf(ctx).ErrorDetail = err.Error()
	}
}

// scopeRefused records the refusal of a scope that a client may not have, and
// returns the error that it was about.
func (s *Server) scopeRefused(c *gin.Context, err error) error {
	var refused *oauth.ScopeRefused
	if errors.As(err, &refused) {
		s.recordRefusal(c.Request.Context(), "client "+refused.Client.ID, func(ctx context.Context) error {
			return s.OAuth.RecordRefusal(ctx, refused)
		})
	}
	return err
}

// insufficientScope records that a token lacks the scope of a route.
func (s *Server) insufficientScope(c *gin.Context, refused *bearer.Error) {
	who := callerOf(c) // left by the verdict
	if who.principal == nil {
		return
	}
	actAsToken(c, who)
	detail := map[string]string{"scope": refused.Scope, "request": c.Request.Method + " " + c.FullPath()}
	s.recordRefusal(c.Request.Context(), "token "+cmp.Or(who.principal.Lineage, who.principal.ClientID), func(ctx context.Context) error {
		return audit.RecordRefusal(ctx, s.Trail, s.opts.Now(), "token.scope_refused", who.principal.ID, detail)
	})
}
