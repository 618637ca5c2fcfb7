package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"sync/atomic"
	"time"
)

// Certificate is the server's own, with its key. It is read again when its
// files change; connections that are there go on with what they have.
type Certificate struct {
	certFile, keyFile string
	now               func() time.Time
	current           atomic.Pointer[tls.Certificate]
	seen              [sha256.Size]byte // what the files held when they were last read
}

// OpenCertificate reads the certificate, with those that lead to its root
// behind it, and its key, both in PEM.
func OpenCertificate(certFile, keyFile string, now func() time.Time) (*Certificate, error) {
	c := &Certificate{certFile: certFile, keyFile: keyFile, now: now}
	pair, seen, err := c.read()
	if err != nil {
		return nil, err
	}
	c.seen = seen
	c.current.Store(pair)
	return c, nil
}

// Config is how the server speaks TLS. Version 1.2 has the suites with
// forward secrecy and authenticated encryption alone (RFC 9325, section 4.2);
// those of 1.3 are all of that kind.
func (c *Certificate) Config() *tls.Config {
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		NextProtos:     []string{"h2", "http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return c.current.Load(), nil },
		CipherSuites: []uint16{
			tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
			tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
			tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
		},
	}
}

// lookEvery is how soon a new certificate is noticed.
const lookEvery = 2 * time.Second

// KeepFresh reads the files again and again until the context ends. Their
// content is compared and not their times: Kubernetes exchanges a link, and
// some tools set times back. What cannot be used, such as a certificate whose
// key has not been written yet, is logged once and leaves the old one in place.
func (c *Certificate) KeepFresh(ctx context.Context, log *slog.Logger) {
	if until := c.current.Load().Leaf.NotAfter; !c.now().Before(until) {
		log.Warn("the certificate has expired", "file", c.certFile, "not_after", until)
	}
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
			c.renew(log)
		}
	}
}

func (c *Certificate) renew(log *slog.Logger) {
	pair, seen, err := c.read()
	if seen == c.seen {
		return
	}
	c.seen = seen
	if err == nil && !c.now().Before(pair.Leaf.NotAfter) {
		err = fmt.Errorf("it expired at %s", pair.Leaf.NotAfter.UTC().Format(time.RFC3339))
	}
	if err != nil {
		log.Warn("the new certificate cannot be used; the old one stays", "file", c.certFile, "detail", err.Error())
		return
	}
	if slices.EqualFunc(pair.Certificate, c.current.Load().Certificate, bytes.Equal) {
		return // it was broken for a moment, and is as it was
	}
	c.current.Store(pair)
	log.Info("the certificate was replaced", "file", c.certFile, "not_after", pair.Leaf.NotAfter.UTC())
}

// read gives what the files hold, and their hash also where that cannot be
// used.
func (c *Certificate) read() (*tls.Certificate, [sha256.Size]byte, error) {
	certificate, certErr := os.ReadFile(c.certFile)
	key, keyErr := os.ReadFile(c.keyFile)
	seen := sha256.Sum256(fmt.Appendf(nil, "%q %q %v %v", certificate, key, certErr, keyErr))
	if err := errors.Join(certErr, keyErr); err != nil {
		return nil, seen, err
	}
	pair, err := tls.X509KeyPair(certificate, key)
	return &pair, seen, err
}
