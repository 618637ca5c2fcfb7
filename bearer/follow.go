package bearer

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Following says whether a resource server follows the stream of ended things, so that a JWT that was revoked is refused
// within a second or so, without asking about each.
type Following int

const (
	// FollowNothing leaves a revoked JWT good until its expiry.
	FollowNothing Following = iota
	// FollowOrAsk follows, and introspects each JWT while the stream is interrupted.
	FollowOrAsk
	// FollowOrRefuse follows, and lets no JWT in while the stream is interrupted.
	FollowOrRefuse
)

const (
	revocationsPath = "/api/v1/revocations"
	// silence is how long nothing may come before the stream counts as broken: a sign of life comes every five seconds.
	silence = 15 * time.Second
	// The pauses before the stream is opened again.
	leastPause, mostPause = 200 * time.Millisecond, 10 * time.Second
	// maxLine bounds one line of the stream.
	maxLine = 16 << 10
)

var errNotFollowing = errors.New("the stream of revocations has not been read to its present end yet")

// follower keeps up with the stream of one issuer, in a goroutine of its own.
type follower struct {
	client  *http.Client
	address string
	cfg     Config
	list    *endedList
	last    string // the id of the last event
	stop    context.CancelFunc
	done    chan struct{}
}

func follow(cfg Config, r *remote) *follower {
	client := *r.client
	client.Timeout = 0 // the stream does not end; silence ends it
	f := &follower{
		client: &client, address: strings.TrimSuffix(cfg.Issuer, "/") + revocationsPath, cfg: cfg,
		list: newEndedList(cfg.Leeway), done: make(chan struct{}),
	}
	var ctx context.Context
	ctx, f.stop = context.WithCancel(context.Background())
	go f.run(ctx)
	return f
}

func (f *follower) close() {
	f.stop()
	<-f.done
}

func (f *follower) run(ctx context.Context) {
	defer close(f.done)
	pause := leastPause
	for {
		synced, err := f.once(ctx)
		f.list.broke(err)
		if pause = min(2*pause, mostPause); synced {
			pause = leastPause
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
	}
}

// once opens the stream and reads it until it breaks. It says whether it had come to the present end.
func (f *follower) once(ctx context.Context) (synced bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	watchdog := time.AfterFunc(silence, cancel)
	defer watchdog.Stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.address, nil)
	if err != nil {
		return false, err
	}
	req.Header.Set("Accept", "text/event-stream")
	if f.last != "" {
		req.Header.Set("Last-Event-ID", f.last)
	}
	req.SetBasicAuth(url.QueryEscape(f.cfg.ClientID), url.QueryEscape(f.cfg.ClientSecret))
	resp, err := f.client.Do(req)
	if err != nil {
		return false, err
	}
	defer resp.Body.Close()
	if kind, _, _ := strings.Cut(resp.Header.Get("Content-Type"), ";"); resp.StatusCode != http.StatusOK || kind != "text/event-stream" {
		return false, fmt.Errorf("%s answered %d (%s)", f.address, resp.StatusCode, kind)
	}
	return f.read(resp.Body, func() { watchdog.Reset(silence) })
}

// read takes in the stream (the HTML standard, section 9.2.6) until it breaks.
func (f *follower) read(body io.Reader, heard func()) (synced bool, err error) {
	lines := bufio.NewScanner(body)
	lines.Buffer(make([]byte, 0, 4096), maxLine)
	var id, event, data string
	for lines.Scan() {
		heard()
		f.list.heard(f.cfg.Now())
		name, value, _ := strings.Cut(lines.Text(), ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case lines.Text() == "":
			if err := f.take(event, data); err != nil {
				return synced, err
			}
			if id != "" {
				f.last = id
			}
			synced = synced || event == "synced"
			id, event, data = "", "", ""
		case name == "id":
			id = value
		case name == "event":
			event = value
		case name == "data":
			data = value
		}
	}
	return synced, errors.Join(errors.New("the stream of revocations ended"), lines.Err())
}

// take takes in one event. Kinds that a later Patio tells of are passed over.
func (f *follower) take(event, data string) error {
	switch event {
	case "synced":
		f.list.caughtUp(f.cfg.Now())
	case "ended":
		var e ending
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			return fmt.Errorf("an event of the stream of revocations: %w", err)
		}
		f.list.add(e, f.cfg.Now())
	}
	return nil
}
