package web

// ListTools search, filter and sort a list: GET Action with q, client_id, status,
// sort and Keep. They are there where a list is long enough to need them.
type ListTools struct {
	Action    string
	Keep      []Option // hidden fields: what each is called, and its value
	Text      string   // what was searched for
	Hint      string   // what is searched
	Client    Choice
	Status    Choice
	Sort      Choice
	ClearHref string // the list without search and filters; empty: there is none
}

// Choice is a choice of one option.
type Choice struct {
	Value   string
	Options []Option // empty, or just one: there is no choice
}

// Offered reports whether there is something to choose.
func (c Choice) Offered() bool { return len(c.Options) > 1 }

// Option is one of the options of a choice.
type Option struct{ Value, Label string }

// Paging says which part of a list a page shows, and leads to the other parts.
type Paging struct {
	From, To     int
	Total        int    // 0: not counted
	PreviousHref string // empty: this is the first
	NextHref     string // empty: this is the last
}

// Several reports whether there is more than one page.
func (p Paging) Several() bool { return p.PreviousHref != "" || p.NextHref != "" }
