package server

import (
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/server/web"
)

// privilegesView is the part of a token's form that is about advanced
// privileges, for a token that has these now. Who has no second factor is told
// where to set one up, and may still take privileges away.
func (s *Server) privilegesView(c *gin.Context, now pat.Privileges) (web.Privileges, error) {
	p, err := s.Users.Protection(c.Request.Context(), visitorOf(c).user.ID)
	if err != nil {
		return web.Privileges{}, err
	}
	held := now.Live(s.opts.Now())
	if !p.On() && !held {
		return web.Privileges{SetUpHref: securityPath}, nil
	}
	view := web.Privileges{Offered: true, Checked: held, Hint: "It may also do what asks for a second factor. They last until " +
		s.privilegesEnd() + ", or end with the token. You are asked for your second factor first."}
	if held {
		view.Hint = "It may also do what asks for a second factor. They last until " + day(now.Until) + ". Untick to take them away."
		if p.On() {
			view.Renew = "Then they last until " + s.privilegesEnd() + ", or end with the token. You are asked for your second factor first."
		}
	}
	return view, nil
}

// privilegesEnd is when privileges end that are granted now.
func (s *Server) privilegesEnd() string { return day(s.opts.Now().Add(s.opts.PrivilegesTTL)) }

// privilegesText says what became of a token's privileges; "" where it never
// had any.
func privilegesText(p pat.Privileges, now time.Time) string {
	switch {
	case p.Until.IsZero():
		return ""
	case p.Live(now):
		return "Until " + day(p.Until) + ", " + until(p.Until, now)
	}
	return "Ended on " + day(p.Until)
}

// ticked reports whether a box of its own was ticked.
func ticked(form url.Values, name string) bool { return form.Get(name) == "true" }

// privilegesChange is what a form changes of a token's privileges; nil where
// it leaves them, and where it did not ask: no tick in a form without a box
// takes nothing away.
func (s *Server) privilegesChange(now pat.Privileges, form url.Values) *bool {
	held, want := now.Live(s.opts.Now()), ticked(form, "advanced_privileges")
	if !want && !ticked(form, "privileges_asked") {
		return nil
	}
	if held == want && (!want || !ticked(form, "renew_privileges")) {
		return nil
	}
	return &want
}

// errNoFactor is the answer to a form that asks for what needs a second
// factor, from somebody who has none.
var errNoFactor = &failure{
	status: http.StatusForbidden, heading: "This needs a second factor",
	detail: "Set one up first, under Account, Security. Nothing was changed.",
}
