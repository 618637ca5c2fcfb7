package storagetest

import (
	"testing"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/internal/idempotency"
	"github.com/patio-auth/patio/internal/submissions"
	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/leaks"
	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/recall"
	"github.com/patio-auth/patio/retention"
	"github.com/patio-auth/patio/revocations"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

// The one store is every room's.
var (
	_ users.Store   = (*storage.Store)(nil)
	_ clients.Store = (*storage.Store)(nil)
	_ consent.Store = (*storage.Store)(nil)
	_ keys.Store    = (*storage.Store)(nil)
	_ notices.Store = (*storage.Store)(nil)
	_ oauth.Store   = (*storage.Store)(nil)
	_ pat.Store     = (*storage.Store)(nil)
	_ leaks.Store   = (*storage.Store)(nil)

	_ idempotency.Store = (*storage.Store)(nil)
	_ recall.Store      = (*storage.Store)(nil)
	_ retention.Store   = (*storage.Store)(nil)
	_ revocations.Store = (*storage.Store)(nil)
	_ submissions.Store = (*storage.Store)(nil)
)

// Run holds a database to everything that the rooms' store.go files promise.
// open gives a migrated, prepared store on an empty database; it is called
// once, and every part of the suite brings rows of its own.
func Run(t *testing.T, open func(t *testing.T) *storage.Store) {
	s := open(t)
	for _, part := range []struct {
		name string
		test func(t *testing.T, s *storage.Store)
	}{
		{"keys", testKeys}, // first: it is about all the keys there are
		{"users", testUsers},
		{"changing an e-mail address", testSetEmail},
		{"browsers", testBrowsers},
		{"device key", testDeviceKey},
		{"sessions", testSessions},
		{"submissions", testSubmissions},
		{"ending all of a person", testEndAllOf},
		{"deleting an account", testDeleteUser},
		{"second factors", testFactors},
		{"recovery codes", testRecoveryCodes},
		{"ceremonies", testCeremonies},
		{"clients", testClients},
		{"changing a client", testUpdateClient},
		{"client secrets", testClientSecrets},
		{"client secrets, at once", testClientSecretRace},
		{"deleting a client", testDeleteClient},
		{"consent", testConsent},
		{"idempotency keys", testIdempotency},
		{"codes", testCodes},
		{"refresh tokens", testRefresh},
		{"opaque access tokens", testAccess},
		{"signed tokens", testJWTHolder},
		{"personal access tokens", testTokens},
		{"last uses", testTouchTokens},
		{"counts of uses", testUses},
		{"old counts", testForgetUses},
		{"changing tokens", testUpdateToken},
		{"replacing secrets", testReplaceSecret},
		{"tokens that ask", testAskers},
		{"limits of tokens", testLimits},
		{"living tokens", testLiving},
		{"uses of replaced secrets", testOldUses},
		{"kin of tokens", testKin},
		{"kin that has expired", testExpiredKin},
		{"secrets of a token", testSecrets},
		{"tokens on shelves", testShelves},
		{"tokens on a client", testClientTokens},
		{"ending lineages", testEndLineage},
		{"children of an ending lineage", testEndLineageRaces},
		{"notices", testNotices},
		{"deliveries of notices", testDeliveries},
		{"tokens that end", testTokensEnding},
		{"reported secrets", testIssued},
		{"ending reported secrets", testEndIssued},
		{"ending many of them", testEndIssuedTogether},
		{"what has ended", testEnded},
		{"whom an end concerns", testEndedAudience},
		{"the roots of what ends", testEndedRoots},
		{"chores", testChores},
		{"what is over", testDropExpired},
		{"dead lineages", testDropLineages},
		{"access tokens that are forgotten", testForgottenAccess},
		{"what was issued since", testIssuedSince},
		{"ending what was issued since", testRecall},
		{"audit", testAudit},
		{"transactions", testTransactions},
		{"deadlocks", testDeadlock},
		{"exact comparison", testExact},
	} {
		t.Run(part.name, func(t *testing.T) { part.test(t, s) })
	}
}
