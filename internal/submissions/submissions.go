// Package submissions remembers what a form on a page made, so that sending it
// again makes nothing more, and keeps what is shown once until it is shown.
//
// It does not know pages: a submission leads to an address, and what is shown
// there is bytes. Who sends a form is said by an owner, which is the person in one
// browser: to anybody else the submission is unknown.
//
//	first POST ── Begin: new ──▶ the action ──▶ Finish(page, secret) ──▶ 303 page
//	its twin ──── Begin: waits for the first ─────────────────────────▶ 303 page
//	GET page ──── View: the secret, once for each POST
//
// A form's key is random and in the form, and only its hash is in the database.
// The secret rests sealed with the key and the owner, so a copy of the database
// does not open it.
//
// Only server and storage use it.
package submissions

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"regexp"
	"time"

	"github.com/patio-auth/patio/internal/secret"
)

const (
	// Lifetime is how long a form that was sent is remembered.
	Lifetime = 10 * time.Minute
	// maxViews is how many repeats of a form may still be led to what it made.
	maxViews = 5
	// waitFor is how long a repeat waits for the first, and pause how long between
	// two looks.
	waitFor = 3500 * time.Millisecond
	pause   = 25 * time.Millisecond
	// finishFor is how long Finish goes on where the database does not answer, and
	// finishPause how long between two tries.
	finishFor   = 10 * time.Second
	finishPause = 250 * time.Millisecond

	purpose = "submission"
)

// Errors of this package.
var (
	// ErrUnknown says that there is no such submission, or no longer.
	ErrUnknown = errors.New("submissions: there is no such submission")
	// ErrUnfinished says that a first submission has begun and not ended: it takes
	// long, or the server was stopped meanwhile.
	ErrUnfinished = errors.New("submissions: the first submission of this form has not ended")
)

// Submission is a form that was sent.
type Submission struct {
	Hash      secret.Hash
	Page      string // where it leads; "": it has not ended yet
	Sealed    []byte // what the page shows; nil: nothing, or nothing any more
	Views     int    // how often it may still be shown
	ExpiresAt time.Time
}

// Store is what the package needs of a database. All of it is atomic.
type Store interface {
	// AddSubmission keeps a submission; false where one with that hash is there
	// and has not expired.
	AddSubmission(ctx context.Context, n Submission, now time.Time) (bool, error)
	// Submission returns one that has not expired. Errors: ErrUnknown.
	Submission(ctx context.Context, hash secret.Hash, now time.Time) (Submission, error)
	// FinishSubmission sets the page, what it shows and the views of one.
	FinishSubmission(ctx context.Context, n Submission) error
	// ChangeViews adds to the views of one, within 0 and most; false where it
	// cannot.
	ChangeViews(ctx context.Context, hash secret.Hash, by, most int) (bool, error)
	// DropSubmission deletes one, if it is there.
	DropSubmission(ctx context.Context, hash secret.Hash) error
}

// Submissions is this package's service.
type Submissions struct {
	store Store
	now   func() time.Time
}

// New returns Submissions on a store.
func New(store Store, now func() time.Time) *Submissions { return &Submissions{store, now} }

// NewKey returns a key for a form.
func NewKey() string { return rand.Text() }

var keyPattern = regexp.MustCompile(`^[A-Z2-7]{26}$`)

// ValidKey reports whether a text has the form of a key.
func ValidKey(key string) bool { return keyPattern.MatchString(key) }

func hashOf(owner, key string) secret.Hash { return secret.HashOf("submission " + owner + " " + key) }

func sealingKey(owner, key string) []byte {
	sum := sha256.Sum256([]byte("sealed submission " + owner + " " + key))
	return sum[:]
}

// Begin begins a submission. Where the form was sent before, it returns the page
// that the first one led to, which can then be viewed once more; it waits for a
// first one that has not ended yet. Errors: ErrUnfinished.
func (s *Submissions) Begin(ctx context.Context, owner, key string) (page string, err error) {
	hash := hashOf(owner, key)
	for range waitFor / pause {
		now := s.now()
		added, err := s.store.AddSubmission(ctx, Submission{Hash: hash, ExpiresAt: now.Add(Lifetime)}, now)
		if err != nil || added {
			return "", err
		}
		page, err := s.Page(ctx, owner, key)
		if page != "" || err != nil && !errors.Is(err, ErrUnknown) {
			return page, err
		}
		if errors.Is(err, ErrUnknown) {
			continue // the first was refused: this one has its turn
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
	return "", ErrUnfinished
}

// Page returns the page that a submission led to, which can then be viewed once
// more; "" where it has not ended. Errors: ErrUnknown.
func (s *Submissions) Page(ctx context.Context, owner, key string) (string, error) {
	n, err := s.store.Submission(ctx, hashOf(owner, key), s.now())
	if err != nil || n.Page == "" {
		return "", err
	}
	_, err = s.store.ChangeViews(ctx, n.Hash, 1, maxViews)
	return n.Page, err
}

// Finish ends a submission: what it made is at page, which shows this once. Where
// the database fails, it tries again for ten seconds, since the secret of what was
// made is nowhere else.
func (s *Submissions) Finish(ctx context.Context, owner, key, page string, shows []byte) error {
	sealed, err := secret.Seal(sealingKey(owner, key), purpose, shows)
	if err != nil {
		return err
	}
	n := Submission{Hash: hashOf(owner, key), Page: page, Sealed: sealed, Views: 1, ExpiresAt: s.now().Add(Lifetime)}
	for range finishFor / finishPause {
		if err = s.store.FinishSubmission(ctx, n); err == nil {
			return nil
		}
		select {
		case <-time.After(finishPause):
		case <-ctx.Done():
			return err
		}
	}
	return err
}

// Cancel takes back a submission that was refused, so that the form can be sent
// again.
func (s *Submissions) Cancel(ctx context.Context, owner, key string) error {
	return s.store.DropSubmission(ctx, hashOf(owner, key))
}

// Keep keeps what a page shows without an action before it, and returns the key.
func (s *Submissions) Keep(ctx context.Context, owner, page string, shows []byte) (string, error) {
	key := NewKey()
	if _, err := s.Begin(ctx, owner, key); err != nil {
		return "", err
	}
	return key, s.Finish(ctx, owner, key, page, shows)
}

// View returns what a page shows, and counts that. Errors: ErrUnknown where there
// is nothing of that key for this page, or it has been shown.
func (s *Submissions) View(ctx context.Context, owner, key, page string) ([]byte, error) {
	if !ValidKey(key) {
		return nil, ErrUnknown
	}
	n, err := s.store.Submission(ctx, hashOf(owner, key), s.now())
	if err != nil {
		return nil, err
	}
	if n.Page != page {
		return nil, ErrUnknown
	}
	plain, err := secret.Open(sealingKey(owner, key), purpose, n.Sealed)
	if err != nil {
		return nil, ErrUnknown
	}
	first, err := s.store.ChangeViews(ctx, n.Hash, -1, maxViews)
	if err == nil && !first {
		err = ErrUnknown
	}
	return plain, err
}

// Unview takes a view back whose page did not reach the browser.
func (s *Submissions) Unview(ctx context.Context, owner, key string) error {
	_, err := s.store.ChangeViews(ctx, hashOf(owner, key), 1, maxViews)
	return err
}
