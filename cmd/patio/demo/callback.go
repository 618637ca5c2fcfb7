package demo

import (
	"bytes"
	"crypto/subtle"
	_ "embed"
	"html/template"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

//go:embed callback.html
var callbackSource string

var callbackPage = template.Must(template.New("callback").Parse(callbackSource))

// answer is what the page shows: a problem, or the lines that exchange a code.
type answer struct {
	Problem, Detail string
	Lines           string
	Again           string // starts over
}

// Handler answers at [CallbackPath], in the place of an app, and hands
// everything else on.
func (d *Data) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != CallbackPath || r.Method != http.MethodGet {
			next.ServeHTTP(w, r)
			return
		}
		status, a := d.answerTo(r.URL.Query())
		a.Again = d.BrowserURL()
		show(w, status, a)
	})
}

// code is what a code looks like. The page makes a shell command of it, so
// nothing else gets there.
var code = regexp.MustCompile(`^[0-9A-Za-z_-]{1,200}$`)

// answerTo checks an authorization response as any app must: the state first
// (RFC 6749, section 10.12), then the issuer (RFC 9207), then the rest.
func (d *Data) answerTo(query url.Values) (int, answer) {
	if subtle.ConstantTimeCompare([]byte(query.Get("state")), []byte(d.browser.state)) != 1 {
		return http.StatusBadRequest, answer{Problem: "This answer belongs to no request of this demo", Detail: "Nothing was exchanged."}
	}
	if query.Get("iss") != d.Issuer {
		return http.StatusBadRequest, answer{Problem: "This answer comes from another server", Detail: "Nothing was exchanged."}
	}
	if query.Has("error") {
		return http.StatusOK, answer{Problem: "The app was refused: " + query.Get("error"), Detail: query.Get("error_description")}
	}
	if !code.MatchString(query.Get("code")) {
		return http.StatusBadRequest, answer{Problem: "There is no code in this answer", Detail: "Nothing was exchanged."}
	}
	return http.StatusOK, answer{Lines: d.exchange(query.Get("code"))}
}

// exchange is the lines that turn a code into a token and use it.
func (d *Data) exchange(code string) string {
	return strings.Join([]string{
		"TOKEN=$(curl -sS " + d.Issuer + "/oauth/token",
		"  -d grant_type=authorization_code",
		"  -d client_id=" + d.Mobile.ID,
		"  -d code=" + code,
		"  -d code_verifier=" + d.browser.verifier,
		"  --data-urlencode redirect_uri=" + d.Redirect,
		`  | sed -n 's/.*"access_token": *"\([^"]*\)".*/\1/p')`,
	}, " \\\n") + "\n" + `curl -sS -H "Authorization: Bearer $TOKEN" ` + d.Issuer + "/api/v1/me"
}

// policy allows the style sheet and its typefaces, and nothing that runs.
const policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func show(w http.ResponseWriter, status int, a answer) {
	var page bytes.Buffer
	if err := callbackPage.Execute(&page, a); err != nil {
		http.Error(w, "The page could not be made.", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	w.WriteHeader(status)
	_, _ = page.WriteTo(w) // a browser that has gone away needs no page
}
