// Package notices tells people what happened to their tokens, their account and
// their API clients: a new token, one that ends soon or was found in the open, a
// changed password or second factor, a sign-in from a new device, a changed
// client.
//
// It owns what a notice says, that one occasion makes one notice, and its ways
// to a person: the account page always, mail and a signed webhook where they
// are configured. It does not own tokens, nor what ends them: whoever decides
// posts the notice in the transaction of the decision, through a one-method
// interface of its own (pat has one), which cmd/patio/wire.go joins to Post.
//
//	Post:  one row for kind + token + occasion, however often it is posted,
//	       and with it one delivery for each configured channel
//	Warn:  tokens that end soon, in batches by an index ─▶ Post
//	Work:  due ─▶ claim (one process wins) ─▶ send ─▶ settle, or due again later
//
// Urgent notices go out first, and people take turns: a person with many notices
// does not delay another person's. Many notices of one kind to one person are
// combined into one message (see combine.go).
//
// A notice is made exactly once. Sending it cannot be: a process that dies
// between sending and settling leaves a claim that runs out, and the notice is
// sent again, under the same Message-ID or webhook-id, by which the receiver
// knows it. Two processes that live never send the same one.
package notices

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/internal/actor"
)

// Token is what a notice says of a token: as much as its holder sees in the
// list, without the secret and without the hint. Where the Subject of the
// notice is no token, it has the client's id and name, and nothing else.
type Token struct {
	ID         string
	Name       string
	ClientName string
	Scopes     []string
	ExpiresAt  time.Time // zero: no end
}

// By is who made a change, as far as it is known.
type By struct {
	Credential string // as package actor names it; "" where nobody has proved anything
	Name       string // of the token or app that was used; "" for a person in a browser or an operator
}

// Notice is one thing that a person is told.
type Notice struct {
	ID     string // made by Post; time-ordered
	UserID string
	Kind   Kind
	Token  Token
	// Occasion tells two notices of one kind about one token apart, such as two
	// reports of a leak; "" where there can be but one. At most 100 bytes.
	Occasion string
	// Source is where a leaked token was found, as somebody says whom the poster
	// has reason to believe: people read it in their mail. May be "".
	Source string
	// Address is where the request came from that made the occasion; "" where
	// it does not tell about the person who made it.
	Address string
	By      By
	// Changed names what changed of a client, by the fields of the REST API, or
	// is "deleted"; Reason is by what a client was suspended.
	Changed []string
	Reason  string
	Browser string // that signed in, such as "Firefox on Linux"
	// CodesLeft is how many recovery codes are left, where one was used.
	CodesLeft int
	// FormerEmail is the address that the account had before, which is told of
	// its change too.
	FormerEmail string
	At          time.Time // UTC
	ReadAt      time.Time // zero: not read yet
}

// Read reports whether the person has seen it.
func (n Notice) Read() bool { return !n.ReadAt.IsZero() }

// ErrMalformed says that a notice lacks what it must have. It is a mistake of
// the program, never of a person.
var ErrMalformed = errors.New("a notice needs a known kind, a user, a token and an occasion of at most 100 bytes")

// Options are the values that the room takes.
type Options struct {
	Now func() time.Time
	// FirstWarning and LastWarning are how long before a token's end its holder
	// is told; 0: not told. A token that is made for less than one of them is
	// told of at once, by the nearer one where it is less than both.
	FirstWarning, LastWarning time.Duration
	// WarnEvery is how often a process looks for ends that come near.
	WarnEvery time.Duration
	// Channels are what each notice waits for once it is posted: a sender for
	// it must be at work in some process.
	Channels []Channel
}

// Notices is the room.
type Notices struct {
	store    Store
	opts     Options
	warnings []*warning
}

// New opens the room.
func New(store Store, opts Options) *Notices {
	return &Notices{store: store, opts: opts, warnings: opts.warnings()}
}

// Post tells a person something, once: posted again, whoever posts it, nothing
// happens. It joins the context's transaction, so that nobody is told of what
// was not done, and what cannot be told is not done. Errors: ErrMalformed.
func (n *Notices) Post(ctx context.Context, notice Notice) error {
	if !notice.Kind.known() || notice.UserID == "" || notice.Token.ID == "" || len(notice.Occasion) > 100 {
		return ErrMalformed
	}
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	notice.ID, notice.At, notice.ReadAt = id.String(), n.opts.Now().UTC(), time.Time{}
	notice.Source = line(notice.Source, maxSource)
	if notice.Address == "" {
		notice.Address = personAddress(ctx, notice.Kind)
	}
	if by := actor.From(ctx).Credential; notice.By.Credential == "" && by != actor.System {
		notice.By.Credential = string(by)
	}
	return n.store.Transact(ctx, func(ctx context.Context) error {
		ways, err := n.ways(ctx, notice)
		if err == nil {
			_, err = n.store.CreateNotice(ctx, notice, ways)
		}
		return err
	})
}

// ways says by which channels a notice goes out, and from when on.
func (n *Notices) ways(ctx context.Context, notice Notice) (Ways, error) {
	ways := Ways{Channels: slices.Clone(n.opts.Channels), DueAt: notice.At}
	if len(ways.Channels) == 0 {
		return ways, nil
	}
	if notice.FormerEmail != "" && slices.Contains(ways.Channels, Mail) {
		ways.Channels = append(ways.Channels, FormerMail)
	}
	wait := notice.Kind.gatherTime()
	lately, err := n.store.CountNotices(ctx, notice.UserID, notice.Kind, notice.At.Add(-wait), oneByOne)
	if lately == oneByOne {
		ways.DueAt = notice.At.Add(wait)
	}
	return ways, err
}

// personAddress is the address of the request, where it is that of whoever
// made or used the token: not of a resource server that asks about it, nor of
// somebody who reports a leak.
func personAddress(ctx context.Context, kind Kind) string {
	by := actor.From(ctx)
	if by.UserID == "" && by.ClientID != "" || !kind.traits().address {
		return ""
	}
	return by.Address
}

// maxSource bounds what a report may say about where a token was found, in
// characters.
const maxSource = 300

// The joiners are format characters that some scripts and emoji need.
const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
)

// line is a text from outside as one line of bounded length, without what
// could make it look like another.
func line(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r == utf8.RuneError || unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) && r != zeroWidthJoiner && r != zeroWidthNonJoiner:
			return -1
		}
		return r
	}, s)
	s = strings.TrimSpace(s)
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most-1]) + "…"
	}
	return s
}

// List is up to limit of a person's notices after cursor, newest first.
func (n *Notices) List(ctx context.Context, userID, cursor string, limit int) ([]Notice, error) {
	return n.store.Notices(ctx, userID, cursor, limit)
}

// Unread is up to limit of a person's notices that they have not read, newest
// first, and how many there are in all.
func (n *Notices) Unread(ctx context.Context, userID string, limit int) ([]Notice, int, error) {
	count, err := n.store.CountUnread(ctx, userID)
	if err != nil || count == 0 || limit == 0 {
		return nil, count, err
	}
	found, err := n.store.UnreadNotices(ctx, userID, limit)
	return found, count, err
}

// MarkRead marks a person's notices as read, up to the one with that id: what
// came after the page was shown stays unread. Any other id marks none.
func (n *Notices) MarkRead(ctx context.Context, userID, upTo string) error {
	if uuid.Validate(upTo) != nil || len(upTo) != 36 {
		return nil
	}
	return n.store.MarkNoticesRead(ctx, userID, strings.ToLower(upTo), n.opts.Now().UTC())
}
