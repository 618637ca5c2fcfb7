package server

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/server/web"
	"github.com/patio-auth/patio/telemetry"
	"github.com/patio-auth/patio/users"
)

// getLogin is the sign-in page. Who is signed in already goes on.
func (s *Server) getLogin(c *gin.Context) error {
	v, err := s.visitor(c)
	if err != nil {
		return err
	}
	back := localPath(c.Query("return_to"))
	if v.signedIn() {
		seeOther(c, back)
		return nil
	}
	return s.showLogin(c, v, http.StatusOK, web.Login{ReturnTo: back})
}

// showLogin shows the form; when an app is waiting it says so.
func (s *Server) showLogin(c *gin.Context, v visitor, status int, view web.Login) error {
	view.Frame = s.frame(c, v, "Sign in", "")
	onwards := ""
	if a := s.waiting(c, view.ReturnTo); a != nil {
		view.App, onwards = a.Client.Name, cspSource(a.RedirectURI)
	}
	return s.showOnwards(c, status, view, onwards)
}

// waiting is the authorization that a sign-in leads back to, if it does.
func (s *Server) waiting(c *gin.Context, returnTo string) *oauth.Authorization {
	query, found := strings.CutPrefix(returnTo, authorizePath+"?")
	if !found {
		return nil
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return nil
	}
	a, _ := s.OAuth.Authorize(c.Request.Context(), authorizationRequest(values))
	return a
}

// postLogin checks a name and a password, and starts a session under a new id.
func (s *Server) postLogin(c *gin.Context) error {
	v, err := s.visitor(c)
	if err != nil {
		return err
	}
	form, err := readPageForm(c)
	if err != nil {
		return err
	}
	back := localPath(form.Get("return_to"))
	if !s.ours(c, v, form.Get("csrf_token")) {
		return s.showLogin(c, v, http.StatusForbidden, web.Login{ReturnTo: back, Error: "This page had expired. Please sign in again."})
	}
	user, err := s.signIn(c, form.Get("username"), form.Get("password"))
	if err != nil {
		return s.refuseLogin(c, v, err, web.Login{ReturnTo: back, Username: form.Get("username")})
	}
	if err := s.passwordGiven(c, user, back); err != nil {
		return s.refuseLogin(c, v, err, web.Login{ReturnTo: back, Username: form.Get("username")})
	}
	return nil
}

// passwordGiven starts a session for somebody who has just given the password,
// in place of the one that the browser came with; or where the account has a
// second factor, asks for that. A sign-in that the browser had begun before is
// over.
func (s *Server) passwordGiven(c *gin.Context, user users.User, back string) error {
	ctx := c.Request.Context()
	if err := s.Users.LeaveSignIn(ctx, cookieOf(c, s.cookies.signIn(), secret.SignIn)); err != nil {
		return err
	}
	entry, err := s.Users.SignIn(ctx, user, s.browser(c))
	if err != nil {
		return err
	}
	if entry.Halfway {
		s.cookies.set(c, s.cookies.signIn(), entry.Secret, entry.Until, s.opts.Now())
		seeOther(c, secondFactorPath+"?return_to="+url.QueryEscape(back))
		return nil
	}
	s.enter(c, entry.Session, entry.Secret)
	seeOther(c, back)
	return nil
}

// refuseLogin shows the form again with the reason; what is no reason of the
// person's goes on as an error.
func (s *Server) refuseLogin(c *gin.Context, v visitor, err error, view web.Login) error {
	var limited *failure
	switch {
	case errors.As(err, &limited) && limited.status == http.StatusTooManyRequests:
		c.Header("Retry-After", "60")
		view.Error = "Too many attempts. Wait a few minutes and try again."
		return s.showLogin(c, v, http.StatusTooManyRequests, view)
	case errors.Is(err, users.ErrCredentials):
		view.Error = users.ErrCredentials.Detail
		return s.showLogin(c, v, http.StatusUnauthorized, view)
	}
	return err
}

// signIn authenticates a person; guessing is slowed by account and address,
// whichever of its names the account is tried under.
func (s *Server) signIn(c *gin.Context, login, password string) (users.User, error) {
	ctx := c.Request.Context()
	account := "name " + strings.ToLower(strings.TrimSpace(login))
	found, err := s.Users.Find(ctx, login)
	if err == nil {
		account = "user " + found.ID
	} else if !errors.Is(err, users.ErrUnknown) {
		return users.User{}, err
	}
	attempt, decision, err := s.signIns.Begin(ctx, account, lineOf(ctx).Address)
	if err != nil {
		return users.User{}, err
	}
	if !decision.Allowed {
		s.countSignIn(telemetry.ResultLimited)
		return users.User{}, tooMany(decision)
	}
	user, err := s.Users.Authenticate(ctx, login, password)
	switch {
	case errors.Is(err, users.ErrCredentials):
		s.countSignIn(telemetry.ResultRefused)
		return users.User{}, err
	case err != nil:
		return users.User{}, errors.Join(err, attempt.Cancel(ctx))
	}
	s.countSignIn(telemetry.ResultOK)
	return user, attempt.Succeed(ctx)
}

func (s *Server) countSignIn(result telemetry.Result) {
	if s.Metrics != nil {
		s.Metrics.SignIn(result)
	}
}
