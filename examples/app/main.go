// Command app is a third-party web app that signs people in with a Patio server: the authorization code flow with PKCE, by
// golang.org/x/oauth2, with nothing of Patio's own. It shows who signed in, by asking Patio's API with the token.
//
// To run it, start "patio demo" in another terminal. It prints the line that starts this program with the demo's
// client, which looks like this:
//
//	PATIO_CLIENT_SECRET=pcs_… go run ./examples/app -issuer http://127.0.0.1:8080 -client-id …
//
// Then open http://127.0.0.1:8091 in a browser. The client's redirect URI must be the one that this program says at
// the start, http://127.0.0.1:8091/callback unless -redirect-uri names another.
//
// Issuer and client id may also come from PATIO_ISSUER and PATIO_CLIENT_ID. The secret comes from the environment
// alone, and a public client has none.
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
	"strings"
	"syscall"
	"time"
)

type options struct {
	issuer, clientID, clientSecret, listen, redirectURI string
	scopes                                              []string
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
	o := options{clientSecret: os.Getenv("PATIO_CLIENT_SECRET")}
	flag.StringVar(&o.issuer, "issuer", cmp.Or(os.Getenv("PATIO_ISSUER"), "http://127.0.0.1:8080"), "URL of the Patio server")
	flag.StringVar(&o.clientID, "client-id", os.Getenv("PATIO_CLIENT_ID"), "client id of this app")
	flag.StringVar(&o.listen, "listen", "127.0.0.1:8091", "address to serve on")
	flag.StringVar(&o.redirectURI, "redirect-uri", "", "redirect URI of the client (default http://LISTEN/callback)")
	scopes := flag.String("scopes", "profile email", "scopes to ask for, separated by spaces")
	flag.Parse()
	o.scopes = strings.Fields(*scopes)
	o.redirectURI = cmp.Or(o.redirectURI, "http://"+o.listen+"/callback")
	switch {
	case flag.NArg() > 0:
		return o, fmt.Errorf("%q is not a flag; see -help", flag.Arg(0))
	case o.clientID == "":
		return o, errors.New("say which client this app is: -client-id or PATIO_CLIENT_ID")
	case !strings.HasSuffix(o.redirectURI, "/callback"):
		return o, errors.New("the redirect URI must end in /callback, where this app listens for it")
	}
	return o, nil
}

func run(ctx context.Context, o options) error {
	server, err := discover(ctx, o.issuer)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", o.listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s; choose another address with -listen: %w", o.listen, err)
	}
	web := &http.Server{
		Handler:           newApp(o, server).handler(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      20 * time.Second,
		MaxHeaderBytes:    32 << 10,
	}
	slog.Info("ready", "url", "http://"+listener.Addr().String(), "issuer", o.issuer, "redirect_uri", o.redirectURI)
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return web.Shutdown(drain)
}
