package e2e_test

import (
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// protected is an API behind somebody else's code, which checks tokens as our documents say.
type protected struct {
	*patio
	at  string // where it is protected
	api client // the resource server
	dir string
	who person
}

// TestRecipes runs what docs/proxies.md and docs/resource-servers.md tell operators and developers to copy, with the real
// programs.
func TestRecipes(t *testing.T) {
	for name, c := range map[string]struct {
		setUp func(r *protected, t *testing.T)
		not   differences
	}{
		"nginx, njs":          {setUp: (*protected).nginxNJS},
		"nginx, forward-auth": {setUp: (*protected).nginxForwardAuth},
		"Caddy":               {setUp: (*protected).caddy},
		"mod_auth_openidc":    {(*protected).modAuthOpenIDC, differences{scope: 401, down: 401}},
		"mod_oauth2":          {(*protected).modOAuth2, differences{late: true, down: 401}},
		"HAProxy":             {(*protected).haproxy, differences{jwtOnly: true}},
		"Node":                {setUp: (*protected).node},
		"Python":              {setUp: (*protected).python},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &protected{patio: start(t, storagetest.Fresh(t, storage.SQLite), nil), dir: t.TempDir(), at: freeAddress(t)}
			r.who = r.person(t)
			r.api = r.resourceServer(t, r.who)
			c.setUp(r, t)
			r.check(t, c.not)
		})
	}
}

// differences are what a program does otherwise than the others do, as the documents say.
type differences struct {
	jwtOnly bool
	late    bool // it keeps answers for some seconds
	scope   int  // the status of a token without the scope, where it is not 403
	down    int  // the status while Patio does not answer, where it is not 5xx
}

// check asks with tokens of every kind.
func (r *protected) check(t *testing.T, not differences) {
	ask := func(authorization string) answer {
		t.Helper()
		q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+r.at+"/notes?scope=profile", nil)
		if err != nil {
			t.Fatal(err)
		}
		if q.Header.Set("Patio-Subject", "forged"); authorization != "" {
			q.Header.Set("Authorization", authorization)
		}
		return r.do(t, q)
	}
	soon(t, "it answers", func() bool {
		conn, err := net.Dial("tcp", r.at)
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	})
	app, opaque := r.client(t, r.who, clientSpec{}), r.client(t, r.who, clientSpec{Opaque: true})
	granted := func(audience string, scopes ...string) string {
		a := r.authorizeURL(app, scopes, "resource", audience)
		return r.token(t, app, redemption(app, r.browser().code(t, a, r.who), a.Verifier)).is(t, http.StatusOK).tokens(t).Access
	}
	other := r.resourceServer(t, r.who)
	personal, id := r.pat(t, r.who, app)
	reads, _ := r.pat(t, r.who, app, "--scope", "profile")
	jwt := granted(r.api.ResourceServer, "notes:read")
	all := map[string]struct {
		authorization string
		status        int
		kind          string
	}{
		"JWT":                       {"Bearer " + jwt, 200, "jwt"},
		"lower case":                {"bearer " + jwt, 200, "jwt"},
		"personal":                  {"Bearer " + personal, 200, "pat"},
		"opaque":                    {"Bearer " + r.grant(t, opaque, r.who).Access, 200, "pca"},
		"nothing":                   {"", 401, ""},
		"another scheme":            {"Basic " + personal, 401, ""},
		"unknown":                   {"Bearer " + secret.New(secret.PersonalAccessToken), 401, ""},
		"junk":                      {"Bearer a.b.c", 401, ""},
		"another signature":         {"Bearer " + jwt[:len(jwt)-6] + "AAAAAA", 401, ""},
		"for another API":           {"Bearer " + granted(other.ResourceServer, "notes:read"), 401, ""},
		"without the scope":         {"Bearer " + granted(r.api.ResourceServer, "profile"), 403, "jwt"},
		"personal, no such scope":   {"Bearer " + reads, 403, "pat"},
		"a scope that begins alike": {"Bearer " + granted(r.api.ResourceServer, "notes:write"), 403, "jwt"},
	}
	for name, c := range all {
		want := c.status
		switch {
		case not.jwtOnly && c.kind != "jwt":
			want = http.StatusUnauthorized
		case want == http.StatusForbidden && not.scope != 0:
			want = not.scope
		}
		got := ask(c.authorization)
		if got.Status != want {
			t.Errorf("%s: %d, want %d: %.300s", name, got.Status, want, got.Body)
		}
		if want == http.StatusOK && got.Body != r.who.ID {
			t.Errorf("%s: the API is told of %q, want %q", name, got.Body, r.who.ID)
		}
	}
	if not.jwtOnly {
		return
	}
	r.cli(t, "pat", "revoke", id, "--yes")
	if not.late {
		soon(t, "a revoked token is refused", func() bool { return ask("Bearer "+personal).Status == http.StatusUnauthorized })
	}
	ask("Bearer "+personal).is(t, http.StatusUnauthorized)
	r.process.Process.Kill()
	r.process.Wait()
	r.process = nil
	if got := ask("Bearer " + reads); got.Status < 500 && got.Status != not.down {
		t.Errorf("without Patio the answer is %d", got.Status)
	}
}

