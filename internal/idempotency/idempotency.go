// Package idempotency lets a request that creates something be sent again
// (draft-ietf-httpapi-idempotency-key-header): the first with an Idempotency-Key
// does the work, and every other one gets its response.
//
//	Begin ── claims the key ──▶ the work ──▶ Keep (a repeat gets this response)
//	   │                                └──▶ Release (a repeat does the work)
//	   └─ it is claimed already ─▶ the stored response, ErrInProgress or ErrOtherRequest
//
// A key belongs to one credential. The
// database holds neither key nor credential nor response: the response is sealed
// under a key that is derived from both, and found by a hash of both.
//
// It does not know HTTP; server does.
package idempotency

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"time"

	"github.com/patio-auth/patio/internal/secret"
)

const (
	// Lasts is how long a response is kept.
	Lasts = 24 * time.Hour
	// abandoned is after what time a claim without a response may be taken over:
	// longer than any request takes, so its process has died.
	abandoned = 10 * time.Second
	// maxKey bounds the length of a key.
	maxKey = 255
	// maxTries bounds how often Begin looks again where a claim was released.
	maxTries = 3
)

var (
	// ErrInProgress says that the first request with the key has not been
	// answered yet.
	ErrInProgress = errors.New("a request with this Idempotency-Key is in progress")
	// ErrOtherRequest says that the key was used for another request.
	ErrOtherRequest = errors.New("this Idempotency-Key was used for another request")
	// ErrKey says that a key has the wrong form.
	ErrKey = errors.New("an Idempotency-Key must be 1 to 255 visible ASCII characters")
)

// Request is what came with a key.
type Request struct {
	Key        string
	Credential string // the token or the session, as it was presented
	Method     string
	Target     string // path and query
	Body       []byte
}

// Response is what a repeat gets.
type Response struct {
	Status int
	Header map[string]string
	Body   []byte
}

// Record is a claim as it is stored.
type Record struct {
	ID          secret.Hash // of key and caller
	Fingerprint secret.Hash // of the request
	ClaimedAt   time.Time
	Response    []byte // sealed; nil: none yet
}

// Store is what this package needs of a database.
type Store interface {
	// ClaimKey inserts a record. Of several at once with one id one is told true;
	// the others get the record that is there. Both are zero where that was
	// deleted meanwhile.
	ClaimKey(ctx context.Context, r Record) (found Record, claimed bool, err error)
	// FindKey returns the record of that id; a zero one where there is none.
	FindKey(ctx context.Context, id secret.Hash) (Record, error)
	// ReclaimKey replaces a record that was claimed at that time; false where it is
	// another one by now.
	ReclaimKey(ctx context.Context, r Record, claimedAt time.Time) (bool, error)
	// KeepResponse stores the response of the claim of that time, unless it was
	// taken over.
	KeepResponse(ctx context.Context, r Record) error
	// ReleaseKey deletes the claim of that time, unless it was taken over.
	ReleaseKey(ctx context.Context, r Record) error
}

// Keys claims keys and keeps responses.
type Keys struct {
	store Store
	now   func() time.Time
}

// New makes Keys over a store and a clock.
func New(store Store, now func() time.Time) *Keys { return &Keys{store: store, now: now} }

// Claim is a key that this request holds. It ends with Keep or Release.
type Claim struct {
	keys   *Keys
	record Record
	master []byte
}

// Begin claims a key for a request. It returns either the claim, or the response
// that an earlier request got. Errors: ErrKey, ErrInProgress, ErrOtherRequest.
func (k *Keys) Begin(ctx context.Context, r Request) (*Claim, *Response, error) {
	if !valid(r.Key) {
		return nil, nil, ErrKey
	}
	c := k.claim(r)
	for range maxTries {
		found, claimed, err := k.store.ClaimKey(ctx, c.record)
		switch {
		case err != nil:
			return nil, nil, err
		case claimed:
			return c, nil, nil
		case found.ClaimedAt.IsZero():
			continue
		}
		if k.over(found) {
			taken, err := k.store.ReclaimKey(ctx, c.record, found.ClaimedAt)
			if err != nil {
				return nil, nil, err
			}
			if taken {
				return c, nil, nil
			}
			continue
		}
		response, err := c.replay(found)
		return nil, response, err
	}
	return nil, nil, ErrInProgress
}

// Find returns the response that an earlier request got, and nil where there was
// none, or another request with the same key. It claims nothing.
func (k *Keys) Find(ctx context.Context, r Request) (*Response, error) {
	if !valid(r.Key) {
		return nil, nil
	}
	c := k.claim(r)
	found, err := k.store.FindKey(ctx, c.record.ID)
	if err != nil || found.Response == nil || k.over(found) || found.Fingerprint != c.record.Fingerprint {
		return nil, err
	}
	return c.replay(found)
}

// claim is the claim that a request would have.
func (k *Keys) claim(r Request) *Claim {
	// Neither credential nor key, nor method nor target, has a NUL in it, so no two requests read the same.
	master := digest(nil, r.Credential, r.Key)
	c := &Claim{keys: k, master: master}
	c.record = Record{
		ID: secret.Hash(digest(master, "id")), ClaimedAt: k.now().UTC().Truncate(time.Millisecond),
		Fingerprint: secret.Hash(digest(master, "request", r.Method, r.Target, string(r.Body))),
	}
	return c
}

// over reports whether a record stands for nothing any more. A clock that was set
// back counts, too.
func (k *Keys) over(r Record) bool {
	age := k.now().Sub(r.ClaimedAt).Abs()
	return age > Lasts || r.Response == nil && age > abandoned
}

// purpose is what responses are sealed for.
const purpose = "idempotent response"

func (c *Claim) replay(found Record) (*Response, error) {
	switch {
	case found.Fingerprint != c.record.Fingerprint:
		return nil, ErrOtherRequest
	case found.Response == nil:
		return nil, ErrInProgress
	}
	plain, err := secret.Open(c.master, purpose, found.Response)
	if err != nil {
		return nil, err
	}
	var response Response
	return &response, json.Unmarshal(plain, &response)
}

// Keep stores the response, for whoever sends the request again.
func (c *Claim) Keep(ctx context.Context, r Response) error {
	plain, err := json.Marshal(r)
	if err != nil {
		return err
	}
	kept := c.record
	if kept.Response, err = secret.Seal(c.master, purpose, plain); err != nil {
		return err
	}
	return c.keys.store.KeepResponse(ctx, kept)
}

// Release gives the key back, so that the request can be sent again.
func (c *Claim) Release(ctx context.Context) error { return c.keys.store.ReleaseKey(ctx, c.record) }

// valid reports whether a key has the right form.
func valid(key string) bool {
	if key == "" || len(key) > maxKey {
		return false
	}
	for i := range len(key) {
		if key[i] <= ' ' || key[i] > '~' {
			return false
		}
	}
	return true
}

// digest is an HMAC of texts with their ends marked. Without a key it takes one
// that says what it is for.
func digest(key []byte, texts ...string) []byte {
	if key == nil {
		key = []byte("patio idempotency key")
	}
	h := hmac.New(sha256.New, key)
	for _, text := range texts {
		_, _ = h.Write([]byte(text))
		_, _ = h.Write([]byte{0})
	}
	return h.Sum(nil)
}
