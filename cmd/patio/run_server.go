package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/server"
)

// flushEvery is how often the last uses of tokens are written.
const flushEvery = 2 * time.Second

// metricsStop is how long a stop waits for requests for metrics.
const metricsStop = time.Second

// serve answers on the listener until ctx ends, then drains: first it only says
// that it will stop (server.drain_delay), then there are no new requests,
// those under way are finished, what was gathered in memory is written. It
// calls ready once requests are answered.
func (r *rooms) serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger, ready func()) error {
	tuneMemory()
	flushing, stopFlushing := context.WithCancel(context.WithoutCancel(ctx))
	flushed := make(chan struct{})
	go func() {
		defer close(flushed)
		r.tokens.KeepFlushing(flushing, flushEvery, func(err error) {
			log.Warn("the last uses of tokens could not be written; trying again", "detail", err.Error())
		})
	}()
	// Last of all, when no request can note a use any more.
	defer func() {
		stopFlushing()
		<-flushed
	}()

	working, stopWorking := context.WithCancel(ctx) // it drains while the requests do
	worked := make(chan struct{})
	go func() {
		defer close(worked)
		var all sync.WaitGroup
		all.Go(func() { r.notices.Work(working, log, r.senders...) })
		all.Go(func() { r.hashes.collect(working) })
		all.Go(func() {
			r.keeper.Work(working, func(err error) {
				log.Warn("what is over could not be deleted or ended; trying again", "detail", err.Error())
			})
		})
		all.Wait()
	}()
	defer func() {
		stopWorking()
		<-worked
	}()

	web := server.HTTPServer(r.parting(handler), r.connections(log))
	if r.cfg.Server.ProxyProtocol {
		listener = behindProxies(listener, r.cfg)
	}
	answer := func() error { return web.Serve(listener) }
	if r.cfg.TLS.CertFile != "" {
		own, err := server.OpenCertificate(r.cfg.TLS.CertFile, r.cfg.TLS.KeyFile, r.now)
		if err != nil {
			return err
		}
		go own.KeepFresh(working, log)
		web.TLSConfig = own.Config()
		answer = func() error { return web.ServeTLS(listener, "", "") }
	}
	own, err := bindMetrics(r.cfg)
	if err != nil {
		return err
	}
	failed := make(chan error, 2)
	go func() { failed <- answer() }()
	stopMetrics := r.serveMetrics(own, failed) // last of all: what happens at the stop is measured, too
	defer func() {
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), metricsStop)
		defer cancel()
		_ = stopMetrics(ending)
	}()
	ready()
	select {
	case err := <-failed:
		return errors.Join(err, web.Close())
	case <-ctx.Done():
	}
	if delay := r.cfg.Server.DrainDelay; delay > 0 {
		r.leaving.Store(true)
		log.Info("taking leave", "for", config.FormatDuration(delay))
		select {
		case err := <-failed:
			return err
		case <-time.After(delay):
		}
	}
	log.Info("stopping", "waiting_at_most", config.FormatDuration(r.cfg.Server.ShutdownTimeout))
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), r.cfg.Server.ShutdownTimeout)
	defer cancel()
	if err := web.Shutdown(drain); errors.Is(err, context.DeadlineExceeded) {
		log.Warn("some requests took too long and were cut off")
		return web.Close()
	} else if err != nil {
		return err
	}
	return nil
}

// Files that a process has open beside the connections of clients: a few dozen
// of all kinds, and for each connection of the database up to three, which is
// what SQLite takes.
const (
	otherFiles    = 100
	databaseFiles = 3
)

// connections is how many clients are held at once: server.max_connections, or
// as many as the process may have files open. Whoever could take the last file
// by saying nothing would keep everybody else out, and the database too.
func (r *rooms) connections(log *slog.Logger) int {
	most, files := r.cfg.Server.MaxConnections, filesAllowed()
	fit := max(files-otherFiles-databaseFiles*cmp.Or(r.cfg.DatabasePool.MaxOpen, 20), files/2)
	if files == 0 || most <= fit {
		return most
	}
	log.Warn("fewer connections than server.max_connections fit: the process may not open so many files; raise that limit (ulimit -n, LimitNOFILE=) or lower the setting",
		"files", files, "max_connections", most, "held_at_most", fit)
	return fit
}

// parting ends each connection with the next answer on it, as long as the
// process takes leave: a proxy that keeps connections at hand has none then
// that breaks under a request when the process stops.
func (r *rooms) parting(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if r.leaving.Load() {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, req)
	})
}

// again is a command line for this program on the same database, to be pasted
// into a shell, also one that has none of this one's variables.
func (c *call) again(cfg *config.Config, words ...string) string {
	line := append([]string{program()}, words...)
	if c.Config != nil {
		line = append(line, "--config", *c.Config)
	}
	if c.Database != nil || c.Config == nil && cfg.Database.Reveal() != defaultDatabase {
		// A password in it stays masked: this is printed.
		line = append(line, "--database", cfg.Database.String())
	}
	for i, word := range line {
		line[i] = quoted(word)
	}
	return strings.Join(line, " ")
}

// defaultDatabase is the one that needs no flag.
const defaultDatabase = "sqlite:patio.db"

// program is how this program is called: by its name where that finds it.
func program() string {
	self, err := os.Executable()
	if err != nil {
		return "patio"
	}
	name := filepath.Base(self)
	if found, err := exec.LookPath(name); err == nil && sameFile(found, self) {
		return name
	}
	return self
}

func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9_@%+=:,./-]+$`)

// quoted is a word as a POSIX shell reads it back.
func quoted(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
