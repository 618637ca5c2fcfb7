package e2e_test

import (
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// formEndpoints are those that take a form from an authenticated client.
var formEndpoints = []string{"/oauth/token", "/oauth/introspect", "/oauth/revoke"}

// TestAttackForms sends the protocol's endpoints what is no decent form (RFC 6749, section 3.2).
func TestAttackForms(t *testing.T) {
	p := lone(t, nil)
	robot := p.robot(t, p.person(t), clientSpec{})
	good := "grant_type=client_credentials&token=x"
	for _, path := range formEndpoints {
		p.formed(t, path, robot, good).is(t, http.StatusOK) // so that every refusal below has its own reason
		t.Run("repeated"+path, func(t *testing.T) { repeatedParameters(t, p, path, robot, good) })
		t.Run("content types"+path, func(t *testing.T) { contentTypes(t, p, path, robot, good) })
		t.Run("size"+path, func(t *testing.T) { oversized(t, p, path, robot, good) })
		t.Run("methods"+path, func(t *testing.T) { otherMethods(t, p, path, "POST") })
		t.Run("query"+path, func(t *testing.T) { secretsInQuery(t, p, path, robot, good) })
	}
	t.Run("empty", func(t *testing.T) { emptyParameters(t, p, robot) })
}

func repeatedParameters(t *testing.T, p *patio, path string, as client, good string) {
	for _, name := range []string{
		"grant_type", "code", "redirect_uri", "code_verifier", "refresh_token", "scope", "client_id", "client_secret", "token",
		"token_type_hint", "state", "unheard_of",
	} {
		without := url.Values{}
		for n, v := range map[string]string{"grant_type": "client_credentials", "token": "x"} {
			if n != name {
				without.Set(n, v)
			}
		}
		for _, twice := range []string{"%s=a&%s=b", "%s=a&%s=a", "%s=&%s=a", "%s=a&%s="} {
			body := without.Encode() + "&" + strings.ReplaceAll(twice, "%s", name)
			withRefusal(t, body, p.formed(t, path, as, body), http.StatusBadRequest, "invalid_request")
		}
		encoded := "%" + strings.ToUpper(hexOf(name[0])) + name[1:]
		body := without.Encode() + "&" + name + "=a&" + encoded + "=a"
		withRefusal(t, body, p.formed(t, path, as, body), http.StatusBadRequest, "invalid_request")
	}
	for _, malformed := range []string{good + "&x=%zz", good + "&%", good + "&a;b=c", good + strings.Repeat("&x", 99)} {
		withRefusal(t, malformed, p.formed(t, path, as, malformed), http.StatusBadRequest, "invalid_request")
	}
	p.formed(t, path, as, good+strings.Repeat("&", 98)).is(t, http.StatusOK) // at most 100 parameters are fine
}

func hexOf(c byte) string { return string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15]) }

func contentTypes(t *testing.T, p *patio, path string, as client, good string) {
	multipart := "--x\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_credentials\r\n" +
		"--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nx\r\n--x--\r\n"
	for kind, body := range map[string]string{
		"": good, "text/plain": good, "application/x-www-form": good, "application/x-www-form-urlencodedX": good, ";": good,
		"application/json":                `{"grant_type":"client_credentials","token":"x"}`,
		"multipart/form-data; boundary=x": multipart, "application/xml": "<grant_type>client_credentials</grant_type>",
	} {
		r := p.request(t, http.MethodPost, path, body)
		r.Header.Set("Content-Type", kind)
		r.SetBasicAuth(as.ID, as.Secret)
		withRefusal(t, kind, p.do(t, r), http.StatusBadRequest, "invalid_request")
	}
	r := p.request(t, http.MethodPost, path, good)
	r.Header.Set("Content-Type", "Application/X-WWW-Form-Urlencoded; charset=UTF-8")
	r.SetBasicAuth(as.ID, as.Secret)
	p.do(t, r).is(t, http.StatusOK)
}

