package server

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/internal/submissions"
	"github.com/patio-auth/patio/server/web"
)

// policy is the Content-Security-Policy of every page. Forms post to Patio. Where
// the answer to a form may send the browser to an app, form-action is left out:
// Chromium holds every redirect after a form to it, those that the app makes
// included, and nobody knows those beforehand. Such a form carries a CSRF token, and
// templates escape what they print, so no other form gets onto the page.
func policy(leavesPatio bool) string {
	const own = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; " +
		"connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
	if leavesPatio {
		return own
	}
	return own + "; form-action 'self'"
}

// openerPolicy is the Cross-Origin-Opener-Policy of a page. An app may open the
// sign-in in a popup and wait for its answer, so the pages on the way there keep
// window.opener. All others lose it.
func openerPolicy(path string) string {
	switch path {
	case loginPath, secondFactorPath, authorizePath, logoutPath:
		return "unsafe-none"
	}
	return "same-origin"
}

// permissions is the Permissions-Policy of every page: pages use none of what
// a browser could let them use.
const permissions = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), " +
	"geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), " +
	"screen-wake-lock=(), usb=(), xr-spatial-tracking=()"

// show renders a page whole and then sends it.
func (s *Server) show(c *gin.Context, status int, view web.View) error {
	return s.showPage(c, status, view, false)
}

// showPage is show. leavesPatio says that a form of the page may lead to an app.
func (s *Server) showPage(c *gin.Context, status int, view web.View, leavesPatio bool) error {
	var body bytes.Buffer
	if err := s.pages.Render(&body, view); err != nil {
		return err
	}
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", policy(leavesPatio))
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Opener-Policy", openerPolicy(c.Request.URL.Path))
	h.Set("Cross-Origin-Resource-Policy", "same-origin") // pages only: metadata, keys and the API are for other origins, too
	h.Set("Permissions-Policy", permissions)
	sendPage(c, status, view, body.Bytes())
	return nil
}

// frame is what surrounds a page for this visitor.
func (s *Server) frame(c *gin.Context, v visitor, title, section string) web.Frame {
	s.greet(c, &v)
	f := web.Frame{Title: title, CSRFToken: v.csrf(), FormKey: submissions.NewKey()}
	if !v.signedIn() {
		return f
	}
	f.HomeHref = tokensPath
	f.User = &web.Person{Username: v.user.Username, Name: v.user.Name, Href: accountPath}
	if section != "" { // a page with one question has no place for it
		if _, unread, err := s.Notices.Unread(c.Request.Context(), v.user.ID, 0); err == nil { // a page does without it
			f.Bell = &web.Bell{Href: noticesPath, Unread: unread}
		}
	}
	f.Nav = []web.NavItem{
		{Label: "Tokens", Href: tokensPath, Active: section == "tokens"},
		{Label: "Apps", Href: allowedPath, Active: section == "apps"},
		{Label: "API clients", Href: developerPath, Active: section == "clients"},
		{Label: "Account", Href: accountPath, Active: section == "account"},
	}
	return f
}

// respondPage answers with an error page, which redirects nowhere. It has the
// sections where somebody is signed in, and always a way on.
func (s *Server) respondPage(c *gin.Context, f *failure) {
	heading := f.heading
	if heading == "" {
		heading = headings[f.status]
	}
	if heading == "" {
		heading = "That did not work"
	}
	view := web.ErrorPage{
		Frame: web.Frame{Title: heading}, Status: f.status, Heading: heading, Message: cmp.Or(f.page, f.detail),
		RequestID: lineOf(c.Request.Context()).ID,
	}
	if f.retry > 0 {
		view.Hint = again(f.retry, s.opts.Now())
	}
	s.addWayOn(c, f, &view)
	err := s.show(c, f.status, view)
	if err != nil {
		c.Data(f.status, "text/plain; charset=utf-8", []byte(heading+"\n"+f.detail+"\n"))
	}
}