// behindIt is the API itself, which believes the headers of its proxy: also about the scope, where the proxy tells it.
func (r *protected) behindIt(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if scopes := q.Header.Get("Patio-Scope"); scopes != "" && !slices.Contains(strings.Fields(scopes), "notes:read") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		_, _ = io.WriteString(w, strings.Join(q.Header["Patio-Subject"], " and ")) // the client tells
	}))
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

// fitted is a recipe with the addresses and names of this test.
func (r *protected) fitted(t *testing.T, name string, more ...string) string {
	t.Helper()
	credentials := base64.StdEncoding.EncodeToString([]byte(r.api.ID + ":" + r.api.Secret))
	return strings.NewReplacer(append(more,
		"127.0.0.1:8080", r.listen, "127.0.0.1:8092", r.at, "127.0.0.1:8093", r.behindIt(t), "BASE64-OF-ID-COLON-SECRET", credentials,
		"https://auth.example.org", r.issuer, "https://notes.example.org", r.api.ResourceServer,
	)...).Replace(recipe(t, "proxies.md", name))
}

func (r *protected) forwardAuth(t *testing.T) string {
	t.Helper()
	at := freeAddress(t)
	r.example(t, "forward-auth", r.api.Secret, "-client-id", r.api.ID, "-audience", r.api.ResourceServer, "-listen", at)
	return at
}

func (r *protected) nginx(t *testing.T, conf string) {
	t.Helper()
	program := thirdParty(t, "nginx", "/usr/sbin/nginx")
	paths := "access_log off;"
	for _, temp := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		paths += fmt.Sprintf(" %s_temp_path %s;", temp, filepath.Join(r.dir, temp))
	}
	conf = strings.Replace(conf, "http {", "http { "+paths, 1)
	background(t, exec.Command(program, "-p", r.dir, "-e", "stderr", "-c", written(t, filepath.Join(r.dir, "nginx.conf"), conf),
		"-g", "daemon off; master_process off; pid "+filepath.Join(r.dir, "nginx.pid")+";"))
}

func (r *protected) nginxNJS(t *testing.T) {
	const module = "/usr/lib/nginx/modules/ngx_http_js_module.so"
	if _, err := os.Stat(module); err != nil {
		thirdParty(t, "njs for nginx")
	}
	written(t, filepath.Join(r.dir, "patio.js"), recipe(t, "proxies.md", "patio.js"))
	r.nginx(t, r.fitted(t, "njs.conf", "modules/ngx_http_js_module.so", module, "/etc/nginx/njs", r.dir))
}

