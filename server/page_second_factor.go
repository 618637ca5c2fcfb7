package server

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/ratelimit"
	"github.com/patio-auth/patio/server/web"
	"github.com/patio-auth/patio/telemetry"
	"github.com/patio-auth/patio/users"
)

// halfway is the half-finished sign-in of this browser: its secret, to which
// the page's form is bound, and its user. Errors: users.ErrUnknown.
func (s *Server) halfway(c *gin.Context) (visitor, users.User, error) {
	raw := cookieOf(c, s.cookies.signIn(), secret.SignIn)
	user, err := s.Users.Halfway(c.Request.Context(), raw)
	return visitor{raw: raw}, user, err
}

// getSecondFactor is the second step of a sign-in. Without a first one it
// leads there.
func (s *Server) getSecondFactor(c *gin.Context) error {
	back := localPath(c.Query("return_to"))
	v, _, err := s.halfway(c)
	if errors.Is(err, users.ErrUnknown) {
		toSignIn(c, back)
		return nil
	}
	if err != nil {
		return err
	}
	return s.showSecondFactor(c, v, http.StatusOK, back, "")
}

func toSignIn(c *gin.Context, back string) {
	seeOther(c, loginPath+"?return_to="+url.QueryEscape(back))
}

// showSecondFactor asks for the code. It does not say whose: who is here has
// given a password, which may not be theirs.
func (s *Server) showSecondFactor(c *gin.Context, v visitor, status int, back, wrong string) error {
	view := web.SecondFactor{
		Frame: s.frame(c, v, "Sign in", ""), Action: secondFactorPath, Heading: "One more step",
		Why:    "Your account asks for a second factor.",
		Button: "Sign in", Fields: []web.Field{{Name: "return_to", Value: back}}, Error: wrong,
		CancelHref: loginPath + "?return_to=" + url.QueryEscape(back), Cancel: "Start over",
	}
	app, leavesPatio := s.waiting(c, back)
	view.App = app
	return s.showPage(c, status, view, leavesPatio)
}

// postSecondFactor finishes a sign-in with a code, and starts the session.
func (s *Server) postSecondFactor(c *gin.Context) error {
	form, err := readPageForm(c)
	if err != nil {
		return err
	}
	back := localPath(form.Get("return_to"))
	v, user, err := s.halfway(c)
	if errors.Is(err, users.ErrUnknown) {
		toSignIn(c, back)
		return nil
	}
	if err != nil {
		return err
	}
	if !s.ours(c, v, form.Get("csrf_token")) {
		return s.showSecondFactor(c, v, http.StatusForbidden, back, "This page had expired. Please try again.")
	}
	err = s.tryCode(c, user, codeIn(form), func(code string) error {
		session, raw, err := s.Users.FinishSignIn(c.Request.Context(), v.raw, code, s.browser(c))
		if err == nil {
			s.enter(c, session, raw)
		}
		return err
	})
	switch status, words := s.refusedCode(c, err); {
	case words != "":
		return s.showSecondFactor(c, v, status, back, words)
	case errors.Is(err, users.ErrUnknown):
		toSignIn(c, back)
		return nil
	case err != nil:
		return err
	}
	acted(c, back)
	return nil
}

// codeIn is the code that a form brings, of whichever kind.
func codeIn(form url.Values) string {
	if code := form.Get("code"); code != "" {
		return code
	}
	return form.Get("recovery_code")
}

// tryCode has a code judged that finishes a sign-in. Guessing is slowed by
// account and by address, or by the browser where the account has signed in with
// it and a code before. Nobody gets here without the right password.
func (s *Server) tryCode(c *gin.Context, user users.User, code string, judge func(code string) error) error {
	if code == "" {
		return errNoCode
	}
	ctx := c.Request.Context()
	device, err := s.Users.KnownForFactor(ctx, user, s.deviceCookie(c))
	if err != nil {
		return err
	}
	attempt, decision, err := s.factors.Begin(ctx, ratelimit.Guess{
		Account: "user " + user.ID, Address: lineOf(ctx).Address, Device: device,
	})
	return s.tryAs(c, attempt, decision, err, func() error { return judge(code) })
}

