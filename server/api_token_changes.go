package server

import (
	"errors"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/users"
)

// tokenChange is the body that changes a token. An end of null is no end, and
// networks of null are none, which is not the same as leaving them out.
type tokenChange struct {
	Name               *string        `json:"name"`
	Scopes             *[]string      `json:"scopes"`
	ExpiresAt          jsontext.Value `json:"expires_at"`
	ExpiresInSeconds   *int64         `json:"expires_in_seconds"`
	AdvancedPrivileges *bool          `json:"advanced_privileges"`
	AllowedIPs         nullable       `json:"allowed_ips"`
}

func (b tokenChange) change(who caller, now time.Time) (pat.Change, error) {
	ch := pat.Change{Name: b.Name, Privileged: b.AdvancedPrivileges, SecondFactorAt: who.session.MFATime, MayReserved: who.admin}
	if b.Scopes != nil {
		ch.Scopes = append([]string{}, *b.Scopes...)
	}
	if b.AllowedIPs != nil {
		ch.AllowedIPs = (*[]string)(&b.AllowedIPs)
	}
	end, said, err := endAsked(b.ExpiresAt, b.ExpiresInSeconds, now)
	if said {
		ch.ExpiresAt = &end
	}
	return ch, err
}

// privilegesRefused says to somebody in the browser what advanced privileges
// need, as RFC 9470 says it to a client; any other error stays what it is.
func (s *Server) privilegesRefused(err error) error {
	if !errors.Is(err, pat.ErrNoSecondFactor) {
		return err
	}
	refusal := bearer.InsufficientAuthentication(users.FreshFactor, bearer.ACRMFA)
	refusal.Description = "Advanced privileges need a second factor that was given just now. Give it at " +
		s.opts.Issuer + confirmPath + " and send this again."
	return refusal
}

// patchToken changes one of the person's own tokens.
func (s *Server) patchToken(c *gin.Context) error {
	return s.changeToken(c, c.Param("id"))
}

func (s *Server) changeToken(c *gin.Context, id string) error {
	who := callerOf(c)
	userID, err := who.person()
	if err != nil {
		return err
	}
	shown, err := s.Tokens.Get(c.Request.Context(), userID, id)
	if err != nil {
		return err
	}
	var body tokenChange
	if err := readPatch(c, &body, DocumentOfToken(shown, s.opts.Now()), "advanced_privileges", "expires_at"); err != nil {
		return err
	}
	change, err := body.change(who, s.opts.Now())
	if err != nil {
		return err
	}
	change.Expected = expected(c, s.tagOfToken)
	changed, err := s.Tokens.Change(c.Request.Context(), userID, id, change, who.asker())
	if err != nil {
		return s.privilegesRefused(err)
	}
	s.writeToken(c, http.StatusOK, changed, "")
	return nil
}

// overlapOf reads the body of a rotation, which may be left out.
func overlapOf(c *gin.Context) (time.Duration, error) {
	var body struct {
		OverlapSeconds int64 `json:"overlap_seconds"`
	}
	if c.Request.ContentLength == 0 {
		return 0, nil
	}
	if err := readJSON(c, &body); err != nil {
		return 0, err
	}
	if body.OverlapSeconds < 0 || body.OverlapSeconds > int64(pat.MaxOverlap/time.Second) {
		return 0, &failure{status: http.StatusUnprocessableEntity, field: "overlap_seconds", detail: "overlap_seconds must be between 0 and 30 days."}
	}
	return time.Duration(body.OverlapSeconds) * time.Second, nil
}

// rotateToken gives one of the person's own tokens a new secret.
func (s *Server) rotateToken(c *gin.Context) error {
	who := callerOf(c)
	userID, err := who.person()
	if err != nil {
		return err
	}
	overlap, err := overlapOf(c)
	if err != nil {
		return err
	}
	rotated, raw, err := s.Tokens.Rotate(c.Request.Context(), userID, c.Param("id"), overlap, who.asker())
	if err != nil {
		return err
	}
	s.writeToken(c, http.StatusOK, rotated, raw)
	return nil
}

// onlyPAT keeps the self endpoints for what they are about.
func onlyPAT(next handler) handler {
	return func(c *gin.Context) error {
		if p := callerOf(c).principal; p == nil || p.Kind != bearer.KindPAT {
			return failed(http.StatusForbidden, "This call is made with a personal access token, about itself.")
		}
		return next(c)
	}
}

// getSelf shows a token itself.
func (s *Server) getSelf(c *gin.Context) error {
	p := callerOf(c).principal
	t, err := s.Tokens.Get(c.Request.Context(), p.Subject, p.ID)
	if err != nil {
		return err
	}
	if !notModified(c, s.tagOfToken(t)) {
		s.writeToken(c, http.StatusOK, t, "")
	}
	return nil
}

// patchSelf lets a token narrow itself.
func (s *Server) patchSelf(c *gin.Context) error {
	return s.changeToken(c, callerOf(c).principal.ID)
}

// deleteSelf lets a token end itself.
func (s *Server) deleteSelf(c *gin.Context) error {
	p := callerOf(c).principal
	if err := s.Tokens.RevokeExpected(c.Request.Context(), p.Subject, p.ID, expected(c, s.tagOfToken)); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

// rotateSelf lets a token replace itself, if it was made to.
func (s *Server) rotateSelf(c *gin.Context) error {
	overlap, err := overlapOf(c)
	if err != nil {
		return err
	}
	rotated, raw, err := s.Tokens.RotateSelf(c.Request.Context(), callerOf(c).asker(), overlap)
	if err != nil {
		return err
	}
	s.writeToken(c, http.StatusOK, rotated, raw)
	return nil
}

// sayEnd tells whoever uses a personal access token that it ends soon.
func sayEnd(c *gin.Context, p *bearer.Principal, now time.Time) {
	if p.Kind == bearer.KindPAT && !p.ExpiresAt.IsZero() && p.ExpiresAt.Sub(now) <= soon {
		c.Header("Token-Expires-At", p.ExpiresAt.UTC().Format(time.RFC3339))
	}
}

// publicProfile is what anybody may know of another user.
type publicProfile struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	AvatarURL *string `json:"avatar_url"`
}

// getUser shows another user's public profile.
func (s *Server) getUser(c *gin.Context) error {
	user, err := s.Users.Get(c.Request.Context(), c.Param("id"))
	if err != nil {
		return err
	}
	d := publicProfile{ID: user.ID, Name: user.DisplayName()}
	if user.AvatarURL != "" {
		d.AvatarURL = &user.AvatarURL
	}
	writeJSON(c, http.StatusOK, d)
	return nil
}
