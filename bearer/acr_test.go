package bearer_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
)

// TestRequireACR holds the refusal to RFC 9470, section 3, to the letter.
func TestRequireACR(t *testing.T) {
	const refused = `Bearer realm="notes", error="insufficient_user_authentication", ` +
		`error_description="This request needs a token that was issued after a stronger authentication.", `
	for _, tt := range []struct {
		name, acr string
		values    []string
		status    int
		challenge string
	}{
		{"held", bearer.ACRMFA, []string{bearer.ACRMFA}, 200, ""},
		{"one of two", "urn:b", []string{"urn:a", "urn:b"}, 200, ""},
		{"none", "", []string{bearer.ACRMFA}, 401, refused + `acr_values="urn:patio:acr:mfa"`},
		{"another", "urn:patio:acr:mfa2", []string{bearer.ACRMFA}, 401, refused + `acr_values="urn:patio:acr:mfa"`},
		{"another case", "URN:PATIO:ACR:MFA", []string{bearer.ACRMFA}, 401, refused + `acr_values="urn:patio:acr:mfa"`},
		{"several", "urn:c", []string{"urn:a", "urn:b"}, 401, refused + `acr_values="urn:a urn:b"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var seen error
			verify := func(context.Context, string) (*bearer.Principal, error) {
				return &bearer.Principal{Subject: "u-1", ClientID: "c-1", ACR: tt.acr}, nil
			}
			authenticate := bearer.Middleware(bearer.VerifierFunc(verify), bearer.WithRealm("notes"),
				bearer.WithOnError(func(_ *http.Request, err error) { seen = err }))
			served := false
			h := authenticate(bearer.RequireACR(tt.values...)(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { served = true })))
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header.Set("Authorization", "Bearer good")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != tt.status || served != (tt.status == 200) || w.Header().Get("WWW-Authenticate") != tt.challenge {
				t.Errorf("%d, served %v, %s", w.Code, served, w.Header().Get("WWW-Authenticate"))
			}
			if tt.status == 401 && !errors.Is(seen, bearer.InsufficientAuthentication(0)) {
				t.Errorf("the log saw %v", seen)
			}
		})
	}
}

// TestRequireACRMaxAge holds tokens to how long ago their user authenticated.
func TestRequireACRMaxAge(t *testing.T) {
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	const challenge = `Bearer realm="api", error="insufficient_user_authentication", ` +
		`error_description="This request needs a token that was issued after a stronger authentication.", ` +
		`acr_values="urn:patio:acr:mfa", max_age="300"`
	for name, tt := range map[string]struct {
		acr    string
		at     time.Time
		status int
	}{
		"now":                  {bearer.ACRMFA, now, 200},
		"as long ago as may":   {bearer.ACRMFA, now.Add(-5 * time.Minute), 200},
		"longer ago":           {bearer.ACRMFA, now.Add(-5*time.Minute - time.Second), 401},
		"by a clock ahead":     {bearer.ACRMFA, now.Add(10 * time.Second), 200},
		"in an hour":           {bearer.ACRMFA, now.Add(time.Hour), 401},
		"nobody knows when":    {bearer.ACRMFA, time.Time{}, 401},
		"now, without context": {"", now, 401},
	} {
		verify := func(context.Context, string) (*bearer.Principal, error) {
			return &bearer.Principal{Subject: "u-1", ClientID: "c-1", ACR: tt.acr, AuthTime: tt.at}, nil
		}
		authenticate := bearer.Middleware(bearer.VerifierFunc(verify), bearer.WithClock(func() time.Time { return now }))
		served := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
		w := call(authenticate(bearer.RequireACR(bearer.ACRMFA).MaxAge(5 * time.Minute)(served)))
		if w.Code != tt.status || w.Code == 401 && w.Header().Get("WWW-Authenticate") != challenge {
			t.Errorf("%s: %d, %s", name, w.Code, w.Header().Get("WWW-Authenticate"))
		}
		if w := call(authenticate(bearer.RequireACR(bearer.ACRMFA)(served))); tt.acr != "" && w.Code != 200 {
			t.Errorf("%s, without a maximum: %d", name, w.Code)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("half a second was taken")
		}
	}()
	bearer.RequireACR(bearer.ACRMFA).MaxAge(time.Second / 2)
}

func call(h http.Handler) *httptest.ResponseRecorder {
	r, w := httptest.NewRequest(http.MethodGet, "/", nil), httptest.NewRecorder()
	r.Header.Set("Authorization", "Bearer good")
	h.ServeHTTP(w, r)
	return w
}

// TestRequireUser: a token that speaks for no user is refused, whatever its scopes (RFC 6750, section 3.1).
func TestRequireUser(t *testing.T) {
	for name, tt := range map[string]struct {
		p      bearer.Principal
		status int
	}{
		"a user":   {bearer.Principal{Subject: "u-1", ClientID: "c-1"}, 200},
		"a client": {bearer.Principal{Subject: "c-1", ClientID: "c-1"}, 403},
		"nobody":   {bearer.Principal{ClientID: "c-1"}, 403},
	} {
		tt.p.Scopes = []string{"notes:admin"}
		var asked *bearer.Principal
		verify := func(ctx context.Context, _ string) (*bearer.Principal, error) { return &tt.p, nil }
		end := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked, _ = bearer.FromContext(r.Context()) })
		w := call(bearer.Middleware(bearer.VerifierFunc(verify))(bearer.RequireUser(bearer.RequireScope("notes:admin")(end))))
		if w.Code != tt.status || (asked != nil) != (tt.status == 200) {
			t.Errorf("%s: %d, served %v", name, w.Code, asked != nil)
		}
		const challenge = `Bearer realm="api", error="insufficient_scope", ` +
			`error_description="This request needs an access token that a user has granted; this one speaks for a client."`
		if got := w.Header().Get("WWW-Authenticate"); w.Code == 403 && got != challenge {
			t.Errorf("%s: %s", name, got)
		}
	}
	w := httptest.NewRecorder()
	bearer.RequireUser(http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Code != 401 || w.Header().Get("WWW-Authenticate") != `Bearer realm="api"` {
		t.Errorf("without a principal: %d, %s", w.Code, w.Header().Get("WWW-Authenticate"))
	}
}

func TestRequireACRWithoutPrincipal(t *testing.T) {
	w := httptest.NewRecorder()
	bearer.RequireACR(bearer.ACRMFA)(http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Code != 401 || w.Header().Get("WWW-Authenticate") != `Bearer realm="api"` {
		t.Errorf("%d, %s", w.Code, w.Header().Get("WWW-Authenticate"))
	}
}

// TestRequireACRPanics: what no token can carry would refuse everybody for good.
func TestRequireACRPanics(t *testing.T) {
	for _, values := range [][]string{nil, {""}, {"a b"}, {"a", `"`}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q was taken", values)
				}
			}()
			bearer.RequireACR(values...)
		}()
	}
}

func TestInsufficientAuthentication(t *testing.T) {
	w := httptest.NewRecorder()
	bearer.WriteError(w, bearer.InsufficientAuthentication(5*time.Minute, bearer.ACRMFA, `bad"value`))
	want := `Bearer realm="api", error="insufficient_user_authentication", ` +
		`error_description="This request needs a token that was issued after a stronger authentication.", ` +
		`acr_values="urn:patio:acr:mfa", max_age="300"`
	if got := w.Header().Get("WWW-Authenticate"); got != want {
		t.Errorf("challenge\n%s, want\n%s", got, want)
	}
	var body struct {
		Error     string `json:"error"`
		ACRValues string `json:"acr_values"`
		MaxAge    int    `json:"max_age"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil || body.Error != bearer.CodeInsufficientAuthentication || body.MaxAge != 300 {
		t.Errorf("body %s, %v", w.Body, err)
	}
}
