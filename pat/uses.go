package pat

import (
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/patio-auth/patio/bearer"
)

// Sighting is one use of a token, as the front door saw it.
type Sighting struct {
	Address string // its bearer's; "" where a resource server asked and did not say
	Agent   string // the program that its bearer used, in that one's own words; only with an address
	Old     bool   // it came with a replaced secret, within its overlap
	Asked   string // the scopes that it was asked for, separated by spaces; "": for none that was said
	Unsaid  bool   // whoever asked did not say for which scope
}

// uses gathers in memory how tokens are used until that is written in batches,
// so a verdict writes nothing. What a crash loses is a few seconds of it.
//
// Requests that come at the same time note their uses in different shards, and
// one that goes on using a token allocates nothing between two batches.
type uses struct {
	seed   maphash.Seed
	shards [16]usesShard
	tokens atomic.Int64  // in all shards
	counts atomic.Int64  // likewise
	full   chan struct{} // hears when half the room for tokens is taken
}

type usesShard struct {
	mu  sync.Mutex
	byT map[string]*tally
	_   [40]byte // a cache line each
}

// tally is what was noted of one token.
type tally struct {
	last   Use
	counts []dayCount // of one day, or two around midnight; a few more while the database is gone
}

type dayCount struct {
	day          int64 // days since 1970 in UTC
	scope        string
	uses, unsaid int
}

// maxUses bounds the tokens in a batch and maxCounts their counts; beyond
// them, what is further noted is lost, the scopes first. A batch that is half
// full is written without waiting.
const (
	maxUses   = 10_000
	maxCounts = 5 * maxUses
)

// maxScope is the longest scope that there is.
const maxScope = 100

func newUses() *uses {
	u := &uses{seed: maphash.MakeSeed(), full: make(chan struct{}, 1)}
	for i := range u.shards {
		u.shards[i].byT = map[string]*tally{}
	}
	return u
}

func (u *uses) shardOf(id string) *usesShard {
	return &u.shards[maphash.String(u.seed, id)%uint64(len(u.shards))]
}

// Used notes that a token was accepted now. Of the scopes it was asked for
// only those count that it holds, so no stranger's words are kept.
func (t *Tokens) Used(p *bearer.Principal, s Sighting) {
	now := t.opts.Now().UTC()
	u := t.uses
	shard := u.shardOf(p.ID)
	shard.mu.Lock()
	defer shard.mu.Unlock()
	noted := shard.byT[p.ID]
	if noted == nil {
		if noted = u.begin(); noted == nil {
			return
		}
		shard.byT[p.ID] = noted
	}
	noted.last.saw(s, now)
	u.count(noted, p.Scopes, s, dayOf(now))
}

// begin makes room for one more token; nil where there is none.
func (u *uses) begin() *tally {
	n := u.tokens.Add(1)
	if n > maxUses {
		u.tokens.Add(-1)
		return nil
	}
	if n == maxUses/2 {
		select {
		case u.full <- struct{}{}:
		default:
		}
	}
	return &tally{}
}

func (use *Use) saw(s Sighting, now time.Time) {
	use.At = now
	if s.Address != "" {
		use.from(s)
	}
	if s.Old {
		use.Old++
	}
}

// from keeps address and agent of one use together, never the agent of another.
func (use *Use) from(s Sighting) {
	if s.Address != use.Address {
		use.Address = strings.Clone(s.Address) // which may be a part of a long header
	}
	if s.Agent != use.Agent {
		use.Agent = plainAgent(s.Agent)
	}
}

func (u *uses) count(t *tally, held []string, s Sighting, day int64) {
	unsaid := 0
	if s.Unsaid {
		unsaid = 1
	}
	u.add(t, dayCount{day, "", 1, unsaid})
	if s.Asked == "" {
		return
	}
	for _, scope := range held {
		if len(scope) <= maxScope && hasWord(s.Asked, scope) {
			u.add(t, dayCount{day, scope, 1, 0})
		}
	}
}

func (u *uses) add(t *tally, more dayCount) {
	for i := range t.counts {
		if c := &t.counts[i]; c.day == more.day && c.scope == more.scope {
			c.uses += more.uses
			c.unsaid += more.unsaid
			return
		}
	}
	limit := int64(maxCounts)
	if more.scope == "" {
		limit += maxUses
	}
	if u.counts.Add(1) > limit {
		u.counts.Add(-1)
		return
	}
	more.scope = strings.Clone(more.scope) // which is a part of the list that was read
	t.counts = append(t.counts, more)
}

// hasWord reports whether a list that is separated by spaces has a word.
func hasWord(list, word string) bool {
	for list != "" {
		var next string
		if next, list, _ = strings.Cut(list, " "); next == word {
			return true
		}
	}
	return false
}
