package pat

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Kin is what shares a tree with a token: another token, or what an app was
// allowed, which tokens may hang from and which may hang from tokens.
type Kin struct {
	Lineage    string
	Parent     string // the lineage that it hangs from; "": a person made it
	TokenID    string // "": no personal access token
	UserID     string
	Name       string // of the token
	Hint       string
	ClientID   string
	ClientName string // "": the client is gone
	Depth      int    // how far below the token; above it, counted from there, negative
	CreatedAt  time.Time
	ExpiresAt  time.Time // zero: no end
	EndedAt    time.Time // zero: not ended
	EndReason  string
}

// Live reports whether it is good at now, as far as that depends on itself.
func (k Kin) Live(now time.Time) bool {
	return k.EndedAt.IsZero() && (k.ExpiresAt.IsZero() || now.Before(k.ExpiresAt))
}

// SecretSpan is how long a secret of a token was, or is, good.
type SecretSpan struct {
	CreatedAt time.Time
	EndsAt    time.Time // zero: it is the current one
}

// Number is how many there are, or, AtLeast, how many were counted of more.
type Number struct {
	N       int
	AtLeast bool
}

// Family is the tree of a token: what it hangs from, its secrets, and what
// hangs from it and ends with it.
type Family struct {
	Ancestors   []Kin // the outermost first
	MoreAbove   bool  // of which there are more
	Secrets     []SecretSpan
	MoreSecrets bool   // newest first, of which there are more
	Descendants []Kin  // each below its parent
	More        Number // descendants that are not listed
	Live        Number // descendants that are good now
}

// Of a large family a part is listed, and another part counted.
const (
	listedAbove   = 10
	listedSecrets = 10
	listedBelow   = 50
	walkedBelow   = 200 // of whatever state
	countedBelow  = 1000
	deepest       = 20
)

// Family is the tree of one of a user's tokens, as Get gave it.
func (t *Tokens) Family(ctx context.Context, token Token) (Family, error) {
	above, err := t.store.KinAbove(ctx, token.Lineage, listedAbove+1)
	if err != nil {
		return Family{}, err
	}
	for i := range above {
		above[i].Depth = -i - 1
		above[i] = above[i].seenBy(token.UserID)
	}
	secrets, err := t.store.Secrets(ctx, token.ID, listedSecrets+1)
	if err != nil {
		return Family{}, err
	}
	f, err := t.below(ctx, token)
	f.MoreAbove, f.MoreSecrets = len(above) > listedAbove, len(secrets) > listedSecrets
	f.Ancestors, f.Secrets = above[:min(listedAbove, len(above))], secrets[:min(listedSecrets, len(secrets))]
	slices.Reverse(f.Ancestors)
	return f, err
}

// below is what hangs from a token. Where that is much, the living come first:
// they are what matters to whoever thinks of ending it.
func (t *Tokens) below(ctx context.Context, token Token) (Family, error) {
	all, cut, err := t.walk(ctx, token, false, walkedBelow)
	if err != nil {
		return Family{}, err
	}
	living, livingCut := all, false
	if cut {
		if living, livingCut, err = t.walk(ctx, token, true, countedBelow); err != nil {
			return Family{}, err
		}
	}
	f, now := Family{Live: Number{AtLeast: livingCut}}, t.opts.Now()
	for _, k := range living {
		if k.Live(now) {
			f.Live.N++
		}
	}
	shown, known := choose(token.Lineage, living, all)
	f.More = Number{N: known - len(shown), AtLeast: cut}
	f.Descendants = inOrder(token.Lineage, shown)
	return f, nil
}

// walk is what hangs from a token, generation by generation, up to most, and
// whether there is more.
func (t *Tokens) walk(ctx context.Context, token Token, living bool, most int) (found []Kin, cut bool, err error) {
	return t.walkFrom(ctx, []string{token.Lineage}, token.UserID, living, most)
}

func (t *Tokens) walkFrom(ctx context.Context, level []string, userID string, living bool, most int) (found []Kin, cut bool, err error) {
	for depth := 1; len(level) > 0; depth++ {
		children, err := t.store.KinBelow(ctx, level, living, most-len(found)+1)
		if err != nil {
			return nil, false, err
		}
		if len(children) > 0 && depth > deepest {
			return found, true, nil
		}
		level = level[:0]
		for _, k := range children {
			if len(found) == most {
				return found, true, nil
			}
			k.Depth = depth
			found = append(found, k.seenBy(userID))
			level = append(level, k.Lineage)
		}
	}
	return found, false, nil
}

// Withdrawn counts the live tokens that end when a user takes back what they
// allowed a client: those that they made on it, and what descends from those and
// from what the client was allowed. What apps were allowed is no token.
func (t *Tokens) Withdrawn(ctx context.Context, userID, clientID string) (Number, error) {
	roots, err := t.store.KinOn(ctx, clientID, userID, countedBelow+1)
	if err != nil {
		return Number{}, err
	}
	cut := len(roots) > countedBelow
	roots = roots[:min(countedBelow, len(roots))]
	level, now := make([]string, len(roots)), t.opts.Now()
	for i, k := range roots {
		level[i] = k.Lineage
	}
	var below []Kin
	if len(level) > 0 {
		var more bool
		if below, more, err = t.walkFrom(ctx, level, userID, true, countedBelow); err != nil {
			return Number{}, err
		}
		cut = cut || more
	}
	live := map[string]bool{}
	for _, k := range slices.Concat(roots, below) {
		if k.TokenID != "" && k.Live(now) {
			live[k.Lineage] = true
		}
	}
	return Number{N: len(live), AtLeast: cut}, nil
}

// choose is what is listed: the living first, then the rest, nobody without
// their parent; and how many there are to choose from.
func choose(root string, living, all []Kin) (shown []Kin, known int) {
	seen, listed := map[string]bool{}, map[string]bool{root: true}
	for _, k := range slices.Concat(living, all) {
		if seen[k.Lineage] {
			continue
		}
		seen[k.Lineage] = true
		if len(shown) < listedBelow && listed[k.Parent] {
			listed[k.Lineage] = true
			shown = append(shown, k)
		}
	}
	return shown, len(seen)
}

// inOrder puts each below its parent, and siblings by age.
func inOrder(root string, shown []Kin) []Kin {
	children := map[string][]Kin{}
	for _, k := range shown {
		children[k.Parent] = append(children[k.Parent], k)
	}
	ordered := make([]Kin, 0, len(shown))
	var add func(parent string)
	add = func(parent string) {
		slices.SortFunc(children[parent], func(a, b Kin) int { return strings.Compare(a.Lineage, b.Lineage) })
		for _, k := range children[parent] {
			ordered = append(ordered, k)
			add(k.Lineage)
		}
	}
	add(root)
	return ordered
}

// seenBy is what a user may see of what shares a tree with a token of theirs.
func (k Kin) seenBy(userID string) Kin {
	if k.UserID != userID {
		k.TokenID, k.Name, k.Hint = "", "", ""
	}
	return k
}
