package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"sync"

	"github.com/patio-auth/patio/bearer"
)

// maxNotes and maxBody keep one caller from filling the memory.
const (
	maxNotes = 100
	maxBody  = 4 << 10
)

type note struct {
	Text string `json:"text"`
}

// caller is what a token told about who asks.
type caller struct {
	Subject  string      `json:"subject"`
	Username string      `json:"username,omitempty"`
	ClientID string      `json:"client_id"`
	Kind     bearer.Kind `json:"kind"`
	Scopes   []string    `json:"scopes"`
}

// notebook keeps everybody's notes apart, by the subject of the token.
type notebook struct {
	mu    sync.Mutex
	notes map[string][]note
}

// newAPI puts the whole API behind a token, and each call behind its scope. Notes are a person's, so a client that acts
// for itself has none, whatever its scopes.
func newAPI(tokens bearer.Verifier, readScope, writeScope string) http.Handler {
	b := &notebook{notes: map[string][]note{}}
	mux := http.NewServeMux()
	mux.Handle("GET /notes", bearer.RequireScope(readScope)(http.HandlerFunc(b.list)))
	mux.Handle("POST /notes", bearer.RequireScope(writeScope)(http.HandlerFunc(b.add)))
	authenticate := bearer.Middleware(tokens, bearer.WithRealm("notes"), bearer.WithOnError(logRefusal))
	return authenticate(bearer.RequireUser(mux))
}

func logRefusal(r *http.Request, err error) {
	slog.Info("refused", "method", r.Method, "path", r.URL.Path, "because", err)
}

func (b *notebook) list(w http.ResponseWriter, r *http.Request) {
	who, _ := bearer.FromContext(r.Context())
	b.mu.Lock()
	notes := slices.Clone(b.notes[who.Subject])
	b.mu.Unlock()
	answer(w, http.StatusOK, map[string]any{
		"notes": append([]note{}, notes...),
		"asked_by": caller{
			Subject:  who.Subject,
			Username: who.Username,
			ClientID: who.ClientID,
			Kind:     who.Kind,
			Scopes:   append([]string{}, who.Scopes...),
		},
	})
}

func (b *notebook) add(w http.ResponseWriter, r *http.Request) {
	who, _ := bearer.FromContext(r.Context())
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	body.DisallowUnknownFields()
	var n note
	if err := body.Decode(&n); err != nil || n.Text == "" {
		problem(w, http.StatusBadRequest, `Send {"text": "…"} with at most 4 KiB.`)
		return
	}
	if !b.keep(who.Subject, n) {
		problem(w, http.StatusConflict, "Your notebook is full.")
		return
	}
	answer(w, http.StatusCreated, n)
}

func (b *notebook) keep(subject string, n note) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.notes[subject]) >= maxNotes {
		return false
	}
	b.notes[subject] = append(b.notes[subject], n)
	return true
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// problem is RFC 9457, as the refusals of package bearer are.
func problem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"type": "about:blank", "title": http.StatusText(status), "status": status, "detail": detail,
	})
}
