package server

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/server/web"
	"github.com/patio-auth/patio/users"
)

// fewCodes is how many recovery codes are left when new ones are due.
const fewCodes = 3

// getSecurity is what guards the person's account beside the password.
func (s *Server) getSecurity(c *gin.Context) error {
	return s.showSecurity(c, http.StatusOK, nil)
}

func (s *Server) showSecurity(c *gin.Context, status int, wrong web.Errors) error {
	v, now := visitorOf(c), s.opts.Now()
	p, err := s.Users.Protection(c.Request.Context(), v.user.ID)
	if err != nil {
		return err
	}
	view := web.Security{Frame: s.frame(c, v, "Security", "account"), BackHref: accountPath}
	if !p.On() {
		view.SetUp = &web.PasswordCheck{Action: authenticatorPath, Username: v.user.Username, Errors: wrong}
		if c.Query("done") == "removed" {
			view.Flash = &web.Flash{Kind: web.FlashOK, Message: "Your second factor is removed. Other browsers have been signed out."}
		}
		return s.show(c, status, view)
	}
	for _, f := range p.Factors {
		row := web.FactorRow{Name: factorNames[f.Kind], Note: "Since " + day(f.CreatedAt)}
		if !f.LastUsedAt.IsZero() {
			row.Note += ", last used " + ago(f.LastUsedAt, now)
		}
		view.Factors = append(view.Factors, row)
	}
	view.RecoveryCodes, view.FewCodes = codesLeft(p.RecoveryCodes), p.RecoveryCodes <= fewCodes
	view.RenewHref, view.RemoveHref = recoveryPath, removePath
	if c.Query("done") == doneShown {
		view.Flash = &web.Flash{Message: "Your recovery codes were shown once and cannot be shown again. If you did not keep them, make new ones."}
	}
	return s.show(c, status, view)
}

var factorNames = map[users.FactorKind]string{users.FactorTOTP: "Authenticator app"}

func codesLeft(n int) string {
	switch n {
	case 0:
		return "None is left."
	case 1:
		return "One is left."
	}
	return fmt.Sprintf("%d are left.", n)
}

// postAuthenticator begins to set up an authenticator app, once the password
// is right: who finds a browser signed in must not lock its owner out.
func (s *Server) postAuthenticator(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	err = s.tryPassword(c, v, form.Get("password"), func(password string) error {
		return s.Users.BeginTOTP(c.Request.Context(), v.session, password)
	})
	status, wrong := s.refusedPassword(c, err)
	switch {
	case wrong != nil:
		return s.showSecurity(c, status, wrong)
	case errors.Is(err, users.ErrFactorSet):
		seeOther(c, securityPath)
		return nil
	case err != nil:
		return err
	}
	acted(c, authenticatorPath)
	return nil
}

// What a form says of a password.
const (
	wrongPassword = "This is not your password."
	noPassword    = "Enter your password."
)

// refusedPassword is what a form says about a password that was refused; nil where
// it was not, or for no reason of the person's.
func (s *Server) refusedPassword(c *gin.Context, err error) (status int, wrong web.Errors) {
	if words := s.tooManyWords(c, err); words != "" {
		return http.StatusTooManyRequests, web.Errors{"password": words}
	}
	switch {
	case errors.Is(err, errNoPassword):
		return http.StatusUnprocessableEntity, web.Errors{"password": noPassword}
	case errors.Is(err, users.ErrCredentials):
		return http.StatusUnprocessableEntity, web.Errors{"password": wrongPassword}
	}
	return 0, nil
}

// tryPassword has the password of somebody who is signed in judged. Guessing
// is slowed like signing in.
func (s *Server) tryPassword(c *gin.Context, v visitor, password string, judge func(password string) error) error {
	if password == "" {
		return errNoPassword
	}
	attempt, decision, err := s.signIns.BeginKnown(c.Request.Context(), inSession(v))
	return s.tryAs(c, attempt, decision, err, func() error { return judge(password) })
}

// getAuthenticator shows the key of the authenticator that waits for its first
// code, to the session that began it alone.
func (s *Server) getAuthenticator(c *gin.Context) error {
	return s.showAuthenticator(c, http.StatusOK, nil)
}

func (s *Server) showAuthenticator(c *gin.Context, status int, wrong web.Errors) error {
	v := visitorOf(c)
	setup, err := s.Users.PendingTOTP(c.Request.Context(), v.session)
	if errors.Is(err, users.ErrUnknown) {
		seeOther(c, securityPath)
		return nil
	}
	if err != nil {
		return err
	}
	view := web.Authenticator{
		Frame: s.frame(c, v, "Set up an authenticator app", "account"), Action: authenticatorPath + "/confirm",
		URI: setup.URI, Errors: wrong, CancelHref: securityPath,
	}
	for key := setup.Key; key != ""; key = key[min(4, len(key)):] {
		view.Key = append(view.Key, key[:min(4, len(key))])
	}
	return s.show(c, status, view)
}

