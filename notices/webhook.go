package notices

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// WebhookOptions say where notices are posted as JSON, signed as Standard
// Webhooks has it (https://www.standardwebhooks.com).
type WebhookOptions struct {
	URL    string
	Secret []byte // the key of the signatures
	Agent  string // the User-Agent
}

const (
	webhookTime = 10 * time.Second // for one request and its answer
	webhookRead = 4 << 10          // of an answer that nobody looks at
)

// webhook is the sender of signed posts.
type webhook struct {
	o    WebhookOptions
	now  func() time.Time
	http *http.Client
}

// NewWebhook is the sender of signed posts.
func NewWebhook(o WebhookOptions, now func() time.Time) Sender {
	return &webhook{o: o, now: now, http: &http.Client{
		Timeout: webhookTime,
		// What was meant for one address is not handed on to another.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true, ForceAttemptHTTP2: true, MaxResponseHeaderBytes: 64 << 10,
		},
	}}
}

func (w *webhook) channel() Channel { return Webhook }

// event is what a webhook carries. Its body is the same at every attempt.
type event struct {
	Type      Kind      `json:"type"`
	Timestamp string    `json:"timestamp"` // when it happened, not when it is sent
	Data      eventData `json:"data"`
}

type eventData struct {
	UserID  string       `json:"user_id"`
	Token   *eventToken  `json:"token,omitempty"`
	Client  *eventClient `json:"client,omitempty"` // where the event is about no token
	Address string       `json:"address,omitempty"`
	Source  string       `json:"source,omitempty"`

	Changed     []string         `json:"changed,omitempty"`      // of a client
	SuspendedBy string           `json:"suspended_by,omitempty"` // likewise
	Browser     string           `json:"browser,omitempty"`      // that signed in
	CodesLeft   *int             `json:"recovery_codes_left,omitempty"`
	Credential  *eventCredential `json:"credential,omitempty"` // of who made a change

	// Combined is there where the message tells of many notices of one kind.
	Combined *eventCombined `json:"combined,omitempty"`
}

// eventCredential is how somebody made a change.
type eventCredential struct {
	Kind string `json:"kind"`
	Name string `json:"name,omitempty"` // of the token or app
}

// eventCombined is the notices that one message tells of.
type eventCombined struct {
	Count  int             `json:"count"`
	Events []combinedEvent `json:"events"` // the first ones
}

type combinedEvent struct {
	Timestamp string `json:"timestamp"`
	eventData
}

type eventClient struct {
	ID   string `json:"client_id"`
	Name string `json:"name"`
}

type eventToken struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	ClientName string   `json:"client_name"`
	Scopes     []string `json:"scopes"`
	ExpiresAt  *string  `json:"expires_at"`
}

func (n Notice) event() event {
	e := event{Type: n.Kind, Timestamp: n.At.UTC().Format(time.RFC3339), Data: eventData{
		UserID: n.UserID, Address: n.Address, Source: n.Source,
	}}
	switch n.Subject() {
	case OfApp, OfClient, OfClients:
		e.Data.Client = &eventClient{ID: n.Token.ID, Name: n.Token.Name}
	case OfToken:
		e.Data.Token = n.Token.event()
		return e
	}
	e.Data.Changed, e.Data.SuspendedBy, e.Data.Browser = n.Changed, n.Reason, n.Browser
	if n.Kind == RecoveryCodeUsed {
		e.Data.CodesLeft = &n.CodesLeft
	}
	if n.By.Credential != "" {
		e.Data.Credential = &eventCredential{Kind: n.By.Credential, Name: n.By.Name}
	}
	return e
}

func (t Token) event() *eventToken {
	e := &eventToken{ID: t.ID, Name: t.Name, ClientName: t.ClientName, Scopes: append([]string{}, t.Scopes...)}
	if !t.ExpiresAt.IsZero() {
		end := t.ExpiresAt.UTC().Format(time.RFC3339)
		e.ExpiresAt = &end
	}
	return e
}

// event is what the message of a delivery carries: the event of its notice and,
// where it tells of many, the first of them.
func (d Delivery) event() event {
	e := d.Notice.event()
	if d.Combined == 0 {
		return e
	}
	combined := &eventCombined{Count: d.Count()}
	for _, n := range d.all() {
		one := n.event()
		combined.Events = append(combined.Events, combinedEvent{Timestamp: one.Timestamp, eventData: one.Data})
	}
	e.Data.Combined = combined
	return e
}

func (w *webhook) send(ctx context.Context, d Delivery) error {
	body, err := json.Marshal(d.event())
	if err != nil {
		return &failure{final: true, detail: err.Error()}
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, w.o.URL, bytes.NewReader(body))
	if err != nil {
		return &failure{final: true, detail: "the address is none to post to"}
	}
	at := strconv.FormatInt(w.now().Unix(), 10)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", w.o.Agent)
	r.Header.Set("webhook-id", d.Notice.ID)
	r.Header.Set("webhook-timestamp", at)
	r.Header.Set("webhook-signature", "v1,"+w.signature(d.Notice.ID, at, body))
	answer, err := w.http.Do(r)
	if err != nil {
		return &failure{detail: withoutURL(err)}
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, webhookRead)) // the status has said it all
	switch {
	case answer.StatusCode >= 200 && answer.StatusCode < 300:
		return nil
	case answer.StatusCode == http.StatusGone: // Standard Webhooks: do not come again
		return &failure{final: true, detail: "the receiver answered 410"}
	}
	return &failure{detail: fmt.Sprintf("the receiver answered %d", answer.StatusCode)}
}

// signature is the HMAC-SHA256 of id, time and body, joined by dots.
func (w *webhook) signature(id, at string, body []byte) string {
	mac := hmac.New(sha256.New, w.o.Secret)
	mac.Write([]byte(id + "." + at + "."))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// withoutURL is an error of net/http without the address, which may hold a
// secret.
func withoutURL(err error) string {
	if whole := (*url.Error)(nil); errors.As(err, &whole) {
		err = whole.Err
	}
	return err.Error()
}
