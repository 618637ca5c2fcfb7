package server

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/server/web"
	"github.com/patio-auth/patio/users"
)

// confirmation is the page that asks somebody who is signed in to prove it once more.
type confirmation struct {
	action string      // where the proof is sent
	fields []web.Field // of the form that waits for it
	cancel string      // the way back
	wrong  string      // why the last proof was refused; "": first attempt
}

// getConfirm asks for the password, or the second factor of an account that has one, and leads back to what needs it.
func (s *Server) getConfirm(c *gin.Context) error {
	v, back := visitorOf(c), localPath(c.Query("return_to"))
	if actorOf(c).Fresh(s.opts.Now()) {
		seeOther(c, back)
		return nil
	}
	return s.showConfirm(c, v, http.StatusOK, confirmation{confirmPath, []web.Field{{Name: "return_to", Value: back}}, back, ""})
}

// postConfirm takes the proof and goes on under a new session id.
func (s *Server) postConfirm(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	back := localPath(form.Get("return_to"))
	_, err = s.confirm(c, v, form)
	if status, words := s.refusedProof(c, err); words != "" {
		return s.showConfirm(c, v, status, confirmation{confirmPath, []web.Field{{Name: "return_to", Value: back}}, back, words})
	}
	if err != nil {
		return err
	}
	acted(c, back)
	return nil
}

// confirmFirst answers a form that was refused with clients.ErrNotFresh: it asks for a proof on a page that sends the
// same form again, and where the form brought one, shows what it was sent from once more, with what was entered.
func (s *Server) confirmFirst(c *gin.Context, v visitor, form url.Values, cancel string, again func() error) error {
	ask := confirmation{action: c.Request.URL.Path, fields: keptFields(form), cancel: cancel}
	if proofIn(v, form) == "" {
		return s.showConfirm(c, v, http.StatusOK, ask)
	}
	_, err := s.confirm(c, v, form)
	if status, words := s.refusedProof(c, err); words != "" {
		ask.wrong = words
		return s.showConfirm(c, v, status, ask)
	}
	if err != nil {
		return err
	}
	return again()
}

// freshSignIn returns clients.ErrNotFresh unless the person signed in just now.
func (s *Server) freshSignIn(c *gin.Context) error {
	if actorOf(c).Fresh(s.opts.Now()) {
		return nil
	}
	return clients.ErrNotFresh
}

// proofIn is the proof that a form brings: a code where the account has a second factor, else the password.
func proofIn(v visitor, form url.Values) string {
	if v.session.HasFactor {
		return codeIn(form)
	}
	return form.Get("password")
}

// confirm judges the proof that a form brings.
func (s *Server) confirm(c *gin.Context, v visitor, form url.Values) (visitor, error) {
	if v.session.HasFactor {
		return s.confirmCode(c, v, codeIn(form))
	}
	next := v
	err := s.tryPassword(c, v, form.Get("password"), func(password string) error {
		session, raw, err := s.Users.ConfirmPassword(c.Request.Context(), v.session, password)
		if err == nil {
			next = s.goOn(c, v, session, raw)
		}
		return err
	})
	return next, err
}

// confirmCode judges a code of the second factor.
func (s *Server) confirmCode(c *gin.Context, v visitor, code string) (visitor, error) {
	if code == "" {
		return v, errNoCode
	}
	next := v
	attempt, decision, err := s.factors.BeginKnown(c.Request.Context(), inSession(v))
	err = s.tryAs(c, attempt, decision, err, func() error {
		session, raw, err := s.Users.Confirm(c.Request.Context(), v.session, code)
		if err == nil {
			next = s.goOn(c, v, session, raw)
		}
		return err
	})
	return next, err
}

// refusedProof is what a page says about a proof that was refused; no words where it was not.
func (s *Server) refusedProof(c *gin.Context, err error) (status int, words string) {
	switch {
	case errors.Is(err, users.ErrCredentials):
		return http.StatusUnauthorized, wrongPassword
	case errors.Is(err, errNoPassword):
		return http.StatusUnprocessableEntity, noPassword
	}
	return s.refusedCode(c, err)
}

func (s *Server) showConfirm(c *gin.Context, v visitor, status int, ask confirmation) error {
	view := web.SecondFactor{
		Frame: s.frame(c, v, "Confirm that it is you", ""), Action: ask.action, Heading: "Confirm that it is you",
		Why:    "This step asks for your second factor. It then counts for five minutes.",
		Fields: ask.fields, Error: ask.wrong, CancelHref: ask.cancel, Cancel: "Back",
	}
	if !v.session.HasFactor {
		view.Why, view.Password, view.Username = "This step asks for your password. It then counts for five minutes.", true, v.user.Username
	}
	view.Nav = nil
	return s.show(c, status, view)
}
