package keys

import (
	"strings"
	"testing"

	"github.com/patio-auth/patio/internal/secret"
)

// TestIDsAreNoFlags: the command line takes the ID of a key as an argument.
func TestIDsAreNoFlags(t *testing.T) {
	for range 1000 { // one in 64 would begin with a dash
		row, err := generate("EdDSA", secret.Masters{})
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(row.ID, "-") {
			t.Fatalf("a key is called %s", row.ID)
		}
	}
}
