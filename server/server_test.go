package server

import (
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/server/web"
)

// A route that forgets to say who may come in must keep the server from
// starting.
func TestARouteWithoutAnEntryDoesNotStart(t *testing.T) {
	s := &Server{}
	for name, a := range map[string]access{"none": {}, "scoped without a scope": {kind: scoped}} {
		if _, err := s.admit(route{"GET", "/x", a, func(*gin.Context) error { return nil }}); err == nil {
			t.Errorf("%s: admitted", name)
		}
	}
	for _, r := range s.routes() {
		if _, err := s.admit(r); err != nil {
			t.Errorf("%s %s: %v", r.method, r.path, err)
		}
	}
}

// mayActAgain are the forms that need no memory: those that go through once, changes
// that leave what is so already as it is, and the consent page, which makes a new code
// each time.
var mayActAgain = []string{
	loginPath, // another session each time, which costs more than it is worth to prevent
	tokensPath, tokensPath + "/:id/rotate", developerPath, developerPath + "/:client_id/secret", recoveryPath,
	authenticatorPath + "/confirm", // go through once
	tokensPath + "/:id", developerPath + "/:client_id", developerPath + "/:client_id/disable",
	developerPath + "/:client_id/enable", noticesPath + "/read", authorizePath,
}

// A form of a page acts once, however often a browser sends it, or is listed above.
func TestFormsActOnceOrAreListed(t *testing.T) {
	for _, r := range (&Server{}).routes() {
		if r.method != "POST" || areaOf(r.path) != areaPage {
			continue
		}
		if r.access.acts == slices.Contains(mayActAgain, r.path) {
			t.Errorf("POST %s: acts once %t, and listed %t", r.path, r.access.acts, !r.access.acts)
		}
	}
}

// openToAnybody are the paths of the API that ask for no credential.
var openToAnybody = []string{leaksPath, githubPath, openapiPath}

// Every route below the API asks for a credential, and every one that changes
// something for a scope that writes; but for those that anybody may call.
func TestTheAPIIsClosed(t *testing.T) {
	for _, r := range (&Server{}).routes() {
		if !strings.HasPrefix(r.path, apiPath) {
			continue
		}
		if slices.Contains(openToAnybody, r.path) || r.path == revocationsPath { // whose handler lets in resource servers alone
			continue
		}
		if r.access.kind == itself {
			if !strings.HasPrefix(r.path, selfPath) {
				t.Errorf("%s %s lets any personal access token in, whatever its scopes", r.method, r.path)
			}
			continue
		}
		if r.access.kind != anyToken && r.access.kind != scoped {
			t.Errorf("%s %s is open", r.method, r.path)
		}
		if r.method != "GET" && !strings.HasSuffix(r.access.scope, ":write") {
			t.Errorf("%s %s changes something with the scope %q", r.method, r.path, r.access.scope)
		}
	}
}

// Every page below a person's own sections is behind their session.
func TestOwnPagesAreClosed(t *testing.T) {
	for _, r := range (&Server{}).routes() {
		if (strings.HasPrefix(r.path, accountPath) || strings.HasPrefix(r.path, "/developer")) && r.access.kind != signedIn {
			t.Errorf("%s %s is open", r.method, r.path)
		}
	}
}

func TestLocalPathNeverLeavesTheSite(t *testing.T) {
	for _, good := range []string{"/", "/account/tokens", "/oauth/authorize?client_id=a&redirect_uri=https%3A%2F%2Fb", "/a?b=//c"} {
		if got := localPath(good); got != good {
			t.Errorf("%q became %q", good, got)
		}
	}
	for _, bad := range []string{
		"", "account", "//evil.test", "///evil.test", "/\\evil.test", "\\\\evil.test", "https://evil.test", "/\t/evil.test",
		"/\n/evil.test", "javascript:alert(1)", "/%zz", " /a", "/a b", "/\u00a0/evil.test", "/x\\..\\evil",
	} {
		if got := localPath(bad); got != tokensPath {
			t.Errorf("%q became %q", bad, got)
		}
	}
}

func FuzzLocalPath(f *testing.F) {
	for _, seed := range []string{"/", "//a", "/\\a", "/a?b#c", "/%2f%2fevil", "/;@evil"} {
		f.Add(seed)
	}
	base, err := url.Parse("https://patio.test/login")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		to, err := base.Parse(localPath(raw))
		if err != nil || to.Host != base.Host || to.Scheme != "https" || to.User != nil {
			t.Fatalf("%q leads to %v (%v)", raw, to, err)
		}
	})
}

func TestRepeatedNamesWhatDecidesFirst(t *testing.T) {
	for query, want := range map[string]string{
		"a=1&b=2": "", "a=1&a=2": "a", "resource=x&resource=y": "",
		"state=1&state=2&redirect_uri=a&redirect_uri=b": "redirect_uri", "client_id=a&client_id=a&redirect_uri=a&redirect_uri=b": "client_id",
	} {
		form, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if got := repeated(form); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestBasicIsFormDecoded(t *testing.T) {
	request := httptest.NewRequest("POST", "/oauth/token", nil)
	request.SetBasicAuth("a%3Ab", "s%2Bc+d")
	id, secret, err := basic(request.Header["Authorization"])
	if err != nil || id != "a:b" || secret != "s+c d" {
		t.Fatalf("%q %q %v", id, secret, err)
	}
	for _, bad := range [][]string{{"Basic"}, {"Basic !!"}, {"Bearer abc"}, {"Basic YQ=="}, {"Basic YTpi", "Basic YTpi"}, {"Basic YTol"}} {
		if _, _, err := basic(bad); err == nil {
			t.Errorf("%v passed", bad)
		}
	}
}

// A private-use scheme may carry any host: the person must not read it as the
// place where Allow leads.
func TestDestinationIsNoInvention(t *testing.T) {
	for uri, want := range map[string]web.Destination{
		"https://app.test/cb?x=bank.example": {Host: "app.test"}, "http://127.0.0.1:9999/cb": {Host: "127.0.0.1:9999", ThisDevice: true},
		"https://localhost/cb": {Host: "localhost", ThisDevice: true},
		"org.example.app:/cb":  {Scheme: "org.example.app"}, "org.example.app://bank.example/cb": {Scheme: "org.example.app"},
	} {
		if got := destination(uri); got != want {
			t.Errorf("%s: %+v, want %+v", uri, got, want)
		}
		listed := appGrants(consent.Grant{Combinations: []consent.Combination{{Origin: consent.Origin(uri)}}})
		if strings.Contains(listed[0].Origin, "bank.example") {
			t.Errorf("%s is listed under %s", uri, listed[0].Origin)
		}
	}
}

// Browsers are kept on https for Patio's own host alone.
func TestTransportSecurity(t *testing.T) {
	for issuer, want := range map[string]bool{
		"https://auth.example.org": true, "https://auth.example.org:8443": true,
		"http://127.0.0.1:8080": false, "http://localhost:8080": false,
		"https://localhost:8443": false, "https://127.0.0.1:8443": false, "https://[::1]:8443": false,
	} {
		if got, err := transportSecurity(issuer); err != nil || (got != nil) != want {
			t.Errorf("%s: %v, %v", issuer, got, err)
		}
	}
}
