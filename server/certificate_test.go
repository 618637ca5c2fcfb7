package server_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/server"
)

// madeCertificate is a certificate for 127.0.0.1, signed by itself, and its
// key, both in PEM.
func madeCertificate(t *testing.T, name string, until time.Time) (certificate, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-2 * time.Hour), NotAfter: until,
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})
}

// tlsHouse is a server with a certificate of its own.
type tlsHouse struct {
	address, certFile, keyFile string
	mu                         sync.Mutex
	log                        bytes.Buffer
}

func (h *tlsHouse) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.log.Write(p)
}

func (h *tlsHouse) said() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.log.String()
}

func (h *tlsHouse) put(t *testing.T, certificate, key []byte) {
	t.Helper()
	for file, content := range map[string][]byte{h.certFile: certificate, h.keyFile: key} {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func newTLSHouse(t *testing.T) *tlsHouse {
	t.Helper()
	dir := t.TempDir()
	h := &tlsHouse{certFile: filepath.Join(dir, "cert.pem"), keyFile: filepath.Join(dir, "key.pem")}
	certificate, key := madeCertificate(t, "first", clocktest.Now().Add(time.Hour))
	h.put(t, certificate, key)
	own, err := server.OpenCertificate(h.certFile, h.keyFile, clocktest.Now)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	go own.KeepFresh(ctx, slog.New(slog.NewTextHandler(h, nil)))
	web := server.HTTPServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Proto) }), 100)
	web.TLSConfig = own.Config()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.address = listener.Addr().String()
	go func() { _ = web.ServeTLS(listener, "", "") }() // until it is closed
	t.Cleanup(func() { _ = web.Close() })
	return h
}

// shakes opens a connection and gives the name in the certificate.
func (h *tlsHouse) shakes(with *tls.Config) (string, tls.ConnectionState, error) {
	with.InsecureSkipVerify = true
	conn, err := tls.Dial("tcp", h.address, with)
	if err != nil {
		return "", tls.ConnectionState{}, err
	}
	defer conn.Close()
	state := conn.ConnectionState()
	return state.PeerCertificates[0].Subject.CommonName, state, nil
}

func (h *tlsHouse) shows(t *testing.T, name string) {
	t.Helper()
	got, _, err := h.shakes(&tls.Config{})
	for deadline := time.Now().Add(20 * time.Second); got != name && time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		got, _, err = h.shakes(&tls.Config{})
	}
	if got != name {
		t.Fatalf("it shows the certificate %q (%v) and not %q; it said\n%s", got, err, name, h.said())
	}
}

// TestCertificateIsRenewed exchanges the files under a server, rightly and
// wrongly. A connection that is open goes on through all of it.
func TestCertificateIsRenewed(t *testing.T) {
	t.Parallel()
	h := newTLSHouse(t)
	h.shows(t, "first")
	transport := &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	defer transport.CloseIdleConnections()
	open := http.Client{Transport: transport}
	goesOn := func() {
		t.Helper()
		answer, err := open.Get("https://" + h.address)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		if name := answer.TLS.PeerCertificates[0].Subject.CommonName; name != "first" || answer.ProtoMajor != 2 {
			t.Errorf("the open connection was lost: %s, %s", name, answer.Proto)
		}
	}
	goesOn()
	second, secondKey := madeCertificate(t, "second", clocktest.Now().Add(time.Hour))
	h.put(t, second, secondKey)
	h.shows(t, "second")
	goesOn()

	third, thirdKey := madeCertificate(t, "third", clocktest.Now().Add(time.Hour))
	expired, expiredKey := madeCertificate(t, "expired", clocktest.Now().Add(-time.Hour))
	for i, broken := range [][2][]byte{{third, secondKey}, {[]byte("junk"), thirdKey}, {nil, nil}, {expired, expiredKey}} {
		h.put(t, broken[0], broken[1])
		waitUntil(t, func() bool { return strings.Count(h.said(), "cannot be used; the old one stays") == i+1 })
		h.shows(t, "second")
		goesOn()
	}
	if err := os.Remove(h.keyFile); err != nil {
		t.Fatal(err)
	}
	waitUntil(t, func() bool { return strings.Count(h.said(), "cannot be used; the old one stays") == 5 })
	time.Sleep(5 * time.Second) // twice it looks again, and says nothing new
	if n := strings.Count(h.said(), "cannot be used"); n != 5 || strings.Contains(h.said(), "PRIVATE") {
		t.Errorf("it complained %d times:\n%s", n, h.said())
	}
	h.put(t, third, thirdKey)
	h.shows(t, "third")
	goesOn()
}

