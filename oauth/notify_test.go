package oauth_test

import (
	"context"
	"errors"
	"testing"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/oauth"
)

// consents keeps which consents people are told of, or refuses.
type consents struct {
	told []string
	fail error
}

// NotifyConsent is oauth.ConsentNotifier's.
func (n *consents) NotifyConsent(_ context.Context, userID string, c clients.Client) error {
	n.told = append(n.told, userID+" "+c.ID)
	return n.fail
}

// TestConsentToAnUnreviewedClientIsTold, and to none else; what cannot be told
// is not allowed.
func TestConsentToAnUnreviewedClientIsTold(t *testing.T) {
	n := &consents{}
	h := newHouse(t)
	noors := func(r *clients.Registration) { r.OwnerID = noor }
	own, reviewed, other := h.app(t, nil), h.app(t, noors), h.app(t, noors)
	h = h.with(func(o *oauth.Options) {
		o.Notifier, o.Unreviewed = n, func(c clients.Client) bool { return c.ID != reviewed.ID }
	})
	h.code(t, own, nil) // whose owner needs no warning
	h.code(t, reviewed, nil)
	h.code(t, other, nil)
	if len(n.told) != 1 || n.told[0] != mira+" "+other.ID {
		t.Errorf("told: %v", n.told)
	}
	n.fail = errors.New("full")
	third := h.app(t, noors)
	a, err := h.Authorize(t.Context(), request(third))
	must(t, err)
	if _, err := h.Approve(t.Context(), a, oauth.Person{UserID: mira, AuthTime: h.now()}); !errors.Is(err, n.fail) {
		t.Errorf("what cannot be told: %v", err)
	}
	if _, err := h.consent.Get(t.Context(), mira, third.ID); err == nil {
		t.Error("what could not be told was allowed")
	}
}