// addWayOn puts onto an error page what leads on from there.
func (s *Server) addWayOn(c *gin.Context, f *failure, view *web.ErrorPage) {
	if f.wayOn.href != "" {
		view.ActionHref, view.ActionLabel = f.wayOn.href, f.wayOn.label
		if f.wayOn.only {
			return
		}
	}
	v, err := visitor{}, error(nil)
	if f.status < http.StatusInternalServerError { // beyond that the database may not answer
		v, err = s.visitor(c)
	}
	if err == nil && v.signedIn() {
		title := view.Title
		view.Frame = s.frame(c, v, title, "")
		view.HomeHref = tokensPath
		if view.ActionHref == "" {
			view.ActionHref, view.ActionLabel = sectionOf(c.Request.URL.Path)
		}
		return
	}
	view.HomeHref = "/"
	switch {
	case view.ActionHref != "":
	case f.status >= http.StatusInternalServerError:
		view.ActionHref, view.ActionLabel = c.Request.URL.Path, "Try again"
		if c.Request.Method == http.MethodGet {
			view.ActionHref = localPath(c.Request.URL.RequestURI())
		}
	default:
		view.ActionHref, view.ActionLabel = loginPath, "Sign in"
	}
}

// sectionOf is the section of the pages that a path is in, and what a link there says.
func sectionOf(path string) (href, label string) {
	for _, section := range []struct{ href, label string }{
		{tokensPath, "Back to your tokens"}, {allowedPath, "Back to your apps"}, {noticesPath, "Back to your notices"},
		{developerPath, "Back to your clients"}, {securityPath, "Back to Security"}, {accountPath, "Back to your account"},
	} {
		if path == section.href || strings.HasPrefix(path, section.href+"/") {
			return section.href, section.label
		}
	}
	return tokensPath, "Back to your tokens"
}

var headings = map[int]string{
	http.StatusNotFound:              "There is nothing here",
	http.StatusMethodNotAllowed:      "That cannot be done here",
	http.StatusRequestEntityTooLarge: "That is too long",
	http.StatusTooManyRequests:       "Too many attempts",
	http.StatusInternalServerError:   "Something went wrong",
	http.StatusServiceUnavailable:    "Patio cannot answer right now",
}

// getHome leads to the tokens, which lead to signing in.
func (s *Server) getHome(c *gin.Context) error {
	seeOther(c, tokensPath)
	return nil
}

// day is a date as a person writes it.
func day(t time.Time) string { return web.Day(t) }

// ago is how long something has been, in a person's words.
func ago(t, now time.Time) string { return web.Relative(t, agoWords(t, now)) }

func agoWords(t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < 2*time.Minute:
		return "just now"
	case d < 2*time.Hour:
		return fmt.Sprintf("%d minutes ago", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d hours ago", int(d.Hours()))
	}
	return fmt.Sprintf("%d days ago", days(now.Sub(t)))
}

// again says when to try again, in a person's words.
func again(wait time.Duration, now time.Time) string {
	if n := int((wait + time.Second - 1) / time.Second); n <= 120 {
		return "Try again in " + count(max(1, n), "second", "seconds") + "."
	}
	at := now.Add(wait).Add(time.Minute - 1).Truncate(time.Minute) // never before it works
	return fmt.Sprintf("Try again in %d minutes, on %s.", int((wait+time.Minute-1)/time.Minute), web.Clock(at))
}

// until is how far away something is, in a person's words.
func until(t, now time.Time) string { return web.Relative(t, untilWords(t, now)) }

func untilWords(t, now time.Time) string {
	switch d := t.Sub(now); {
	case d < 2*time.Hour:
		return fmt.Sprintf("in %d minutes", max(1, int(d.Minutes())))
	case d < 48*time.Hour:
		return fmt.Sprintf("in %d hours", int(d.Hours()))
	}
	return fmt.Sprintf("in %d days", days(t.Sub(now)))
}

func days(d time.Duration) int { return int((d + 12*time.Hour) / (24 * time.Hour)) }
