package web

// Notices lists what a person was told about their tokens, account and clients,
// newest first.
type Notices struct {
	Frame
	Rows     []NoticeRow
	Read     *ReadForm // nil: everything is read
	MoreHref string    // the next page; empty: this is the last
}

func (Notices) page() string { return "notices" }

// NoticeRow is one notice.
type NoticeRow struct {
	Title  string // "A token ends soon"
	Token  string // the name of the token or client; empty: it is about the account
	Client string // the client it belongs to; may be empty
	Note   string // a sentence or two: what it means and what to do
	When   string // "2 hours ago"
	Href   string // the page of what it is about
	New    bool   // not read yet
	Grave  bool   // something was ended
}

// ReadForm marks the notices up to one as read: POST Action with csrf_token
// and up_to.
type ReadForm struct {
	Action string
	UpTo   string // the id of the newest one that the page shows
}