// oversized sends 64 KiB, one byte more, and much more, with and without saying so beforehand.
func oversized(t *testing.T, p *patio, path string, as client, good string) {
	const most = 64 << 10
	for size, want := range map[int]int{
		most: http.StatusOK, most + 1: http.StatusRequestEntityTooLarge, 3 * most: http.StatusRequestEntityTooLarge,
	} {
		body := good + "&pad="
		body += strings.Repeat("a", size-len(body))
		for _, chunked := range []bool{false, true} {
			r := p.request(t, http.MethodPost, path, body)
			if chunked {
				r.Body, r.ContentLength = io.NopCloser(strings.NewReader(body)), -1
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.SetBasicAuth(as.ID, as.Secret)
			a := p.do(t, r)
			if a.Status != want || want != http.StatusOK && a.object(t)["error"] != "invalid_request" {
				t.Errorf("%d bytes (chunked: %t) are answered with %d %.200s; want %d", size, chunked, a.Status, a.Body, want)
			}
		}
	}
}

// otherMethods insists on 405 with Allow for whatever an address does not serve; OPTIONS is a browser's question where
// other origins may call.
func otherMethods(t *testing.T, p *patio, path string, served ...string) {
	t.Helper()
	for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"} {
		if slices.Contains(served, method) {
			continue
		}
		a := p.do(t, p.request(t, method, path, nil))
		allow := strings.Split(strings.ReplaceAll(a.Header.Get("Allow"), " ", ""), ",")
		slices.Sort(allow)
		want := http.StatusMethodNotAllowed
		if method == http.MethodOptions && a.Header.Get("Access-Control-Allow-Origin") != "" {
			want = http.StatusNoContent
		}
		if a.Status != want || !slices.Equal(allow, served) {
			t.Errorf("%s %s is answered with %d, Allow %v; want %d, Allow %v", method, path, a.Status, allow, want, served)
		}
	}
}

// secretsInQuery sends in the URL what may be in the body alone, however it is spelt.
func secretsInQuery(t *testing.T, p *patio, path string, as client, good string) {
	for _, name := range []string{
		"client_secret", "code", "code_verifier", "refresh_token", "access_token", "token", "password", "client_assertion",
	} {
		for _, query := range []string{
			name + "=x", "%" + hexOf(name[0]) + name[1:] + "=x", "a=b;" + name + "=x", name + "=x%zz", name,
		} {
			withRefusal(t, query, p.formed(t, path+"?"+query, as, good), http.StatusBadRequest, "invalid_request")
		}
	}
	query := url.Values{"client_id": {as.ID}, "client_secret": {as.Secret}, "grant_type": {"client_credentials"}}.Encode()
	if a := p.formed(t, path+"?"+query, client{}, good); a.Status == http.StatusOK {
		t.Error("a client authenticates by the URL")
	}
}

// emptyParameters count as left out (RFC 6749, section 3.2).
func emptyParameters(t *testing.T, p *patio, robot client) {
	for _, body := range []string{
		"grant_type=client_credentials&scope=", "grant_type=client_credentials&resource=", "grant_type=client_credentials&client_id=",
		"grant_type=client_credentials&client_secret=", "grant_type=client_credentials&client_assertion=&client_assertion_type=",
	} {
		if a := p.formed(t, "/oauth/token", robot, body); a.Status != http.StatusOK ||
			a.object(t)["scope"] != strings.Join(robot.Scopes, " ") {
			t.Errorf("%q is answered with %d %.200s", body, a.Status, a.Body)
		}
	}
	p.formed(t, "/oauth/token", robot, "grant_type=").refused(t, http.StatusBadRequest, "invalid_request")
	p.formed(t, "/oauth/introspect", robot, "token=").refused(t, http.StatusBadRequest, "invalid_request")
	p.formed(t, "/oauth/revoke", robot, "token=").refused(t, http.StatusBadRequest, "invalid_request")
}

