package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/notices/noticestest"
	"github.com/patio-auth/patio/storage/storagetest"
)

// examined is what a check finds with these settings.
func examined(t *testing.T, set map[string]string, check func(*doctor) func()) checkResult {
	t.Helper()
	cfg, err := config.Load(config.Options{Flags: set})
	if err != nil {
		t.Fatal(err)
	}
	d := &doctor{cfg: cfg, now: clock}
	check(d)()
	if d.rooms != nil {
		if err := d.rooms.close(); err != nil {
			t.Error(err)
		}
	}
	if len(d.found) == 0 {
		t.Fatal("nothing is said")
	}
	return d.found[len(d.found)-1]
}

func (r checkResult) is(t *testing.T, status, say string) {
	t.Helper()
	if r.Status != status || !strings.Contains(r.Message, say) {
		t.Errorf("%s: %s, %s; want %s, %s", r.Name, r.Status, r.Message, status, say)
	}
}

func TestDoctorAsksTheMailServer(t *testing.T) {
	const password = "hunter2canary"
	mail := noticestest.NewMailServer(t, noticestest.MailOptions{StartTLS: true, Username: "patio", Password: password})
	settings := func(password string) map[string]string {
		return map[string]string{
			"smtp.host": mail.Host, "smtp.port": strconv.Itoa(mail.Port), "smtp.ca_file": mail.CAFile, "smtp.from": "patio@example.org",
			"smtp.username": "patio", "smtp.password": password,
		}
	}
	check := func(d *doctor) func() { return func() { d.checkMail(t.Context()) } }
	examined(t, settings(password), check).is(t, checkOK, "accepts the sign-in")
	if n := len(mail.Took()); n != 0 {
		t.Errorf("%d mails were sent", n)
	}
	wrong := examined(t, settings("wrong-canary"), check)
	wrong.is(t, checkFailure, "cannot be used")
	untrusted := settings(password)
	delete(untrusted, "smtp.ca_file")
	examined(t, untrusted, check).is(t, checkFailure, "certificate")
	gone := settings(password)
	gone["smtp.port"] = "1"
	examined(t, gone, check).is(t, checkFailure, "refused")
	if strings.Contains(wrong.Message, "canary") {
		t.Error(wrong.Message)
	}
}

func TestDoctorAsksTheWebhook(t *testing.T) {
	methods := make(chan string, 10)
	status := http.StatusMethodNotAllowed
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		methods <- r.Method
		w.WriteHeader(status)
	}))
	set := map[string]string{"notices.webhook.url": hook.URL + "?key=canary", "notices.webhook.secret": strings.Repeat("QUJD", 10)}
	check := func(d *doctor) func() { return func() { d.checkWebhook(t.Context()) } }
	examined(t, set, check).is(t, checkOK, "the receiver answers")
	if m := <-methods; m != http.MethodHead {
		t.Errorf("it was asked with %s", m)
	}
	status = http.StatusBadGateway
	examined(t, set, check).is(t, checkFailure, "502")
	hook.Close()
	gone := examined(t, set, check)
	gone.is(t, checkFailure, "cannot be reached")
	if strings.Contains(gone.Message, "canary") {
		t.Error(gone.Message)
	}
}

// certified makes a certificate for localhost that ends then.
func certified(t *testing.T, end time.Time) map[string]string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: clock().Add(-1000 * time.Hour), NotAfter: end,
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, leaf, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	err = errors.Join(
		os.WriteFile(certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600),
		os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}), 0o600),
	)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{"tls.cert_file": certFile, "tls.key_file": keyFile, "issuer": "https://localhost:8443"}
}

