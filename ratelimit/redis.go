package ratelimit

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	// redisWait bounds each step of a question to Redis: a request must not wait for what it can do without.
	redisWait = 250 * time.Millisecond
	// redisPause is how long after a failure Redis is left alone.
	redisPause = time.Second
	// redisKnown is how long a pair of account and address that signed in is remembered.
	redisKnown = 30 * 24 * time.Hour
)

// Redis keeps counters in a Redis that several processes share. A counter is the moment at which the key has all its
// tries back, as in [Memory], in microseconds of Redis's own clock; one script changes it, so that of tries at several
// processes no more are allowed than one process would allow.
//
// Every try is counted in this process too. While Redis does not answer, that count decides: the limits then hold for
// each process by itself, and are never open.
type Redis struct {
	client *redis.Client
	prefix string
	own    *Memory
	now    func() time.Time
	told   func(err error)

	mu      sync.Mutex
	gone    bool
	tryFrom time.Time // while it is gone: when to ask it again
}

// RedisOptions are what a Redis takes.
type RedisOptions struct {
	URL  string // redis://, rediss:// or unix://
	Keys int    // of each limit, that this process counts beside it
	Now  func() time.Time
	// Prefix begins every key; left out: "patio:".
	Prefix string
	// Told hears once that Redis went away, with the error, and once that it came back, with nil.
	Told func(err error)
}

// NewRedis is a Redis at that address. It does not connect yet: a process starts without it.
func NewRedis(o RedisOptions) (*Redis, error) {
	parsed, err := redis.ParseURL(o.URL)
	if err != nil {
		if wrong := (*url.Error)(nil); errors.As(err, &wrong) {
			err = wrong.Err // without the URL, which may hold a password
		}
		return nil, fmt.Errorf("the address of Redis is not usable: %w", err)
	}
	parsed.DialTimeout, parsed.ReadTimeout, parsed.WriteTimeout, parsed.PoolTimeout = redisWait, redisWait, redisWait, redisWait
	parsed.ContextTimeoutEnabled, parsed.MaxRetries = true, -1
	if o.Prefix == "" {
		o.Prefix = "patio:"
	}
	return &Redis{client: redis.NewClient(parsed), prefix: o.Prefix, own: NewMemory(o.Keys, o.Now), now: o.Now, told: o.Told}, nil
}

// What goes wrong comes back to us.
func init() { redis.SetLogger(silent{}) }

type silent struct{}

// Printf drops it.
func (silent) Printf(context.Context, string, ...any) {}

// Ping asks Redis for a sign of life.
func (r *Redis) Ping(ctx context.Context) error { return r.client.Ping(ctx).Err() }

// Close ends the connections.
func (r *Redis) Close() error { return r.client.Close() }

// count is the script behind every question. It answers whether n tries are allowed, and how many microseconds are left
// of the window after them, or must pass before they would be.
var count = redis.NewScript(`
local every, burst, n, keep = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local full = tonumber(redis.call('GET', KEYS[1]) or '0') or 0
local window = every * burst
if full < now then full = now end
if full > now + window then full = now + window end
full = full + n * every
local spare = now + window - full
if spare < 0 then return {0, -spare} end
if keep == '1' then
  if full > now then
    redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
  else
    redis.call('DEL', KEYS[1])
  end
end
return {1, spare}
`)

// Take counts n tries, all or none.
func (r *Redis) Take(ctx context.Context, limit Limit, key string, n int) (Decision, error) {
	alone, _ := r.own.Take(ctx, limit, key, n) // Memory has no errors
	if limit.off() {
		return alone, nil
	}
	shared, ok := r.ask(ctx, limit, key, n, n > 0)
	if !ok {
		return alone, nil
	}
	if alone.Allowed && !shared.Allowed {
		_ = r.own.Give(ctx, limit, key, n)
	}
	return shared, nil
}

// Peek answers as Take would for one try, and counts nothing.
func (r *Redis) Peek(ctx context.Context, limit Limit, key string) (Decision, error) {
	if !limit.off() {
		if shared, ok := r.ask(ctx, limit, key, 1, false); ok {
			return shared, nil
		}
	}
	return r.own.Peek(ctx, limit, key)
}

// Give returns n tries.
func (r *Redis) Give(ctx context.Context, limit Limit, key string, n int) error {
	if !limit.off() {
		_, _ = r.ask(ctx, limit, key, -n, true) // one that is lost errs on the safe side
	}
	return r.own.Give(ctx, limit, key, n)
}

// Forget starts the key afresh.
func (r *Redis) Forget(ctx context.Context, limit Limit, key string) error {
	r.do(ctx, func(ctx context.Context) error { return r.client.Del(ctx, r.key(limit, key)).Err() })
	return r.own.Forget(ctx, limit, key)
}

// Remember keeps that a pair of account and address signed in, for all processes.
func (r *Redis) Remember(ctx context.Context, pair string) {
	r.do(ctx, func(ctx context.Context) error { return r.client.Set(ctx, r.prefix+"known:"+pair, 1, redisKnown).Err() })
}

// Remembers reports whether that pair signed in, at whatever process.
func (r *Redis) Remembers(ctx context.Context, pair string) bool {
	var n int64
	r.do(ctx, func(ctx context.Context) (err error) {
		n, err = r.client.Exists(ctx, r.prefix+"known:"+pair).Result()
		return err
	})
	return n > 0
}

func (r *Redis) key(limit Limit, key string) string {
	return r.prefix + "limit:" + limit.Name + ":" + key
}

// ask runs the script; false where Redis did not answer.
func (r *Redis) ask(ctx context.Context, limit Limit, key string, n int, keep bool) (Decision, bool) {
	var answer []int64
	ok := r.do(ctx, func(ctx context.Context) (err error) {
		kept := 0
		if keep {
			kept = 1
		}
		answer, err = count.Run(ctx, r.client, []string{r.key(limit, key)}, limit.Every.Microseconds(), limit.Burst, n, kept).Int64Slice()
		if err == nil && len(answer) != 2 {
			err = errors.New("the answer has another shape")
		}
		return err
	})
	if !ok {
		return Decision{}, false
	}
	spare := time.Duration(answer[1]) * time.Microsecond
	if answer[0] == 0 {
		return Decision{RetryAfter: spare}, true
	}
	return Decision{Allowed: true, Remaining: int(spare / limit.Every)}, true
}

// do asks Redis something; false where it did not answer. One that is gone is asked again once in a while, by one
// request at a time, so that the others need not wait for it.
func (r *Redis) do(ctx context.Context, something func(ctx context.Context) error) bool {
	if !r.mayTry() {
		return false
	}
	// A client that hangs up says nothing about Redis.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*redisWait)
	defer cancel()
	err := something(ctx)
	r.note(err)
	return err == nil
}

func (r *Redis) mayTry() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.gone {
		return true
	}
	now := r.now()
	if wait := r.tryFrom.Sub(now); wait > 0 && wait <= redisPause { // longer: the clock was set back
		return false
	}
	r.tryFrom = now.Add(redisPause)
	return true
}

func (r *Redis) note(err error) {
	r.mu.Lock()
	changed := r.gone != (err != nil)
	r.gone = err != nil
	if r.gone {
		r.tryFrom = r.now().Add(redisPause)
	}
	r.mu.Unlock()
	if changed && r.told != nil {
		r.told(err)
	}
}
