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
	var done *web.Flash
	if c.Query("done") == "password" {
		done = &web.Flash{Kind: web.FlashOK, Message: "Your password is changed. Other browsers have been signed out."}
	}
	return s.showAccount(c, http.StatusOK, done, nil)
}

func (s *Server) showAccount(c *gin.Context, status int, flash *web.Flash, wrong web.Errors) error {
	v := visitorOf(c)
	unread, count, err := s.Notices.Unread(c.Request.Context(), v.user.ID, noticesAbove)
	if err != nil {
		return err
	}
	view := web.Account{
		Frame: s.frame(c, v, "Account", "account"), Name: v.user.Name, Username: v.user.Username, Email: v.user.Email,
		Since: day(v.user.CreatedAt),
		Links: []web.AccountLink{
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
	ctx := c.Request.Context()
	attempt, decision, err := s.signIns.Begin(ctx, "user "+v.user.ID, lineOf(ctx).Address)
	if err != nil {
		return err
	}
	if !decision.Allowed {
		return tooMany(decision)
	}
	err = s.Users.ChangePassword(ctx, v.session, form.Get("current_password"), form.Get("new_password"))
	var wrong *users.Error
	switch {
	case errors.Is(err, users.ErrCredentials):
		return s.showAccount(c, http.StatusUnprocessableEntity, nil, web.Errors{"current_password": "This is not your current password."})
	case errors.As(err, &wrong) && wrong.Field == "password":
		return errors.Join(attempt.Cancel(ctx),
			s.showAccount(c, http.StatusUnprocessableEntity, nil, web.Errors{"new_password": "It " + wrong.Detail + "."}))
	case err != nil:
		return errors.Join(err, attempt.Cancel(ctx))
	}
	if err := errors.Join(attempt.Succeed(ctx), s.startSession(c, v.user)); err != nil {
		return err
	}
	seeOther(c, accountPath+"?done=password")
	return nil
}
