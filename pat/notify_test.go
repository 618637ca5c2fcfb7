package pat_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/pat"
)

// notifier stands for the notices: it remembers what it was told to tell, or
// refuses.
type notifier struct {
	told  []pat.Notice
	fails error
}

// Notify is pat.Notifier's.
func (n *notifier) Notify(_ context.Context, notice pat.Notice) error {
	if n.fails == nil {
		n.told = append(n.told, notice)
	}
	return n.fails
}

// toldBy opens the room again with somebody to tell.
func (h *house) toldBy(n *notifier) {
	h.Tokens = pat.New(h.store, pat.Options{
		Now: func() time.Time { return h.at }, Issuer: "https://patio.test", Audience: "https://api.test", Notifier: n,
	})
}

// TestHoldersAreTold of a new token and of a tripwire, with its names, and of
// nothing that was refused or asked again.
func TestHoldersAreTold(t *testing.T) {
	h, n := newHouse(t), &notifier{}
	h.toldBy(n)
	token, first := h.mint(t, order())
	wrong := order()
	wrong.Name = ""
	if _, _, err := h.Mint(t.Context(), wrong); err == nil {
		t.Error("minted without a name")
	}
	h.rotate(t, token.ID, time.Hour)
	h.principal(t, first)
	if len(n.told) != 1 || n.told[0].Kind != pat.NoticeCreated || n.told[0].Token.ID != token.ID || n.told[0].Token.ClientName != "Client" {
		t.Errorf("after minting: %+v", n.told)
	}
	h.at = h.at.Add(2 * time.Hour)
	h.dead(t, "the old secret", first)
	h.dead(t, "the old secret, again", first)
	if len(n.told) != 2 || n.told[1].Kind != pat.NoticeTripwire || n.told[1].Token.Name != "mine" || n.told[1].Token.UserID != mira || n.told[1].Token.ClientName != "Client" {
		t.Errorf("after the tripwire: %+v", n.told)
	}
}

// TestWhatCannotBeToldIsNotDone: no token is made behind its holder's back.
func TestWhatCannotBeToldIsNotDone(t *testing.T) {
	h, n := newHouse(t), &notifier{}
	h.toldBy(n)
	token, first := h.mint(t, order())
	h.rotate(t, token.ID, 0)
	n.fails = errors.New("no")
	if _, _, err := h.Mint(t.Context(), order()); !errors.Is(err, n.fails) {
		t.Errorf("minted: %v", err)
	}
	if all, err := h.List(t.Context(), mira, "", 10); err != nil || len(all) != 1 {
		t.Errorf("%d tokens, %v; want the first alone", len(all), err)
	}
	if _, _, err := h.Verify(t.Context(), first); !errors.Is(err, n.fails) || errors.Is(err, bearer.ErrInvalidToken) {
		t.Errorf("the old secret: %v", err)
	}
	n.fails = nil
	h.dead(t, "the old secret, once it can be told", first)
	if got, err := h.Get(t.Context(), mira, token.ID); err != nil || got.RevokedAt.IsZero() {
		t.Errorf("%+v, %v: the tripwire did not end it", got, err)
	}
}
