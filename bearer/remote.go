package bearer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// requestTimeout bounds each request to the authorization server, reading included.
	requestTimeout = 5 * time.Second
	// maxDocument bounds each of its answers.
	maxDocument = 256 << 10

	minMaxAge     = time.Minute
	defaultMaxAge = 5 * time.Minute
	maxMaxAge     = time.Hour
)

// remote is the way to the authorization server.
type remote struct {
	client *http.Client
	own    bool
}

func newRemote(client *http.Client) *remote {
	r := &remote{}
	if client == nil {
		client, r.own = &http.Client{}, true
		if t, ok := http.DefaultTransport.(*http.Transport); ok {
			t = t.Clone()
			// Two idle connections, the default, would mean a new handshake for most introspections under load.
			t.MaxIdleConnsPerHost = 64
			client.Transport = t
		}
	}
	c := *client
	c.CheckRedirect = func(*http.Request, []*http.Request) error {
		// A redirected POST would carry the token on to wherever it points.
		return http.ErrUseLastResponse
	}
	r.client = &c
	return r
}

func (r *remote) close() {
	if r.own {
		r.client.CloseIdleConnections()
	}
}

// do sends a request and reads the answer, status 200 or not, within the bounds.
func (r *remote) do(req *http.Request) (status int, header http.Header, body []byte, err error) {
	ctx, cancel := context.WithTimeout(req.Context(), requestTimeout)
	defer cancel()
	req.Header.Set("Accept", "application/json")
	resp, err := r.client.Do(req.WithContext(ctx))
	if err != nil {
		return 0, nil, nil, err
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(io.LimitReader(resp.Body, maxDocument+1))
	if err != nil {
		return 0, nil, nil, err
	}
	if len(body) > maxDocument {
		return 0, nil, nil, fmt.Errorf("the answer of %s is too large", req.URL)
	}
	return resp.StatusCode, resp.Header, body, nil
}

// get fetches a JSON object.
func (r *remote) get(ctx context.Context, address string) (members, http.Header, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, nil, err
	}
	status, header, body, err := r.do(req)
	if err != nil {
		return nil, nil, err
	}
	if status != http.StatusOK {
		return nil, nil, fmt.Errorf("%s answered %d", address, status)
	}
	m, err := parseObject(body)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", address, err)
	}
	return m, header, nil
}

// endpoints is what this package needs of RFC 8414 section 2.
type endpoints struct{ jwks, introspection string }

// discover reads the issuer's metadata. A document that names another issuer is refused (RFC 8414 section 3.3).
func (r *remote) discover(ctx context.Context, issuer string) (endpoints, error) {
	address, err := metadataURL(issuer)
	if err != nil {
		return endpoints{}, err
	}
	m, _, err := r.get(ctx, address)
	if err != nil {
		return endpoints{}, unavailable(fmt.Errorf("reading the metadata: %w", err))
	}
	doc := reader{members: m}
	found := endpoints{jwks: doc.text("jwks_uri"), introspection: doc.text("introspection_endpoint")}
	if named := doc.text("issuer"); named != issuer {
		return endpoints{}, fmt.Errorf(
			"bearer: the server at %s calls itself %q; use exactly that as the issuer if it is the one you mean", issuer, named)
	}
	if doc.err != nil {
		return endpoints{}, fmt.Errorf("bearer: the metadata of %s: %w", issuer, doc.err)
	}
	if err := checkURL(found.jwks); err != nil {
		return endpoints{}, fmt.Errorf("bearer: the jwks_uri %q of %s is not usable: %w", found.jwks, issuer, err)
	}
	return found, nil
}

// metadataURL puts the well-known path between host and path (RFC 8414 section 3.1).
func metadataURL(issuer string) (string, error) {
	scheme, rest, ok := strings.Cut(issuer, "://")
	if !ok {
		return "", errors.New("bearer: the issuer must be an absolute URL")
	}
	host, path, _ := strings.Cut(rest, "/")
	address := scheme + "://" + host + "/.well-known/oauth-authorization-server"
	if path = strings.TrimSuffix(path, "/"); path != "" {
		address += "/" + path
	}
	return address, nil
}

// keys fetches the JWK set. Its errors are [ErrUnavailable].
func (r *remote) keys(ctx context.Context, address string) (*keySet, error) {
	m, header, err := r.get(ctx, address)
	if err != nil {
		return nil, unavailable(fmt.Errorf("reading the keys: %w", err))
	}
	keys, err := parseKeys(m)
	if err != nil {
		return nil, unavailable(fmt.Errorf("%s: %w", address, err))
	}
	return &keySet{keys: keys, maxAge: maxAge(header)}, nil
}

// maxAge honours Cache-Control within bounds that keep a rotation from going unseen and the server from being asked
// without end.
func maxAge(header http.Header) time.Duration {
	for directive := range strings.SplitSeq(strings.Join(header["Cache-Control"], ","), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch strings.ToLower(name) {
		case "no-store", "no-cache":
			return minMaxAge
		case "max-age":
			if seconds, err := strconv.Atoi(strings.Trim(value, `"`)); err == nil {
				return min(max(time.Duration(min(seconds, 86400))*time.Second, minMaxAge), maxMaxAge)
			}
		}
	}
	return defaultMaxAge
}
