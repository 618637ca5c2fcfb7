package bearer

import (
	"errors"
	"sync"
	"time"
)

// ending is one event of the stream: a thing that has ended.
type ending struct {
	Kind  string    `json:"kind"`
	ID    string    `json:"id"`
	At    time.Time `json:"at"`
	Until time.Time `json:"until"`
}

// maxEnded bounds what is remembered, at some 200 bytes each. What has ended is forgotten when nothing of it could live
// any more.
const maxEnded = 500_000

var errTooManyEnded = errors.New("more has ended than can be remembered")

// endedList is what has ended and could still be shown.
type endedList struct {
	leeway time.Duration

	mu       sync.RWMutex
	ended    map[endedKey]ending
	purgeAt  time.Time
	synced   bool
	lastSign time.Time
	trouble  error
}

type endedKey struct{ kind, id string }

func newEndedList(leeway time.Duration) *endedList {
	return &endedList{leeway: leeway, ended: map[endedKey]ending{}, trouble: errNotFollowing}
}

func (l *endedList) add(e ending, now time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.After(l.purgeAt) || len(l.ended) >= maxEnded {
		l.purgeAt = now.Add(time.Minute)
		for key, e := range l.ended {
			if now.Sub(e.Until) > maxLeeway {
				delete(l.ended, key)
			}
		}
	}
	key := endedKey{e.Kind, e.ID}
	if known, there := l.ended[key]; there && known.At.After(e.At) {
		return nil // a repeat from before it ended again
	}
	if len(l.ended) >= maxEnded {
		return errTooManyEnded
	}
	l.ended[key] = e
	return nil
}

func (l *endedList) heard(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lastSign = now
}

func (l *endedList) caughtUp(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.synced, l.lastSign, l.trouble = true, now, nil
}

func (l *endedList) broke(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.synced, l.trouble = false, err
}

// behind is why something may have ended that is not on the list; nil where nothing can have, but for the last second.
func (l *endedList) behind(now time.Time) error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.synced && now.Sub(l.lastSign).Abs() <= silence {
		return nil
	}
	if l.trouble != nil {
		return l.trouble
	}
	return errNotFollowing
}

// has reports whether what a token says of itself is on the list. A person or a client ends for what was issued until
// then: the clocks of who issues and who ends may differ by the leeway.
func (l *endedList) has(p *Principal) bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	on := func(kind, id string) (ending, bool) {
		e, there := l.ended[endedKey{kind, id}]
		return e, there && id != ""
	}
	if _, there := on("jti", p.ID); there {
		return true
	}
	if _, there := on("lineage", p.Lineage); there {
		return true
	}
	for kind, id := range map[string]string{"user": p.Subject, "client": p.ClientID} {
		if e, there := on(kind, id); there && !p.IssuedAt.After(e.At.Add(l.leeway)) {
			return true
		}
	}
	return false
}
