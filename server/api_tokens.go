package server

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/patio-auth/patio/pat"
)

// tokenDocument is a personal access token as the API shows it.
type tokenDocument struct {
	ID                 string    `json:"id"`
	Name               string    `json:"name"`
	ClientID           string    `json:"client_id"`
	Scopes             []string  `json:"scopes"`
	AdvancedPrivileges bool      `json:"advanced_privileges"` // while they last
	PrivilegesUntil    *string   `json:"advanced_privileges_until"`
	ExpiresAt          *string   `json:"expires_at"`
	CreatedAt          *string   `json:"created_at"`
	LastUsedAt         *string   `json:"last_used_at"`
	LastUsedIP         *string   `json:"last_used_ip"`
	LastUsedAgent      *string   `json:"last_used_agent"`
	RevokedAt          *string   `json:"revoked_at"`
	Hint               string    `json:"hint"`
	AllowedIPs         []string  `json:"allowed_ips"` // none: from anywhere
	Resource           resources `json:"resource"`
	SelfRotate         bool      `json:"self_rotate"`
	OldUses            int       `json:"old_uses"` // uses of replaced secrets since the last rotation
	OldUsedAt          *string   `json:"old_used_at"`
	Token              string    `json:"token,omitempty"` // once, when it is made
}

func (s *Server) documentOf(t pat.Token) tokenDocument {
	d := tokenDocument{
		ID: t.ID, Name: t.Name, ClientID: t.ClientID, Scopes: t.Scopes, ExpiresAt: rfc3339(t.ExpiresAt),
		CreatedAt: rfc3339(t.CreatedAt), LastUsedAt: rfc3339(t.LastUsedAt), RevokedAt: rfc3339(t.RevokedAt), Hint: t.Hint,
		SelfRotate: t.SelfRotate, OldUses: t.OldUses, OldUsedAt: rfc3339(t.OldUsedAt),
		AllowedIPs: textsOf(t.AllowedIPs), Resource: t.Resources,
	}
	if t.Privileges.Live(s.opts.Now()) {
		d.AdvancedPrivileges, d.PrivilegesUntil = true, rfc3339(t.Privileges.Until)
	}
	if t.LastUsedIP != "" {
		d.LastUsedIP = &t.LastUsedIP
	}
	if t.LastAgent != "" {
		d.LastUsedAgent = &t.LastAgent
	}
	return d
}

// tokenOrder is the body that mints.
type tokenOrder struct {
	ClientID           string         `json:"client_id"`
	Name               string         `json:"name"`
	Scopes             *[]string      `json:"scopes"`
	ExpiresAt          jsontext.Value `json:"expires_at"`
	ExpiresInSeconds   *int64         `json:"expires_in_seconds"`
	AdvancedPrivileges bool           `json:"advanced_privileges"`
	SelfRotate         bool           `json:"self_rotate"`
	AllowedIPs         []string       `json:"allowed_ips"`
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
	if body.AdvancedPrivileges && who.principal != nil {
		return errPrivileges
	}
	end, said, err := endAsked(body.ExpiresAt, body.ExpiresInSeconds, s.opts.Now())
	if err != nil {
		return err
	}
	order := pat.Order{UserID: userID, ClientID: body.ClientID, Name: body.Name, ExpiresAt: end, SelfRotate: body.SelfRotate, Parent: who.asker()}
	order.Endless, order.AllowedIPs, order.Resources = said && end.IsZero(), body.AllowedIPs, body.Resource
	order.Privileged, order.SecondFactorAt = body.AdvancedPrivileges, who.session.MFATime
	if body.Scopes != nil {
		order.Scopes = append([]string{}, *body.Scopes...)
	}
	minted, raw, err := s.Tokens.Mint(c.Request.Context(), order)
	if err != nil {
		return s.privilegesRefused(err)
	}
	s.countMinted()
	d := s.documentOf(minted)
	d.Token = raw
	c.Header("Location", patsPath+"/"+minted.ID)
	writeJSON(c, http.StatusCreated, d)
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
	userID, err := callerOf(c).person()
	if err != nil {
		return err
	}
	cursor, limit, err := pageOf(c)
	if err != nil {
		return err
	}
	tokens, err := s.Tokens.List(c.Request.Context(), userID, cursor, limit+1)
	if err != nil {
		return err
	}
	answer := listDocument[tokenDocument]{Items: []tokenDocument{}}
	if len(tokens) > limit {
		tokens = tokens[:limit]
		answer.NextCursor = &tokens[limit-1].ID
	}
	for _, t := range tokens {
		answer.Items = append(answer.Items, s.documentOf(t))
	}
	writeJSON(c, http.StatusOK, answer)
	return nil
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
	writeJSON(c, http.StatusOK, s.documentOf(t))
	return nil
}

// deleteToken revokes one of the person's own tokens.
func (s *Server) deleteToken(c *gin.Context) error {
	userID, err := callerOf(c).person()
	if err != nil {
		return err
	}
	if err := s.Tokens.Revoke(c.Request.Context(), userID, c.Param("id")); err != nil {
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
