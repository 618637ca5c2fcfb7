package server

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/server/web"
)

// policy is the Content-Security-Policy of every page. Forms post to Patio;
// where an answer sends the browser on to an app, the app's origin is added,
// since browsers hold redirects after a form to the same rule.
func policy(onwards string) string {
	forms := "'self'"
	if onwards != "" {
		forms += " " + onwards
	}
	return "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; " +
		"connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action " + forms
}

// permissions is the Permissions-Policy of every page: pages use none of what
// a browser could let them use.
const permissions = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), " +
	"geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), " +
	"screen-wake-lock=(), usb=(), xr-spatial-tracking=()"

// show renders a page whole and then sends it.
func (s *Server) show(c *gin.Context, status int, view web.View) error {
	return s.showOnwards(c, status, view, "")
}

// showOnwards is show for a page whose form may lead to an app.
func (s *Server) showOnwards(c *gin.Context, status int, view web.View, onwards string) error {
	var body bytes.Buffer
	if err := s.pages.Render(&body, view); err != nil {
		return err
	}
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", policy(onwards))
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin") // pages only: metadata, keys and the API are for other origins, too
	h.Set("Permissions-Policy", permissions)
	c.Data(status, "text/html; charset=utf-8", body.Bytes())
	return nil
}

// cspSource is the form-action source that lets a redirect reach a URI: its
// origin, or its scheme where it has none, or one that a policy cannot name:
// an IPv6 address, or characters that would begin the next directive.
func cspSource(redirectURI string) string {
	u, err := url.Parse(redirectURI)
	if err != nil {
		return ""
	}
	if u.Host == "" || strings.ContainsFunc(u.Host, func(r rune) bool { return !inPolicy(r) }) {
		return u.Scheme + ":"
	}
	return u.Scheme + "://" + u.Host
}

// inPolicy reports whether a character may stand in the host or the port of a
// source (CSP Level 3, section 2.3.1); underscores are the browsers' own gift.
func inPolicy(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '_' || r == ':'
}

// frame is what surrounds a page for this visitor.
func (s *Server) frame(c *gin.Context, v visitor, title, section string) web.Frame {
	s.greet(c, &v)
	f := web.Frame{Title: title, CSRFToken: v.csrf()}
	if !v.signedIn() {
		return f
	}
	f.HomeHref = tokensPath
	f.User = &web.Person{Username: v.user.Username, Name: v.user.Name, Href: accountPath}
	f.Nav = []web.NavItem{
		{Label: "Tokens", Href: tokensPath, Active: section == "tokens"},
		{Label: "Apps", Href: allowedPath, Active: section == "apps"},
		{Label: "API clients", Href: developerPath, Active: section == "clients"},
		{Label: "Account", Href: accountPath, Active: section == "account"},
	}
	return f
}

// respondPage answers with an error page, which redirects nowhere.
func (s *Server) respondPage(c *gin.Context, f *failure) {
	heading := f.heading
	if heading == "" {
		heading = headings[f.status]
	}
	if heading == "" {
		heading = "That did not work"
	}
	err := s.show(c, f.status, web.ErrorPage{
		Frame: web.Frame{Title: heading}, Status: f.status, Heading: heading, Message: f.detail,
		RequestID: lineOf(c.Request.Context()).ID,
	})
	if err != nil {
		c.Data(f.status, "text/plain; charset=utf-8", []byte(heading+"\n"+f.detail+"\n"))
	}
}

var headings = map[int]string{
	http.StatusNotFound:            "There is nothing here",
	http.StatusMethodNotAllowed:    "That cannot be done here",
	http.StatusTooManyRequests:     "Too many attempts",
	http.StatusInternalServerError: "Something went wrong",
	http.StatusServiceUnavailable:  "Patio cannot answer right now",
}

// getHome leads to the tokens, which lead to signing in.
func (s *Server) getHome(c *gin.Context) error {
	seeOther(c, tokensPath)
	return nil
}

// day is a date as a person writes it.
func day(t time.Time) string { return t.UTC().Format("2 January 2006") }

// ago is how long something has been, in a person's words.
func ago(t, now time.Time) string {
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

// until is how far away something is, in a person's words.
func until(t, now time.Time) string {
	switch d := t.Sub(now); {
	case d < 2*time.Hour:
		return fmt.Sprintf("in %d minutes", max(1, int(d.Minutes())))
	case d < 48*time.Hour:
		return fmt.Sprintf("in %d hours", int(d.Hours()))
	}
	return fmt.Sprintf("in %d days", days(t.Sub(now)))
}

func days(d time.Duration) int { return int((d + 12*time.Hour) / (24 * time.Hour)) }
