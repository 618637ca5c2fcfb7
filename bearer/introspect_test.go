package bearer_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
)

// replay answers a request by the issuer's handlers, without a network.
func replay(s *issuer, r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	s.Config.Handler.ServeHTTP(w, r)
	return w.Result()
}

func TestIntrospect(t *testing.T) {
	s := newIssuer(t)
	now := s.clock.now()
	tests := []struct {
		name   string
		token  string
		answer object
		want   func(*bearer.Principal)
	}{
		{"a personal access token", goodPAT, nil, func(*bearer.Principal) {}},
		{"an opaque token", goodPCA, object{
			"token_kind": "oauth", "exp": now.Unix() + 60, "acr": "mfa", "auth_time": now.Unix() - 60, "aud": audience,
		}, func(p *bearer.Principal) {
			p.Kind, p.ExpiresAt, p.ACR = bearer.KindOAuth, now.Add(time.Minute), "mfa"
			p.AuthTime, p.Audience = now.Add(-time.Minute), []string{audience}
		}},
		{"no kind named", goodPAT, object{"token_kind": nil}, func(*bearer.Principal) {}},
		{"no kind named, opaque", goodPCA, object{"token_kind": nil}, func(p *bearer.Principal) { p.Kind = bearer.KindOAuth }},
		{"type in another case", goodPAT, object{"token_type": "bearer"}, func(*bearer.Principal) {}},
		{"little said", goodPAT, object{"token_type": nil, "iat": nil, "jti": nil, "lineage": nil, "username": nil},
			func(p *bearer.Principal) { p.IssuedAt, p.ID, p.Lineage, p.Username = time.Time{}, "", "", "" }},
		{"the server's clock is ahead", goodPAT, object{"iat": now.Unix() + 30}, func(p *bearer.Principal) {
			p.IssuedAt = now.Add(30 * time.Second)
		}},
	}
	c := s.client(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.change(func() { s.answer = with(s.patAnswer(), tt.answer) })
			got, err := c.Verify(t.Context(), tt.token)
			if err != nil {
				t.Fatal(err)
			}
			want := &bearer.Principal{
				Subject: "u-1", Username: "ada", ClientID: "c-1", Scopes: []string{"notes:read"}, Audience: []string{s.URL},
				Issuer: s.URL, ID: "p-1", Kind: bearer.KindPAT, IssuedAt: now.Add(-time.Minute), Lineage: "l-1",
			}
			tt.want(want)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got\n%+v\nwant\n%+v", got, want)
			}
			form := s.asked[len(s.asked)-1]
			if !reflect.DeepEqual(form, url.Values{"token": {tt.token}, "token_type_hint": {"access_token"}}) {
				t.Errorf("it asked %v", form)
			}
		})
	}
}

func TestIntrospectRefuses(t *testing.T) {
	s := newIssuer(t)
	now := s.clock.now().Unix()
	tests := []struct {
		name   string
		answer any
	}{
		{"inactive", object{"active": false}},
		{"inactive with details", object{"active": false, "sub": "u-1", "client_id": "c-1"}},
		{"expired", object{"exp": now - 5}},
		{"expired at the start of time", object{"exp": 0}},
		{"not yet", object{"nbf": now + 60}},
		{"another issuer", object{"iss": "https://evil.test"}},
		{"no issuer", object{"iss": nil}},
		{"another audience", object{"aud": "https://other.test"}},
		{"no audience", object{"aud": nil}},
		{"no subject", object{"sub": nil}},
		{"no client", object{"client_id": nil}},
		{"not a bearer token", object{"token_type": "DPoP"}},
		{"bound to a key", object{"cnf": object{"jkt": "x"}}},
	}
	c := s.client(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.change(func() { s.answer = with(s.patAnswer(), tt.answer.(object)) })
			refused(t, c, goodPAT)
		})
	}
}

// TestCredentials: New tries them, so that a wrong secret is found at the start and not at the first request.
func TestCredentials(t *testing.T) {
	for status, wrong := range map[int]bool{200: false, 401: true, 403: true, 429: false, 500: false} {
		s := newIssuer(t)
		s.change(func() { s.answers = status })
		c, err := bearer.New(t.Context(), bearer.Config{Issuer: s.URL, Audience: audience, ClientID: "c", ClientSecret: "s"})
		if errors.Is(err, bearer.ErrCredentials) != wrong || errors.Is(err, bearer.ErrUnavailable) || !wrong && err != nil {
			t.Errorf("credentials answered with %d: %v", status, err)
		}
		if err == nil {
			c.Close()
		}
	}
	s := newIssuer(t)
	s.change(func() { s.answers = 401 })
	if _, err := bearer.New(t.Context(), bearer.Config{Issuer: s.URL, Audience: audience}); err != nil {
		t.Errorf("without credentials: %v", err)
	}
}

