package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/revocations"
)

const (
	// streamTime ends a stream, whose follower then comes again with the mark
	// that it was given, and proves anew who it is.
	streamTime = time.Hour
	// heartbeat is how often a stream says that it lives. It says so only while
	// the database answers.
	heartbeat = 5 * time.Second
	// streamWrite bounds one write: a follower that does not read is let go.
	streamWrite = 10 * time.Second
	// perClient is how many streams one client may have at one process.
	perClient = 10
)

// getRevocations is the stream of ended things, as server-sent events, for a
// resource server that checks JWTs by itself.
func (s *Server) getRevocations(c *gin.Context) error {
	client, err := s.resourceServer(c)
	if err != nil {
		return err
	}
	leave, ok := s.streams.enter(client.ID)
	if !ok {
		return tooManyStreams
	}
	defer leave()
	follower, err := s.followFrom(c.Request.Context(), c.GetHeader("Last-Event-ID"))
	switch {
	case errors.Is(err, revocations.ErrMark):
		return failed(http.StatusBadRequest, "Last-Event-ID is the id of no event of this stream; leave it out to begin anew.")
	case errors.Is(err, revocations.ErrTooMany):
		return tooManyStreams
	case err != nil:
		return err
	}
	defer follower.Leave()
	page, err := backlog(c.Request.Context(), follower) // while a failure can still be answered
	if err != nil {
		return err
	}
	c.Header("Content-Type", "text/event-stream")
	c.Status(http.StatusOK)
	if c.Request.Method == http.MethodHead {
		return nil
	}
	out := &eventWriter{c: c, to: http.NewResponseController(c.Writer), client: client.ID, now: s.opts.Now}
	if err := s.follow(c.Request.Context(), out, follower, page); err != nil {
		lineOf(c.Request.Context()).ErrorDetail = err.Error()
	}
	return nil
}

var tooManyStreams = &failure{
	status: http.StatusTooManyRequests, code: "temporarily_unavailable", retry: 10 * time.Second,
	detail: "Too many follow this stream already. One for each process of a resource server is enough.",
}

func (s *Server) followFrom(ctx context.Context, mark string) (*revocations.Follower, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	return s.Revocations.Follow(ctx, mark)
}

func backlog(ctx context.Context, f *revocations.Follower) ([]revocations.Ended, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	return f.Backlog(ctx)
}

// follow writes what has ended, then that the follower knows all of it, then
// what ends, until somebody has enough.
func (s *Server) follow(ctx context.Context, out *eventWriter, f *revocations.Follower, page []revocations.Ended) error {
	// The connection's own times are for requests that end.
	if err := out.to.SetReadDeadline(time.Time{}); err != nil {
		return err
	}
	for len(page) > 0 {
		if err := out.events(page); err != nil {
			return err
		}
		var err error
		if page, err = backlog(ctx, f); err != nil {
			return err
		}
	}
	if err := out.write("event: synced\ndata: {}\n\n"); err != nil {
		return err
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-s.opts.Stopping:
			return nil
		case e, more := <-f.Next:
			if !more {
				return nil // it comes again
			}
			if err := out.events([]revocations.Ended{e}); err != nil {
				return err
			}
			if e.Kind == revocations.Client && e.ID == out.client {
				return nil // this client itself was switched off
			}
		case <-beat.C:
			if err := out.write(": alive\n\n"); err != nil {
				return err
			}
		}
	}
}

// eventWriter writes server-sent events (the HTML standard, section 9.2).
type eventWriter struct {
	c      *gin.Context
	to     *http.ResponseController
	client string
	now    func() time.Time
}

// endedObject is one event's data.
type endedObject struct {
	Kind  revocations.Kind `json:"kind"`
	ID    string           `json:"id"`
	At    time.Time        `json:"at"`
	Until time.Time        `json:"until"`
}

func (w *eventWriter) events(all []revocations.Ended) error {
	var text strings.Builder
	for _, e := range all {
		data, err := json.Marshal(endedObject{e.Kind, e.ID, e.At, e.Until})
		if err != nil {
			return err
		}
		fmt.Fprintf(&text, "id: %s\nevent: ended\ndata: %s\n\n", revocations.Mark(e), data)
	}
	return w.write(text.String())
}

func (w *eventWriter) write(text string) error {
	if err := w.to.SetWriteDeadline(w.now().Add(streamWrite)); err != nil {
		return err
	}
	if _, err := w.c.Writer.WriteString(text); err != nil {
		return err
	}
	return w.to.Flush()
}

// resourceServer is the client that a request proves, by Basic or by a token
// that it got for itself (client credentials), if it is a resource server.
func (s *Server) resourceServer(c *gin.Context) (clients.Client, error) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), answerTime)
	defer cancel()
	client, err := s.callingClient(ctx, c)
	if err != nil {
		if errors.As(err, new(*oauth.Error)) {
			c.Header("WWW-Authenticate", `Basic realm="`+realm+`", charset="UTF-8"`)
		}
		return clients.Client{}, err
	}
	if client.Type != clients.Confidential || client.ResourceServer == "" {
		return clients.Client{}, failed(http.StatusForbidden, "This is for clients that are registered as a resource server.")
	}
	return client, nil
}

func (s *Server) callingClient(ctx context.Context, c *gin.Context) (clients.Client, error) {
	header := c.Request.Header["Authorization"]
	if len(header) == 0 {
		return clients.Client{}, oauth.ErrAuthentication
	}
	if scheme, _, _ := strings.Cut(header[0], " "); !strings.EqualFold(scheme, "Bearer") {
		cred, err := credentials(c, url.Values{})
		if err != nil {
			return clients.Client{}, err
		}
		return s.authenticateClient(ctx, c, cred)
	}
	token, err := bearer.TokenFromRequest(c.Request)
	if err != nil {
		return clients.Client{}, err
	}
	p, err := s.own().Verify(ctx, token)
	if err != nil {
		return clients.Client{}, err
	}
	if p.IsUser() {
		return clients.Client{}, failed(http.StatusForbidden, "This is for resource servers; a person's token does not do.")
	}
	actAs(c, "client", p.ClientID)
	return s.Clients.Get(ctx, p.ClientID)
}