func TestDoctorLooksAtTheCertificate(t *testing.T) {
	check := func(d *doctor) func() { return func() { d.checkCertificate(t.Context()) } }
	day := 24 * time.Hour
	examined(t, certified(t, clock().Add(90*day)), check).is(t, checkOK, "good until")
	examined(t, certified(t, clock().Add(5*day)), check).is(t, checkWarning, "renew tls.cert_file")
	examined(t, certified(t, clock().Add(-day)), check).is(t, checkFailure, "expired")
	other := certified(t, clock().Add(90*day))
	other["issuer"] = "https://auth.example.org"
	examined(t, other, check).is(t, checkFailure, "not for the host of the issuer")
}

// The clocks of the databases on this machine are this machine's.
func TestDoctorComparesClocks(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		set := map[string]string{"database": url}
		cfg, err := config.Load(config.Options{Flags: set})
		if err != nil {
			t.Fatal(err)
		}
		r, err := open(t.Context(), cfg, opening{create: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.close(); err != nil {
			t.Fatal(err)
		}
		compared := func(ahead time.Duration) func(d *doctor) func() {
			return func(d *doctor) func() {
				return func() {
					d.now = func() time.Time { return time.Now().Add(ahead) }
					d.checkDatabase(t.Context())
					d.checkClock(t.Context())
				}
			}
		}
		examined(t, set, compared(0)).is(t, checkOK, "clock")
		if strings.HasPrefix(url, "sqlite:") {
			return
		}
		examined(t, set, compared(20*time.Second)).is(t, checkWarning, "NTP")
		examined(t, set, compared(-20*time.Second)).is(t, checkWarning, "NTP")
		examined(t, set, compared(10*time.Minute)).is(t, checkFailure, "NTP")
	})
}

func TestDoctorAsksTheIssuer(t *testing.T) {
	answer := func(w http.ResponseWriter, r *http.Request) {}
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answer(w, r) }))
	defer web.Close()
	check := func(d *doctor) func() { return func() { d.checkIssuer(t.Context()) } }
	set := map[string]string{"issuer": web.URL}
	for say, how := range map[string]http.HandlerFunc{
		"it redirects (302)": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", http.StatusFound) },
		"the status is 404":  http.NotFound,
		"not JSON":           func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) },
		`says that it is ""`: func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("{}")) },
	} {
		answer = how
		examined(t, set, check).is(t, checkFailure, say)
	}
	answer = func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"issuer": "` + web.URL + `"}`)) }
	examined(t, set, check).is(t, checkOK, "answers with this issuer")
}

func TestDoctorNamesWeakConnections(t *testing.T) {
	for _, c := range []struct {
		database string
		status   string
		say      string
	}{
		{"postgres://u@db.example.org/p", checkWarning, "sslmode=verify-full"},
		{"postgres://u@db.example.org/p?sslmode=disable", checkWarning, "may be without TLS"},
		{"postgres://u@db.example.org/p?sslmode=require", checkWarning, "not checked"},
		{"postgres://u@db.example.org/p?sslmode=verify-full", checkOK, "none"},
		{"postgres://u@127.0.0.1/p", checkOK, "none"},
		{"mysql://u@db.example.org/p", checkWarning, "tls=true"},
		{"mysql://u@db.example.org/p?tls=preferred", checkWarning, "may be without TLS"},
		{"mysql://u@db.example.org/p?tls=skip-verify", checkWarning, "not checked"},
		{"mysql://u@db.example.org/p?tls=true", checkOK, "none"},
	} {
		set := map[string]string{"database": c.database, "issuer": "https://auth.example.org", "metrics.listen": "127.0.0.1:9090"}
		examined(t, set, func(d *doctor) func() { return func() { d.checkWeakSettings(t.Context()) } }).is(t, c.status, c.say)
	}
	for redis, status := range map[string]string{
		"redis://cache.example.org": checkWarning, "rediss://cache.example.org": checkOK, "redis://" + net.JoinHostPort("::1", "6379"): checkOK,
	} {
		set := map[string]string{"redis": redis, "issuer": "https://auth.example.org", "metrics.listen": "127.0.0.1:9090"}
		examined(t, set, func(d *doctor) func() { return func() { d.checkWeakSettings(t.Context()) } }).is(t, status, "")
	}
}
