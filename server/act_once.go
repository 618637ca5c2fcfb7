package server

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/internal/submissions"
)

// Some forms make nothing that is shown once, and still must not act twice: a
// client is deleted, a password changed, a code given. A browser sends such a form
// again where a button is pressed twice, and shows only the second response.
//
//	first POST ── Begin ──▶ the act, and acted ──▶ 303, with a new session's cookie
//	its twin ──── waits for the first ───────────▶ the same 303 and cookies
//
// A twin is the same body at the same address with the same cookie. The body has
// the random mask of its CSRF token, so each page that was shown makes forms of its
// own.
//
// A code or a password is good for one session only, so the cookies go to twins that
// were under way together, which are one browser's, and to nobody who sends the same
// form later. A second factor that comes later is judged by itself. A password is good
// for any number of sign-ins, so that form may act again.

// answerOnce is what a form that acted was answered with. It may hold the cookie of
// a session, so it rests sealed with the body and the cookie that came.
type answerOnce struct {
	Location string   `json:"location"`
	Cookies  []string `json:"cookies,omitempty"`
	At       int64    `json:"at"` // in milliseconds
}

// actedKey marks a request whose form has acted, enteredKey the session that its
// browser has from then on.
type (
	actedKey   struct{}
	enteredKey struct{}
)

// acted leads on after a form has acted, which it then does no more.
func acted(c *gin.Context, to string) {
	c.Set(actedKey{}, true)
	seeOther(c, to)
}

// actsOnce has a form act one time, however often a browser sends it. What was
// refused can be sent again.
func (s *Server) actsOnce(next handler) handler {
	return func(c *gin.Context) error {
		form, err := readPageForm(c)
		raw := s.rawCookie(c)
		if err != nil || raw == "" || s.origins.Check(c.Request) != nil {
			return next(c)
		}
		ctx, owner, key := c.Request.Context(), cookieOwner(raw), twinKey(c.Request.URL.Path, form)
		came := s.opts.Now()
		page, err := s.Submissions.Begin(ctx, owner, key)
		if errors.Is(err, submissions.ErrUnfinished) {
			return next(c) // the first takes long: this one is judged by itself
		}
		if err != nil {
			return err
		}
		if page != "" {
			if told, err := s.answerAgain(c, owner, key, came); told || err != nil {
				return err
			}
			return next(c)
		}
		defer func() {
			if _, done := c.Get(actedKey{}); !done {
				_ = s.Submissions.Cancel(context.WithoutCancel(ctx), owner, key) // it expires by itself
			}
		}()
		if err := next(c); err != nil {
			return err
		}
		s.rememberAnswer(c, owner, key)
		return nil
	}
}

// rawCookie is the cookie that a form is bound to: the session's, or that of a
// sign-in under way.
func (s *Server) rawCookie(c *gin.Context) string {
	if c.Request.URL.Path == secondFactorPath {
		return cookieOf(c, s.cookies.signIn(), secret.SignIn)
	}
	if raw := value(c, s.cookies.session()); raw != "" {
		return raw
	}
	return value(c, s.cookies.visit())
}

func cookieOwner(raw string) string { return "cookie " + raw }

// twinKey is the same for two forms that say the same.
func twinKey(path string, form url.Values) string {
	sum := sha256.Sum256([]byte(path + "\n" + form.Encode()))
	return base32.StdEncoding.EncodeToString(sum[:])[:len(submissions.NewKey())]
}

// rememberAnswer keeps the answer of a form that has acted, also for the session
// that the browser has from now on. Where that fails, the act stands all the same.
func (s *Server) rememberAnswer(c *gin.Context, owner, key string) {
	if _, done := c.Get(actedKey{}); !done {
		return
	}
	ctx, path := context.WithoutCancel(c.Request.Context()), c.Request.URL.Path
	header := c.Writer.Header()
	answer := answerOnce{
		Location: header.Get("Location"), Cookies: slices.Clone(header.Values("Set-Cookie")), At: s.opts.Now().UnixMilli(),
	}
	text, err := json.Marshal(answer)
	if err == nil {
		err = s.Submissions.Finish(ctx, owner, key, path, text)
	}
	if entered, _ := c.Get(enteredKey{}); err == nil && entered != nil {
		next := cookieOwner(entered.(string))
		if _, err = s.Submissions.Begin(ctx, next, key); err == nil {
			answer.Cookies = nil
			text, _ = json.Marshal(answer) // text and a number cannot fail
			err = s.Submissions.Finish(ctx, next, key, path, text)
		}
	}
	if err != nil {
		lineOf(ctx).ErrorDetail = err.Error()
	}
}

// answerAgain gives a form's twin, which came at a time, the answer that the first one
// had; false where it has to be judged by itself.
func (s *Server) answerAgain(c *gin.Context, owner, key string, came time.Time) (bool, error) {
	path := c.Request.URL.Path
	text, err := s.Submissions.View(c.Request.Context(), owner, key, path)
	if errors.Is(err, submissions.ErrUnknown) {
		return false, nil
	}
	var first answerOnce
	if err == nil {
		err = json.Unmarshal(text, &first)
	}
	if err != nil {
		return false, err
	}
	late := came.UnixMilli() > first.At
	if late && path == secondFactorPath {
		return false, nil
	}
	for _, cookie := range first.Cookies {
		if !late {
			c.Writer.Header().Add("Set-Cookie", cookie)
		}
	}
	seeOther(c, first.Location)
	return true, nil
}
