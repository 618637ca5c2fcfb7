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
	// streamWrite bounds one write: a follower that does not read at all is let go.
	// It comes again with the id that it was given last.
	streamWrite = 30 * time.Second
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
	if client, err = s.Clients.Get(c.Request.Context(), client.ID); err != nil { // all of it
		return err
	}
	leave, ok := s.streams.enter(client.ID)
	if !ok {
		return tooManyStreams
	}
	defer leave()
	follower, err := s.followFrom(c.Request.Context(), c.GetHeader("Last-Event-ID"), recipient(client))
	switch {
	case errors.Is(err, revocations.ErrMark):
		return failed(http.StatusBadRequest, "Last-Event-ID is the id of no event of this stream; leave it out to begin anew.")
	case errors.Is(err, revocations.ErrTooMany):
		return tooManyStreams
	case err != nil:
		return err
	}
	defer follower.Leave()
	page, err := readStream(c.Request.Context(), follower) // while a failure can still be answered
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

// recipient is the resource server that a client stands for.
func recipient(c clients.Client) revocations.Recipient {
	return revocations.Recipient{Resource: c.ResourceServer, AcceptsDefault: c.AcceptsDefaultAudience}
}

func (s *Server) followFrom(ctx context.Context, mark string, to revocations.Recipient) (*revocations.Follower, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	return s.Revocations.Follow(ctx, mark, to)
}

func readStream(ctx context.Context, f *revocations.Follower) (revocations.Page, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	return f.Read(ctx)
}

// follow writes what has ended, then that the follower knows all of it, then
// what ends, until either side has enough.
func (s *Server) follow(ctx context.Context, out *eventWriter, f *revocations.Follower, page revocations.Page) error {
	// The connection's own times are for requests that end.
	if err := out.to.SetReadDeadline(time.Time{}); err != nil {
		return err
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	sign := false
	for {
		if err := out.page(page, sign); err != nil || out.off {
			return err
		}
		sign = false
		if !page.More {
			select {
			case <-ctx.Done():
				return nil
			case <-s.opts.Stopping:
				return nil
			case <-f.Wake:
			case <-beat.C:
				sign = true
			}
		}
		var err error
		if page, err = readStream(ctx, f); errors.Is(err, revocations.ErrStale) {
			return nil // it comes again
		} else if err != nil {
			return err
		}
	}
}

// eventWriter writes server-sent events (the HTML standard, section 9.2).
type eventWriter struct {
	c      *gin.Context
	to     *http.ResponseController
	client string
	now    func() time.Time
	synced bool // the follower has been told that it knows everything
	off    bool // the client itself was switched off
}

// endedObject is one event's data.
type endedObject struct {
	Kind  revocations.Kind `json:"kind"`
	ID    string           `json:"id"`
	At    time.Time        `json:"at"`
	Until time.Time        `json:"until"`
}

// page writes the events of a page, and where that is the last one for now
// that the follower knows everything, once. The id after the events goes past
// those that do not concern the follower, so that it need not hear of them when
// it comes again. A sign of life is written where one is due, or there was
// nothing else.
func (w *eventWriter) page(p revocations.Page, sign bool) error {
	var text strings.Builder
	for _, e := range p.Ended {
		data, err := json.Marshal(endedObject{e.Kind, e.ID, e.At, e.Until})
		if err != nil {
			return err
		}
		fmt.Fprintf(&text, "id: %s\nevent: ended\ndata: %s\n\n", revocations.Mark(e), data)
		w.off = w.off || w.synced && e.Kind == revocations.Client && e.ID == w.client
	}
	switch {
	case !p.More && !w.synced:
		w.synced = true
		fmt.Fprintf(&text, "id: %s\nevent: synced\ndata: {}\n\n", p.Mark)
	case sign, p.More && len(p.Ended) == 0 && p.Mark != "":
		fmt.Fprintf(&text, ": alive\nid: %s\n\n", p.Mark)
	}
	if text.Len() == 0 {
		return nil
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
	actAsClient(c, p.ClientID)
	return s.Clients.Get(ctx, p.ClientID)
}
