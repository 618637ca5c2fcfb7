package web_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var colour = regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6})`)

// palettes reads the colours of both schemes from the style sheet itself.
func palettes(t *testing.T) map[string]map[string]float64 {
	t.Helper()
	sheet := get(t, pages(t).Static(), "GET", "/static/patio.css").Body.String()
	light, dark, found := strings.Cut(sheet, "@media (prefers-color-scheme: dark)")
	if !found {
		t.Fatal("the sheet has no dark colours")
	}
	both := map[string]map[string]float64{"light": {}, "dark": {}}
	for scheme, part := range map[string]string{"light": light, "dark": dark} {
		for _, m := range colour.FindAllStringSubmatch(part, -1) {
			both[scheme][m[1]] = luminance(t, m[2])
		}
	}
	return both
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

// TestContrast holds every pair of ink and ground that the sheet uses to WCAG
// AA: 4.5 for text, 3 for the edge of a field.
func TestContrast(t *testing.T) {
	pairs := map[string][]string{
		"ink": {"paper", "card", "wash"}, "soft": {"paper", "card", "wash"}, "accent": {"paper", "card", "wash"},
		"on-accent": {"accent", "accent-deep"}, "on-destroy": {"destroy", "destroy-deep"}, "paper": {"ink"},
		"green": {"green-wash"}, "amber": {"amber-wash"}, "red": {"red-wash", "card", "wash"},
	}
	for scheme, colours := range palettes(t) {
		check := func(ink, ground string, least float64) {
			a, okA := colours[ink]
			b, okB := colours[ground]
			if !okA || !okB {
				t.Fatalf("%s: %s or %s is no colour of the sheet", scheme, ink, ground)
			}
			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < least {
				t.Errorf("%s: %s on %s has %.2f, want %.1f", scheme, ink, ground, ratio, least)
			}
		}
		for ink, grounds := range pairs {
			for _, ground := range grounds {
				check(ink, ground, 4.5)
			}
		}
		check("edge", "card", 3)
		check("edge", "paper", 3)
	}
}
