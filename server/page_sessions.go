package server

import (
	"net/http"
	"strings"

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
		row := web.SessionRow{Name: browserName(session.Agent), Note: s.sessionNote(session)}
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
	if err := s.Users.EndSessionByID(c.Request.Context(), visitorOf(c).user.ID, c.Param("id")); err != nil {
		return err
	}
	seeOther(c, accountPath+"?done=session")
	return nil
}

// postEndOtherSessions signs all of the person's other browsers out.
func (s *Server) postEndOtherSessions(c *gin.Context) error {
	if err := s.Users.EndOtherSessions(c.Request.Context(), visitorOf(c).session); err != nil {
		return err
	}
	seeOther(c, accountPath+"?done=sessions")
	return nil
}

// flashes is what the account page says about what was just done.
var flashes = map[string]string{
	"password": "Your password is changed. Other browsers have been signed out.",
	"session":  "That browser has been signed out.",
	"sessions": "All other browsers have been signed out.",
}

func flashOf(c *gin.Context) *web.Flash {
	if words := flashes[c.Query("done")]; words != "" && c.Request.Method == http.MethodGet {
		return &web.Flash{Kind: web.FlashOK, Message: words}
	}
	return nil
}

// agentWords are the marks of browsers and systems in their own descriptions,
// the tellings before those that others imitate.
var (
	agentBrowsers = [][2]string{
		{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"}, {"CriOS/", "Chrome"},
		{"Chrome/", "Chrome"}, {"Safari/", "Safari"}, {"curl/", "curl"},
	}
	agentSystems = [][2]string{
		{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"CrOS", "ChromeOS"},
		{"Mac OS X", "Mac"}, {"Linux", "Linux"},
	}
)

// browserName is a browser in a person's words, as far as it tells.
func browserName(agent string) string {
	find := func(marks [][2]string) string {
		for _, m := range marks {
			if strings.Contains(agent, m[0]) {
				return m[1]
			}
		}
		return ""
	}
	name, system := find(agentBrowsers), find(agentSystems)
	switch {
	case name == "" && system == "":
		return "A browser"
	case name == "":
		return "A browser on " + system
	case system == "":
		return name
	}
	return name + " on " + system
}