// tryAs has a secret judged where the attempt may go on.
func (s *Server) tryAs(c *gin.Context, attempt *ratelimit.Attempt, decision ratelimit.Decision, err error, judge func() error) error {
	if err != nil {
		return err
	}
	if !decision.Allowed {
		s.countSignIn(telemetry.ResultLimited)
		return tooMany(decision)
	}
	return s.judged(c.Request.Context(), attempt, judge())
}

// inSession is what guesses of somebody who is signed in count by: their session
// and nothing else, so no stranger can use up their tries, nor they a stranger's.
func inSession(v visitor) string { return "session " + v.user.ID + " " + v.session.ID() }

// refusedCode is what a page says about a code that was refused; no words
// where it was not, or for no reason of the person's.
func (s *Server) refusedCode(c *gin.Context, err error) (status int, words string) {
	if words := s.tooManyWords(c, err); words != "" {
		return http.StatusTooManyRequests, words
	}
	switch {
	case errors.Is(err, errNoCode):
		return http.StatusUnauthorized, "Enter a code."
	case errors.Is(err, users.ErrCode):
		return http.StatusUnauthorized, "That code " + users.ErrCode.Detail + "."
	}
	return 0, ""
}

// tooManyWords is what a form says where there were too many attempts; "" where an
// error is about something else.
func (s *Server) tooManyWords(c *gin.Context, err error) string {
	var limited *failure
	if !errors.As(err, &limited) || limited.status != http.StatusTooManyRequests {
		return ""
	}
	c.Header("Retry-After", retrySeconds(limited.retry))
	return "Too many attempts. " + again(limited.retry, s.opts.Now())
}

// What is missing in a form is no attempt, and is not judged.
var (
	errNoCode     = errors.New("the form has no code")
	errNoPassword = errors.New("the form has no password")
)

// enter gives a browser its new session, in place of all that it had.
func (s *Server) enter(c *gin.Context, session users.Session, raw string) {
	now := s.opts.Now()
	s.cookies.set(c, s.cookies.session(), raw, session.ExpiresAt, now)
	c.Set(enteredKey{}, raw)
	s.rememberDevice(c, session)
	for _, name := range []string{s.cookies.visit(), s.cookies.signIn()} {
		if _, err := c.Request.Cookie(name); err == nil {
			s.cookies.set(c, name, "", time.Time{}, now)
		}
	}
}

// goOn takes a visitor on under the new id of the session.
func (s *Server) goOn(c *gin.Context, v visitor, session users.Session, raw string) visitor {
	s.enter(c, session, raw)
	session.HasFactor = v.session.HasFactor
	v.session, v.raw = session, raw
	c.Set(visitorKey{}, v)
	actAsVisitor(c, v)
	return v
}

// browser is what a request tells of its browser.
func (s *Server) browser(c *gin.Context) users.Browser {
	return users.Browser{
		Address: lineOf(c.Request.Context()).Address, Agent: c.GetHeader("User-Agent"), Previous: value(c, s.cookies.session()),
		Device: s.deviceCookie(c),
	}
}

// freshly makes sure that the second factor was given just now, before a form
// is acted on. Where it was not, it takes the code that came with the form, or
// asks for one on a page that sends the same form again; then it has answered.
func (s *Server) freshly(c *gin.Context, v visitor, form url.Values, cancel string) (next visitor, answered bool, err error) {
	if v.session.Fresh(s.opts.Now()) {
		return v, false, nil
	}
	p, err := s.Users.Protection(c.Request.Context(), v.user.ID)
	if err == nil && !p.On() {
		err = errNoFactor
	}
	if err != nil {
		return v, false, err
	}
	action, fields := c.Request.URL.Path, keptFields(form)
	code := codeIn(form)
	if code == "" {
		return v, true, s.showConfirm(c, v, http.StatusOK, confirmation{action, fields, cancel, ""})
	}
	next, err = s.confirmCode(c, v, code)
	if status, words := s.refusedCode(c, err); words != "" {
		return v, true, s.showConfirm(c, v, status, confirmation{action, fields, cancel, words})
	}
	return next, false, err
}

// keptFields is a form as hidden fields, in order, without what the page that
// asks for the code has itself.
func keptFields(form url.Values) []web.Field {
	var fields []web.Field
	for _, name := range slices.Sorted(maps.Keys(form)) {
		if name == "csrf_token" || name == "code" || name == "recovery_code" || name == "password" {
			continue
		}
		for _, value := range form[name] {
			fields = append(fields, web.Field{Name: name, Value: value})
		}
	}
	return fields
}
