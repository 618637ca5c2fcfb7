package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// metadata is what this app needs of RFC 8414 section 2.
type metadata struct {
	Issuer        string `json:"issuer"`
	Authorization string `json:"authorization_endpoint"`
	Token         string `json:"token_endpoint"`
	// NamesItself says that every answer to an authorization request carries iss (RFC 9207).
	NamesItself bool `json:"authorization_response_iss_parameter_supported"`
}

// httpClient is for everything this app asks of Patio.
var httpClient = &http.Client{Timeout: 10 * time.Second}

// discover reads the server's metadata, and believes it only if it is about the issuer that was meant.
func discover(ctx context.Context, issuer string) (metadata, error) {
	var m metadata
	u, err := url.Parse(issuer)
	if err != nil || u.Host == "" {
		return m, fmt.Errorf("the issuer %q is not a URL", issuer)
	}
	// RFC 8414 section 3.1: the well-known path goes between the host and the issuer's own path.
	u.Path = "/.well-known/oauth-authorization-server" + strings.TrimSuffix(u.Path, "/")
	status, err := getJSON(ctx, httpClient, u.String(), &m)
	switch {
	case err != nil:
		return m, fmt.Errorf("cannot reach Patio at %s; is it running? %w", issuer, err)
	case status != http.StatusOK:
		return m, fmt.Errorf("there is no authorization server at %s: %s answered %d", issuer, u, status)
	case m.Issuer != issuer:
		return m, fmt.Errorf("the server at %s calls itself %q; use exactly that as -issuer", issuer, m.Issuer)
	case m.Authorization == "" || m.Token == "":
		return m, fmt.Errorf("the server at %s does not offer the code flow", issuer)
	}
	return m, nil
}

// getJSON reads the answer into v where its status is 200.
func getJSON(ctx context.Context, client *http.Client, address string, v any) (status int, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return resp.StatusCode, nil
	}
	return resp.StatusCode, json.NewDecoder(io.LimitReader(resp.Body, 64<<10)).Decode(v)
}
