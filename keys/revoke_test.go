package keys_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestRevoke ends keys in each of their states, at one replica, and asks another one that has read them just before.
func TestRevoke(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, c := storagetest.Open(t, url), newClock()
		here, there := open(t, s, c, "ES256"), open(t, s, c, "ES256")
		ahead := func(r *keys.Ring) *keys.Key {
			t.Helper()
			key, err := r.Rotate(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return key
		}
		retired := signer(t, here)
		signs := ahead(here)
		for name, id := range map[string]string{"the one that signs": signs.ID, "a retired one": retired.ID} {
			signer(t, there)
			revoked, successor, err := here.Revoke(t.Context(), id)
			if err != nil || revoked.RevokedAt.IsZero() || (successor != nil) != (id == signs.ID) {
				t.Fatalf("%s: %+v, successor %v, %v", name, revoked, successor, err)
			}
			if slices.Contains(published(t, there), id) {
				t.Errorf("%s is published", name)
			}
			if _, err := here.Find(t.Context(), id); !errors.Is(err, keys.ErrUnknownKey) {
				t.Errorf("%s verifies here: %v", name, err)
			}
			if successor != nil && signer(t, here).ID != successor.ID {
				t.Errorf("%s: the successor does not sign", name)
			}
			if _, err := there.FindPast(t.Context(), id); !errors.Is(err, keys.ErrUnknownKey) {
				t.Errorf("a revoked key tells what Patio signed: %v", err)
			}
			again, none, err := there.Revoke(t.Context(), id)
			if err != nil || none != nil || !again.RevokedAt.Equal(revoked.RevokedAt) {
				t.Errorf("%s, again: %+v, %v, %v", name, again, none, err)
			}
		}
		behind := &clock{} // a replica whose clock is behind signs with the successor too
		behind.ms.Store(c.now().Add(-10 * time.Second).UnixMilli())
		slow := open(t, s, behind, "ES256")
		waiting, err := here.Rotate(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, successor, err := here.Revoke(t.Context(), waiting.ID)
		if err != nil || successor == nil {
			t.Fatalf("a key that does not sign yet: %v, %v", successor, err)
		}
		for name, r := range map[string]*keys.Ring{"here": here, "behind": slow} {
			behind.advance(2 * time.Second)
			if got := signer(t, r); got.ID != successor.ID {
				t.Errorf("%s: %s signs, not the successor", name, got.ID)
			}
		}
		if _, _, err := here.Revoke(t.Context(), "unknown"); !errors.Is(err, keys.ErrUnknownKey) {
			t.Errorf("an unknown key: %v", err)
		}
		events, err := s.AuditEvents(t.Context(), "", 100)
		if err != nil {
			t.Fatal(err)
		}
		records := 0
		for _, e := range events {
			switch {
			case e.Action == "key.revoked" && e.Before["status"] != "" && e.After["status"] == audit.Revoked:
				records++
			case e.Action == "key.revoked", e.Action == "key.rotated" && (e.Before != nil || e.After["algorithm"] != "ES256"):
				t.Errorf("recorded %+v", e)
			}
		}
		if records != 3 {
			t.Errorf("%d records of 3 revocations", records)
		}
	})
}

// TestRevocationMet: a process that has met a revocation in another read does not sign by an older reading of the keys.
func TestRevocationMet(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		c := newClock()
		first, second := storagetest.Open(t, url), storagetest.Open(t, url)
		here, there := open(t, first, c, "ES256"), open(t, second, c, "ES256")
		app := clients.Client{ID: "0195aaaa-0000-7000-8000-000000000000", Name: "App", CreatedAt: c.now()}
		if err := first.CreateClient(t.Context(), app, nil); err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second one in the same millisecond
			stolen := signer(t, there)
			_, successor, err := here.Revoke(t.Context(), stolen.ID)
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := second.Credentials(t.Context(), app.ID); err != nil {
				t.Fatal(err)
			}
			if got := signer(t, there); got.ID != successor.ID {
				t.Errorf("%s signs, not the successor %s", got.ID, successor.ID)
			}
			if _, err := there.Find(t.Context(), stolen.ID); !errors.Is(err, keys.ErrUnknownKey) {
				t.Errorf("find the revoked key: %v", err)
			}
		}
	})
}

// TestSignerOf records the longest life that was signed with a key.
func TestSignerOf(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, c := storagetest.Open(t, url), newClock()
		ring := open(t, s, c, "ES256")
		for _, step := range []struct{ signs, want time.Duration }{
			{10 * time.Minute, 10 * time.Minute}, {5 * time.Minute, 10 * time.Minute}, {time.Hour, time.Hour},
		} {
			if _, err := ring.SignerOf(t.Context(), step.signs); err != nil {
				t.Fatal(err)
			}
			c.advance(2 * time.Second)
			rows, err := s.SigningKeys(t.Context())
			if err != nil || rows[0].AccessTTL != step.want || signer(t, ring).AccessTTL != step.want {
				t.Errorf("after signing for %v: %v, %v", step.signs, rows[0].AccessTTL, err)
			}
		}
	})
}
