package ratelimit

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"time"
)

// Limit is how many tries one key has: Burst at once, and one more for each Every that passes.
type Limit struct {
	// Name tells the counters of one limit from those of another. It comes from the code, never from outside.
	Name string
	// Burst is how many tries may come at once. 0 or less: no limit.
	Burst int
	// Every is the time after which one try comes back.
	Every time.Duration
}

func (l Limit) off() bool { return l.Burst <= 0 || l.Every <= 0 }

// Decision is the answer to one try.
type Decision struct {
	// Allowed says whether the try may go on. A try that may not has not been counted.
	Allowed bool
	// RetryAfter is how long to wait until as many tries as were asked for would be allowed. 0 where Allowed.
	RetryAfter time.Duration
	// Remaining is how many tries are left at once after this one.
	Remaining int
}

// Source keeps the counters. Each call is atomic: of n tries that come at the same moment no more are allowed than the
// limit has left. Keys are short and reveal nothing ([Limiter] and [Guard] hash them). An error means that the counters
// could not be reached; whether that closes the door is the caller's to decide.
type Source interface {
	// Take counts n tries, all or none.
	Take(ctx context.Context, limit Limit, key string, n int) (Decision, error)
	// Peek answers as Take would for one try, and counts nothing.
	Peek(ctx context.Context, limit Limit, key string) (Decision, error)
	// Give returns n tries that were taken and turned out not to count.
	Give(ctx context.Context, limit Limit, key string, n int) error
	// Forget starts the key afresh.
	Forget(ctx context.Context, limit Limit, key string) error
}

// Limiter counts plain tries against a Source.
type Limiter struct{ source Source }

// New is a Limiter over source.
func New(source Source) *Limiter { return &Limiter{source} }

// Allow counts one try of key, which may be any text of any length.
func (l *Limiter) Allow(ctx context.Context, limit Limit, key string) (Decision, error) {
	return l.source.Take(ctx, limit, hash(key), 1)
}

// hash bounds what outsiders can make a counter's key weigh, and keeps names and addresses out of shared sources. The
// parts cannot be shifted into one another: each follows its length.
func hash(parts ...string) string {
	text := make([]byte, 0, 128) // holds an address and a client's id without going to the heap
	for _, part := range parts {
		text = append(binary.AppendUvarint(text, uint64(len(part))), part...)
	}
	sum := sha256.Sum256(text)
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

// Unlimited is the Source of a server whose limits are switched off: it allows everything.
type Unlimited struct{}

// Take allows everything.
func (Unlimited) Take(_ context.Context, limit Limit, _ string, _ int) (Decision, error) {
	return Decision{Allowed: true, Remaining: limit.Burst}, nil
}

// Peek allows everything.
func (Unlimited) Peek(_ context.Context, limit Limit, _ string) (Decision, error) {
	return Decision{Allowed: true, Remaining: limit.Burst}, nil
}

// Give has nothing to return.
func (Unlimited) Give(context.Context, Limit, string, int) error { return nil }

// Forget has nothing to forget.
func (Unlimited) Forget(context.Context, Limit, string) error { return nil }