func (r *protected) nginxForwardAuth(t *testing.T) {
	r.nginx(t, r.fitted(t, "forward-auth.conf", "127.0.0.1:8091", r.forwardAuth(t)))
}

// apache runs a recipe, which the document keeps free of what every Debian machine has set up already.
func (r *protected) apache(t *testing.T, module, conf string) {
	t.Helper()
	program := thirdParty(t, "apache2", "/usr/sbin/apache2")
	load := ""
	for _, m := range []string{"mpm_event", "authn_core", "authz_core", "authz_user", "headers", "proxy", "proxy_http", module} {
		file := "/usr/lib/apache2/modules/mod_" + m + ".so"
		if _, err := os.Stat(file); err != nil {
			thirdParty(t, "mod_"+m+" for Apache")
		}
		load += "LoadModule " + m + "_module " + file + "\n"
	}
	conf = load + "ServerName notes\nServerRoot " + r.dir + "\nDefaultRuntimeDir " + r.dir + "\nPidFile pid\nErrorLog /dev/stderr\n" +
		"Listen " + r.at + "\n" + strings.NewReplacer("ID\n", r.api.ID+"\n", "SECRET\n", r.api.Secret+"\n",
		"=ID&", "="+r.api.ID+"&", "=SECRET&", "="+r.api.Secret+"&").Replace(conf)
	background(t, exec.Command(program, "-D", "FOREGROUND", "-f", written(t, filepath.Join(r.dir, "apache2.conf"), conf)))
}

// modAuthOpenIDC asks over TLS only.
func (r *protected) modAuthOpenIDC(t *testing.T) {
	to, err := url.Parse(r.issuer)
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewTLSServer(httputil.NewSingleHostReverseProxy(to))
	t.Cleanup(front.Close)
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: front.Certificate().Raw})
	conf := "OIDCCABundlePath " + written(t, filepath.Join(r.dir, "ca.pem"), string(ca)) + "\n"
	r.apache(t, "auth_openidc", conf+r.fitted(t, "auth_openidc.conf", "https://auth.example.org", front.URL))
}

func (r *protected) modOAuth2(t *testing.T) {
	r.apache(t, "oauth2", r.fitted(t, "oauth2.conf"))
}

func (r *protected) caddy(t *testing.T) {
	program := thirdParty(t, "caddy")
	file := written(t, filepath.Join(r.dir, "Caddyfile"), r.fitted(t, "Caddyfile", "127.0.0.1:8091", r.forwardAuth(t)))
	cmd := exec.Command(program, "run", "--config", file, "--adapter", "caddyfile")
	cmd.Env = append(os.Environ(), "HOME="+r.dir)
	background(t, cmd)
}

func (r *protected) haproxy(t *testing.T) {
	program, python := thirdParty(t, "haproxy", "/usr/sbin/haproxy"), thirdParty(t, "/usr/bin/python3")
	toPEM := exec.Command(python, "-c", recipe(t, "proxies.md", "jwks-to-pem.py"))
	toPEM.Stdin = strings.NewReader(r.get(t, "/.well-known/jwks.json").is(t, http.StatusOK).Body)
	key, err := toPEM.Output()
	if err != nil {
		t.Fatal(err)
	}
	pem := written(t, filepath.Join(r.dir, "patio.pem"), string(key))
	background(t, exec.Command(program, "-db", "-f", written(t, filepath.Join(r.dir, "haproxy.cfg"), r.fitted(t, "haproxy.cfg", "/etc/haproxy/patio.pem", pem))))
}

// environment of a program that checks tokens by itself.
func (r *protected) environment() []string {
	return append(os.Environ(), "PATIO_ISSUER="+r.issuer, "PATIO_AUDIENCE="+r.api.ResourceServer, "PATIO_CLIENT_ID="+r.api.ID,
		"PATIO_CLIENT_SECRET="+r.api.Secret, "PORT="+portOf(r.at))
}

