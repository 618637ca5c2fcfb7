package e2e_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// authority signs certificates for the tests' servers.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	pool        *x509.CertPool
	serial      int64
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: clocktest.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	a := &authority{key: key, pool: x509.NewCertPool(), serial: 1}
	if a.certificate, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	a.pool.AddCert(a.certificate)
	return a
}

// put writes a fresh certificate for 127.0.0.1 and its key as certbot does: each file whole, one after the other.
func (a *authority) put(t *testing.T, certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	a.serial++
	template := x509.Certificate{
		SerialNumber: big.NewInt(a.serial), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: clocktest.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, a.certificate, key.Public(), a.key)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: der}, keyFile: {Type: "PRIVATE KEY", Bytes: pkcs8}} {
		err := errors.Join(os.WriteFile(file+".new", pem.EncodeToMemory(block), 0o600), os.Rename(file+".new", file))
		if err != nil {
			t.Fatal(err)
		}
	}
}

// startTLS starts a server that speaks TLS itself, for clients that trust the authority.
func startTLS(t *testing.T, ca *authority) (p *patio, certFile, keyFile string) {
	t.Helper()
	p = prepared(t, storagetest.Fresh(t, storage.SQLite), storage.SQLite, nil)
	p.issuer = "https://" + p.listen
	certFile, keyFile = filepath.Join(p.dir, "cert.pem"), filepath.Join(p.dir, "key.pem")
	ca.put(t, certFile, keyFile)
	p.env = environment(settings{"tls.cert_file": certFile, "tls.key_file": keyFile})
	p.web.Transport = noting{&p.vault, &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: ca.pool}, ForceAttemptHTTP2: true, MaxIdleConnsPerHost: 32,
	}}
	p.launch(t)
	p.endWith(t)
	return p, certFile, keyFile
}

// TestOwnCertificate answers over TLS and HTTP/2 while the certificate is exchanged three times. No request
// is lost, and no connection that was open.
func TestOwnCertificate(t *testing.T) {
	t.Parallel()
	ca := newAuthority(t)
	p, certFile, keyFile := startTLS(t, ca)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	token, _ := p.pat(t, mira, app)

	a := p.get(t, "/.well-known/oauth-authorization-server").is(t, http.StatusOK)
	if issuer := a.object(t).text(t, "issuer"); issuer != p.issuer || !strings.HasPrefix(issuer, "https://") {
		t.Errorf("the issuer is %s", issuer)
	}
	login := p.get(t, "/login").is(t, http.StatusOK)
	if cookie := login.Header.Get("Set-Cookie"); !strings.HasPrefix(cookie, "__Host-") || !strings.Contains(cookie, "Secure") {
		t.Errorf("over TLS the cookie is %.30s", cookie)
	}
	r := p.request(t, http.MethodPost, "/login", url.Values{
		"username": {mira.Username}, "password": {mira.Password}, "csrf_token": {formValue(t, login.Body, "csrf_token")},
	})
	r.Header.Set("Cookie", "__Host-patio_visit="+setCookie(login, "__Host-patio_visit"))
	if signedIn := p.do(t, r).is(t, http.StatusSeeOther); setCookie(signedIn, "__Host-patio_device") == "" {
		t.Errorf("over TLS the cookies are %q", signedIn.Header.Values("Set-Cookie"))
	}

	var dialed atomic.Int64
	stop := make(chan struct{})
	var clients sync.WaitGroup
	for range 4 {
		clients.Go(func() { p.keepAsking(t, app, token, stop, &dialed) })
	}
	shown := map[string]bool{}
	for range 3 {
		ca.put(t, certFile, keyFile)
		want := big.NewInt(ca.serial).String()
		soon(t, "it shows the new certificate", func() bool { return serialAt(p.listen, ca.pool) == want })
		shown[serialAt(p.listen, ca.pool)] = true
	}
	close(stop)
	clients.Wait()
	if len(shown) != 3 {
		t.Errorf("it showed %v", shown)
	}
	if n := dialed.Load(); n > 4 {
		t.Errorf("4 clients needed %d new connections: some that were open were lost", n)
	}

	got := p.run(t, "", "healthcheck", "--ready")
	if got.Status == 0 {
		t.Error("healthcheck asked another address than its settings name")
	}
	p.env = append(p.env, "PATIO_LISTEN="+p.listen)
	if got := p.run(t, "", "healthcheck", "--ready"); got.Status != 0 || got.Stdout != "Patio is healthy at "+p.issuer+"\n" {
		t.Errorf("healthcheck: %+v", got)
	}
}

// keepAsking asks on one connection, until it is told to stop.
func (p *patio) keepAsking(t *testing.T, app client, token string, stop chan struct{}, dialed *atomic.Int64) {
	for {
		select {
		case <-stop:
			return
		default:
		}
		r := p.clientPost(t, "/oauth/introspect", app, url.Values{"token": {token}})
		r = r.WithContext(httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{
			GotConn: func(info httptrace.GotConnInfo) {
				if !info.Reused {
					dialed.Add(1)
				}
			},
		}))
		if a, err := p.try(r); err != nil || a.Status != http.StatusOK {
			t.Errorf("a request was lost: %d, %v", a.Status, err)
			return
		}
	}
}

func serialAt(address string, trusted *x509.CertPool) string {
	conn, err := tls.Dial("tcp", address, &tls.Config{RootCAs: trusted})
	if err != nil {
		return err.Error()
	}
	defer conn.Close()
	return conn.ConnectionState().PeerCertificates[0].SerialNumber.String()
}
