package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"syscall"

	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/telemetry"
)

type serveCommand struct {
	Listen  *string `help:"Address and port, such as 127.0.0.1:8080 or :8080." placeholder:"ADDRESS"`
	Issuer  *string `help:"The URL at which people reach Patio. Default: http:// and the listen address, on loopback." placeholder:"URL"`
	Migrate bool    `negatable:"" default:"true" help:"Bring the schema up to date first."`
}

// Run serves until it is told to stop.
func (cmd *serveCommand) Run(ctx context.Context, c *call) error {
	outliveTerminal()
	cfg, err := c.load(map[string]*string{"listen": cmd.Listen, "issuer": cmd.Issuer})
	if err != nil {
		return err
	}
	listener, err := bind(cfg)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }() // where it did not come to serving
	lines := telemetry.NewBuffer(c.stderr)
	defer func() { _ = lines.Flush() }() // the log has nowhere to report to
	log, err := telemetry.NewLogger(lines, cfg.Log.Format, cfg.Log.Level)
	if err != nil {
		return err
	}
	r, err := openToServe(ctx, cfg, cmd.Migrate)
	if err != nil {
		return err
	}
	r.stopping = ctx.Done()
	handler, err := r.handler(log)
	if err == nil {
		err = c.hintAtAdministrator(ctx, r, log)
	}
	if err != nil {
		return errors.Join(err, r.close())
	}
	ready := func() {
		if err := c.sayReady(cfg, listener); err != nil {
			log.Warn("the line that says where Patio is ready could not be written", "detail", err.Error())
		}
	}
	return errors.Join(r.serve(ctx, listener, handler, log, ready), r.close())
}

func openToServe(ctx context.Context, cfg *config.Config, migrate bool) (*rooms, error) {
	r, err := open(ctx, cfg, toServe(migrate))
	if err != nil {
		return nil, err
	}
	if err := errors.Join(r.openKeys(ctx), r.openSenders()); err != nil {
		return nil, errors.Join(err, r.close())
	}
	return r, nil
}

// bind checks the settings and takes the address. With port 0 the system
// chooses one, and the issuer follows it.
func bind(cfg *config.Config) (net.Listener, error) {
	if _, port, err := net.SplitHostPort(cfg.Listen); err != nil || port != "0" {
		if err := cfg.Validate(); err != nil {
			return nil, err
		}
		return listen(cfg.Listen)
	}
	listener, err := listen(cfg.Listen)
	if err != nil {
		return nil, err
	}
	cfg.Listen = listener.Addr().String()
	if at, ok := listener.Addr().(*net.TCPAddr); ok && at.IP.IsLoopback() {
		cfg.Issuer = cmp.Or(cfg.Issuer, cfg.TLS.Scheme()+"://"+cfg.Listen)
	}
	if err := cfg.Validate(); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return listener, nil
}

func listen(address string) (net.Listener, error) { return listenFor(address, "--listen") }

// listenFor is listen, with the setting by which another address is chosen.
func listenFor(address, setting string) (net.Listener, error) {
	if path, yes := config.Socket(address); yes {
		return listenOnSocket(path)
	}
	listener, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use by another program; stop that or choose another address with %s", address, setting)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s; choose another address with %s: %w", address, setting, err)
	}
	return listener, nil
}

// readyObject is the ready line with --json.
type readyObject struct {
	URL    string `json:"url"`
	Issuer string `json:"issuer"`
}

// sayReady prints the one line that says where Patio answers.
func (c *call) sayReady(cfg *config.Config, listener net.Listener) error {
	url := reachableAt(cfg, listener)
	return c.show(readyObject{URL: url, Issuer: cfg.Issuer}, func(w io.Writer) {
		if cfg.Issuer == url {
			fmt.Fprintf(w, "Patio is ready at %s\n", url)
			return
		}
		fmt.Fprintf(w, "Patio is ready at %s as %s\n", url, cfg.Issuer)
	})
}

// reachableAt is where this machine reaches the listener.
func reachableAt(cfg *config.Config, listener net.Listener) string {
	at, ok := listener.Addr().(*net.TCPAddr)
	switch {
	case !ok:
		return cfg.Listen
	case at.IP.IsUnspecified():
		return fmt.Sprintf("%s://127.0.0.1:%d", cfg.TLS.Scheme(), at.Port)
	}
	return cfg.TLS.Scheme() + "://" + listener.Addr().String()
}

// hintAtAdministrator says how to make the first administrator, as long as
// nobody could sign in.
func (c *call) hintAtAdministrator(ctx context.Context, r *rooms, log *slog.Logger) error {
	first, err := r.users.List(ctx, "", 1)
	if err != nil || len(first) > 0 {
		return err
	}
	command := c.again(r.cfg, "user", "create", "--admin", "--username", "admin", "--email", "admin@example.org", "--password-stdin")
	if r.cfg.Log.Format == "json" {
		log.InfoContext(ctx, "there is no user yet; make the first administrator", "command", command)
		return nil
	}
	fmt.Fprintf(c.stderr, "Nobody can sign in yet. "+
		"Create the first administrator, with an e-mail address of your own:\n\n  %s\n\n", command)
	return nil
}
