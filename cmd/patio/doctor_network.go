package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/ratelimit"
)

// metadataPath is where the metadata stand below the issuer (RFC 8414).
const metadataPath = "/.well-known/oauth-authorization-server"

// checkIssuer asks for the metadata as an app would. Its certificate is looked at
// too, whoever has it: Patio or a proxy.
func (d *doctor) checkIssuer(ctx context.Context) {
	const name = "issuer"
	at := d.cfg.Issuer + metadataPath
	issuer, state, err := metadataOf(ctx, at)
	switch {
	case err != nil:
		d.fail(name, "%s does not answer as Patio: %s; start patio serve, or check the name, the proxy and the firewall", at, oneLine(err))
	case issuer != d.cfg.Issuer:
		d.fail(name, "%s says that it is %.200q; set issuer to the URL that people use, or check where the proxy leads", at, issuer)
	default:
		d.ok(name, "%s answers with this issuer", at)
	}
	if state != nil && len(state.PeerCertificates) > 0 {
		d.checkEnd("TLS of the issuer", state.PeerCertificates[0], "the proxy's certificate, or tls.cert_file")
	}
}

// metadataOf reads the issuer out of the metadata. Like apps it follows no
// redirect.
func metadataOf(ctx context.Context, at string) (issuer string, state *tls.ConnectionState, err error) {
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at, http.NoBody)
	if err != nil {
		return "", nil, err
	}
	request.Header.Set("User-Agent", "patio/"+version)
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	if whole := (*url.Error)(nil); errors.As(err, &whole) {
		err = whole.Err // without the address, which stands in the message
	}
	if err != nil {
		return "", nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	switch {
	case err != nil:
		return "", answer.TLS, err
	case answer.StatusCode >= 300 && answer.StatusCode < 400:
		return "", answer.TLS, fmt.Errorf("it redirects (%d)", answer.StatusCode)
	case answer.StatusCode != http.StatusOK:
		return "", answer.TLS, fmt.Errorf("the status is %d", answer.StatusCode)
	}
	var metadata struct {
		Issuer string `json:"issuer"`
	}
	if err := json.Unmarshal(body, &metadata); err != nil {
		return "", answer.TLS, errors.New("the answer is not JSON")
	}
	return metadata.Issuer, answer.TLS, nil
}

// certificateSoon is how long before its end a certificate is pointed out: one
// that renews itself does so earlier.
const certificateSoon = 14 * 24 * time.Hour

func (d *doctor) checkCertificate(context.Context) {
	const name = "TLS certificate"
	if d.cfg.TLS.CertFile == "" {
		d.ok(name, "tls.cert_file is not set; TLS ends at a proxy, or there is none")
		return
	}
	pair, err := tls.LoadX509KeyPair(d.cfg.TLS.CertFile, d.cfg.TLS.KeyFile)
	if err != nil {
		d.fail(name, "%s", oneLine(err))
		return
	}
	leaf := pair.Leaf
	if leaf == nil {
		if leaf, err = x509.ParseCertificate(pair.Certificate[0]); err != nil {
			d.fail(name, "%s", oneLine(err))
			return
		}
	}
	if u, err := url.Parse(d.cfg.Issuer); err == nil {
		if err := leaf.VerifyHostname(u.Hostname()); err != nil {
			d.fail(name, "it is not for the host of the issuer: %s", oneLine(err))
			return
		}
	}
	d.checkEnd(name, leaf, "tls.cert_file")
}

// checkEnd says how long a certificate still holds.
func (d *doctor) checkEnd(name string, leaf *x509.Certificate, renew string) {
	switch left := leaf.NotAfter.Sub(d.now()); {
	case left <= 0:
		d.fail(name, "expired at %s; renew %s", when(leaf.NotAfter), renew)
	case left < certificateSoon:
		d.warn(name, "expires at %s, %s; renew %s", when(leaf.NotAfter), in(leaf.NotAfter, d.now()), renew)
	default:
		d.ok(name, "good until %s", when(leaf.NotAfter))
	}
}

func (d *doctor) checkMail(ctx context.Context) {
	const name = "mail server"
	if d.cfg.SMTP.Host == "" {
		d.ok(name, "not configured (smtp.host); no mail is sent")
		return
	}
	options, err := mailOptions(d.cfg)
	if err == nil {
		within, cancel := context.WithTimeout(ctx, checkWithin)
		defer cancel()
		err = notices.CheckMail(within, options)
	}
	if err != nil {
		d.fail(name, "%s cannot be used: %s; check the settings smtp.*", d.cfg.SMTP.Host, oneLine(err))
		return
	}
	d.ok(name, "%s answers and accepts the sign-in", d.cfg.SMTP.Host)
}

func (d *doctor) checkWebhook(ctx context.Context) {
	const name = "webhook"
	if d.cfg.Notices.Webhook.URL == "" {
		d.ok(name, "not configured (notices.webhook.url)")
		return
	}
	options, err := webhookOptions(d.cfg)
	if err == nil {
		within, cancel := context.WithTimeout(ctx, checkWithin)
		defer cancel()
		err = notices.CheckWebhook(within, options)
	}
	if err != nil {
		d.fail(name, "the receiver cannot be reached: %s; check notices.webhook.url", oneLine(err))
		return
	}
	d.ok(name, "the receiver answers")
}

func (d *doctor) checkRedis(ctx context.Context) {
	const name = "redis"
	if d.cfg.Redis == "" {
		d.ok(name, "not configured; each process counts the limits on guessing by itself")
		return
	}
	shared, err := ratelimit.NewRedis(ratelimit.RedisOptions{URL: d.cfg.Redis.Reveal(), Keys: 1, Now: d.now, Told: func(error) {}})
	if err == nil {
		within, cancel := context.WithTimeout(ctx, checkWithin)
		defer cancel()
		err = errors.Join(shared.Ping(within), shared.Close())
	}
	if err != nil {
		d.fail(name, "it does not answer: %s; check the setting redis", oneLine(err))
		return
	}
	d.ok(name, "answers")
}
