package ratelimit

import (
	"context"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// DefaultKeys is how many keys a [Memory] remembers for each limit: some 20 MB when all of them are in use.
const DefaultKeys = 100_000

// Memory keeps counters in this process. A limit has its own table, so that a flood against one of them cannot push the
// counters of another out; a full table forgets the key that was quiet the longest.
//
// A counter is one moment (the generic cell rate algorithm): the time at which the key has all its tries back. It says
// as much as a token bucket does in a third of the memory, and a try given back is one subtraction.
type Memory struct {
	now  func() time.Time
	keys int

	mu     sync.Mutex
	tables map[string]*simplelru.LRU[string, time.Time]
}

// NewMemory is an empty Memory that remembers keys keys for each limit (at least 1).
func NewMemory(keys int, now func() time.Time) *Memory {
	return &Memory{now: now, keys: max(keys, 1), tables: map[string]*simplelru.LRU[string, time.Time]{}}
}

// Take counts n tries, all or none.
func (m *Memory) Take(_ context.Context, limit Limit, key string, n int) (Decision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	decision, full := m.decide(limit, key, n)
	if decision.Allowed && !limit.off() && n > 0 {
		m.table(limit).Add(key, full)
	}
	return decision, nil
}

// Peek answers as Take would for one try, and counts nothing.
func (m *Memory) Peek(_ context.Context, limit Limit, key string) (Decision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	decision, _ := m.decide(limit, key, 1)
	return decision, nil
}

// decide answers for n tries, with the moment at which the key would have all its tries back if they were counted.
func (m *Memory) decide(limit Limit, key string, n int) (Decision, time.Time) {
	if limit.off() {
		return Decision{Allowed: true}, time.Time{}
	}
	now := m.now()
	full, known := m.table(limit).Get(key)
	if !known || full.Before(now) {
		full = now
	}
	window := time.Duration(limit.Burst) * limit.Every
	if full.Sub(now) > window { // the clock was set back
		full = now.Add(window)
		m.table(limit).Add(key, full)
	}
	full = full.Add(time.Duration(n) * limit.Every)
	spare := window - full.Sub(now)
	if spare < 0 {
		return Decision{RetryAfter: -spare}, full
	}
	return Decision{Allowed: true, Remaining: int(spare / limit.Every)}, full
}

// Give returns n tries.
func (m *Memory) Give(_ context.Context, limit Limit, key string, n int) error {
	if limit.off() {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	table := m.table(limit)
	full, known := table.Get(key)
	if !known {
		return nil
	}
	full = full.Add(-time.Duration(n) * limit.Every)
	if full.After(m.now()) {
		table.Add(key, full)
	} else {
		table.Remove(key)
	}
	return nil
}

// Forget starts the key afresh.
func (m *Memory) Forget(_ context.Context, limit Limit, key string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.table(limit).Remove(key)
	return nil
}

func (m *Memory) table(limit Limit) *simplelru.LRU[string, time.Time] {
	table := m.tables[limit.Name]
	if table == nil {
		// NewLRU refuses only a size below 1, which NewMemory rules out.
		table, _ = simplelru.NewLRU[string, time.Time](m.keys, nil)
		m.tables[limit.Name] = table
	}
	return table
}
