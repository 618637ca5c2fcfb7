// Command forward-auth tells a proxy whether a request may pass: it checks the request's access token, of any kind that
// Patio issues, and the scope that the proxy asks for in its query.
//
//	GET /?scope=notes:read   answers 204 with Patio-Subject, Patio-Client-Id and Patio-Scope, or 400, 401, 403 or 503
//
// Any method and any path do, since proxies describe a request in different ways. The answer depends on the headers
// Authorization and X-Forwarded-For only. Let only the proxy reach this program; see docs/proxies.md.
//
//	PATIO_CLIENT_SECRET=pcs_… go run ./examples/forward-auth -issuer https://auth.example.org -client-id … -audience …
//
// The secret comes from the environment alone: a command line is there for everybody on the machine to read.
package main

import (
	"context"
	"errors"
	"flag"
	"log/slog"
	"net/http"
	"net/netip"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/patio-auth/patio/bearer"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		slog.Error(err.Error())
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	cfg := bearer.Config{ClientSecret: os.Getenv("PATIO_CLIENT_SECRET")}
	listen := flag.String("listen", "127.0.0.1:8091", "address to serve on")
	proxy := flag.String("proxy", "127.0.0.1", "address of the proxy, whose X-Forwarded-For is believed")
	flag.StringVar(&cfg.Issuer, "issuer", "http://127.0.0.1:8080", "URL of the Patio server")
	flag.StringVar(&cfg.ClientID, "client-id", "", "client id of the resource server")
	flag.StringVar(&cfg.Audience, "audience", "", "identifier of the resource server")
	flag.Parse()
	trusted, err := netip.ParseAddr(*proxy)
	if err != nil {
		return err
	}
	tokens, err := bearer.New(ctx, cfg)
	if err != nil {
		return err
	}
	defer tokens.Close()
	server := &http.Server{
		Addr: *listen, Handler: answer(tokens, netip.PrefixFrom(trusted, trusted.BitLen())),
		ReadHeaderTimeout: 5 * time.Second, MaxHeaderBytes: 32 << 10,
	}
	context.AfterFunc(ctx, func() { _ = server.Shutdown(context.WithoutCancel(ctx)) })
	slog.Info("ready", "url", "http://"+*listen, "issuer", cfg.Issuer)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func answer(tokens bearer.Verifier, proxies netip.Prefix) http.Handler {
	authenticate := bearer.Middleware(tokens, bearer.WithClientIP(bearer.ForwardedAddress(proxies)))
	pass := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, _ := bearer.FromContext(r.Context())
		w.Header().Set("Patio-Subject", who.Subject)
		w.Header().Set("Patio-Client-Id", who.ClientID)
		w.Header().Set("Patio-Scope", strings.Join(who.Scopes, " "))
		w.WriteHeader(http.StatusNoContent)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		needed := strings.Fields(r.URL.Query().Get("scope"))
		r.URL.RawQuery = "" // the proxy's, and not what the client sent
		authenticate(bearer.RequireScope(needed...)(pass)).ServeHTTP(w, r)
	})
}
