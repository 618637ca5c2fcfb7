package pat_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestDeadStates: every way for a token to be no good looks the same, and the
// ones that can be undone can be undone.
func TestDeadStates(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url))
		o := order()
		o.ExpiresAt = h.at.Add(time.Hour)
		_, raw := h.mint(t, o)
		for what, switches := range map[string]func(at time.Time) error{
			"user": func(at time.Time) error { return h.store.SetUserDisabled(t.Context(), mira, at) },
			"client": func(at time.Time) error {
				c, err := h.store.Client(t.Context(), own)
				if err != nil {
					return err
				}
				c.InactiveSince = at
				return h.store.SetClientState(t.Context(), c)
			},
		} {
			must(t, switches(h.at))
			h.dead(t, what+" switched off", raw)
			must(t, switches(time.Time{}))
			h.principal(t, raw)
		}
		h.at = h.at.Add(time.Hour - time.Millisecond)
		h.principal(t, raw)
		h.at = h.at.Add(time.Millisecond)
		h.dead(t, "at its end", raw)
		h.at = h.at.Add(-time.Hour)

		revoked, rawRevoked := h.mint(t, order())
		for range 2 {
			must(t, h.Revoke(t.Context(), mira, revoked.ID))
		}
		h.dead(t, "revoked", rawRevoked)
		h.principal(t, raw) // the one beside it
		_, rawGone := h.mint(t, pat.Order{UserID: noor, ClientID: foreign, Name: "x"})
		must(t, h.store.DeleteClient(t.Context(), foreign, h.at))
		h.dead(t, "client deleted", rawGone)
		seen, err := h.Get(t.Context(), mira, revoked.ID)
		if err != nil || seen.RevokedAt.IsZero() || seen.Live(h.at) {
			t.Errorf("the owner sees %+v, %v", seen, err)
		}
	})
}

// unread is a store that fails the test when it is asked for a token.
type unread struct {
	pat.Store
	t *testing.T
}

func (u unread) TokenState(context.Context, secret.Hash) (pat.State, error) {
	u.t.Error("a typo reached the database")
	return pat.State{}, pat.ErrUnknown
}

func TestTyposStopEarly(t *testing.T) {
	h := newHouse(t)
	_, raw := h.mint(t, order())
	early := pat.New(unread{h.store, t}, pat.Options{Now: func() time.Time { return h.at }})
	swapped := []byte(raw)
	swapped[10], swapped[11] = swapped[11], swapped[10]
	if string(swapped) == raw {
		swapped[10] ^= 1
	}
	for _, typo := range []string{
		"", "pat_", raw[:len(raw)-1], raw + "0", " " + raw, raw + " ", raw + "\n", strings.ToUpper(raw), string(swapped),
		strings.Replace(raw, "pat_", "pca_", 1), strings.TrimPrefix(raw, "pat_"), raw + raw, "pat_" + strings.Repeat("0", 36),
		"pat_" + strings.Repeat("é", 18), "PAT_" + raw[4:], secret.New(secret.AccessToken), secret.New(secret.Session),
	} {
		if _, _, err := early.Verify(t.Context(), typo); !errors.Is(err, bearer.ErrInvalidToken) {
			t.Errorf("%q: %v", typo, err)
		}
		if own, err := early.RevokePresented(t.Context(), own, typo); !own || err != nil {
			t.Errorf("revoking %q: %v, %v", typo, own, err)
		}
	}
	h.dead(t, "well-formed and never issued", secret.New(secret.PersonalAccessToken))
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := h.Verify(cancelled, raw); err == nil || errors.Is(err, bearer.ErrInvalidToken) {
		t.Errorf("without a database: %v, want its error and no verdict", err)
	}
}

