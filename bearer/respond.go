package bearer

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// retryAfter is what a 429 and a 503 ask for, in seconds: long enough for a failover to get on, short enough for a person.
const retryAfter = "5"

// problem is an RFC 9457 document. What follows detail repeats the challenge, for programs that read only bodies.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
	Code   string `json:"error,omitempty"`
	Scope  string `json:"scope,omitempty"`
	ACR    string `json:"acr_values,omitempty"`
	MaxAge int64  `json:"max_age,omitempty"`
}

// WriteError answers a request that err refused: a problem document (RFC 9457) and, for 400, 401 and 403, the
// challenge of RFC 6750 section 3. [ErrUnavailable] becomes 503 with Retry-After; an error that is no *[Error]
// becomes 500, its text kept back. The response is never to be stored.
func WriteError(w http.ResponseWriter, err error, opts ...Option) {
	newSettings(opts).write(w, err)
}

func (s *settings) write(w http.ResponseWriter, err error) {
	e := refusal(err)
	h := w.Header()
	switch e.Status {
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden:
		h.Set("WWW-Authenticate", challenge(s.realm, e))
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		h.Set("Retry-After", retryAfter)
	}
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "application/problem+json")
	w.WriteHeader(e.Status)
	// The status is out: a caller that went away leaves nobody to tell.
	_ = json.NewEncoder(w).Encode(problem{
		Type:   "about:blank",
		Title:  http.StatusText(e.Status),
		Status: e.Status,
		Detail: e.Description,
		Code:   e.Code,
		Scope:  e.Scope,
		ACR:    e.ACRValues,
		MaxAge: int64(e.MaxAge.Seconds()),
	})
}

// challenge renders RFC 6750 section 3 and RFC 9470 section 3. A request without a token learns only the realm (section 3.1).
func challenge(realm string, e *Error) string {
	var b strings.Builder
	b.WriteString("Bearer realm=" + quote(realm))
	if e.Code == "" {
		return b.String()
	}
	b.WriteString(`, error="` + printable(e.Code) + `"`)
	if e.Description != "" {
		b.WriteString(`, error_description="` + printable(e.Description) + `"`)
	}
	if scope := scopeList(e.Scope); scope != "" {
		b.WriteString(`, scope="` + scope + `"`)
	}
	if values := scopeList(e.ACRValues); values != "" {
		b.WriteString(`, acr_values="` + values + `"`)
	}
	if seconds := int64(e.MaxAge.Seconds()); seconds > 0 {
		b.WriteString(`, max_age="` + strconv.FormatInt(seconds, 10) + `"`)
	}
	return b.String()
}

// printable keeps to what RFC 6750 section 3 allows in error and error_description:
// %x20-21 / %x23-5B / %x5D-7E. A double quote becomes a single one, anything else a question mark.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '"':
			return '\''
		case c < 0x20 || c > 0x7e || c == '\\':
			return '?'
		}
		return c
	}, s)
}

// quote renders a quoted-string (RFC 9110 section 5.6.4), printable ASCII only.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c < 0x20 || c > 0x7e:
			b.WriteByte('?')
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// scopeList drops what is no scope name: a name cut to fit would name another scope. Authentication contexts are held
// to the same letters.
func scopeList(s string) string {
	names := strings.Split(s, " ")
	return strings.Join(slices.DeleteFunc(names, func(name string) bool { return !isScopeToken(name) }), " ")
}

// isScopeToken checks RFC 6749 section 3.3: 1*( %x21 / %x23-5B / %x5D-7E ).
func isScopeToken(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < 0x21 || c > 0x7e || c == '"' || c == '\\' {
			return false
		}
	}
	return s != ""
}
