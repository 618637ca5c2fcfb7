package bearer_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/patio-auth/patio/bearer"
)

// TestPersonalToken: every way in which a personal access token may come, with
// each option alone and both.
func TestPersonalToken(t *testing.T) {
	const ok, none, bad = http.StatusNoContent, http.StatusUnauthorized, http.StatusBadRequest
	header, query := bearer.WithPersonalToken(), bearer.WithPersonalTokenQuery()
	off, inHeader, inQuery, both := []bearer.Option{}, []bearer.Option{header}, []bearer.Option{query}, []bearer.Option{header, query}
	for _, tt := range []struct {
		name          string
		options       []bearer.Option
		authorization []string
		personal      []string
		query         string
		status        int
	}{
		{"the header", inHeader, nil, []string{"pat_a"}, "", ok},
		{"the header, both on", both, nil, []string{"pat_a"}, "", ok},
		{"the header, off", off, nil, []string{"pat_a"}, "", none},
		{"the header, query alone on", inQuery, nil, []string{"pat_a"}, "", none},
		{"the header beside other parameters", inHeader, nil, []string{"pat_a"}, "personal=pat_b&token=x", ok},
		{"Authorization as ever", both, []string{"Bearer pat_a"}, nil, "", ok},
		{"Authorization, the header off", off, []string{"Bearer pat_a"}, []string{"pat_b"}, "", ok},
		{"nothing", both, nil, nil, "", none},
		{"an empty header", both, nil, []string{""}, "", none},
		{"the header twice", inHeader, nil, []string{"pat_a", "pat_a"}, "", bad},
		{"no personal token in the header", inHeader, nil, []string{"eyJhbGciOi"}, "", bad},
		{"an access token in the header", inHeader, nil, []string{"pca_a"}, "", bad},
		{"capitals in the header", inHeader, nil, []string{"PAT_a"}, "", bad},
		{"the scheme in the header", inHeader, nil, []string{"Bearer pat_a"}, "", bad},
		{"two in one header", inHeader, nil, []string{"pat_a, pat_b"}, "", bad},
		{"a line break in the header", inHeader, nil, []string{"pat_a\n"}, "", bad},
		{"a long header", inHeader, nil, []string{"pat_" + strings.Repeat("a", 8<<10)}, "", bad},

		{"the query", inQuery, nil, nil, "personalToken=pat_a", ok},
		{"the query, both on", both, nil, nil, "a=b&personalToken=pat_a", ok},
		{"the query, encoded", inQuery, nil, nil, "%70ersonalToken=%70at_a", ok},
		{"the query, off", off, nil, nil, "personalToken=pat_a", bad},
		{"the query, header alone on", inHeader, nil, nil, "personalToken=pat_a", bad},
		{"the query, off, encoded", off, nil, nil, "%70ersonalToken=pat_a", bad},
		{"the query, off, beside a good token", off, []string{"Bearer pat_a"}, nil, "personalToken=pat_a", bad},
		{"the query, off, behind a semicolon", off, nil, nil, "a=b;personalToken=pat_a", bad},
		{"the query in capitals is another parameter", inQuery, nil, nil, "personaltoken=pat_a", none},
		{"the query twice", inQuery, nil, nil, "personalToken=pat_a&personalToken=pat_a", bad},
		{"no personal token in the query", inQuery, nil, nil, "personalToken=eyJhbGciOi", bad},
		{"an empty query parameter", inQuery, nil, nil, "personalToken=", none},

		{"header and query", both, nil, []string{"pat_a"}, "personalToken=pat_a", bad},
		{"header and Authorization", both, []string{"Bearer pat_a"}, []string{"pat_a"}, "", bad},
		{"header and Basic", both, []string{"Basic YTpi"}, []string{"pat_a"}, "", bad},
		{"query and Authorization", both, []string{"Bearer pat_a"}, nil, "personalToken=pat_a", bad},
		{"header and access_token", both, nil, []string{"pat_a"}, "access_token=x", bad},
		{"query and access_token", both, nil, nil, "personalToken=pat_a&access_token=x", bad},
		{"header and OAuth 1.0a", both, []string{`OAuth oauth_nonce="x"`}, []string{"pat_a"}, "", bad},
		{"query and OAuth 1.0a", both, []string{`oauth oauth_nonce="x"`}, nil, "personalToken=pat_a", bad},
		{"OAuth 1.0a with the token in it", off, []string{`OAuth oauth_token="pat_a", oauth_nonce="x"`}, nil, "", bad},
		{"oauth 1.0a as the client's key", both, []string{`oauth oauth_consumer_key="pat_a"`}, nil, "", bad},
		{"OAuth 1.0a alone", both, []string{`OAuth oauth_nonce="x"`}, nil, "", none},
	} {
		t.Run(tt.name, func(t *testing.T) {
			asked := 0
			v := bearer.VerifierFunc(func(_ context.Context, token string) (*bearer.Principal, error) {
				if asked++; token != "pat_a" {
					t.Errorf("verified %q", token)
				}
				return ada, nil
			})
			var seen error
			options := append(tt.options[:len(tt.options):len(tt.options)], bearer.WithOnError(func(_ *http.Request, err error) { seen = err }))
			reached := bearer.Middleware(v, options...)(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(ok) }))
			w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil)
			r.URL = &url.URL{Path: "/", RawQuery: tt.query}
			for _, value := range tt.authorization {
				r.Header.Add("Authorization", value)
			}
			for _, value := range tt.personal {
				r.Header.Add("Personal-Token", value)
			}
			reached.ServeHTTP(w, r)
			if w.Code != tt.status || (asked == 1) != (tt.status == ok) {
				t.Errorf("status %d after %d verdicts, want %d: %s", w.Code, asked, tt.status, w.Body)
			}
			if tt.status != ok {
				checkStatus(t, seen, tt.status)
			}
			if refusal, isError := errors.AsType[*bearer.Error](seen); isError && strings.Contains(refusal.Error()+w.Body.String(), "pat_a") {
				t.Errorf("the refusal tells the token: %v, %s", seen, w.Body)
			}
		})
	}
}

// TestPersonalTokenOAuth1: a client of the old protocol is told what is wrong.
// TestPersonalTokenInTheAddress: an address that holds a token, taken or not, is told to nobody.
func TestPersonalTokenInTheAddress(t *testing.T) {
	v := bearer.VerifierFunc(func(context.Context, string) (*bearer.Principal, error) { return ada, nil })
	for _, options := range [][]bearer.Option{nil, {bearer.WithPersonalTokenQuery()}} {
		for query, want := range map[string]string{"?personalToken=pat_a": "no-referrer", "?personalToke%6e=x": "no-referrer", "": "", "?token=x": ""} {
			w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/notes"+query, nil)
			bearer.Middleware(v, options...)(http.NotFoundHandler()).ServeHTTP(w, r)
			if got := w.Header().Get("Referrer-Policy"); got != want {
				t.Errorf("%q, %d options: %q", query, len(options), got)
			}
		}
	}
}

func TestPersonalTokenOAuth1(t *testing.T) {
	w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Authorization", `OAuth oauth_consumer_key="x"`)
	r.Header.Set("Personal-Token", "pat_a")
	bearer.Middleware(bearer.VerifierFunc(verifier), bearer.WithPersonalToken())(http.NotFoundHandler()).ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest || !strings.Contains(w.Header().Get("WWW-Authenticate")+w.Body.String(), "OAuth 1.0a") {
		t.Errorf("status %d, %v, %s", w.Code, w.Header(), w.Body)
	}
}
