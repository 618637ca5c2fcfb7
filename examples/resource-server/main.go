// Command resource-server is an API that keeps notes, behind tokens of a Patio server. It takes every kind that Patio
// issues: JWT access tokens, opaque ones and personal access tokens.
//
//	GET  /notes   needs the scope notes:read   answers your notes, and who you are to this server
//	POST /notes   needs the scope notes:write  keeps {"text": "…"}
//
// Both need a token that speaks for a user: one that a client got for itself (client credentials) is refused.
//
// To run it, start "patio demo" in another terminal. It prints the line that starts this program with the demo's
// resource server, which looks like this:
//
//	PATIO_CLIENT_SECRET=pcs_… go run ./examples/resource-server -issuer http://127.0.0.1:8080 -client-id … -audience …
//
// Then ask with one of the demo's tokens:
//
//	curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8090/notes
//
// Issuer, client id and audience may also come from PATIO_ISSUER, PATIO_CLIENT_ID and PATIO_AUDIENCE. The secret
// comes from the environment alone: a command line is there for everybody on the machine to read.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/patio-auth/patio/bearer"
)

type options struct {
	listen, readScope, writeScope string
	tokens                        bearer.Config
}

func main() {
	opts, err := parseOptions()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, opts); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func parseOptions() (options, error) {
	var o options
	flag.StringVar(&o.listen, "listen", "127.0.0.1:8090", "address to serve on")
	flag.StringVar(&o.readScope, "scope", "notes:read", "scope that GET /notes needs")
	flag.StringVar(&o.writeScope, "write-scope", "notes:write", "scope that POST /notes needs")
	flag.StringVar(&o.tokens.Issuer, "issuer", cmp.Or(os.Getenv("PATIO_ISSUER"), "http://127.0.0.1:8080"),
		"URL of the Patio server")
	flag.StringVar(&o.tokens.ClientID, "client-id", os.Getenv("PATIO_CLIENT_ID"), "client id of this resource server")
	flag.StringVar(&o.tokens.Audience, "audience", os.Getenv("PATIO_AUDIENCE"), "identifier of this resource server")
	flag.BoolVar(&o.tokens.IntrospectJWT, "introspect-jwt", false, "ask Patio about JWTs too, so that revoking ends them at once")
	flag.Parse()
	o.tokens.ClientSecret = os.Getenv("PATIO_CLIENT_SECRET")
	switch {
	case flag.NArg() > 0:
		return o, fmt.Errorf("%q is not a flag; see -help", flag.Arg(0))
	case o.tokens.ClientID == "":
		return o, errors.New("say which client this resource server is: -client-id or PATIO_CLIENT_ID")
	case o.tokens.ClientSecret == "":
		return o, errors.New("put the client's secret into PATIO_CLIENT_SECRET")
	case o.tokens.Audience == "":
		return o, errors.New("say what this resource server is called: -audience or PATIO_AUDIENCE")
	}
	return o, nil
}

func run(ctx context.Context, o options) error {
	tokens, err := connect(ctx, o.tokens)
	if err != nil {
		return err
	}
	defer tokens.Close()
	listener, err := net.Listen("tcp", o.listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s; choose another address with -listen: %w", o.listen, err)
	}
	server := &http.Server{
		Handler:           newAPI(tokens, o.readScope, o.writeScope),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      20 * time.Second,
		MaxHeaderBytes:    32 << 10,
	}
	slog.Info("ready", "url", "http://"+listener.Addr().String()+"/notes", "issuer", o.tokens.Issuer)
	return serve(ctx, server, listener)
}

func connect(ctx context.Context, cfg bearer.Config) (*bearer.Client, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	tokens, err := bearer.New(ctx, cfg)
	if errors.Is(err, bearer.ErrUnavailable) {
		return nil, fmt.Errorf("cannot reach Patio at %s; is it running? %w", cfg.Issuer, err)
	}
	return tokens, err
}

// serve ends with ctx, after the requests under way.
func serve(ctx context.Context, server *http.Server, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return server.Shutdown(drain)
}
