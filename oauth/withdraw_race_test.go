package oauth_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/recall"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// stepping stops where a grant is written.
type stepping struct {
	*storage.Store
	before, after func()
}

func (s *stepping) CreateGrant(ctx context.Context, l oauth.Lineage, c oauth.Code) error {
	s.before()
	err := s.Store.CreateGrant(ctx, l, c)
	s.after()
	return err
}

// stepped is the house on a store that calls step once, before or after a
// grant is written in a transaction that goes on.
func (h *house) stepped(before bool, step func()) *house {
	other, done, nothing := *h, false, func() {}
	once := func() {
		if !done {
			done = true
			step()
		}
	}
	on := &stepping{Store: h.store, before: once, after: nothing}
	if !before {
		on.before, on.after = nothing, once
	}
	other.Server = oauth.New(on, h.clients.Clients, h.consent, h.keys, h.opts)
	return &other
}

// meanwhile starts what may have to wait for the transaction that goes on, and
// gives it the time to be done if it need not.
func meanwhile(fn func() error) (start func(), ended func() error) {
	done := make(chan error, 1)
	start = func() {
		finished := make(chan struct{})
		go func() {
			done <- fn()
			close(finished)
		}()
		select {
		case <-finished:
		case <-time.After(time.Second):
		}
	}
	return start, func() error { return <-done }
}

// TestWithdrawWhileApproving: an authorization that is being made while the
// person takes their consent back ends with it, or is made for a consent that
// stands. Nothing lives that nobody could see.
func TestWithdrawWhileApproving(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, url)
		for name, before := range map[string]bool{"before the grant is written": true, "after it": false} {
			app := h.app(t, nil)
			first := h.issue(t, app)
			a, err := h.Authorize(t.Context(), request(app))
			must(t, err)
			start, ended := meanwhile(func() error { return h.Withdraw(t.Context(), mira, app.ID) })
			answer, err := h.stepped(before, start).ApproveAgain(t.Context(), a, oauth.Person{UserID: mira, AuthTime: h.now()})
			must(t, err)
			must(t, ended())
			h.dead(t, name+": what the app had", first.AccessToken)
			if _, err := h.consent.Get(t.Context(), mira, app.ID); !errors.Is(err, consent.ErrUnknown) {
				t.Errorf("%s: consent %v", name, err)
			}
			_, err = h.Token(t.Context(), app, redemption(queryOf(t, answer).Get("code")))
			refused(t, name+": the code", err, oauth.InvalidGrant)
			if err := h.Withdraw(t.Context(), mira, app.ID); !errors.Is(err, consent.ErrUnknown) {
				t.Errorf("%s: something is left to withdraw: %v", name, err)
			}
		}
	})
}

// TestRecallWhileApproving: where an operator's recall forgets the consent that
// an authorization is being made for, that one ends too.
func TestRecallWhileApproving(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, url)
		app := h.app(t, nil)
		first := h.issue(t, app)
		a, err := h.Authorize(t.Context(), request(app))
		must(t, err)
		start, ended := meanwhile(func() error {
			_, err := recall.New(h.store, h.now).Since(t.Context(), recall.Order{Since: h.now(), Kinds: []recall.Kind{recall.Grant}})
			return err
		})
		answer, err := h.stepped(true, start).ApproveAgain(t.Context(), a, oauth.Person{UserID: mira, AuthTime: h.now()})
		must(t, err)
		must(t, ended())
		h.dead(t, "what the app had", first.AccessToken)
		if _, err := h.consent.Get(t.Context(), mira, app.ID); !errors.Is(err, consent.ErrUnknown) {
			t.Errorf("consent %v", err)
		}
		_, err = h.Token(t.Context(), app, redemption(queryOf(t, answer).Get("code")))
		refused(t, "the code", err, oauth.InvalidGrant)
	})
}

