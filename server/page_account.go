package server

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/server/web"
	"github.com/patio-auth/patio/users"
)

const passwordPath = accountPath + "/password"

// getAccount is a person's own page.
func (s *Server) getAccount(c *gin.Context) error {
	return s.showAccount(c, http.StatusOK, flashOf(c), nil)
}

func (s *Server) showAccount(c *gin.Context, status int, flash *web.Flash, wrong web.Errors) error {
	v := visitorOf(c)
	unread, count, err := s.Notices.Unread(c.Request.Context(), v.user.ID, noticesAbove)
	if err != nil {
		return err
	}
	p, err := s.Users.Protection(c.Request.Context(), v.user.ID)
	if err != nil {
		return err
	}
	guarded := "Your second factor is off"
	if p.On() {
		guarded = "Your second factor is on"
	}
	view := web.Account{
		Frame: s.frame(c, v, "Account", "account"), Name: v.user.Name, Username: v.user.Username, Email: v.user.Email,
		Since: day(v.user.CreatedAt),
		Links: []web.AccountLink{
			{Label: "Security", Note: guarded, Href: securityPath},
			{Label: "Personal access tokens", Note: "For your own scripts and tools", Href: tokensPath},
			{Label: "Apps", Note: "What may use your account because you said so", Href: allowedPath},
			{Label: "Notices", Note: noticesNote(count), Href: noticesPath},
			{Label: "API clients", Note: "The programs that you register", Href: developerPath},
		},
		Password: &web.PasswordForm{Action: passwordPath, MinLength: 8, Errors: wrong},
	}
	for _, n := range unread {
		view.Notices = append(view.Notices, noticeRow(n, s.opts.Now()))
	}
	view.Flash = flash
	if err := s.addSessions(c, v, &view); err != nil {
		return err
	}
	return s.show(c, status, view)
}

// postPassword changes the password, signs other browsers out and goes on under
// a new session id. Guessing the current one is slowed like signing in.
func (s *Server) postPassword(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	err = s.tryPassword(c, v, func() error {
		session, raw, err := s.Users.ChangePassword(c.Request.Context(), v.session, form.Get("current_password"), form.Get("new_password"))
		if err == nil {
			s.goOn(c, v, session, raw)
		}
		return err
	})
	var wrong *users.Error
	switch {
	case errors.Is(err, users.ErrCredentials):
		return s.showAccount(c, http.StatusUnprocessableEntity, nil, web.Errors{"current_password": "This is not your current password."})
	case errors.As(err, &wrong) && wrong.Field == "password":
		return s.showAccount(c, http.StatusUnprocessableEntity, nil, web.Errors{"new_password": "It " + wrong.Detail + "."})
	case err != nil:
		return err
	}
	seeOther(c, accountPath+"?done=password")
	return nil
}