func waitUntil(t *testing.T, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it never came")
		}
	}
}

// TestCertificateByALink is how Kubernetes exchanges secrets: the files are
// links through a directory that is itself one.
func TestCertificateByALink(t *testing.T) {
	t.Parallel()
	h := newTLSHouse(t)
	dir := filepath.Dir(h.certFile)
	second, secondKey := madeCertificate(t, "second", clocktest.Now().Add(time.Hour))
	place := filepath.Join(dir, "v2")
	for _, err := range []error{
		os.Mkdir(place, 0o700), os.WriteFile(filepath.Join(place, "cert.pem"), second, 0o600),
		os.WriteFile(filepath.Join(place, "key.pem"), secondKey, 0o600),
		os.Symlink("v2", filepath.Join(dir, "..data")),
		os.Symlink("..data/cert.pem", filepath.Join(dir, "c")), os.Symlink("..data/key.pem", filepath.Join(dir, "k")),
		os.Rename(filepath.Join(dir, "c"), h.certFile), os.Rename(filepath.Join(dir, "k"), h.keyFile),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	h.shows(t, "second")
}

// TestTLSPosture tries what a client may ask for.
func TestTLSPosture(t *testing.T) {
	t.Parallel()
	h := newTLSHouse(t)
	for _, c := range []struct {
		name string
		with *tls.Config
		want uint16 // the version; 0: refused
	}{
		{"whatever there is", &tls.Config{}, tls.VersionTLS13},
		{"1.2", &tls.Config{MaxVersion: tls.VersionTLS12}, tls.VersionTLS12},
		{"1.1", &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}, 0},
		{"1.0", &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10}, 0},
		{"1.2 with CBC", &tls.Config{MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA}}, 0},
		{"1.2 without forward secrecy", &tls.Config{MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_GCM_SHA256}}, 0},
	} {
		if _, state, err := h.shakes(c.with); state.Version != c.want || (err == nil) != (c.want != 0) {
			t.Errorf("%s: %s, %v", c.name, tls.VersionName(state.Version), err)
		}
	}
	for _, protocol := range []string{"h2", "http/1.1"} {
		if _, state, err := h.shakes(&tls.Config{NextProtos: []string{protocol}}); err != nil || state.NegotiatedProtocol != protocol {
			t.Errorf("asked for %s it speaks %q, %v", protocol, state.NegotiatedProtocol, err)
		}
	}
}

func TestOpenCertificateRefuses(t *testing.T) {
	certificate, key := madeCertificate(t, "a", clocktest.Now().Add(time.Hour))
	_, other := madeCertificate(t, "b", clocktest.Now().Add(time.Hour))
	dir := t.TempDir()
	name := func(file string, content []byte) string {
		file = filepath.Join(dir, file)
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	good := name("cert", certificate)
	for what, files := range map[string][2]string{
		"another key": {good, name("other", other)}, "no key": {good, filepath.Join(dir, "none")}, "no certificate": {name("key", key), name("key", key)},
		"junk": {name("junk", []byte("junk")), name("key", key)},
	} {
		if _, err := server.OpenCertificate(files[0], files[1], clocktest.Now); err == nil || strings.Contains(err.Error(), "PRIVATE") {
			t.Errorf("%s: %v", what, err)
		}
	}
}
