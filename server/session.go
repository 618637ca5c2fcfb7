package server

import (
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/internal/submissions"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/users"
)

// cookies names and sets Patio's four cookies: the session; before that a
// visit, which only binds a form to the browser that it was shown to; between
// the two a half-finished sign-in, which waits for its second factor; and the
// device, by which a browser that has signed in before is known.
type cookies struct {
	secure bool
	base   string // path of the issuer
}

func (k cookies) session() string { return k.name("patio_session") }
func (k cookies) visit() string   { return k.name("patio_visit") }
func (k cookies) signIn() string  { return k.name("patio_sign_in") }
func (k cookies) device() string  { return k.name("patio_device") }

// name has the prefix by which browsers keep a cookie to TLS, where there is TLS,
// and to this host, where Patio has all of it.
func (k cookies) name(plain string) string {
	switch {
	case !k.secure:
		return plain
	case k.base != "":
		return "__Secure-" + plain
	}
	return "__Host-" + plain
}

// set stores a cookie until it expires; the zero time takes it away.
func (k cookies) set(c *gin.Context, name, value string, until, now time.Time) {
	age := -1
	if !until.IsZero() {
		age = int(until.Sub(now) / time.Second)
	}
	http.SetCookie(c.Writer, &http.Cookie{ //nolint:gosec // Secure follows the issuer: without TLS a Secure cookie would be dropped
		Name: name, Value: value, Path: cmp.Or(k.base, "/"), MaxAge: age, Secure: k.secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

// value is the cookie of that name, if it came exactly once and is one of ours.
func value(c *gin.Context, name string) string { return cookieOf(c, name, secret.Session) }

func cookieOf(c *gin.Context, name string, kind secret.Prefix) string {
	found := c.Request.CookiesNamed(name)
	if len(found) != 1 || !secret.Valid(kind, found[0].Value) {
		return ""
	}
	return found[0].Value
}

// visitor is who is at the browser: the signed-in user and the session, or
// nobody; and what the browser's forms are bound to.
type visitor struct {
	user    users.User
	session users.Session
	raw     string // the cookie
	forms   []byte // what its forms are bound to; nil: the cookie
}

func (v visitor) signedIn() bool { return v.user.ID != "" }

// csrf is the value that a form, or the header X-CSRF-Token, brings back. It
// follows from what the forms are bound to, which other sites cannot read. Each
// time it is masked with other random bytes, so that the length of a compressed
// page does not tell it (BREACH).
func (v visitor) csrf() string {
	token := v.token()
	masked := make([]byte, 2*len(token))
	_, _ = rand.Read(masked[:len(token)]) // documented never to return an error
	subtle.XORBytes(masked[len(token):], token, masked[:len(token)])
	return base64.RawURLEncoding.EncodeToString(masked)
}

// token is csrf without its mask.
func (v visitor) token() []byte {
	bound := v.forms
	if bound == nil {
		bound = []byte(v.raw)
	}
	mac := hmac.New(sha256.New, bound)
	mac.Write([]byte("patio csrf"))
	return mac.Sum(nil)
}

// owns reports whether a form's token is this visitor's.
func (v visitor) owns(csrf string) bool {
	masked, err := base64.RawURLEncoding.Strict().DecodeString(csrf)
	if v.raw == "" || err != nil || len(masked) != 2*sha256.Size {
		return false
	}
	subtle.XORBytes(masked, masked[:sha256.Size], masked[sha256.Size:])
	return hmac.Equal(masked[:sha256.Size], v.token())
}

// visitor reads the browser's cookies. Nobody signed in is no error.
func (s *Server) visitor(c *gin.Context) (visitor, error) {
	raw := value(c, s.cookies.session())
	if raw != "" {
		session, user, err := s.Users.Resume(c.Request.Context(), raw)
		if err == nil {
			v := visitor{user: user, session: session, raw: raw}
			if v.forms, err = s.Users.FormSecret(c.Request.Context(), session); err != nil {
				return visitor{}, err
			}
			actAsVisitor(c, v)
			return v, nil
		}
		if !errors.Is(err, users.ErrUnknown) {
			return visitor{}, err
		}
	}
	return visitor{raw: value(c, s.cookies.visit())}, nil
}

// greet gives a browser that has no cookie yet the one its forms need.
func (s *Server) greet(c *gin.Context, v *visitor) {
	if v.raw != "" {
		return
	}
	v.raw = secret.New(secret.Session)
	now := s.opts.Now()
	s.cookies.set(c, s.cookies.visit(), v.raw, now.Add(time.Hour), now)
}

type visitorKey struct{}

// withSession lets signed-in people through; anybody else signs in first and
// comes back. A form must prove that it was ours.
func (s *Server) withSession(next handler) handler {
	return func(c *gin.Context) error {
		v, err := s.visitor(c)
		if err != nil {
			return err
		}
		if !v.signedIn() {
			if asked, err := s.signInAgain(c, v); asked || err != nil {
				return err
			}
			s.toLogin(c)
			return nil
		}
		if c.Request.Method == http.MethodPost {
			if form, err := s.pageForm(c, v); err != nil {
				c.Set(visitorKey{}, v)
				if shown, failed := s.staleAgain(c, form); shown || failed != nil {
					return failed
				}
				return err
			}
			if err := s.checkWrites(c, v.user.ID); err != nil {
				return err
			}
		}
		c.Set(visitorKey{}, v)
		if led, err := s.earlier(c); led || err != nil {
			return err
		}
		return next(c)
	}
}

// visitorOf is the visitor that withSession let through.
func visitorOf(c *gin.Context) visitor {
	found, _ := c.Get(visitorKey{})
	v, _ := found.(visitor)
	return v
}

// unsentParam says in the address of the sign-in page that a form came too late.
const unsentParam = "unsent"

// signedOutBefore is what the sign-in page says then.
const signedOutBefore = "You were signed out before this was sent. Nothing was changed."

// toLogin sends a browser to sign in and back here; after a form, to the page that
// the form stands on, which leads on where the form was sent before. A form of ours
// is told that it did nothing.
func (s *Server) toLogin(c *gin.Context) {
	var back string
	if c.Request.Method == http.MethodPost {
		form, _ := readPageForm(c) // what cannot be read has no key
		back = formPage(c.Request.URL.Path)
		if c.Request.URL.Path == confirmPath {
			back = localPath(form.Get("return_to"))
		}
		if submissions.ValidKey(form.Get("form_key")) {
			back += "?" + sentParam + "=" + form.Get("form_key")
		}
	} else {
		back = c.Request.URL.RequestURI()
	}
	s.toLoginFor(c, back)
}

// toLoginFor sends a browser to sign in and to an address of ours after that.
func (s *Server) toLoginFor(c *gin.Context, back string) {
	to := loginPath + "?return_to=" + url.QueryEscape(back)
	if c.Request.Method == http.MethodPost && s.fromOurPage(c.Request) {
		to += "&" + unsentParam + "=1"
	}
	seeOther(c, to)
}

// seeOther redirects so that a form is never sent on (303).
func seeOther(c *gin.Context, to string) { c.Redirect(http.StatusSeeOther, to) }

// staleForm answers a form that was not ours, or is too old.
func staleForm(page string) *failure {
	return &failure{
		status: http.StatusForbidden, heading: "This page had expired",
		detail: "Nothing was changed. Open the page again and send the form from there.",
		wayOn:  wayOn{href: page, label: "Open the page again"},
	}
}

// formKey is where a form is kept that is known to be ours, sentFormKey where any is
// that came: a body is read once.
type (
	formKey     struct{}
	sentFormKey struct{}
)

// pageForm reads a page's form once and holds it to its origin: by what the
// browser says of itself, and by the token that only our page had. A form that is
// refused comes with the error, to be shown again.
func (s *Server) pageForm(c *gin.Context, v visitor) (url.Values, error) {
	if found, ok := c.Get(formKey{}); ok {
		form, _ := found.(url.Values)
		return form, nil
	}
	form, err := readPageForm(c)
	if err != nil {
		return nil, err
	}
	if !s.ours(c, v, form.Get("csrf_token")) {
		return form, staleForm(formPage(c.Request.URL.Path))
	}
	c.Set(formKey{}, form)
	return form, nil
}

// ours reports whether a form, or a call from a page's script, comes from a
// page of ours in this visitor's browser.
func (s *Server) ours(c *gin.Context, v visitor, token string) bool {
	return s.origins.Check(c.Request) == nil && v.owns(token)
}

// readPageForm is readForm without the protocol's rules: a page's form may
// repeat a field (boxes that were ticked).
func readPageForm(c *gin.Context) (url.Values, error) {
	if found, ok := c.Get(sentFormKey{}); ok {
		form, _ := found.(url.Values)
		return form, nil
	}
	if !strings.HasPrefix(c.GetHeader("Content-Type"), "application/x-www-form-urlencoded") {
		return nil, unreadable(c, http.StatusUnsupportedMediaType, "This address takes a form.")
	}
	body, err := c.GetRawData()
	if err != nil {
		return nil, bodyFailure(err)
	}
	form, err := parseParameters(string(body))
	if refused := (*oauth.Error)(nil); errors.As(err, &refused) {
		return nil, unreadable(c, http.StatusBadRequest, refused.Description)
	}
	if err == nil {
		c.Set(sentFormKey{}, form)
	}
	return form, err
}

// unreadable answers a form that is none, or is damaged.
func unreadable(c *gin.Context, status int, detail string) *failure {
	f := &failure{
		status: status, detail: detail, heading: "This form could not be read",
		page: "It came damaged, or in an odd shape. Nothing was changed. Open the page again and send the form from there.",
	}
	if path := c.Request.URL.Path; path != authorizePath { // which is no page by itself
		f.wayOn = wayOn{href: formPage(path), label: "Open the page again"}
	}
	return f
}

// localPath is a path of ours to go back to: never another site, whatever a
// browser makes of slashes, backslashes and control characters.
func localPath(raw string) string {
	if raw == "" || raw[0] != '/' || strings.HasPrefix(raw, "//") || strings.ContainsAny(raw, "\\") ||
		strings.ContainsFunc(raw, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }) {
		return tokensPath
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host != "" || u.Scheme != "" || u.User != nil || strings.HasPrefix(u.Path, "//") {
		return tokensPath
	}
	return raw
}
