package server

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/ratelimit"
)

// far is a source of limits that says no.
type far struct {
	ratelimit.Unlimited
	asked int
}

func (f *far) Peek(context.Context, ratelimit.Limit, string) (ratelimit.Decision, error) {
	f.asked++
	return ratelimit.Decision{RetryAfter: time.Minute}, nil
}

// TestNoGlanceWaitsForLimits: where tries are counted may be another machine. Nobody waits for it with one of the few
// connections of a glance in hand.
func TestNoGlanceWaitsForLimits(t *testing.T) {
	limits := &far{}
	s := &Server{limiter: ratelimit.New(limits)}
	s.Glance = func(ctx context.Context) (context.Context, func(), error) {
		t.Error("the glance came first")
		return ctx, func() {}, nil
	}
	c, _ := gin.CreateTestContext(httptest.NewRecorder())
	c.Request = httptest.NewRequestWithContext(t.Context(), http.MethodPost, introspectPath, nil)
	c.Request.SetBasicAuth("0195aaaa-0000-7000-8000-000000000011", "secret")
	var refused *failure
	if _, err := s.describe(c, url.Values{"token": {"x"}}, ""); !errors.As(err, &refused) || refused.status != http.StatusTooManyRequests || limits.asked != 1 {
		t.Errorf("%v after %d questions", err, limits.asked)
	}
}
