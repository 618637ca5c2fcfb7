package web

// UsePanel is how a token was used in the last days.
type UsePanel struct {
	Summary string   // "Used 41 times, on 6 of the last 30 days."
	Days    []DayUse // oldest first, today last
	From    string   // the first day, below the plot: "24 October"
	Scopes  []ScopeUse
	Note    string      // what is not known; may be empty
	Narrow  *NarrowForm // nil: there is nothing to leave out, or too little to keep
}

// DayUse is one bar of a plot.
type DayUse struct {
	Day    string // "21 November"
	Uses   int
	Scopes string // "notes:read 7, notes:write 1"; may be empty
}

// Counts is the height of each bar.
func (u UsePanel) Counts() []int {
	counts := make([]int, len(u.Days))
	for i, d := range u.Days {
		counts[i] = d.Uses
	}
	return counts
}

// Busy is the days on which something happened, the last one first.
func (u UsePanel) Busy() []DayUse {
	var busy []DayUse
	for i := len(u.Days) - 1; i >= 0; i-- {
		if u.Days[i].Uses > 0 {
			busy = append(busy, u.Days[i])
		}
	}
	return busy
}

// ScopeUse is how often a token was asked for a scope.
type ScopeUse struct {
	Scope string
	Used  string // "33 times, last on 21 November"; empty: never
}

// NarrowForm leaves a token the scopes that were used: POST Action with
// csrf_token and scope, once for each that is kept.
type NarrowForm struct {
	Action string
	Keep   []string
	Lose   []string
	Below  bool // tokens hang from it, which lose them, too
}

// Tree is what a token hangs from, and what hangs from it.
type Tree struct {
	Top       []TreeItem // the outermost; usually one
	MoreAbove bool
	More      string // "and 12 more"; empty: all are shown
	Ends      string // what ends with it, as a sentence
}

// TreeItem is one of a tree, with what hangs from it.
type TreeItem struct {
	Name     string
	Href     string // empty: the name leads nowhere
	Hint     string // empty: not shown
	What     string // "made 21 November 2026"
	State    Pill
	Self     bool // the token whose page this is
	Children []TreeItem
}
