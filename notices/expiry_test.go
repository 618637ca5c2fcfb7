package notices_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage/storagetest"
)

const days = 24 * time.Hour

// client inserts an API client.
func (h *house) client(t *testing.T, owner string) string {
	t.Helper()
	c := clients.Client{ID: newID(), OwnerID: owner, Name: "Reports", Type: clients.Confidential, Scopes: []string{"a"}, CreatedAt: h.at}
	if err := h.store.CreateClient(t.Context(), c, nil); err != nil {
		t.Fatal(err)
	}
	return c.ID
}

// token inserts a token that ends then.
func (h *house) token(t *testing.T, user, client string, end time.Time) pat.Token {
	t.Helper()
	token := pat.Token{
		ID: newID(), UserID: user, ClientID: client, Lineage: newID(), Name: "nightly backup", Scopes: []string{"a"}, CreatedAt: h.at, ExpiresAt: end,
	}
	if err := h.store.CreateToken(t.Context(), token, secret.HashOf(secret.New(secret.PersonalAccessToken)), ""); err != nil {
		t.Fatal(err)
	}
	return token
}

func (h *house) warn(t *testing.T) {
	t.Helper()
	if err := h.Warn(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestWarnings lives through the last weeks of tokens, hour by hour: each is
// told of seven days and one day before its end, once.
func TestWarnings(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, url)
		user := h.user(t, "mira@example.org")
		client, began := h.client(t, user), h.at
		h.token(t, user, client, time.Time{})
		ends := map[string]time.Duration{
			h.token(t, user, client, began.Add(14*days)).ID:            14 * days,
			h.token(t, user, client, began.Add(7*days+time.Second)).ID: 7*days + time.Second,
			h.token(t, user, client, began.Add(3*days)).ID:             3 * days,       // made for less than seven
			h.token(t, user, client, began.Add(12*time.Hour)).ID:       12 * time.Hour, // and for less than one
		}
		for h.at.Before(began.Add(15 * days)) {
			h.warn(t)
			h.at = h.at.Add(time.Hour)
		}
		var got []string
		for _, n := range h.all(t, user) {
			if n.Kind != notices.TokenExpiring || n.Token.ClientName != "Reports" || !n.Token.ExpiresAt.Equal(began.Add(ends[n.Token.ID])) {
				t.Errorf("%+v", n)
			}
			got = append(got, fmt.Sprintf("%v: %v before", ends[n.Token.ID], n.Token.ExpiresAt.Sub(n.At)))
		}
		want := []string{
			"336h0m0s: 24h0m0s before", "336h0m0s: 168h0m0s before", "168h0m1s: 23h0m1s before", "72h0m0s: 24h0m0s before",
			"168h0m1s: 167h0m1s before", "12h0m0s: 12h0m0s before", "72h0m0s: 72h0m0s before",
		}
		if strings.Join(got[:5], "\n") != strings.Join(want[:5], "\n") || len(got) != len(want) {
			t.Errorf("told:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
}

// TestWarningsFollowTheEnd: an end that was moved is told of anew; what has
// ended already, or works no more, is not told of.
func TestWarningsFollowTheEnd(t *testing.T) {
	h := newHouse(t)
	user := h.user(t, "mira@example.org")
	client := h.client(t, user)
	token := h.token(t, user, client, h.at.Add(5*days))
	count := func(what string, want int) {
		t.Helper()
		for range 3 {
			h.warn(t)
		}
		if got := len(h.all(t, user)); got != want {
			t.Errorf("%s: %d notices, want %d", what, got, want)
		}
	}
	count("at first", 1)
	token.ExpiresAt = h.at.Add(6 * days)
	if err := h.store.UpdateToken(t.Context(), token, h.at); err != nil {
		t.Fatal(err)
	}
	count("moved", 2)
	token.ExpiresAt = h.at.Add(30 * days)
	if err := h.store.UpdateToken(t.Context(), token, h.at); err != nil {
		t.Fatal(err)
	}
	count("moved far away", 2)
	h.at = h.at.Add(24 * days)
	if err := h.store.EndLineage(t.Context(), token.Lineage, "test", h.at); err != nil {
		t.Fatal(err)
	}
	count("revoked", 2)
	h.token(t, user, client, h.at.Add(-time.Second))
	count("over", 2)
	h.token(t, user, client, h.at.Add(time.Hour))
	if err := h.store.SetUserDisabled(t.Context(), user, h.at); err != nil {
		t.Fatal(err)
	}
	count("of somebody disabled", 2)
	if err := h.store.SetUserDisabled(t.Context(), user, time.Time{}); err != nil {
		t.Fatal(err)
	}
	count("enabled again", 3)
}

// TestWarningsOffAndAlone: either warning can be switched off.
func TestWarningsOffAndAlone(t *testing.T) {
	for name, c := range map[string]struct {
		first, last time.Duration
		want        int
	}{"both": {7 * days, days, 2}, "the first": {7 * days, 0, 1}, "the last": {0, days, 1}, "none": {0, 0, 0}} {
		h := newHouse(t)
		options := h.options()
		options.FirstWarning, options.LastWarning = c.first, c.last
		h.Notices = notices.New(h.store, options)
		user := h.user(t, "mira@example.org")
		h.token(t, user, h.client(t, user), h.at.Add(8*days))
		for range 8 * 24 {
			h.warn(t)
			h.at = h.at.Add(time.Hour)
		}
		if got := len(h.all(t, user)); got != c.want {
			t.Errorf("%s: %d notices, want %d", name, got, c.want)
		}
	}
}

// TestManyWarnings: more tokens than one pass reads, all with the same end,
// and several processes at it: each is told of once, in a few passes.
func TestManyWarnings(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, url)
		user := h.user(t, "mira@example.org")
		client, end := h.client(t, user), h.at.Add(6*days)
		const tokens = 450
		for range tokens {
			h.token(t, user, client, end)
		}
		var all sync.WaitGroup
		for range 4 {
			process := notices.New(h.store, h.options())
			all.Go(func() {
				if err := process.Warn(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		_, n, err := h.Unread(t.Context(), user, 1)
		if err != nil || n != tokens {
			t.Errorf("%d notices, %v; want %d", n, err, tokens)
		}
	})
}
