package notices_test

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// house is the room on a real store, with a clock that can be set.
type house struct {
	*notices.Notices
	store *storage.Store
	db    *sql.DB // the store's, to look at
	at    time.Time
}

func newHouse(t *testing.T, channels ...notices.Channel) *house {
	t.Helper()
	return newHouseOn(t, storagetest.Fresh(t, storage.SQLite), channels...)
}

func newHouseOn(t *testing.T, url string, channels ...notices.Channel) *house {
	t.Helper()
	h := &house{store: storagetest.Open(t, url), db: storagetest.SQL(t, url), at: clocktest.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))}
	h.Notices = notices.New(h.store, h.options(channels...))
	return h
}

func (h *house) options(channels ...notices.Channel) notices.Options {
	return notices.Options{
		Now: func() time.Time { return h.at }, FirstWarning: 7 * 24 * time.Hour, LastWarning: 24 * time.Hour,
		WarnEvery: time.Second, Channels: channels,
	}
}

func (h *house) post(t *testing.T, n notices.Notice) {
	t.Helper()
	if err := h.Post(t.Context(), n); err != nil {
		t.Fatal(err)
	}
}

// all is what a person reads, newest first.
func (h *house) all(t *testing.T, user string) []notices.Notice {
	t.Helper()
	found, err := h.List(t.Context(), user, "", 100)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

func notice(user string) notices.Notice {
	return notices.Notice{UserID: user, Kind: notices.TokenCreated, Token: notices.Token{ID: newID(), Name: "nightly backup"}}
}

// TestPostOnce posts again what was posted: nothing more is told, until the
// occasion is another one.
func TestPostOnce(t *testing.T) {
	h, user := newHouse(t), newID()
	first := notice(user)
	for range 3 {
		h.post(t, first)
		h.at = h.at.Add(time.Hour)
	}
	if got := h.all(t, user); len(got) != 1 || !got[0].At.Equal(h.at.Add(-3*time.Hour)) || got[0].Token.Name != "nightly backup" {
		t.Fatalf("%+v", got)
	}
	again := first
	again.Occasion = "second"
	h.post(t, again)
	again.Kind = notices.TokenTripwire
	h.post(t, again)
	if got := h.all(t, user); len(got) != 3 || got[0].Kind != notices.TokenTripwire {
		t.Errorf("%+v", got)
	}
}

// TestPostInTheTransactionOfWhatItTells: nobody is told of what was not done.
func TestPostInTheTransactionOfWhatItTells(t *testing.T) {
	h, user, stop := newHouse(t), newID(), errors.New("stop")
	err := h.store.Transact(t.Context(), func(ctx context.Context) error {
		return errors.Join(h.Post(ctx, notice(user)), stop)
	})
	if got := h.all(t, user); !errors.Is(err, stop) || len(got) != 0 {
		t.Errorf("%v: %+v", err, got)
	}
}

func TestPostRefusesWhatIsNoNotice(t *testing.T) {
	h, user := newHouse(t), newID()
	for name, change := range map[string]func(n *notices.Notice){
		"no kind":         func(n *notices.Notice) { n.Kind = "" },
		"an unknown kind": func(n *notices.Notice) { n.Kind = "token.eaten" },
		"nobody":          func(n *notices.Notice) { n.UserID = "" },
		"no token":        func(n *notices.Notice) { n.Token.ID = "" },
		"a long occasion": func(n *notices.Notice) { n.Occasion = strings.Repeat("x", 101) },
	} {
		n := notice(user)
		change(&n)
		if err := h.Post(t.Context(), n); !errors.Is(err, notices.ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := h.all(t, user); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// TestWhatComesFromOutsideIsOneShortLine: a report of a leak may say anything.
func TestWhatComesFromOutsideIsOneShortLine(t *testing.T) {
	h, user := newHouse(t), newID()
	n := notice(user)
	n.Kind, n.Source = notices.TokenLeaked, " https://example.org/a\r\nBcc: all@example.org\x00\u202e\u2028 "+strings.Repeat("ü", 500)
	h.post(t, n)
	got := h.all(t, user)[0].Source
	if !strings.HasPrefix(got, "https://example.org/a  Bcc: all@example.org üü") || len([]rune(got)) != 300 || !strings.HasSuffix(got, "ü…") {
		t.Errorf("%q", got)
	}
}

// TestAddresses: the address that a notice names is that of whoever made or
// used the token, never a resource server's, nor a reporter's.
func TestAddresses(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct {
		kind notices.Kind
		by   actor.Actor
		want string
	}{
		{notices.TokenCreated, actor.Actor{UserID: "mira"}, "192.0.2.7"}, {notices.TokenTripwire, actor.Actor{}, "192.0.2.7"},
		{notices.TokenTripwire, actor.Actor{ClientID: "api"}, ""}, {notices.TokenLeaked, actor.Actor{}, ""},
		{notices.TokenExpiring, actor.Actor{UserID: "mira"}, ""},
	} {
		n := notice(newID())
		n.Kind = c.kind
		c.by.Address = "192.0.2.7"
		ctx := actor.NewContext(t.Context(), &c.by)
		if err := h.Post(ctx, n); err != nil {
			t.Fatal(err)
		}
		if got := h.all(t, n.UserID)[0].Address; got != c.want {
			t.Errorf("%s by %+v: %q, want %q", c.kind, c.by, got, c.want)
		}
	}
}

// TestMarkRead: what comes after the page was shown stays unread, and what is
// no notice of one's own marks nothing of anybody's.
func TestMarkRead(t *testing.T) {
	h, mira, theo := newHouse(t), newID(), newID()
	for range 2 {
		h.post(t, notice(mira))
		h.post(t, notice(theo))
	}
	shown := h.all(t, mira)[0].ID
	h.post(t, notice(mira))
	unread := func(what, user string, want int) {
		t.Helper()
		newest, n, err := h.Unread(t.Context(), user, 2)
		if err != nil || n != want || len(newest) != min(want, 2) {
			t.Errorf("%s: %d unread, %d of them shown, %v; want %d", what, n, len(newest), err, want)
		}
	}
	mark := func(user, upTo string) {
		t.Helper()
		if err := h.MarkRead(t.Context(), user, upTo); err != nil {
			t.Errorf("up to %q: %v", upTo, err)
		}
	}
	for _, junk := range []string{"", "z", "' OR 1=1 --", "{" + shown + "}", strings.Repeat("f", 32), "urn:uuid:" + shown} {
		mark(mira, junk)
	}
	unread("after junk", mira, 3)
	mark(mira, strings.ToUpper(shown))
	unread("up to what was shown", mira, 1)
	unread("somebody else", theo, 2)
	h.at = h.at.Add(time.Hour)
	mark(mira, "ffffffff-ffff-ffff-ffff-ffffffffffff")
	unread("all of it", mira, 0)
	unread("somebody else", theo, 2)
	if got := h.all(t, mira); !got[0].ReadAt.Equal(h.at) || !got[1].ReadAt.Equal(h.at.Add(-time.Hour)) {
		t.Errorf("read at %v and %v", got[0].ReadAt, got[1].ReadAt)
	}
}

// TestWords: every kind says what it means in whole sentences, whatever it
// does not know.
func TestWords(t *testing.T) {
	end := time.Date(2026, 11, 29, 14, 5, 0, 0, time.UTC)
	for _, kind := range notices.Kinds() {
		full := notices.Notice{
			Kind: kind, Source: "https://example.org/paste", Address: "192.0.2.7", Token: notices.Token{ExpiresAt: end}, Reason: "operator",
			By: notices.By{Credential: "pat", Name: "ci"}, Changed: []string{"name", "redirect_uris"}, Browser: "Firefox", CodesLeft: 3,
		}
		deleted := full
		deleted.Changed = []string{notices.Deleted}
		for _, n := range []notices.Notice{{Kind: kind}, full, deleted} {
			for _, words := range []notices.Words{n.Words(), notices.Delivery{Notice: n, Combined: 24}.Words()} {
				if words.Title == "" || words.Title == string(kind) || strings.Contains(words.Title, "%") ||
					!strings.HasSuffix(words.Note, ".") || strings.Contains(words.Note, "  ") {
					t.Errorf("%s: %+v", kind, words)
				}
			}
			if words := (notices.Delivery{Notice: n, Combined: 24}).Words(); !strings.Contains(words.Title, "25") {
				t.Errorf("%s: %+v", kind, words)
			}
		}
	}
	who := notices.Notice{Kind: notices.ClientChanged, Address: "192.0.2.7", Changed: []string{"name", "redirect_uris"}}
	for credential, want := range map[string]string{
		"":        "Its name and redirect addresses were changed from 192.0.2.7.",
		"session": "Its name and redirect addresses were changed in a browser from 192.0.2.7.",
		"cli":     "Its name and redirect addresses were changed by an operator.",
		"pat":     "Its name and redirect addresses were changed with the personal access token “ci” from 192.0.2.7.",
		"oauth":   "Its name and redirect addresses were changed by the app “ci” from 192.0.2.7.",
	} {
		who.By = notices.By{Credential: credential, Name: "ci"}
		if words := who.Words(); !strings.HasPrefix(words.Note, want) {
			t.Errorf("%q: %s", credential, words.Note)
		}
	}
	n := notices.Notice{Kind: notices.TokenExpiring, Token: notices.Token{ExpiresAt: end}}
	if words := n.Words(); !strings.Contains(words.Note, "29 November 2026, 14:05 UTC") {
		t.Errorf("%+v", words)
	}
}
