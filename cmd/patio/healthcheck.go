package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/patio-auth/patio/config"
)

type healthcheckCommand struct {
	Ready bool `help:"Check that it can serve requests, with its database, and not only that it runs."`
}

// healthcheckWithin is the longest that a process that lives takes to say so.
const healthcheckWithin = 4 * time.Second

// healthObject is what --json shows of a check.
type healthObject struct {
	URL    string `json:"url"`
	Status int    `json:"status"`
}

// Run asks the server that these settings start, on this machine: for
// containers, in which there is no shell and no curl.
func (cmd *healthcheckCommand) Run(ctx context.Context, c *call) error {
	cfg, err := c.load(nil)
	if err != nil {
		return err
	}
	path := "/healthz"
	if cmd.Ready {
		path = "/readyz"
	}
	found := healthObject{URL: selfURL(cfg) + path}
	if found.Status, err = askSelf(ctx, cfg, path); err != nil {
		return fmt.Errorf("the server at %s does not answer: %w", selfURL(cfg), err)
	}
	if found.Status != http.StatusOK {
		return fmt.Errorf("the server answers %d at %s; its log says why", found.Status, found.URL)
	}
	return c.show(found, func(w io.Writer) { fmt.Fprintf(w, "Patio is healthy at %s\n", selfURL(cfg)) })
}

// selfURL is where this machine reaches the configured listener.
func selfURL(cfg *config.Config) string {
	if _, yes := config.Socket(cfg.Listen); yes {
		return cfg.Listen
	}
	host, port, err := net.SplitHostPort(cfg.Listen)
	if err != nil {
		return cfg.TLS.Scheme() + "://" + cfg.Listen
	}
	if at, err := netip.ParseAddr(host); host == "" || err == nil && at.IsUnspecified() {
		if host = "127.0.0.1"; at.Is6() {
			host = "::1"
		}
	}
	return cfg.TLS.Scheme() + "://" + net.JoinHostPort(host, port)
}

func askSelf(ctx context.Context, cfg *config.Config, path string) (int, error) {
	url := selfURL(cfg) + path
	if _, yes := config.Socket(cfg.Listen); yes {
		url = "http://localhost" + path
	}
	ctx, cancel := context.WithTimeout(ctx, healthcheckWithin)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return 0, err
	}
	self := http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: dialSelf(cfg),
			// The certificate is for another name than this address. Nothing
			// secret is sent, and whoever listens here instead gains nothing.
			TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // see above
		},
	}
	answer, err := self.Do(request)
	if err != nil {
		return 0, err
	}
	_, err = io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<16))
	return answer.StatusCode, errors.Join(err, answer.Body.Close())
}
