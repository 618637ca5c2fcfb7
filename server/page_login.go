package server

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/ratelimit"
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
	view := web.Login{ReturnTo: back}
	if c.Query(unsentParam) != "" {
		view.Flash = &web.Flash{Message: signedOutBefore}
	}
	return s.showLogin(c, v, http.StatusOK, view)
}

// showLogin shows the form; when an app is waiting it says so.
func (s *Server) showLogin(c *gin.Context, v visitor, status int, view web.Login) error {
	flash := view.Flash
	view.Frame = s.frame(c, v, "Sign in", "")
	view.Flash = flash
	app, leavesPatio := s.waiting(c, view.ReturnTo)
	view.App = app
	return s.showPage(c, status, view, leavesPatio)
}

// waiting is the app that a sign-in leads back to, if it does: its name, and
// whether the browser may go on to it from there. Anybody can register an app under
// a name that asks for something; before the sign-in only the name of one that an
// administrator has reviewed is shown.
func (s *Server) waiting(c *gin.Context, returnTo string) (name string, leavesPatio bool) {
	query, found := strings.CutPrefix(returnTo, authorizePath+"?")
	if !found {
		return "", false
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return "", false
	}
	a, _ := s.OAuth.Authorize(c.Request.Context(), authorizationRequest(values))
	if a == nil {
		return "", false
	}
	if a.Client.Reviewed() {
		name = a.Client.Name
	}
	return name, true
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
	view := web.Login{ReturnTo: back, Username: form.Get("username"), Fields: draftIn(form)}
	if !s.ours(c, v, form.Get("csrf_token")) {
		return s.staleLogin(c, v, form, view)
	}
	if missing := missingLogin(form); missing != "" {
		view.Error = missing
		return s.showLogin(c, v, http.StatusUnauthorized, view)
	}
	user, err := s.signIn(c, form.Get("username"), form.Get("password"))
	if err != nil {
		return s.refuseLogin(c, v, err, view)
	}
	if back, err = s.afterSignIn(c, user, form, back); err != nil {
		return err
	}
	if err := s.passwordGiven(c, user, back); err != nil {
		return s.refuseLogin(c, v, err, view)
	}
	return nil
}

// missingLogin says what a sign-in form lacks; "" for nothing.
func missingLogin(form url.Values) string {
	noName, noPassword := strings.TrimSpace(form.Get("username")) == "", form.Get("password") == ""
	switch {
	case noName && noPassword:
		return "Enter your user name and your password."
	case noName:
		return "Enter your user name or e-mail."
	case noPassword:
		return "Enter your password."
	}
	return ""
}

// staleLogin answers a sign-in form that is not bound to the browser as it is now.
// What was typed comes back, unless another site may have filled it in.
func (s *Server) staleLogin(c *gin.Context, v visitor, form url.Values, view web.Login) error {
	if v.signedIn() {
		return s.signedInElsewhere(c, v, form, view.ReturnTo)
	}
	if !s.fromOurPage(c.Request) {
		view.Username = ""
	}
	view.Error = "This page had expired. Please sign in again."
	if v.raw == "" {
		view.Error = s.noCookie("Sign in again.")
	}
	return s.showLogin(c, v, http.StatusForbidden, view)
}

// noCookie says why a form without a cookie was refused, and what to do.
func (s *Server) noCookie(again string) string {
	return "Your browser sent no cookie, or this page was open for long. " + again +
		" If this comes back, allow cookies for " + s.issuerHost() + "."
}

// signedInElsewhere answers a sign-in form in a browser that has been signed in in
// another tab meanwhile: the same person goes on, and another one is asked whom the
// browser is to be for.
func (s *Server) signedInElsewhere(c *gin.Context, v visitor, form url.Values, back string) error {
	typed := strings.TrimSpace(form.Get("username"))
	if !strings.EqualFold(typed, v.user.Username) && !strings.EqualFold(typed, v.user.Email) {
		seeOther(c, logoutPath+"?return_to="+url.QueryEscape(back))
		return nil
	}
	back, err := s.afterSignIn(c, v.user, form, back)
	if err == nil {
		seeOther(c, back)
	}
	return err
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
		acted(c, secondFactorPath+"?return_to="+url.QueryEscape(back))
		return nil
	}
	s.enter(c, entry.Session, entry.Secret)
	acted(c, back)
	return nil
}

// wrongOrTooMany goes with every refusal, since it must not tell one from the
// other.
const wrongOrTooMany = " If you are sure that they are, wait a few minutes, or use a browser in which you have signed in before."

// refuseLogin shows the form again with the reason; what is no reason of the
// person's goes on as an error.
func (s *Server) refuseLogin(c *gin.Context, v visitor, err error, view web.Login) error {
	if words := s.tooManyWords(c, err); words != "" {
		view.Error = words
		return s.showLogin(c, v, http.StatusTooManyRequests, view)
	}
	if errors.Is(err, users.ErrCredentials) {
		view.Error = users.ErrCredentials.Detail + wrongOrTooMany
		return s.showLogin(c, v, http.StatusUnauthorized, view)
	}
	return err
}

// signIn authenticates a person. Guessing is slowed by account and by address,
// whichever of its names the account is tried under, or by the browser where the
// account has signed in with it before.
func (s *Server) signIn(c *gin.Context, login, password string) (users.User, error) {
	ctx := c.Request.Context()
	who, err := s.Users.Recognise(ctx, login, s.deviceCookie(c))
	if err != nil {
		return users.User{}, err
	}
	attempt, decision, err := s.signIns.Begin(ctx, ratelimit.Guess{
		Account: who.Account, Presented: who.Presented, Address: lineOf(ctx).Address, Device: who.Device,
	})
	switch {
	case err != nil:
		return users.User{}, err
	case !decision.Allowed:
		s.countSignIn(telemetry.ResultLimited)
		return users.User{}, tooMany(decision)
	case attempt.Blind():
		return users.User{}, s.refusedSignIn(ctx, who, s.judged(ctx, attempt, s.Users.Pretend(ctx, login, password)))
	}
	checking := ctx
	if attempt.Trusted() {
		checking = users.FromKnownBrowser(ctx, who.Account)
	}
	user, err := s.Users.Authenticate(checking, login, password)
	if err := s.judged(ctx, attempt, err); err != nil {
		return users.User{}, s.refusedSignIn(ctx, who, err)
	}
	s.countSignIn(telemetry.ResultOK)
	return user, nil
}

// refusedSignIn records a wrong password, and returns its error.
func (s *Server) refusedSignIn(ctx context.Context, who users.Recognised, err error) error {
	if !errors.Is(err, users.ErrCredentials) {
		return err
	}
	return errors.Join(err, s.Users.RecordRefusal(ctx, who))
}

func (s *Server) countSignIn(result telemetry.Result) {
	if s.Metrics != nil {
		s.Metrics.SignIn(result)
	}
}