func TestIntrospectFails(t *testing.T) {
	tests := []struct {
		name   string
		status int
		answer any
		says   string
	}{
		{"wrong credentials", 401, object{"error": "invalid_client"}, "ClientSecret"},
		{"not allowed", 403, object{}, "ClientSecret"},
		{"bad request", 400, object{"active": true}, "400"},
		{"too many", 429, object{}, "429"},
		{"broken", 500, object{"active": true}, "500"},
		{"moved", 307, object{"active": true}, "307"},
		{"no content", 204, "", "204"},
		{"not JSON", 200, "<html>", "JSON"},
		{"empty", 200, "", "JSON"},
		{"a list", 200, "[true]", "JSON"},
		{"no word about active", 200, object{"sub": "u-1"}, "active"},
		{"active under another spelling", 200, object{"Active": true}, "active"},
		{"active in quotes", 200, object{"active": "true"}, "active"},
		{"active null", 200, object{"active": nil}, "active"},
		{"active twice", 200, `{"active":false,"active":true}`, "twice"},
		{"garbled", 200, `{"active":true,"sub":1}`, "sub"},
		{"garbled kind", 200, `{"active":true,"token_kind":"session"}`, "token_kind"},
		{"garbled type", 200, `{"active":true,"token_type":1}`, "token_type"},
		{"without end", 200, strings.Repeat(" ", 300<<10), "too large"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newIssuer(t)
			c := s.client(t)
			s.change(func() { s.answers, s.answer = tt.status, tt.answer })
			err := unavailable(t, c, goodPAT)
			if err != nil && (!strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), goodPAT)) {
				t.Errorf("it says %q, want something about %q and no token", err, tt.says)
			}
			if s.askedTimes() != 1 {
				t.Errorf("%d questions, want 1", s.askedTimes())
			}
		})
	}
	s := newIssuer(t)
	c := s.client(t)
	s.Server.Close()
	unavailable(t, c, goodPAT)
}

func TestTypoNeverReachesTheNetwork(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t)
	for _, typo := range []string{
		"pat_", "pat_x", goodPAT[:len(goodPAT)-1], goodPAT + "0", "pat_" + goodPAT, "pca_" + strings.ToLower(goodPAT[4:]),
		goodPAT[:10] + "y" + goodPAT[11:], "pat_a.b.c", "PAT_" + goodPAT[4:],
	} {
		refused(t, c, typo)
	}
	if s.askedTimes() != 0 {
		t.Errorf("%d typos went out", s.askedTimes())
	}
}

func TestRevokedMeansDeadAtOnce(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t)
	if _, err := c.Verify(t.Context(), goodPAT); err != nil {
		t.Fatal(err)
	}
	s.change(func() { s.answer = object{"active": false} })
	refused(t, c, goodPAT)
}

func TestIntrospectionCredentials(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t, func(cfg *bearer.Config) { cfg.ClientID, cfg.ClientSecret = "a:b c", "p%:ä+ " })
	if _, err := c.Verify(t.Context(), goodPAT); err != nil {
		t.Fatal(err)
	}
	if s.id != "a%3Ab+c" || s.secret != "p%25%3A%C3%A4%2B+" {
		t.Errorf("credentials %q %q are not form-encoded (RFC 6749 section 2.3.1)", s.id, s.secret)
	}
}

func TestWithoutCredentials(t *testing.T) {
	s := newIssuer(t)
	delete(s.metadata, "introspection_endpoint")
	c := s.client(t, func(cfg *bearer.Config) { cfg.ClientID, cfg.ClientSecret = "", "" })
	good(t, s, c, es256)
	refused(t, c, goodPAT)
}

func TestIntrospectJWT(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t, func(cfg *bearer.Config) { cfg.IntrospectJWT = true })
	token := es256.sign(s.claims())
	s.change(func() { s.answer = with(s.claims(), object{"active": true, "username": "ada", "token_kind": "oauth"}) })
	p, err := c.Verify(t.Context(), token)
	if err != nil || p.Username != "ada" || p.Kind != bearer.KindOAuth || p.ID != "j-1" {
		t.Fatalf("got %+v, %v", p, err)
	}
	refused(t, c, another.sign(s.claims()))
	if s.askedTimes() != 1 {
		t.Errorf("%d questions, want 1: a forgery is not worth one", s.askedTimes())
	}
	s.change(func() { s.answer = object{"active": false} })
	refused(t, c, token)
	s.change(func() { s.answers = 500 })
	unavailable(t, c, token)
}