// TestApproveAgain: nobody is taken to have allowed what they took back after
// it was looked up.
func TestApproveAgain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, url)
		app := h.app(t, nil)
		h.code(t, app, nil)
		a, err := h.Authorize(t.Context(), request(app))
		must(t, err)
		person := oauth.Person{UserID: mira, AuthTime: h.now()}
		again := func(what string, want error) {
			t.Helper()
			if answer, err := h.ApproveAgain(t.Context(), a, person); !errors.Is(err, want) || (answer == "") != (want != nil) {
				t.Errorf("%s: %q, %v; want %v", what, answer, err, want)
			}
		}
		again("as it was", nil)
		got, err := h.Ask(t.Context(), a, mira)
		if err != nil || got.Ask {
			t.Fatalf("ask %+v, %v", got, err)
		}
		must(t, h.Withdraw(t.Context(), mira, app.ID))
		again("taken back", oauth.ErrAsk)
		if _, err := h.consent.Get(t.Context(), mira, app.ID); !errors.Is(err, consent.ErrUnknown) {
			t.Errorf("the consent is back: %v", err)
		}
		if err := h.Withdraw(t.Context(), mira, app.ID); !errors.Is(err, consent.ErrUnknown) {
			t.Errorf("something is left to withdraw: %v", err)
		}
		allow := func(origin string, scopes ...string) {
			must(t, h.consent.Allow(t.Context(), consent.Request{UserID: mira, ClientID: app.ID, Origin: origin, Scopes: scopes}))
		}
		allow(a.Origin, "a")
		again("less allowed since", oauth.ErrAsk)
		allow("https://other.test", "a", "b", "c")
		again("the rest allowed elsewhere", oauth.ErrAsk)
		allow(a.Origin, "b", "c")
		again("all of it allowed since", nil)
	})
}

// TestWithdrawUnremembered: a grant that lives without a consent, as earlier
// versions could leave it, can be taken back, with all that hangs from it.
func TestWithdrawUnremembered(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, url)
		tokens := pat.New(h.store, pat.Options{Now: h.now, Issuer: issuer, Audience: api})
		app := h.app(t, func(r *clients.Registration) { r.UserTokens = true })
		mine, theirs := h.allow(t, tokens, app, mira), h.allow(t, tokens, app, noor)
		must(t, h.store.DeleteConsent(t.Context(), mira, app.ID))
		must(t, h.Withdraw(t.Context(), mira, app.ID))
		h.dead(t, "access token", mine.access)
		_, err := h.Token(t.Context(), app, refreshing(mine.refresh))
		refused(t, "refresh token", err, oauth.InvalidGrant)
		if _, _, err := tokens.Verify(t.Context(), mine.personal); !errors.Is(err, bearer.ErrInvalidToken) {
			t.Errorf("personal access token: %v", err)
		}
		h.good(t, "somebody else's", theirs.access)
		trail, err := h.store.AuditEvents(t.Context(), "", 1)
		if err != nil || trail[0].Action != "consent.withdrawn" || trail[0].Subject != app.ID {
			t.Errorf("trail %+v, %v", trail, err)
		}
		if err := h.Withdraw(t.Context(), mira, app.ID); !errors.Is(err, consent.ErrUnknown) {
			t.Errorf("again: %v", err)
		}
	})
}

// TestFactorGone: a second factor that was taken away after the session was
// read, or while the grant is written, counts for nothing any more.
func TestFactorGone(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, url).with(func(o *oauth.Options) { o.MFATTL = time.Hour })
		app := h.app(t, opaque)
		a, err := h.Authorize(t.Context(), withACR(request(app)))
		must(t, err)
		person := oauth.Person{UserID: mira, AuthTime: h.now(), MFATime: h.now()}
		approved := func(what string, on *house, want string) {
			t.Helper()
			answer, err := on.Approve(t.Context(), a, person)
			must(t, err)
			got := h.token(t, app, redemption(queryOf(t, answer).Get("code")))
			if p := h.good(t, what, got.AccessToken); p.ACR != want {
				t.Errorf("%s: acr %q, want %q", what, p.ACR, want)
			}
		}
		reset := func() error {
			return h.store.Transact(t.Context(), func(ctx context.Context) error {
				if err := h.store.LockUser(ctx, mira); err != nil {
					return err
				}
				return h.store.DeleteFactors(ctx, mira)
			})
		}
		h.guard(t, mira)
		approved("with it", h, bearer.ACRMFA)
		must(t, reset())
		approved("taken away after the session was read", h, "")
		for _, before := range []bool{true, false} {
			h.guard(t, mira)
			start, ended := meanwhile(reset)
			answer, err := h.stepped(before, start).Approve(t.Context(), a, person)
			must(t, err)
			must(t, ended())
			got := h.token(t, app, redemption(queryOf(t, answer).Get("code")))
			if p := h.good(t, "meanwhile", got.AccessToken); p.ACR != "" {
				t.Errorf("taken away meanwhile (%v): acr %q", before, p.ACR)
			}
		}
	})
}

// guard gives a person a second factor.
func (h *house) guard(t *testing.T, userID string) {
	t.Helper()
	f := users.Factor{UserID: userID, Kind: users.FactorTOTP, Ref: "app", Secret: []byte("key"), CreatedAt: h.now()}
	must(t, h.store.AddFactor(t.Context(), f))
}
