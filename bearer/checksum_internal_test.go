package bearer

import (
	"strings"
	"testing"
)

// Worked out by another implementation of CRC-32 and base 62.
var checksummed = map[string]string{
	"000000000000000000000000000000": "2C8GjS",
	"abcdefghijklmnopqrstuvwxyz0123": "2LolCm",
	"ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ": "3EAd4B",
	"Kq3vT9xW2mRb7LpNc5HsYd8JfGaZ1u": "3n52uO",
	"ibqMmr7UXV4Cg0wwlzIduSXdCObPIR": "000LOc",
}

func TestChecksum(t *testing.T) {
	for random, want := range checksummed {
		if got := checksum(random); got != want {
			t.Errorf("checksum(%q) = %q, want %q", random, got, want)
		}
		if !checksumFits(random + want) {
			t.Errorf("checksumFits(%q) = false", random+want)
		}
	}
}

func TestChecksumSeesEveryTypo(t *testing.T) {
	good := "Kq3vT9xW2mRb7LpNc5HsYd8JfGaZ1u3n52uO"
	for i := range len(good) {
		for _, c := range base62 + "-_ é\x00" {
			typo := good[:i] + string(c) + good[i+1:]
			if typo != good && checksumFits(typo) {
				t.Errorf("a typo at %d passes: %q", i, typo)
			}
		}
	}
	for _, bad := range []string{"", good[1:], good[:35], good + "0", "0" + good, strings.ToLower(good)} {
		if checksumFits(bad) {
			t.Errorf("checksumFits(%q) = true", bad)
		}
	}
}

func FuzzChecksum(f *testing.F) {
	for random, sum := range checksummed {
		f.Add(random + sum)
		f.Add(random)
	}
	f.Add("")
	f.Add(strings.Repeat("\xff", 36))
	f.Fuzz(func(t *testing.T, body string) {
		if !checksumFits(body) {
			return
		}
		if len(body) != 36 || strings.Trim(body, base62) != "" {
			t.Fatalf("%q passes and is not 36 characters of base 62", body)
		}
		if checksum(body[:30]) != body[30:] {
			t.Fatalf("%q passes with a wrong checksum", body)
		}
	})
}
