package oauth_test

import (
	"testing"

	"github.com/patio-auth/patio/storage/storagetest"
)

// TestGrants runs the grants, their replays and their races on each database.
func TestGrants(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, url)
		for _, part := range []struct {
			name string
			test func(t *testing.T, h *house)
		}{
			{"code", testCode}, {"failed attempts burn nothing", testCodeAttempts}, {"code twice", testCodeTwice},
			{"spent code, wrong request", testSpentCodeWrongRequest}, {"spent refresh token, wrong request", testSpentRefreshWrongRequest},
			{"code ends", testCodeEnds}, {"refresh", testRefresh}, {"narrowing", testNarrowing},
			{"failed refreshes", testRefreshAttempts}, {"refresh twice", testRefreshTwice}, {"refresh ends", testRefreshEnds},
			{"grace", testGrace}, {"grace, used", testGraceUsed}, {"lost response", testLostResponse}, {"grace ends", testGraceEnds},
			{"client credentials", testClientCredentials},
			{"races", testRaces}, {"races in a grace period", testGraceRace},
		} {
			t.Run(part.name, func(t *testing.T) { part.test(t, h) })
		}
	})
}
