package bearer

import (
	"errors"
	"slices"
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
// any more. Where more ends than that, the older half is forgotten, and no token is trusted that was issued before the
// newest event of that half. Keys are never forgotten: somebody with a stolen key can put any time into a token.
const maxEnded = 500_000

var errForgotten = errors.New("so much has ended that it is not known any more whether this token is among it")

// endedList is what has ended and could still be shown.
type endedList struct {
	leeway time.Duration

	most int // what is remembered

	mu       sync.RWMutex
	ended    map[endedKey]ending
	forgot   time.Time // what ended up to then may have been forgotten; zero: nothing was
	purgeAt  time.Time
	synced   bool
	lastSign time.Time
	trouble  error
}

type endedKey struct{ kind, id string }

func newEndedList(leeway time.Duration) *endedList {
	return &endedList{leeway: leeway, most: maxEnded, ended: map[endedKey]ending{}, trouble: errNotFollowing}
}

func (l *endedList) add(e ending, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.After(l.purgeAt) || len(l.ended) >= l.most {
		l.purge(now)
	}
	key := endedKey{e.Kind, e.ID}
	if known, there := l.ended[key]; there && known.At.After(e.At) {
		return // a repeat from before it ended again
	}
	l.ended[key] = e
}

// purge forgets what no living token can belong to, and if there is too much all the same, the older half of the rest.
func (l *endedList) purge(now time.Time) {
	l.purgeAt = now.Add(time.Minute)
	for key, e := range l.ended {
		if now.Sub(e.Until) > maxLeeway {
			delete(l.ended, key)
		}
	}
	if len(l.ended) < l.most {
		return
	}
	times := make([]time.Time, 0, len(l.ended))
	for _, e := range l.ended {
		times = append(times, e.At)
	}
	slices.SortFunc(times, time.Time.Compare)
	if middle := times[len(times)/2]; middle.After(l.forgot) {
		l.forgot = middle
	}
	for key, e := range l.ended {
		if !e.At.After(l.forgot) && e.Kind != "key" {
			delete(l.ended, key)
		}
	}
}

// unsure is why a token that is not on the list may have ended all the same; nil where it cannot have.
func (l *endedList) unsure(p *Principal) error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if !l.forgot.IsZero() && !p.IssuedAt.After(l.forgot.Add(l.leeway)) {
		return errForgotten
	}
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

// hasKey reports whether a signing key was revoked. The stream names it by the first 36 characters of its id.
func (l *endedList) hasKey(kid string) bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	_, there := l.ended[endedKey{"key", kid[:min(len(kid), 36)]}]
	return there && kid != ""
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
