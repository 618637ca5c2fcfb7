package storage_test

import (
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/revocations"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// TestAudienceNotRecorded: a lineage from before it was recorded for whom tokens
// are signed learns of those that come, and its end still concerns everybody.
func TestAudienceNotRecorded(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, db := storagetest.Open(t, url), storagetest.SQL(t, url)
		ctx, now, hash := t.Context(), clocktest.Now(), secret.HashOf("code")
		if err := s.CreateUser(ctx, users.User{ID: oneID, Username: "mira", Email: "mira@example.org", CreatedAt: now}, "hash"); err != nil {
			t.Fatal(err)
		}
		l := oauth.Lineage{ID: oneID, UserID: oneID, ClientID: oneID, CreatedAt: now}
		if err := s.CreateGrant(ctx, l, oauth.Code{Hash: hash, LineageID: oneID, ExpiresAt: now}); err != nil {
			t.Fatal(err)
		}
		exec(t, db, "UPDATE lineages SET signed_for = NULL")
		if living, err := s.SignFor(ctx, oneID, []string{"https://a.example"}); err != nil || !living {
			t.Fatal(living, err)
		}
		_, state, err := s.Code(ctx, hash)
		if want := []string{oauth.AnyAudience, "https://a.example"}; err != nil || !slices.Equal(state.SignedFor, want) {
			t.Errorf("signed for %q, %v; want %q", state.SignedFor, err, want)
		}
		if err := s.EndLineage(ctx, oneID, "test", now); err != nil {
			t.Fatal(err)
		}
		told, err := s.Ended(ctx, revocations.Place{}, now.Add(-time.Minute), 10)
		if err != nil || len(told) != 1 || told[0].Audience != nil {
			t.Errorf("told of %+v, %v", told, err)
		}
	})
}
