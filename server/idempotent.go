package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/idempotency"
	"github.com/patio-auth/patio/internal/secret"
)

const (
	keyHeader      = "Idempotency-Key"
	replayedHeader = "Idempotency-Replayed"
	// keepTime bounds storing a response or giving a key back, whatever became of
	// the request.
	keepTime = 2 * time.Second
)

// keptHeaders are those that a repeat gets as the first request did; the others
// are about the request itself.
var keptHeaders = []string{"Content-Type", "Location", "Etag"}

// idempotent lets a POST be sent again with the same Idempotency-Key: it is done
// once, and a repeat gets the response of the first.
func (s *Server) idempotent(next handler) handler {
	return func(c *gin.Context) error {
		keys := c.Request.Header.Values(keyHeader)
		if len(keys) == 0 {
			return next(c)
		}
		body, err := io.ReadAll(c.Request.Body)
		if err != nil {
			return bodyFailure(err)
		}
		c.Request.Body = io.NopCloser(bytes.NewReader(body))
		if len(keys) > 1 {
			return failed(http.StatusBadRequest, "The header Idempotency-Key came twice; send it once.")
		}
		claim, kept, err := s.Idempotency.Begin(c.Request.Context(), keyed(c, keys[0], callerOf(c).credential, body))
		switch {
		case err != nil:
			return keyFailure(err)
		case kept != nil:
			replay(c, kept)
			return nil
		}
		s.doOnce(c, claim, next)
		return nil
	}
}

// keyed is a request with an Idempotency-Key.
func keyed(c *gin.Context, key, credential string, body []byte) idempotency.Request {
	return idempotency.Request{Key: key, Credential: credential, Method: c.Request.Method, Target: c.Request.URL.RequestURI(), Body: body}
}

// replayFirst answers a repeat of a request that replaced the very secret by which
// it comes in: by now that secret is refused. Whoever has both the secret and the
// key had the response before; and it is given only while the new secret in it works,
// so that a token which was revoked meanwhile gets nothing.
func (s *Server) replayFirst(entrance gin.HandlerFunc) handler {
	return func(c *gin.Context) error {
		keys, token := c.Request.Header.Values(keyHeader), presentedToken(c.Request)
		if len(keys) != 1 || !secret.Valid(secret.PersonalAccessToken, token) {
			entrance(c)
			return nil
		}
		body, err := io.ReadAll(c.Request.Body)
		if err != nil {
			return bodyFailure(err)
		}
		c.Request.Body = io.NopCloser(bytes.NewReader(body))
		kept, err := s.Idempotency.Find(c.Request.Context(), keyed(c, keys[0], token, body))
		switch {
		case err != nil:
			return err
		case kept != nil && s.stillWorks(c, kept):
			replay(c, kept)
		default:
			entrance(c)
		}
		return nil
	}
}

// stillWorks reports whether the secret in a stored response is good, from where the
// request comes.
func (s *Server) stillWorks(c *gin.Context, kept *idempotency.Response) bool {
	var made struct {
		Token string `json:"token"`
	}
	if json.Unmarshal(kept.Body, &made) != nil || made.Token == "" {
		return false
	}
	_, _, err := s.verdicts.verify(c.Request.Context(), made.Token, lineOf(c.Request.Context()).Address)
	return err == nil
}

// presentedToken is the token in a request's headers; "" where there is none.
func presentedToken(r *http.Request) string {
	if token, err := bearer.TokenFromRequest(r); err == nil {
		return token
	}
	return r.Header.Get("Personal-Token")
}

// keyFailure is what is wrong with a key, outside (sections 2.6 and 2.7 of
// draft-ietf-httpapi-idempotency-key-header).
func keyFailure(err error) error {
	switch {
	case errors.Is(err, idempotency.ErrKey):
		return failed(http.StatusBadRequest, "The header Idempotency-Key takes 1 to 255 visible ASCII characters, such as a UUID.")
	case errors.Is(err, idempotency.ErrInProgress):
		return &failure{
			status: http.StatusConflict, retry: time.Second,
			detail: "The first request with this Idempotency-Key is still in progress. Send this one again in a moment.",
		}
	case errors.Is(err, idempotency.ErrOtherRequest):
		return failed(http.StatusUnprocessableEntity,
			"This Idempotency-Key was used for another request. A new request takes a new key; a repeat has the same address and body as the first.")
	}
	return err
}

// replay answers as the first request was answered.
func replay(c *gin.Context, kept *idempotency.Response) {
	for name, value := range kept.Header {
		c.Header(name, value)
	}
	c.Header(replayedHeader, "true")
	c.Writer.WriteHeader(kept.Status)
	c.Writer.WriteHeaderNow()
	_, _ = c.Writer.Write(kept.Body) // a client that went away leaves nobody to tell
}

// doOnce does the work, and keeps the response before anybody sees it. Where the
// same request may end otherwise next time, the key is given back.
func (s *Server) doOnce(c *gin.Context, claim *idempotency.Claim, next handler) {
	held := &heldResponse{ResponseWriter: c.Writer, status: http.StatusOK}
	c.Writer = held
	keep := false
	defer func() {
		c.Writer = held.ResponseWriter
		ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request.Context()), keepTime)
		defer cancel()
		end := claim.Release
		if keep {
			end = func(ctx context.Context) error { return claim.Keep(ctx, held.response()) }
		}
		if err := end(ctx); err != nil {
			lineOf(c.Request.Context()).ErrorDetail = "storing what became of an Idempotency-Key: " + err.Error()
		}
		held.send()
	}()
	s.handle(next)(c)
	keep = lasting(held.status)
}

// lasting reports whether a repeat of the request should get the same status. A
// person may sign in again after a 401 or 403, and wait after a 429.
func lasting(status int) bool {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests:
		return false
	}
	return status < http.StatusInternalServerError
}

// heldResponse holds a response back until it is stored.
type heldResponse struct {
	gin.ResponseWriter
	status int
	body   bytes.Buffer
	wrote  bool
}

func (h *heldResponse) WriteHeader(status int) {
	if !h.wrote {
		h.status = status
	}
}

func (h *heldResponse) WriteHeaderNow() { h.wrote = true }

func (h *heldResponse) Write(data []byte) (int, error) {
	h.wrote = true
	return h.body.Write(data)
}

func (h *heldResponse) WriteString(text string) (int, error) {
	h.wrote = true
	return h.body.WriteString(text)
}

// Status is gin.ResponseWriter's.
func (h *heldResponse) Status() int { return h.status }

// Size is gin.ResponseWriter's.
func (h *heldResponse) Size() int { return h.body.Len() }

// Written is gin.ResponseWriter's.
func (h *heldResponse) Written() bool { return h.wrote }

// Flush is gin.ResponseWriter's.
func (h *heldResponse) Flush() { h.wrote = true }

func (h *heldResponse) response() idempotency.Response {
	kept := idempotency.Response{Status: h.status, Header: map[string]string{}, Body: h.body.Bytes()}
	for _, name := range keptHeaders {
		if value := h.Header().Get(name); value != "" {
			kept.Header[name] = value
		}
	}
	return kept
}

// send sends the response; nothing where a panic came before one.
func (h *heldResponse) send() {
	if !h.wrote && h.status == http.StatusOK {
		return
	}
	h.ResponseWriter.WriteHeader(h.status)
	h.ResponseWriter.WriteHeaderNow()
	_, _ = h.ResponseWriter.Write(h.body.Bytes()) // a client that went away leaves nobody to tell
}
