package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/internal/submissions"
)

// Pages that show a secret once are reached by a redirect from the form that made
// it, so that reloading them sends no form (Post/Redirect/Get). resultParam names
// the form's key in their address. It opens nothing outside of the session.
// sentParam names it in the address of a page whose form may have been sent.
const (
	resultParam = "result"
	sentParam   = "sent"
)

// owner is to whom a visitor's submissions belong: the person in this browser.
func (v visitor) owner() string {
	if v.session.FormKey == "" {
		return v.user.ID + " " + v.session.ID()
	}
	return v.user.ID + " " + v.session.FormKey
}

// errUnfinished answers a form whose first sending has not come to an end.
var errUnfinished = &failure{
	status: http.StatusConflict, heading: "This form has been sent already",
	detail: "Patio is still at it, or was interrupted. Look at the list before you send it again: it may be done.",
}

// once acts on a form one time only, however often it is sent, and leads to the
// page that shows what came of it. act returns the address of that page and what
// it shows once. An error of act leaves the form to be sent again.
func (s *Server) once(c *gin.Context, v visitor, form url.Values, act func() (page string, shows any, err error)) error {
	ctx, key := c.Request.Context(), form.Get("form_key")
	if !submissions.ValidKey(key) {
		key = submissions.NewKey()
	}
	page, err := s.Submissions.Begin(ctx, v.owner(), key)
	if errors.Is(err, submissions.ErrUnfinished) {
		return errUnfinished
	}
	if err != nil {
		return err
	}
	if page != "" {
		seeOther(c, resultHref(page, key))
		return nil
	}
	finished := false
	defer func() {
		if !finished {
			_ = s.Submissions.Cancel(context.WithoutCancel(ctx), v.owner(), key) // it expires by itself
		}
	}()
	page, shows, err := act()
	if err != nil {
		return err
	}
	finished = true
	text, err := json.Marshal(shows)
	if err != nil {
		return err
	}
	if err := s.Submissions.Finish(context.WithoutCancel(ctx), v.owner(), key, page, text); err != nil {
		return err
	}
	seeOther(c, resultHref(page, key))
	return nil
}

func resultHref(page, key string) string { return page + "?" + resultParam + "=" + key }

// result reads what the page at this address shows once; false where it has been
// shown, or is another browser's.
func (s *Server) result(c *gin.Context, into any) (bool, error) {
	if c.Request.Method == http.MethodHead { // which must change nothing
		return false, nil
	}
	text, err := s.Submissions.View(c.Request.Context(), visitorOf(c).owner(), c.Query(resultParam), c.Request.URL.Path)
	if errors.Is(err, submissions.ErrUnknown) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, json.Unmarshal(text, into)
}

// delivered gives the view of a result back where the browser hung up before it
// had the page, as it does when somebody presses a button twice.
func (s *Server) delivered(c *gin.Context, err error) error {
	ctx := c.Request.Context()
	if err != nil || errors.Is(ctx.Err(), context.Canceled) {
		_ = s.Submissions.Unview(context.WithoutCancel(ctx), visitorOf(c).owner(), c.Query(resultParam)) // nothing is lost but the view
	}
	return err
}

// formPage is the page that a form stands on, by the path that it is sent to.
func formPage(path string) string {
	switch path {
	case tokensPath, developerPath:
		return path + "/new"
	case authenticatorPath:
		return securityPath
	case passwordPath:
		return accountPath
	}
	if strings.HasPrefix(path, sessionsPath+"/") {
		return accountPath
	}
	for _, step := range []string{"/confirm", "/rotate", "/secret", "/disable", "/enable", "/detach", "/read"} {
		if page, found := strings.CutSuffix(path, step); found && path != confirmPath {
			return page
		}
	}
	return path
}

// earlier leads on to what the form of this page has made already, where the
// address says that it was sent; false where it does not.
func (s *Server) earlier(c *gin.Context) (bool, error) {
	key := c.Query(sentParam)
	if !submissions.ValidKey(key) || c.Request.Method != http.MethodGet {
		return false, nil
	}
	page, err := s.Submissions.Page(c.Request.Context(), visitorOf(c).owner(), key)
	if page == "" {
		if errors.Is(err, submissions.ErrUnknown) {
			err = nil
		}
		return false, err
	}
	seeOther(c, resultHref(page, key))
	return true, nil
}
