package web

import (
	"fmt"
	"image/color"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
)

// TestQR draws what the page draws onto a grid, and holds it to the code that
// it should be, quiet zone and all.
func TestQR(t *testing.T) {
	for _, text := range []string{"x", "otpauth://totp/Patio%20at%20auth.example.org:mira?algorithm=SHA1&secret=JBSWY3DPEHPK3PXP", strings.Repeat("long ", 100)} {
		got, err := newQR(text)
		if err != nil {
			t.Fatal(err)
		}
		want, err := qr.Encode(text, qr.M, qr.Auto)
		if err != nil {
			t.Fatal(err)
		}
		grid := drawn(t, got)
		if n := want.Bounds().Dx() + 8; n != got.Size {
			t.Fatalf("%d modules, want %d", got.Size, n)
		}
		for x := range got.Size {
			for y := range got.Size {
				inside := min(x, y) >= 4 && max(x, y) < got.Size-4
				if dark := inside && want.At(x-4, y-4) == color.Black; dark != grid[[2]int{x, y}] {
					t.Fatalf("module %d, %d is dark: %t", x, y, !dark)
				}
			}
		}
	}
	if none, err := newQR(""); none != nil || err != nil {
		t.Errorf("of nothing: %v, %v", none, err)
	}
	if _, err := newQR(strings.Repeat("x", 5000)); err == nil {
		t.Error("a text that fits into no code was drawn")
	}
}

func drawn(t *testing.T, code *qrCode) map[[2]int]bool {
	t.Helper()
	grid := map[[2]int]bool{}
	for run := range strings.SplitSeq(strings.TrimSuffix(code.Path, "z"), "z") {
		var x, y, wide, back int
		if _, err := fmt.Sscanf(run, "M%d %dh%dv1h-%d", &x, &y, &wide, &back); err != nil || wide != back {
			t.Fatalf("path %q: %v", run, err)
		}
		for i := range wide {
			grid[[2]int{x + i, y}] = true
		}
	}
	return grid
}

func TestOtpauth(t *testing.T) {
	for uri, want := range map[string]string{
		"otpauth://totp/Patio:mira?secret=A": "otpauth://totp/Patio:mira?secret=A", "javascript:alert(1)": "", "otpauth://hotp/x": "", "": "",
	} {
		if got := string(otpauth(uri)); got != want {
			t.Errorf("%q leads to %q", uri, got)
		}
	}
}
