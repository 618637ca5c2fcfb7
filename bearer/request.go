package bearer

import (
	"net/http"
	"net/url"
	"strings"
)

// maxTokenLength bounds what is looked at: a JWT of Patio has well under 2 KiB.
const maxTokenLength = 8 << 10

// TokenFromRequest returns the bearer token of a request: exactly one Authorization header with the scheme Bearer
// (in any case) and a token of RFC 6750's alphabet (section 2.1), at most 8 KiB long.
//
// It returns [ErrNoToken] when there is none; another scheme, Basic for one, is none. It returns an *[Error] with
// status 400 and code invalid_request when the header is there twice or is malformed, when it is an OAuth 1.0a
// signature with a personal access token in it, and when the query holds an access_token, with or without the header:
// URLs end in logs. The body is never read.
func TokenFromRequest(r *http.Request) (string, error) {
	if r.URL != nil && queryHas(r.URL.RawQuery, "access_token") {
		return "", invalidRequest("Send the access token in the Authorization header, never in the URL.")
	}
	headers := r.Header["Authorization"]
	switch {
	case len(headers) == 0:
		return "", ErrNoToken
	case len(headers) > 1:
		return "", invalidRequest("Send exactly one Authorization header.")
	}
	scheme, credentials, _ := strings.Cut(headers[0], " ")
	switch {
	case strings.EqualFold(scheme, "OAuth") && strings.Contains(credentials, "pat_"):
		return "", invalidRequest(withoutOAuth1)
	case !strings.EqualFold(scheme, "Bearer"):
		return "", ErrNoToken
	}
	token := strings.TrimLeft(credentials, " ")
	if len(token) > maxTokenLength {
		return "", invalidRequest("The access token is too long.")
	}
	if !isB64Token(token) {
		return "", invalidRequest("The Authorization header must hold the word Bearer, a space and the access token, nothing else.")
	}
	return token, nil
}

// withoutOAuth1 is for programs that sign as they did before OAuth 2.0 (RFC 5849).
const withoutOAuth1 = "A personal access token goes without an OAuth 1.0a signature: send it alone, after the word Bearer."

// The other ways in which a personal access token may come, where they are switched on.
const (
	personalHeader    = "Personal-Token"
	personalParameter = "personalToken"
)

// token is the one token of a request, by any of the ways that are switched on. Two ways at once are refused, and so is
// a personal access token beside an OAuth 1.0a signature.
func (s *settings) token(r *http.Request) (string, error) {
	personal, err := s.personal(r)
	if err != nil || personal == "" {
		if err != nil {
			return "", err
		}
		return TokenFromRequest(r)
	}
	scheme, _, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	switch {
	case strings.EqualFold(scheme, "OAuth"):
		return "", invalidRequest(withoutOAuth1)
	case len(r.Header["Authorization"]) > 0, queryHas(r.URL.RawQuery, "access_token"):
		return "", invalidRequest("The access token came in two ways; send it in one.")
	case !strings.HasPrefix(personal, "pat_") || len(personal) > maxTokenLength || !isB64Token(personal):
		return "", invalidRequest("Personal-Token takes a personal access token, which begins with pat_.")
	}
	return personal, nil
}

// personal is what came as a personal token; "" for nothing.
func (s *settings) personal(r *http.Request) (string, error) {
	headers := r.Header[personalHeader]
	inQuery := queryHas(r.URL.RawQuery, personalParameter)
	switch {
	case inQuery && !s.personalQuery:
		return "", invalidRequest("Send the personal access token in a header, never in the URL.")
	case len(headers) > 1, len(headers) > 0 && inQuery, inQuery && len(r.URL.Query()[personalParameter]) > 1:
		return "", invalidRequest("The access token came in two ways; send it in one.")
	case inQuery:
		return r.URL.Query().Get(personalParameter), nil
	case len(headers) == 1 && s.personalToken:
		return headers[0], nil
	}
	return "", nil
}

// queryHas looks for a parameter in any spelling that a form parser would take for one, and past
// the semicolons that older parsers split at.
func queryHas(query, parameter string) bool {
	if query == "" {
		return false
	}
	for pair := range strings.FieldsFuncSeq(query, func(c rune) bool { return c == '&' || c == ';' }) {
		name, _, _ := strings.Cut(pair, "=")
		if strings.ContainsAny(name, "%+") {
			// A name that does not decode is no parameter to anybody.
			name, _ = url.QueryUnescape(name)
		}
		if name == parameter {
			return true
		}
	}
	return false
}

// isB64Token checks RFC 6750 section 2.1: 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"=".
func isB64Token(s string) bool {
	body := strings.TrimRight(s, "=")
	if body == "" {
		return false
	}
	for i := range len(body) {
		c := body[i]
		if !isAlphanumeric(c) && strings.IndexByte("-._~+/", c) < 0 {
			return false
		}
	}
	return true
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}