func portOf(address string) string {
	u := url.URL{Host: address}
	return u.Port()
}

func (r *protected) node(t *testing.T) {
	node, packages := thirdParty(t, "node"), nodePackages(t)
	if err := os.Symlink(packages, filepath.Join(r.dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	written(t, filepath.Join(r.dir, "patio.mjs"), recipe(t, "resource-servers.md", "patio.mjs"))
	cmd := exec.Command(node, written(t, filepath.Join(r.dir, "server.mjs"), `
import { createServer } from 'node:http'
import { Refusal, verify } from './patio.mjs'

createServer(async (request, response) => {
  try {
    response.end((await verify(request.headers.authorization, 'notes:read')).sub)
  } catch (e) {
    if (!(e instanceof Refusal)) throw e
    response.writeHead(e.status, { 'WWW-Authenticate': e.challenge }).end()
  }
}).listen(process.env.PORT, '127.0.0.1')
`))
	cmd.Env = r.environment()
	background(t, cmd)
}

func (r *protected) python(t *testing.T) {
	python := thirdParty(t, "/usr/bin/python3")
	written(t, filepath.Join(r.dir, "patio.py"), recipe(t, "resource-servers.md", "patio.py"))
	cmd := exec.Command(python, written(t, filepath.Join(r.dir, "server.py"), `
import os
from http.server import BaseHTTPRequestHandler, HTTPServer
import patio

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        status, challenge, body = 200, None, b""
        try:
            body = patio.verify(self.headers.get("Authorization"), "notes:read")["sub"].encode()
        except patio.Refusal as refusal:
            status, challenge = refusal.status, refusal.challenge
        self.send_response(status)
        if challenge:
            self.send_header("WWW-Authenticate", challenge)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
`))
	cmd.Env = r.environment()
	background(t, cmd)
}

// nodePackages is the folder with the npm packages of e2e/testdata/clients, which .ci/install fetches.
func nodePackages(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs("testdata/clients/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		if storagetest.UnderCI() {
			t.Fatal(err)
		}
		t.Skip("npm ci was not run in e2e/testdata/clients, so JavaScript clients are not tried.")
	}
	return path
}

// TestLongStateBehindNginx sends authorization requests with a long state through nginx, as docs/operations.md sets it up:
// by default its buffers are too small for the answer.
func TestLongStateBehindNginx(t *testing.T) {
	r := &protected{dir: t.TempDir(), at: freeAddress(t)}
	r.patio = start(t, storagetest.Fresh(t, storage.SQLite), settings{"issuer": "http://" + r.at, "trusted_proxies": "127.0.0.1"})
	location := strings.ReplaceAll(recipe(t, "operations.md", "location.conf"), "127.0.0.1:8080", r.listen)
	r.nginx(t, "events {}\nhttp { large_client_header_buffers 4 32k; server { listen "+r.at+";\n"+location+"} }\n")
	r.issuer = "http://" + r.at
	mira := r.person(t)
	app := r.client(t, mira, clientSpec{})
	soon(t, "nginx answers", func() bool {
		a, err := r.try(r.request(t, http.MethodGet, "/healthz", nil))
		return err == nil && a.Status == http.StatusOK
	})
	for _, times := range []int{1, 66, 150} {
		state := strings.Repeat(`{"return":"/a/b","n":1}`, times)
		a := r.authorizeURL(app, nil)
		at, err := url.Parse(a.URL)
		if err != nil {
			t.Fatal(err)
		}
		q := at.Query()
		q.Set("state", state)
		at.RawQuery = q.Encode()
		b := r.browser()
		page := b.signIn(t, b.open(t, at.String()), mira)
		if page.Left == nil { // the first time
			page = b.decide(t, page, "allow")
		}
		back := page.answerOf(t)
		if back.Get("state") != state || back.Get("code") == "" {
			t.Errorf("a state of %d bytes came back as %d bytes", len(state), len(back.Get("state")))
		}
	}
}
