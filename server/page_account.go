package server

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/pat"
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
	has, err := s.Users.Standing(c.Request.Context(), v.user.ID)
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
		Password: &web.PasswordForm{Action: passwordPath, MinLength: 8, Revoke: revokes(c), Ends: revokedText(has), Errors: wrong},
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

// revokedText says what ends where the person ticks that everything does; "" for
// nothing that can be counted.
func revokedText(has users.Standing) string {
	text := ""
	if has.PersonalTokens > 0 {
		text = capital(endsText(pat.Number{N: has.PersonalTokens})) + "."
	}
	return strings.TrimSpace(text + " " + suspendsText(has.CreatedClients, "a token"))
}

// revokes reports whether the form that came ends every token and grant too.
func revokes(c *gin.Context) bool {
	found, _ := c.Get(formKey{})
	form, _ := found.(url.Values)
	return form.Get("revoke") == "true"
}

// missingIn says which fields of a form are empty that must not be: names of fields,
// each with what to say of it. nil: none is.
func missingIn(form url.Values, fields ...string) web.Errors {
	var missing web.Errors
	for i := 0; i+1 < len(fields); i += 2 {
		if form.Get(fields[i]) != "" {
			continue
		}
		if missing == nil {
			missing = web.Errors{}
		}
		missing[fields[i]] = fields[i+1]
	}
	return missing
}

// postPassword changes the password, signs other browsers out and goes on under
// a new session id. Where the person ticked that, every token and grant ends too. Guessing the current one is slowed like signing in.
func (s *Server) postPassword(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	missing := missingIn(form, "current_password", "Enter your current password.", "new_password", "Enter a new password.")
	if missing != nil {
		return s.showAccount(c, http.StatusUnprocessableEntity, nil, missing)
	}
	err = s.tryPassword(c, v, form.Get("current_password"), func(current string) error {
		session, raw, err := s.Users.ChangePassword(
			c.Request.Context(), v.session, current, form.Get("new_password"), revokes(c))
		if err == nil {
			s.goOn(c, v, session, raw)
		}
		return err
	})
	var wrong *users.Error
	problems := web.Errors{}
	if words := s.tooManyWords(c, err); words != "" {
		return s.showAccount(c, http.StatusTooManyRequests, nil, web.Errors{"current_password": words})
	}
	switch {
	case errors.Is(err, users.ErrCredentials):
		problems["current_password"] = "This is not your current password."
		err = s.Users.CheckNewPassword(v.user, form.Get("new_password"))
	case err == nil:
		done := "password"
		if revokes(c) {
			done = "password_revoked"
		}
		acted(c, accountPath+"?done="+done)
		return nil
	}
	if errors.As(err, &wrong) && wrong.Field == "password" {
		problems["new_password"] = "The new password " + wrong.Detail + "."
	} else if err != nil {
		return err
	}
	return s.showAccount(c, http.StatusUnprocessableEntity, nil, problems)
}
