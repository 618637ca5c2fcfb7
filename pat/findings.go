package pat

import (
	"cmp"
	"slices"
	"time"
)

// Held is a living token with who holds it and what it hangs from.
type Held struct {
	Token
	Username string
	Parent   string // lineage; "" where it was made by hand
}

// Finding is a token that breaks the policy, and what becomes of it where the
// policy is applied.
type Finding struct {
	Held
	EndsAt time.Time // its new end; zero: it ends at once
	Why    string    // in a few words, for the operator and the token's holder
}

// Why a token is found.
const (
	whyEndless  = "the operator allows no token without an end"
	whyTooLong  = "it lives longer than the operator allows"
	whyTooMany  = "its holder has more tokens than the operator allows"
	whyHangs    = "it hangs from a token that ends"
	whyHangsCut = "it hangs from a token that ends sooner now"
)

// survey goes through the living tokens of one person.
type survey struct {
	policy   Policy
	now      time.Time
	held     []Held
	children map[string][]int // by the lineage that they hang from
	found    map[int]Finding
}

// findings is what of one person's living tokens breaks the policy, with what
// hangs from it; what hangs from another one comes before that.
func (p Policy) findings(held []Held, now time.Time) []Finding {
	s := survey{policy: p, now: now, held: held, children: map[string][]int{}, found: map[int]Finding{}}
	own := map[string]bool{}
	for _, h := range held {
		own[h.Lineage] = true
	}
	var roots []int
	for i, h := range held {
		s.children[h.Parent] = append(s.children[h.Parent], i)
		if !own[h.Parent] {
			roots = append(roots, i)
		}
	}
	for _, i := range roots {
		s.checkEnds(i)
	}
	s.checkNumber(roots)
	var all []Finding
	for _, i := range roots {
		s.walk(i, func(i int) {
			if f, ok := s.found[i]; ok {
				all = append(all, f)
			}
		})
	}
	return all
}

// walk visits what hangs from a token, and then the token.
func (s *survey) walk(i int, visit func(i int)) {
	for _, child := range s.children[s.held[i].Lineage] {
		s.walk(child, visit)
	}
	visit(i)
}

// checkEnds holds a token and what hangs from it to the policy's lifetimes.
func (s *survey) checkEnds(i int) {
	token := s.held[i]
	switch latest := s.latest(token.Token); {
	case s.policy.checkEnd(token.ExpiresAt, token.CreatedAt) == nil:
	case !latest.After(s.now):
		s.end(i, s.whyEnd(token.Token))
		return
	default:
		s.shorten(i, latest, s.whyEnd(token.Token))
	}
	for _, child := range s.children[token.Lineage] {
		s.checkEnds(child)
	}
}

// latest is the end that a token gets which lives too long.
func (s *survey) latest(token Token) time.Time {
	if s.policy.MaxLifetime > 0 {
		return s.policy.Latest(token.CreatedAt)
	}
	return s.now.Add(s.policy.DefaultLifetime).Truncate(time.Second)
}

func (s *survey) whyEnd(token Token) string {
	if token.ExpiresAt.IsZero() {
		return whyEndless
	}
	return whyTooLong
}

// end finds a token, and all that hangs from it.
func (s *survey) end(i int, why string) {
	s.walk(i, func(below int) {
		if !s.ends(below) {
			s.found[below] = Finding{Held: s.held[below], Why: whyHangs}
		}
	})
	s.found[i] = Finding{Held: s.held[i], Why: why}
}

// shorten finds a token, and what hangs from it and would outlive it.
func (s *survey) shorten(i int, end time.Time, why string) {
	if f, ok := s.found[i]; ok && !later(f.EndsAt, end) {
		return
	}
	s.found[i] = Finding{Held: s.held[i], EndsAt: end, Why: why}
	for _, child := range s.children[s.held[i].Lineage] {
		if later(s.held[child].ExpiresAt, end) {
			s.shorten(child, end, whyHangsCut)
		}
	}
}

func (s *survey) ends(i int) bool {
	f, ok := s.found[i]
	return ok && f.EndsAt.IsZero()
}

// checkNumber ends, of too many tokens, those that have lain unused for the
// longest time; what hangs from a token counts as its use.
func (s *survey) checkNumber(roots []int) {
	if s.policy.MaxActive == 0 {
		return
	}
	type candidate struct {
		i     int
		used  time.Time
		depth int
	}
	var left []candidate
	var look func(i, depth int) time.Time
	look = func(i, depth int) time.Time {
		used := s.held[i].CreatedAt
		if s.held[i].LastUsedAt.After(used) {
			used = s.held[i].LastUsedAt
		}
		for _, child := range s.children[s.held[i].Lineage] {
			if below := look(child, depth+1); below.After(used) {
				used = below
			}
		}
		if !s.ends(i) {
			left = append(left, candidate{i, used, depth})
		}
		return used
	}
	for _, i := range roots {
		look(i, 0)
	}
	slices.SortFunc(left, func(a, b candidate) int {
		return cmp.Or(a.used.Compare(b.used), cmp.Compare(b.depth, a.depth), cmp.Compare(s.held[a.i].ID, s.held[b.i].ID))
	})
	for n := 0; n < len(left)-s.policy.MaxActive; n++ {
		s.end(left[n].i, whyTooMany) // whatever hangs from it stands before it in the list
	}
}
