package server

import (
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/server/web"
)

var zeroTime time.Time

// getLogout asks before it signs out, since a link must not do that.
func (s *Server) getLogout(c *gin.Context) error {
	v, err := s.visitor(c)
	if err != nil {
		return err
	}
	if !v.signedIn() {
		return s.show(c, http.StatusOK, web.SignedOut{Frame: s.frame(c, v, "Signed out", ""), LoginHref: loginPath})
	}
	view := web.Logout{Frame: s.frame(c, v, "Sign out", ""), CancelHref: tokensPath}
	if back := c.Query("return_to"); back != "" {
		view.CancelHref = localPath(back)
		view.Fields = []web.Field{{Name: "return_to", Value: view.CancelHref}}
	}
	return s.show(c, http.StatusOK, view)
}

// postLogout ends the session and, where somebody else is to sign in, leads
// there.
func (s *Server) postLogout(c *gin.Context) error {
	v, err := s.visitor(c)
	if err != nil {
		return err
	}
	if !v.signedIn() {
		form, _ := readPageForm(c) // what cannot be read leads nowhere else
		seeOther(c, afterLogout(form))
		return nil
	}
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	if err := s.Users.EndSession(c.Request.Context(), v.raw); err != nil {
		return err
	}
	s.cookies.set(c, s.cookies.session(), "", zeroTime, s.opts.Now())
	acted(c, afterLogout(form))
	return nil
}

// afterLogout is where signing out leads: to the sign-in where somebody else is to
// go on.
func afterLogout(form url.Values) string {
	if back := form.Get("return_to"); back != "" {
		return loginPath + "?return_to=" + url.QueryEscape(localPath(back))
	}
	return logoutPath
}
