package server

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/server/web"
	"github.com/patio-auth/patio/users"
)

// addSessions puts where the person is signed in onto the account page, this
// browser first.
func (s *Server) addSessions(c *gin.Context, v visitor, view *web.Account) error {
	all, err := s.Users.Sessions(c.Request.Context(), v.user.ID)
	if err != nil {
		return err
	}
	here, others := []web.SessionRow{}, []web.SessionRow{}
	for _, session := range all {
		row := web.SessionRow{Name: users.BrowserName(session.Agent), Note: s.sessionNote(session)}
		if session.Hash == v.session.Hash {
			row.Here = true
			here = append(here, row)
			continue
		}
		row.EndAction = sessionsPath + "/" + session.ID() + "/end"
		others = append(others, row)
	}
	view.Sessions = append(here, others...)
	if len(others) > 0 {
		view.EndOthersAction = sessionsPath + "/end"
	}
	return nil
}

func (s *Server) sessionNote(session users.Session) string {
	note := "Since " + day(session.CreatedAt) + ", used " + ago(session.LastSeenAt, s.opts.Now())
	if session.Address != "" {
		note += ", from " + session.Address
	}
	return note
}

// postEndSession signs one of the person's other browsers out.
func (s *Server) postEndSession(c *gin.Context) error {
	if err := s.freshSignIn(c); err != nil {
		return s.confirmSessions(c)
	}
	err := s.Users.EndSessionByID(c.Request.Context(), visitorOf(c).user.ID, c.Param("id"))
	if errors.Is(err, users.ErrUnknown) {
		return &failure{
			status: http.StatusNotFound, detail: unknownID, heading: "This browser is not signed in",
			page:  "It has been signed out already, or was never signed in as you.",
			wayOn: wayOn{href: accountPath, label: "Back to your account"},
		}
	}
	if err != nil {
		return err
	}
	acted(c, accountPath+"?done=session")
	return nil
}

// confirmSessions asks for a proof before browsers are signed out, and leads back to their list.
func (s *Server) confirmSessions(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	return s.confirmFirst(c, v, form, accountPath, func() error {
		seeOther(c, accountPath+"?done=confirmed")
		return nil
	})
}

// postEndOtherSessions signs all of the person's other browsers out.
func (s *Server) postEndOtherSessions(c *gin.Context) error {
	if err := s.freshSignIn(c); err != nil {
		return s.confirmSessions(c)
	}
	if err := s.Users.EndOtherSessions(c.Request.Context(), visitorOf(c).session); err != nil {
		return err
	}
	acted(c, accountPath+"?done=sessions")
	return nil
}

// flashes is what the account page says about what was just done.
var flashes = map[string]string{
	"password":         "Your password is changed. Other browsers have been signed out.",
	"password_revoked": "Your password is changed. Your tokens have ended, apps have been signed out, and so have other browsers.",
	"session":          "That browser has been signed out.",
	"confirmed":        "Thank you. You can sign other browsers out now.",
	"sessions":         "All other browsers have been signed out.",
}

func flashOf(c *gin.Context) *web.Flash {
	if words := flashes[c.Query("done")]; words != "" && c.Request.Method == http.MethodGet {
		return &web.Flash{Kind: web.FlashOK, Message: words}
	}
	return nil
}
