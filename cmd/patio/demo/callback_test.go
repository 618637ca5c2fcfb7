package demo

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func page(t *testing.T, d *Data, method string, query url.Values) (*http.Response, string) {
	t.Helper()
	behind := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	recorder := httptest.NewRecorder()
	d.Handler(behind).ServeHTTP(recorder, httptest.NewRequest(method, CallbackPath+"?"+query.Encode(), nil))
	return recorder.Result(), html.UnescapeString(recorder.Body.String())
}

func someDemo() *Data {
	return &Data{
		Issuer: "http://127.0.0.1:8080", Redirect: "http://127.0.0.1:8080" + CallbackPath,
		Mobile: Client{ID: "0198", Scopes: "profile email"}, browser: newFlow(), shell: newFlow(),
	}
}

func TestThePageMakesLinesOfACode(t *testing.T) {
	d := someDemo()
	answer, text := page(t, d, http.MethodGet, url.Values{"state": {d.browser.state}, "iss": {d.Issuer}, "code": {"pcc_Ab1-_"}})
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("status %d", answer.StatusCode)
	}
	for _, want := range []string{"-d code=pcc_Ab1-_ ", "-d code_verifier=" + d.browser.verifier, "-d client_id=0198 ", "redirect_uri=" + d.Redirect + " "} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	if strings.Contains(text, d.shell.verifier) {
		t.Error("the page tells the other flow's verifier")
	}
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
		"X-Frame-Options": "DENY", "Content-Type": "text/html; charset=utf-8",
	} {
		if got := answer.Header.Get(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	csp := answer.Header.Get("Content-Security-Policy")
	if !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "script-src") || strings.Contains(csp, "unsafe") {
		t.Errorf("policy %q", csp)
	}
}

// A link that somebody else made must not put words into a shell.
func TestThePageBelievesOnlyItsOwnAnswer(t *testing.T) {
	d := someDemo()
	good := url.Values{"state": {d.browser.state}, "iss": {d.Issuer}, "code": {"pcc_abc"}}
	for name, change := range map[string][2]string{
		"another state": {"state", "x"}, "no state": {"state", ""}, "the other flow's state": {"state", d.shell.state},
		"another issuer": {"iss", "http://evil.test"}, "no issuer": {"iss", ""},
		"no code": {"code", ""}, "a command": {"code", "a; rm -rf ~"}, "a substitution": {"code", "$(id)"},
		"a line": {"code", "a\nid"}, "markup": {"code", "<b>"}, "endless": {"code", strings.Repeat("a", 201)},
	} {
		query := url.Values{}
		for k, v := range good {
			query[k] = v
		}
		query.Set(change[0], change[1])
		answer, text := page(t, d, http.MethodGet, query)
		if answer.StatusCode != http.StatusBadRequest || strings.Contains(text, "curl") {
			t.Errorf("%s: %d %s", name, answer.StatusCode, text)
		}
		if answer.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be cached", name)
		}
	}
}

func TestARefusalIsShownAndEscaped(t *testing.T) {
	d := someDemo()
	query := url.Values{
		"state": {d.browser.state}, "iss": {d.Issuer}, "error": {"access_denied"}, "error_description": {"<script>alert(1)</script>"},
	}
	recorder := httptest.NewRecorder()
	d.Handler(http.NotFoundHandler()).ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, CallbackPath+"?"+query.Encode(), nil))
	text := recorder.Body.String()
	if recorder.Code != http.StatusOK || !strings.Contains(text, "access_denied") || strings.Contains(text, "<script") || !strings.Contains(text, "&lt;script&gt;") {
		t.Errorf("%d %s", recorder.Code, text)
	}
}

func TestEverythingElseIsHandedOn(t *testing.T) {
	d := someDemo()
	if answer, _ := page(t, d, http.MethodPost, nil); answer.StatusCode != http.StatusTeapot {
		t.Errorf("POST: %d", answer.StatusCode)
	}
	recorder := httptest.NewRecorder()
	d.Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })).
		ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/demo", nil))
	if recorder.Code != http.StatusTeapot {
		t.Errorf("/demo: %d", recorder.Code)
	}
}

func TestTheFlowsAreFresh(t *testing.T) {
	a, b := someDemo(), someDemo()
	if a.browser == b.browser || a.shell == b.shell || a.browser == a.shell {
		t.Error("two flows are the same")
	}
	// RFC 7636, section 4.1, and an S256 challenge in base64url.
	if n := len(a.browser.verifier); n < 43 || n > 128 || len(a.browser.challenge()) != 43 {
		t.Errorf("verifier of %d characters, challenge %q", n, a.browser.challenge())
	}
}
