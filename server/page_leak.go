package server

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/leaks"
	"github.com/patio-auth/patio/server/web"
)

// getLeak is the page on which anybody hands in a token that they have found.
func (s *Server) getLeak(c *gin.Context) error {
	v, err := s.visitor(c)
	if err != nil {
		return err
	}
	view := web.LeakedToken{}
	if c.Query("done") == "reported" {
		view.Flash = &web.Flash{Kind: web.FlashOK, Message: "Thank you. If Patio had issued it, it no longer works, and its owner is told."}
	}
	return s.showLeak(c, v, http.StatusOK, view)
}

// showLeak shows the form.
func (s *Server) showLeak(c *gin.Context, v visitor, status int, view web.LeakedToken) error {
	flash := view.Flash
	view.Frame = s.frame(c, v, "Report a leaked token", "")
	view.Flash = flash
	return s.show(c, status, view)
}

// postLeak ends the one token that was pasted. What it was is not told, only
// whether it had the form of one, which anybody could work out.
func (s *Server) postLeak(c *gin.Context) error {
	v, err := s.visitor(c)
	if err != nil {
		return err
	}
	form, err := readPageForm(c)
	if err != nil {
		return err
	}
	if !s.ours(c, v, form.Get("csrf_token")) {
		return s.staleLeak(c, v, form)
	}
	pasted := strings.Trim(form.Get("token"), " \t\r\n\"'`")
	if pasted == "" {
		return s.showLeak(c, v, http.StatusUnprocessableEntity, web.LeakedToken{Error: "Nothing was done. Paste the token."})
	}
	err = s.mayReport(c, 1)
	if err == nil && !leaks.Plausible(pasted) {
		return s.showLeak(c, v, http.StatusUnprocessableEntity, web.LeakedToken{
			Error: "This is not a token of Patio's, or a part of it is missing. Nothing was done. Paste all of it, from the prefix to the last character.",
		})
	}
	if err == nil {
		err = s.takeReport(c, leaks.ByPage, []leaks.Report{{Secret: pasted}})
	}
	if limited := (*failure)(nil); errors.As(err, &limited) && limited.status == http.StatusTooManyRequests {
		c.Header("Retry-After", retrySeconds(limited.retry))
		return s.showLeak(c, v, limited.status, web.LeakedToken{Error: "Too many reports came from your address. Nothing was done. " + again(limited.retry, s.opts.Now())})
	}
	if err != nil {
		return err
	}
	acted(c, leakPagePath+"?done=reported")
	return nil
}

// staleLeak shows a form that had expired once more. Only there is what was pasted
// sent back, into the field, and only where it came from our own page.
func (s *Server) staleLeak(c *gin.Context, v visitor, form url.Values) error {
	view := web.LeakedToken{Error: "This page had expired. Nothing was done. Send it again."}
	if v.raw == "" {
		view.Error = s.noCookie("Nothing was done. Send it again.")
	}
	if s.fromOurPage(c.Request) {
		view.Token = form.Get("token")
	}
	return s.showLeak(c, v, http.StatusForbidden, view)
}