// postConfirmAuthenticator turns the authenticator on, and leads to the page that
// shows the recovery codes once.
func (s *Server) postConfirmAuthenticator(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	if form.Get("code") == "" {
		return s.showAuthenticator(c, http.StatusUnprocessableEntity, web.Errors{"code": "Enter the code that the app shows."})
	}
	err = s.once(c, v, form, func() (string, any, error) {
		session, raw, codes, err := s.Users.FinishTOTP(c.Request.Context(), v.session, form.Get("code"))
		if err == nil {
			s.goOn(c, v, session, raw)
		}
		return newCodesPath, newCodes{Codes: codes, Done: "Your second factor is on. Other browsers have been signed out."}, err
	})
	switch {
	case errors.Is(err, users.ErrCode):
		return s.showAuthenticator(c, http.StatusUnprocessableEntity, web.Errors{"code": "That is not the code that the app shows now. Look at the clock of your phone, and try the next one."})
	case errors.Is(err, users.ErrUnknown), errors.Is(err, users.ErrFactorSet):
		seeOther(c, securityPath)
		return nil
	}
	return err
}

// newCodes is what the page of new recovery codes shows, while it waits for that
// page.
type newCodes struct {
	Codes []string `json:"codes"`
	Done  string   `json:"done"`
}

// getNewCodes shows new recovery codes, the only time they are seen.
func (s *Server) getNewCodes(c *gin.Context) error {
	var made newCodes
	if found, err := s.result(c, &made); err != nil || !found {
		return s.shownBefore(c, err, securityPath)
	}
	view := web.RecoveryCodes{Frame: s.frame(c, visitorOf(c), "Your recovery codes", "account"), Codes: made.Codes, DoneHref: securityPath}
	view.Flash = &web.Flash{Kind: web.FlashOK, Message: made.Done}
	return s.delivered(c, s.show(c, http.StatusOK, view))
}

// getRemoveFactor asks before the second factor goes.
func (s *Server) getRemoveFactor(c *gin.Context) error {
	return s.askChange(c, http.StatusOK, s.removal(nil))
}

func (s *Server) removal(wrong web.Errors) web.SecurityChange {
	return web.SecurityChange{
		Heading: "Remove your second factor?",
		Points: []string{
			"Your password alone signs in again.",
			"Your recovery codes stop working, and other browsers are signed out.",
			"Tokens lose the advanced privileges that they have, and apps what they had by your second factor.",
		},
		Check: web.PasswordCheck{Action: removePath, Errors: wrong}, Button: "Remove second factor", Destroys: true,
	}
}

// getRecoveryCodes asks before recovery codes are replaced.
func (s *Server) getRecoveryCodes(c *gin.Context) error {
	return s.askChange(c, http.StatusOK, s.renewal(nil))
}

func (s *Server) renewal(wrong web.Errors) web.SecurityChange {
	return web.SecurityChange{
		Heading: "Make new recovery codes?",
		Points:  []string{"You get ten new ones. All that you have now stop working."},
		Check:   web.PasswordCheck{Action: recoveryPath, Errors: wrong}, Button: "Make new codes",
	}
}

// askChange shows such a question to whoever has just given the second factor,
// and asks for that first.
func (s *Server) askChange(c *gin.Context, status int, view web.SecurityChange) error {
	v := visitorOf(c)
	p, err := s.Users.Protection(c.Request.Context(), v.user.ID)
	switch {
	case err != nil:
		return err
	case !p.On():
		seeOther(c, securityPath)
		return nil
	case !v.session.Fresh(s.opts.Now()):
		toConfirm(c, view.Check.Action)
		return nil
	}
	view.Frame = s.frame(c, v, view.Heading, "account")
	view.Check.Username, view.CancelHref = v.user.Username, securityPath
	return s.show(c, status, view)
}

func toConfirm(c *gin.Context, back string) {
	seeOther(c, confirmPath+"?return_to="+url.QueryEscape(back))
}

// postRemoveFactor takes the second factor off.
func (s *Server) postRemoveFactor(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	err = s.tryPassword(c, v, form.Get("password"), func(password string) error {
		session, raw, err := s.Users.RemoveFactors(c.Request.Context(), v.session, password)
		if err == nil {
			s.goOn(c, v, session, raw)
		}
		return err
	})
	status, wrong := s.refusedPassword(c, err)
	switch {
	case errors.Is(err, users.ErrNotFresh):
		toConfirm(c, removePath)
		return nil
	case wrong != nil:
		return s.askChange(c, status, s.removal(wrong))
	case err != nil:
		return err
	}
	acted(c, securityPath+"?done=removed")
	return nil
}

// postRecoveryCodes makes new recovery codes and leads to the page that shows them
// once.
func (s *Server) postRecoveryCodes(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	err = s.once(c, v, form, func() (string, any, error) {
		var codes []string
		err := s.tryPassword(c, v, form.Get("password"), func(password string) (err error) {
			codes, err = s.Users.RenewRecoveryCodes(c.Request.Context(), v.session, password)
			return err
		})
		return newCodesPath, newCodes{Codes: codes, Done: "These are your new codes. The old ones no longer work."}, err
	})
	status, wrong := s.refusedPassword(c, err)
	switch {
	case errors.Is(err, users.ErrNotFresh):
		toConfirm(c, recoveryPath)
		return nil
	case wrong != nil:
		return s.askChange(c, status, s.renewal(wrong))
	case errors.Is(err, users.ErrUnknown):
		seeOther(c, securityPath)
		return nil
	}
	return err
}