// TestAttackGrants asks for flows that are not served, or not to this client (Keycloak CVE-2026-7571).
func TestAttackGrants(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	advertised := p.get(t, "/.well-known/oauth-authorization-server").object(t).texts(t, "grant_types_supported")
	everything := map[string]url.Values{
		"password": {"username": {mira.Username}, "password": {mira.Password}}, "implicit": {}, "token": {}, "code": {},
		"urn:ietf:params:oauth:grant-type:jwt-bearer":     {"assertion": {"a.b.c"}},
		"urn:ietf:params:oauth:grant-type:saml2-bearer":   {"assertion": {"x"}},
		"urn:ietf:params:oauth:grant-type:device_code":    {"device_code": {"x"}},
		"urn:ietf:params:oauth:grant-type:token-exchange": {"subject_token": {"x"}},
		"urn:openid:params:grant-type:ciba":               {"auth_req_id": {"x"}},
		"CLIENT_CREDENTIALS":                              {}, " client_credentials": {}, "client_credentials\x00": {},
		"client_credentials ": {},
		"__refreshing":        {}, "refreshing": {},
	}
	maps.DeleteFunc(everything, func(name string, _ url.Values) bool { return slices.Contains(advertised, name) })
	for _, never := range []string{"password", "implicit"} {
		if slices.Contains(advertised, never) {
			t.Errorf("the metadata advertises the grant %s", never)
		}
	}
	robot := p.robot(t, mira, clientSpec{})
	for name, form := range everything {
		form.Set("grant_type", name)
		withRefusal(t, name, p.token(t, robot, form), http.StatusBadRequest, "unsupported_grant_type")
	}
	// Each client may use the grants that it is registered for, and no other.
	app, once := p.client(t, mira, clientSpec{}), p.client(t, mira, clientSpec{Grants: []string{"authorization_code"}})
	held := p.grant(t, app, mira)
	a := p.authorizeURL(app, nil)
	withRefusal(t, "client_credentials", p.own(t, app), http.StatusBadRequest, "unauthorized_client")
	withRefusal(t, "refresh_token", p.token(t, robot, refresh(held.Refresh)), http.StatusBadRequest, "unauthorized_client")
	withRefusal(t, "refresh_token", p.token(t, once, refresh(held.Refresh)), http.StatusBadRequest, "unauthorized_client")
	code := p.browser().code(t, a, mira)
	withRefusal(t, "authorization_code", p.token(t, robot, redemption(app, code, a.Verifier)), http.StatusBadRequest,
		"unauthorized_client")
	p.token(t, app, redemption(app, code, a.Verifier)).is(t, http.StatusOK)
	p.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK)
}

// TestAttackOwnTokens asks for more than a client that acts for itself may have.
func TestAttackOwnTokens(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	api, rival := p.resourceServer(t, mira), p.resourceServer(t, mira)
	for name, opaque := range map[string]bool{"jwt": false, "opaque": true} {
		robot := p.robot(t, mira, clientSpec{Opaque: opaque})
		for _, scope := range []string{
			"openid", "notes:read users:read", "NOTES:READ", "notes:read  users:read", " ", "offline_access", "notes:read\tnotes:write", "*", "a\"b", "é",
			"notes:read\x00",
		} {
			withRefusal(t, scope, p.own(t, robot, "scope", scope), http.StatusBadRequest, "invalid_scope")
		}
		for _, resource := range []string{
			"https://unknown.example.org", "notes", "//x", api.ResourceServer + "#f", api.ResourceServer + "/",
			strings.ToUpper(api.ResourceServer), "\x00", "\xff", p.issuer + "/x",
		} {
			withRefusal(t, resource, p.own(t, robot, "resource", resource), http.StatusBadRequest, "invalid_target")
		}
		// One unknown among known ones spoils the request.
		withRefusal(t, "one unknown", p.own(t, robot, "resource", api.ResourceServer, "resource",
			"https://unknown.example.org"), http.StatusBadRequest, "invalid_target")
		// A token for one API is nothing to another, nor to Patio's own.
		token := p.own(t, robot, "resource", api.ResourceServer).is(t, http.StatusOK).tokens(t).Access
		p.me(t, token).is(t, http.StatusUnauthorized)
		inactive(t, p, rival, token)
		if p.introspect(t, api, token)["active"] != true {
			t.Errorf("%s: the API that the token is for does not know it", name)
		}
	}
}
