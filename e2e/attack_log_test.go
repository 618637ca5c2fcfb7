package e2e_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// TestAttackLog writes into the log what would look like the log's own (Gin CVE-2020-36567), and secrets in odd places
// (Coder CVE-2025-66411). That no secret of any other test is in a log is for the harness to see.
func TestAttackLog(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		t.Run(format, func(t *testing.T) {
			p := lone(t, settings{"log.format": format, "trusted_proxies": "127.0.0.1"})
			mira := p.person(t)
			app := p.client(t, mira, clientSpec{})
			forgeLines(t, p, app)
			misplaceSecrets(t, p, mira, app)
			p.get(t, "/the-last-one")
			soon(t, "the log tells of the last request", func() bool {
				return strings.Contains(p.output.String(),
					"/the-last-one")
			})
			for line := range strings.Lines(p.output.String()) {
				plainLine(t, format, strings.TrimSuffix(line, "\n"))
			}
		})
	}
}

// plainLine insists on one whole line of the log's own making.
func plainLine(t *testing.T, format, line string) {
	t.Helper()
	if i := strings.IndexFunc(line, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
	}); i >= 0 || !utf8.ValidString(line) {
		t.Errorf("a line holds what a terminal would obey: %q", line)
	}
	if strings.HasPrefix(line, "time=2001") || strings.HasPrefix(line, `{"time":"2001`) {
		t.Errorf("a line is forged: %q", line)
	}
	if !strings.Contains(line, "request") || strings.HasPrefix(line, "Patio is ready") {
		return
	}
	if format == "json" && !json.Valid([]byte(line)) || format == "text" && !strings.HasPrefix(line, "time=2") {
		t.Errorf("a line is broken: %q", line)
	}
}

var forgedLines = []string{
	"\ntime=2001-01-01T00:00:00Z level=INFO msg=request status=200", "\r\n{\"time\":\"2001-01-01T00:00:00Z\",\"msg\":\"request\"}",
	"\r\ntime=2001-01-01T00:00:00Z x", "\" status=200 address=\"1.2.3.4", "\x1b[2J\x1b[31m", "\x00", "\x7f", "\u009b31m", "\u202e\u2066",
	"\u2028time=2001", "\xff\xfe", "\\n\\\"", strings.Repeat("a", 5000),
}

func forgeLines(t *testing.T, p *patio, app client) {
	g := newGuesser(t, p)
	for _, s := range forgedLines {
		q, path := url.QueryEscape(s), url.PathEscape(s)
		p.get(t, "/"+path)
		p.get(t, "/oauth/"+path+"?x="+q)
		p.get(t, "/api/v1/"+path)
		p.get(t, "/static/"+path)
		p.get(t, "/account/tokens/"+path+"/revoke")
		p.get(t, "/oauth/authorize?client_id="+q+"&state="+q)
		p.asBasic(t, "/oauth/token", basicOf(s, s), ownToken)
		p.post(t, "/oauth/token", url.Values{"client_id": {s}, "client_secret": {s}, "grant_type": {s}})
		p.token(t, app, url.Values{"grant_type": {s}, "scope": {s}})
		p.token(t, app, refresh(s))
		for name, value := range map[string]string{
			"User-Agent": s, "X-Request-Id": s, "X-Forwarded-For": s, "Referer": s, "Authorization": "Bearer " + s, "Origin": s,
		} {
			r := p.request(t, http.MethodGet, "/api/v1/me", nil)
			r.Header.Set(name, strings.NewReplacer("\n", "\t", "\r", "\t", "\x00", "\t", "\x7f", "\t", "\x1b",
				"\t").Replace(value)) // what a header can hold
			p.do(t, r)
		}
	}
	for _, s := range forgedLines[:3] {
		g.try(t, s, s)
	}
	for _, method := range []string{"G\tET", "\x1b[31m", "TIME=2001-01-01T00:00:00Z", strings.Repeat("A", 5000)} {
		p.wire(t, method+" / HTTP/1.1\r\nHost: x\r\n\r\n")
	}
	p.wire(t, "GET / HTTP/1.1\r\nHost: x\r\nX: \ntime=2001-01-01T00:00:00Z level=INFO msg=request\r\n\r\n")
	p.wire(t, "\ntime=2001-01-01T00:00:00Z level=INFO msg=request / HTTP/1.1\r\n\r\n")
}

// misplaceSecrets puts secrets where people put them by mistake. The harness then looks for them in the log.
func misplaceSecrets(t *testing.T, p *patio, who person, app client) {
	held := p.grant(t, app, who)
	personal, _ := p.pat(t, who, app)
	s := p.session(t, who)
	code := s.browser.code(t, p.authorizeURL(app, nil), who)
	for _, secret := range []string{held.Access, held.Refresh, personal, app.Secret, code, s.cookie, s.csrf} {
		if secret != s.csrf { // which has no shape by which to know it, and is worth nothing without its cookie
			p.get(t, "/"+secret)
			p.get(t, "/callback/"+secret+"/x")
			p.get(t, "/x%3Fcode="+secret)
			p.get(t, "/x%3Faccess_token="+secret+"%26y")
			p.api(t, http.MethodGet, pats+"/"+secret, personal, nil)
		}
		p.get(t, "/callback?code="+secret+"&token="+secret)
		p.get(t, "/oauth/authorize?client_id="+secret+"&state="+secret+"&client_secret="+secret)
		p.post(t, "/oauth/token?client_secret="+secret, url.Values{"grant_type": {secret}})
		p.asBasic(t, "/oauth/token", basicOf(secret, secret), ownToken)
		p.asBasic(t, "/oauth/token", "Bearer "+secret, ownToken)
		p.token(t, app, url.Values{"grant_type": {secret}, "scope": {secret}, "resource": {secret}})
		p.introspect(t, app, secret+"x")
		p.presented(t, "Bearer "+secret+"x")
		p.presented(t, "Basic "+secret)
		p.api(t, http.MethodGet, pats+"?cursor="+secret+"&limit="+secret, personal, nil)
		p.api(t, http.MethodPost, pats, personal, order{"client_id": secret, "name": secret, "scopes": []string{secret}})
	}
	for _, body := range []string{
		`{"name":{"a":%q}}`, `{"expires_in_seconds":%q}`, `{%q:1}`, `{"scopes":%q}`, `{"client_id":[%q]}`, `{"name":%q`, `[%q]`,
		`{"advanced_privileges":%q}`,
	} {
		for _, secret := range []string{who.Password, personal, held.Refresh} {
			r := p.request(t, http.MethodPost, "/api/v1"+pats, fmt.Sprintf(body, secret))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Authorization", "Bearer "+personal)
			served(t, body, p.do(t, r))
		}
	}
	g := newGuesser(t, p)
	g.try(t, who.Password, who.Username) // typed the wrong way round
	p.get(t, "/login?username="+who.Username+"&password="+who.Password)
	p.wire(t, "GET http://"+who.Username+":"+who.Password+"@"+p.listen+"/login HTTP/1.1\r\nHost: x\r\n\r\n")
}
