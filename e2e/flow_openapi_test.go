package e2e_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/patio-auth/patio/server/openapi"
)

// TestOpenAPI: the description is there for anybody, from any origin, and is not sent to whoever has it already.
func TestOpenAPI(t *testing.T) {
	p := lone(t, nil)
	a := p.get(t, "/api/v1/openapi.yaml").is(t, http.StatusOK)
	if a.Body != string(openapi.Document()) {
		t.Error("what is served is not what the other tests are held to")
	}
	for name, want := range map[string]string{
		"Content-Type": "application/yaml", "Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*",
		"X-Content-Type-Options": "nosniff",
	} {
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	for _, tag := range []string{a.Header.Get("ETag"), "W/" + a.Header.Get("ETag"), `"x", ` + a.Header.Get("ETag"), "*"} {
		r := p.request(t, http.MethodGet, "/api/v1/openapi.yaml", nil)
		r.Header.Set("If-None-Match", tag)
		if got := p.do(t, r).is(t, http.StatusNotModified); got.Body != "" {
			t.Errorf("%s is answered with %.80s", tag, got.Body)
		}
	}
	for name, value := range map[string]string{"Range": "bytes=0-10", "If-Match": `"x"`, "If-None-Match": `"x"`, "Authorization": "Bearer x"} {
		r := p.request(t, http.MethodGet, "/api/v1/openapi.yaml", nil)
		r.Header.Set(name, value)
		if got := p.do(t, r).is(t, http.StatusOK); got.Body != a.Body {
			t.Errorf("with %s the answer has %d bytes", name, len(got.Body))
		}
	}
	p.do(t, p.request(t, http.MethodHead, "/api/v1/openapi.yaml", nil)).is(t, http.StatusOK)
	otherMethods(t, p, "/api/v1/openapi.yaml", "GET", "HEAD")
}

// TestDescriptionIsHeld: the transport under every test lets nothing by that the description does not know.
func TestDescriptionIsHeld(t *testing.T) {
	const id, token = "0199f0c8-91aa-7d1e-8f1c-5a1f0f7a2b33", "/personal-access-tokens/0199f0c8-91aa-7d1e-8f1c-5a1f0f7a2b33"
	const profile = `{"id":"` + id + `","name":"Mira","avatar_url":null`
	const problem = `{"type":"about:blank","title":"Not Found","status":404,"detail":"x"`
	request := func(method, path, header string) *http.Request {
		r := httptest.NewRequest(method, "http://patio.test"+apiPrefix+path, nil)
		name, value, _ := strings.Cut(header, ": ")
		r.Header.Set(name, value)
		return r
	}
	answer := func(status int, body, header string) *http.Response {
		resp := &http.Response{StatusCode: status, Header: http.Header{"X-Request-Id": {"KUWI7TZ4SXPZ6T4PVJ3RRLHAFQ"}}}
		switch {
		case body == "":
		case status < 400:
			resp.Header.Set("Content-Type", "application/json")
		default:
			resp.Header.Set("Content-Type", "application/problem+json")
		}
		if name, value, there := strings.Cut(header, ": "); there {
			resp.Header.Set(name, value)
		}
		return resp
	}
	const bearer, session = "Authorization: Bearer x", "Cookie: patio_session=x"
	for name, c := range map[string]struct {
		method, path, sent string
		status             int
		body, header       string
		good               bool
	}{
		"as it should be":             {"GET", "/users/" + id, bearer, 200, profile + `}`, "", true},
		"a field too many":            {"GET", "/users/" + id, bearer, 200, profile + `,"email":null}`, "", false},
		"a field too few":             {"GET", "/users/" + id, bearer, 200, `{"id":"` + id + `"}`, "", false},
		"another type":                {"GET", "/users/" + id, bearer, 200, strings.Replace(profile, "null", "1", 1) + `}`, "", false},
		"another media type":          {"GET", "/users/" + id, bearer, 200, profile + `}`, "Content-Type: text/json", false},
		"another status":              {"GET", "/users/" + id, bearer, 201, profile + `}`, "", false},
		"no body":                     {"GET", "/users/" + id, bearer, 200, "", "Content-Type: application/json", false},
		"a header too many":           {"GET", "/users/" + id, bearer, 200, profile + `}`, "X-Powered-By: x", false},
		"a header of another form":    {"GET", "/users/" + id, bearer, 200, profile + `}`, "Token-Expires-At: soon", false},
		"no request id":               {"GET", "/users/" + id, bearer, 200, profile + `}`, "X-Request-Id: ", false},
		"let in without credential":   {"GET", "/users/" + id, "X: y", 200, profile + `}`, "", false},
		"let in by a session":         {"GET", "/users/" + id, session, 200, profile + `}`, "", true},
		"a parameter of another form": {"GET", "/users/x", bearer, 200, profile + `}`, "", false},
		"a problem":                   {"GET", "/users/" + id, bearer, 404, problem + `}`, "", true},
		"a problem of another status": {"GET", "/users/" + id, bearer, 404, strings.Replace(problem, "404", "403", 1) + `}`, "", false},
		"a problem with more in it":   {"GET", "/users/" + id, bearer, 404, problem + `,"stack":"x"}`, "", false},
		"a challenge is missing":      {"GET", "/users/" + id, bearer, 401, strings.NewReplacer("404", "401", "Not Found", "Unauthorized").Replace(problem) + `}`, "", false},
		"done":                        {"DELETE", token, bearer, 204, "", "", true},
		"done without CSRF":           {"DELETE", token, session, 204, "", "", false},
		"itself by a session":         {"DELETE", "/personal-access-tokens/self", session, 204, "", "", false},
		"no such call":                {"GET", "/x", bearer, 200, `{}`, "", false},
		"no such call, a problem":     {"GET", "/x", bearer, 404, problem + `}`, "", true},
		"no such method":              {"PUT", token, bearer, 204, "", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := described()
			if err != nil {
				t.Fatal(err)
			}
			if err := d.check(request(c.method, c.path, c.sent), answer(c.status, c.body, c.header), []byte(c.body)); (err == nil) != c.good {
				t.Errorf("%v", err)
			}
		})
	}
}
