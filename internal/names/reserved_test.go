package names_test

import (
	"strings"
	"testing"

	"github.com/patio-auth/patio/internal/names"
)

func TestReservedNames(t *testing.T) {
	reserved := names.Reserve("Patio", "Example Bank", "Банк", "!")
	for _, name := range []string{
		"Patio", "patio", "PATIO", "pAtIo", " Patio ", "Patio!", "(Patio)", "P a t i o", "P.A.T.I.O", "Pat-io", "Patio™",
		"Patio 🦊", "Pat1o", "PATlO", "Pati0", "Pat|o", "Patıo", "Pаtio", "РАТІО", "ΡΑΤΙΟ", "Ρ Α Τ Ι Ο", "Ｐａｔｉｏ", "𝐏𝐚𝐭𝐢𝐨", "ℙ𝔞𝔱𝔦𝔬",
		"Example Bank", "example-bank", "ExampleBank", "EXAMPLE BANK", "Exarnple Bank", "Examp1e Bank",
		"Банк", "банк", "БАНК",
	} {
		if err := reserved.Check(name); err == nil {
			t.Errorf("%q is taken", name)
		} else if !strings.Contains(err.Error(), "reserved") {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"Patio CLI (official)", "My Patio", "Patios", "Pation", "Pat", "Ration", "Ledgerly", "!", "🦊", "Bank", "Example"} {
		if err := reserved.Check(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// TestWhoMayGiveReservedNames: the operator may, and is held to everything
// else.
func TestWhoMayGiveReservedNames(t *testing.T) {
	reserved := names.Reserve("Patio")
	if _, err := reserved.Name("Patio", false); err == nil {
		t.Error("everybody may be called Patio")
	}
	if name, err := reserved.Name(" Patio ", true); err != nil || name != "Patio" {
		t.Errorf("the operator: %q, %v", name, err)
	}
	if _, err := reserved.Name("Pa\u200btio", true); err == nil || !strings.Contains(err.Error(), "U+200B") {
		t.Errorf("the operator with an invisible character: %v", err)
	}
	if _, err := (names.Reserved{}).Name("Patio", false); err != nil {
		t.Errorf("nothing is reserved: %v", err)
	}
}
