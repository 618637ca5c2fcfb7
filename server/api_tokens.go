package server

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/patio-auth/patio/pat"
)

// tokenOrder is the body that mints.
type tokenOrder struct {
	ClientID           string         `json:"client_id"`
	Name               string         `json:"name"`
	Scopes             *[]string      `json:"scopes"`
	ExpiresAt          jsontext.Value `json:"expires_at"`
	ExpiresInSeconds   *int64         `json:"expires_in_seconds"`
	AdvancedPrivileges bool           `json:"advanced_privileges"`
	SelfRotate         bool           `json:"self_rotate"`
	AllowedIPs         nullable       `json:"allowed_ips"`
	Resource           resources      `json:"resource"`
}

// createToken mints for the person behind the credential.
func (s *Server) createToken(c *gin.Context) error {
	who := callerOf(c)
	userID, err := who.person()
	if err != nil {
		return err
	}
	var body tokenOrder
	if err := readJSON(c, &body); err != nil {
		return err
	}
	end, said, err := endAsked(body.ExpiresAt, body.ExpiresInSeconds, s.opts.Now())
	if err != nil {
		return err
	}
	order := pat.Order{UserID: userID, ClientID: body.ClientID, Name: body.Name, ExpiresAt: end, SelfRotate: body.SelfRotate, Parent: who.asker()}
	order.Endless, order.AllowedIPs, order.Resources = said && end.IsZero(), body.AllowedIPs, body.Resource
	order.Privileged, order.SecondFactorAt = body.AdvancedPrivileges, who.session.MFATime
	order.MayReserved = who.admin
	if body.Scopes != nil {
		order.Scopes = append([]string{}, *body.Scopes...)
	}
	minted, raw, err := s.Tokens.Mint(c.Request.Context(), order)
	if err != nil {
		return s.privilegesRefused(err)
	}
	s.countMinted()
	c.Header("Location", patsPath+"/"+minted.ID)
	s.writeToken(c, http.StatusCreated, minted, raw)
	return nil
}

// maxLifetime bounds expires_in_seconds to what a time can hold.
const maxLifetime = 100 * 365 * 24 * time.Hour

// endOf is when a token is to end, said in one of two ways; zero where neither
// says.
func endOf(at *string, inSeconds *int64, now time.Time) (time.Time, error) {
	invalid := func(field, detail string) error {
		return &failure{status: http.StatusUnprocessableEntity, field: field, detail: field + " " + detail}
	}
	switch {
	case at != nil && inSeconds != nil:
		return time.Time{}, invalid("expires_in_seconds", "and expires_at say the same thing twice; send one")
	case inSeconds != nil:
		if *inSeconds < 1 || *inSeconds > int64(maxLifetime/time.Second) {
			return time.Time{}, invalid("expires_in_seconds", "must be a number of seconds from 1 to 100 years; leave it out for no end")
		}
		return now.Add(time.Duration(*inSeconds) * time.Second), nil
	case at != nil:
		end, err := time.Parse(time.RFC3339, *at)
		if err != nil || end.IsZero() {
			return time.Time{}, invalid("expires_at", "must be a time such as 2027-02-14T12:00:00Z (RFC 3339)")
		}
		return end, nil
	}
	return time.Time{}, nil
}

// listTokens lists the person's own tokens, newest first.
func (s *Server) listTokens(c *gin.Context) error {
	asked, err := s.filtersOf(c, "name", "status", "client_id")
	if err != nil {
		return err
	}
	status, err := asked.status(string(pat.ShelfActive), string(pat.ShelfExpired), string(pat.ShelfRevoked))
	if err != nil {
		return err
	}
	only := pat.Filter{Name: asked["name"], Status: pat.Shelf(status), ClientID: asked["client_id"]}
	found := func(ctx context.Context, userID, cursor string, limit int) ([]pat.Token, error) {
		return s.Tokens.Find(ctx, userID, only, cursor, limit)
	}
	return answerList(c, found, func(t pat.Token) (TokenDocument, string) { return DocumentOfToken(t, s.opts.Now()), t.ID })
}

// getToken shows one of the person's own tokens.
func (s *Server) getToken(c *gin.Context) error {
	userID, err := callerOf(c).person()
	if err != nil {
		return err
	}
	t, err := s.Tokens.Get(c.Request.Context(), userID, c.Param("id"))
	if err != nil {
		return err
	}
	if !notModified(c, s.tagOfToken(t)) {
		s.writeToken(c, http.StatusOK, t, "")
	}
	return nil
}

// deleteToken revokes one of the person's own tokens.
func (s *Server) deleteToken(c *gin.Context) error {
	userID, err := callerOf(c).person()
	if err != nil {
		return err
	}
	if err := s.Tokens.RevokeExpected(c.Request.Context(), userID, c.Param("id"), expected(c, s.tagOfToken)); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

func (s *Server) countMinted() {
	if s.Metrics != nil {
		s.Metrics.TokenIssued("pat")
	}
}
