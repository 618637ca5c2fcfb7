package bearer_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
)

func TestNewRefusesSettings(t *testing.T) {
	tests := []struct {
		name   string
		change func(*bearer.Config)
		says   string
	}{
		{"no issuer", func(c *bearer.Config) { c.Issuer = "" }, "issuer"},
		{"relative issuer", func(c *bearer.Config) { c.Issuer = "/auth" }, "absolute"},
		{"plain http", func(c *bearer.Config) { c.Issuer = "http://auth.test" }, "https"},
		{"plain http to a name like localhost", func(c *bearer.Config) { c.Issuer = "http://localhost.test" }, "https"},
		{"other scheme", func(c *bearer.Config) { c.Issuer = "ftp://127.0.0.1" }, "https"},
		{"query", func(c *bearer.Config) { c.Issuer += "/?a=b" }, "query"},
		{"empty query", func(c *bearer.Config) { c.Issuer += "/?" }, "query"},
		{"fragment", func(c *bearer.Config) { c.Issuer += "/#" }, "fragment"},
		{"user information", func(c *bearer.Config) { c.Issuer = "https://a:b@auth.test" }, "user information"},
		{"not a URL", func(c *bearer.Config) { c.Issuer = "https://[" }, "not a URL"},
		{"no audience", func(c *bearer.Config) { c.Audience = "" }, "Audience"},
		{"id without secret", func(c *bearer.Config) { c.ClientSecret = "" }, "ClientSecret"},
		{"secret without id", func(c *bearer.Config) { c.ClientID = "" }, "ClientID"},
		{"introspection without credentials", func(c *bearer.Config) {
			c.ClientID, c.ClientSecret, c.IntrospectJWT = "", "", true
		}, "IntrospectJWT"},
		{"leeway too long", func(c *bearer.Config) { c.Leeway = 61 * time.Second }, "Leeway"},
		{"negative leeway", func(c *bearer.Config) { c.Leeway = -1 }, "Leeway"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cfg := newIssuer(t).config()
			tt.change(&cfg)
			_, err := bearer.New(t.Context(), cfg)
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want one that names %s", err, tt.says)
			}
			if errors.Is(err, bearer.ErrUnavailable) {
				t.Errorf("%v says that time will mend it", err)
			}
		})
	}
}

func TestNewRefusesServers(t *testing.T) {
	tests := []struct {
		name      string
		change    func(*issuer)
		says      string
		transient bool
	}{
		{"another issuer", func(s *issuer) { s.metadata["issuer"] = "https://evil.test" }, `"https://evil.test"`, false},
		{"issuer with a slash", func(s *issuer) { s.metadata["issuer"] = s.URL + "/" }, "use exactly that", false},
		{"issuer in another case", func(s *issuer) {
			s.metadata["Issuer"] = s.URL
			delete(s.metadata, "issuer")
		}, "calls itself", false},
		{"no jwks_uri", func(s *issuer) { delete(s.metadata, "jwks_uri") }, "jwks_uri", false},
		{"jwks_uri in the clear", func(s *issuer) { s.metadata["jwks_uri"] = "http://keys.test" }, "https", false},
		{"jwks_uri is a number", func(s *issuer) { s.metadata["jwks_uri"] = 1 }, "jwks_uri", false},
		{"no introspection", func(s *issuer) { delete(s.metadata, "introspection_endpoint") }, "introspection_endpoint", false},
		{"introspection in the clear", func(s *issuer) {
			s.metadata["introspection_endpoint"] = "http://auth.test"
		}, "https", false},
		{"no keys", func(s *issuer) { s.jwks = keySet() }, "no key", false},
		{"keys down", func(s *issuer) { s.status = 500 }, "500", true},
		{"keys moved", func(s *issuer) { s.status, s.header["Location"] = 302, []string{"/jwks"} }, "302", true},
		{"keys are HTML", func(s *issuer) { s.jwks = "<html>" }, "JSON", true},
		{"keys are no set", func(s *issuer) { s.jwks = object{"key": 1} }, "JWK set", true},
		{"keys null", func(s *issuer) { s.jwks = object{"keys": nil} }, "JWK set", true},
		{"keys followed by something", func(s *issuer) { s.jwks = `{"keys":[]} {}` }, "follows", true},
		{"keys twice", func(s *issuer) { s.jwks = `{"keys":[],"keys":[]}` }, "twice", true},
		{"keys cut short", func(s *issuer) { s.jwks = `{"keys":[]` }, "whole", true},
		{"too many keys", func(s *issuer) { s.jwks = `{"keys":[1` + strings.Repeat(",1", 64) + `]}` }, "too many", true},
		{"keys without end", func(s *issuer) { s.jwks = strings.Repeat(" ", 300<<10) }, "too large", true},
		{"gone", func(s *issuer) { s.Server.Close() }, "refused", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newIssuer(t)
			tt.change(s)
			_, err := bearer.New(t.Context(), s.config())
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Fatalf("error %v, want one that says %s", err, tt.says)
			}
			if errors.Is(err, bearer.ErrUnavailable) != tt.transient {
				t.Errorf("%v: may it pass with time? want %v", err, tt.transient)
			}
		})
	}
}

// TestMetadataAddress follows RFC 8414 section 3.1: the well-known path goes between host and path.
func TestMetadataAddress(t *testing.T) {
	for path, want := range map[string]string{
		"":            "/.well-known/oauth-authorization-server",
		"/":           "/.well-known/oauth-authorization-server",
		"/tenant":     "/.well-known/oauth-authorization-server/tenant",
		"/tenant/a/":  "/.well-known/oauth-authorization-server/tenant/a",
		"/ten%20ant/": "/.well-known/oauth-authorization-server/ten%20ant",
	} {
		var asked string
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked = r.RequestURI
			w.WriteHeader(http.StatusNotFound)
		}))
		_, err := bearer.New(t.Context(), bearer.Config{Issuer: server.URL + path, Audience: audience})
		server.Close()
		if asked != want || !errors.Is(err, bearer.ErrUnavailable) {
			t.Errorf("issuer path %q asks for %q, want %q (%v)", path, asked, want, err)
		}
	}
}

func TestOwnHTTPClient(t *testing.T) {
	s := newIssuer(t)
	requests := 0
	mine := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		requests++
		return http.DefaultTransport.RoundTrip(r)
	})}
	s.client(t, func(c *bearer.Config) { c.HTTPClient = mine })
	if requests != 3 {
		t.Errorf("%d requests through the given client, want 3", requests)
	}
	if mine.CheckRedirect != nil {
		t.Error("the given client was changed")
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