func TestOwnTokensAlone(t *testing.T) {
	h := newHouse(t)
	first, raw := h.mint(t, order())
	second, _ := h.mint(t, order())
	others, rawOthers := h.mint(t, pat.Order{UserID: noor, ClientID: open, Name: "x"})
	for _, id := range []string{others.ID, nobody, "", "x", "\x00", first.ID + " "} {
		if _, err := h.Get(t.Context(), mira, id); !errors.Is(err, pat.ErrUnknown) {
			t.Errorf("get %q: %v", id, err)
		}
		if err := h.Revoke(t.Context(), mira, id); !errors.Is(err, pat.ErrUnknown) {
			t.Errorf("revoke %q: %v", id, err)
		}
	}
	h.principal(t, rawOthers)
	for _, c := range []struct {
		user, cursor string
		limit        int
		want         []string
	}{
		{mira, "", 10, []string{second.ID, first.ID}}, {mira, "", 1, []string{second.ID}},
		{mira, second.ID, 10, []string{first.ID}}, {"", "", 10, []string{others.ID, second.ID, first.ID}},
	} {
		tokens, err := h.List(t.Context(), c.user, c.cursor, c.limit)
		var got []string
		for _, token := range tokens {
			got = append(got, token.ID)
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("list of %q: %v, %v; want %v", c.user, got, err, c.want)
		}
	}
	must(t, h.RevokeAny(t.Context(), others.ID)) // the operator's right
	h.dead(t, "revoked by the operator", rawOthers)
	for _, id := range []string{nobody, "", "x"} {
		if err := h.RevokeAny(t.Context(), id); !errors.Is(err, pat.ErrUnknown) {
			t.Errorf("revoke any %q: %v", id, err)
		}
	}

	if ours, err := h.RevokePresented(t.Context(), open, raw); ours || err != nil {
		t.Errorf("presented by another client: %v, %v", ours, err)
	}
	h.principal(t, raw)
	for range 2 {
		if ours, err := h.RevokePresented(t.Context(), own, raw); !ours || err != nil {
			t.Errorf("presented by its client: %v, %v", ours, err)
		}
	}
	h.dead(t, "revoked by its client", raw)
	if ours, err := h.RevokePresented(t.Context(), own, secret.New(secret.PersonalAccessToken)); !ours || err != nil {
		t.Errorf("presented, never issued: %v, %v", ours, err)
	}
	trail, err := h.store.AuditEvents(t.Context(), "", 2)
	if err != nil || trail[0].Action != "pat.revoked" || trail[0].Detail["reason"] != "revoked by the client" || trail[1].Detail["reason"] != "revoked by the operator" {
		t.Errorf("trail %+v, %v", trail, err)
	}
}

// TestRevokeRecorded: a revocation that cannot be recorded does not happen,
// and says so.
func TestRevokeRecorded(t *testing.T) {
	url := storagetest.Fresh(t, storage.SQLite)
	h := newHouseOn(t, storagetest.Open(t, url))
	token, raw := h.mint(t, order())
	_, err := storagetest.SQL(t, url).Exec("ALTER TABLE audit_events RENAME TO gone")
	must(t, err)
	if err := h.Revoke(t.Context(), mira, token.ID); err == nil {
		t.Error("revoked without a trail")
	}
	if _, _, err := h.Mint(t.Context(), order()); err == nil {
		t.Error("minted without a trail")
	}
	h.principal(t, raw)
	if all, err := h.List(t.Context(), mira, "", 10); err != nil || len(all) != 1 {
		t.Errorf("%d tokens, %v", len(all), err)
	}
}

// TestRevokeAgain: who revokes a token a second time, since the first answer
// was that there had been no time for all of it, hears that it is revoked only
// when all that it made has ended.
func TestRevokeAgain(t *testing.T) {
	url := storagetest.Fresh(t, storage.SQLite)
	h := newHouseOn(t, storagetest.Open(t, url))
	token, maker := h.mint(t, order())
	child := order()
	child.Parent = h.principal(t, maker)
	_, raw := h.mint(t, child)
	_, err := storagetest.SQL(t, url).Exec(`UPDATE lineages SET ended_at = 1 WHERE id = '` + token.Lineage + `';
		INSERT INTO endings (lineage_id, user_id, reason, ended_at) VALUES ('` + token.Lineage + `', '` + mira + `', 'revoked', 1)`)
	must(t, err)
	h.principal(t, raw)
	must(t, h.Revoke(t.Context(), mira, token.ID))
	if _, _, err := h.Verify(t.Context(), raw); !errors.Is(err, bearer.ErrInvalidToken) {
		t.Errorf("what it made: %v", err)
	}
}
