package config_test

import (
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/config"
)

func TestParseDuration(t *testing.T) {
	const day = 24 * time.Hour
	for text, want := range map[string]time.Duration{
		"0": 0, "0s": 0, "90s": 90 * time.Second, "10m": 10 * time.Minute, "1h30m": 90 * time.Minute,
		"30d": 30 * day, "1w": 7 * day, "1w2d": 9 * day, "1w2d3h4m5s": 9*day + 3*time.Hour + 4*time.Minute + 5*time.Second,
		"1.5d": 36 * time.Hour, "250ms": 250 * time.Millisecond, "106751d": 106751 * day,
	} {
		if got, err := config.ParseDuration(text); got != want || err != nil {
			t.Errorf("ParseDuration(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for text, say := range map[string]string{
		"-5m": "negative", "-1d": "negative", "": "must be a duration", "30": "must be a duration", "d": "must be a duration",
		"10 m": "must be a duration", "1y": "must be a duration", "1d5": "must be a duration", "1..5d": "must be a duration",
		"+1d": "must be a duration", "1d-2h": "must be a duration", "106752d": "too long", "20000w": "too long",
		"106751d24h": "too long", "9999999999h": "must be a duration", ".d": "must be a duration",
	} {
		got, err := config.ParseDuration(text)
		if err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("ParseDuration(%q) = %v, %v; want an error with %q", text, got, err, say)
		}
	}
}

func TestFormatDurationReadsBack(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0s", "10s": "10s", "100s": "1m40s", "10m": "10m", "60m": "1h", "20h": "20h", "24h": "1d", "36h": "1d12h",
		"1w2d": "9d", "365d": "365d", "1h0m10s": "1h0m10s", "1500ms": "1.5s",
	} {
		d, err := config.ParseDuration(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := config.FormatDuration(d); got != want {
			t.Errorf("FormatDuration(%s) = %q, want %q", text, got, want)
		}
		if back, err := config.ParseDuration(config.FormatDuration(d)); back != d || err != nil {
			t.Errorf("%s reads back as %v, %v", text, back, err)
		}
	}
}

func FuzzParseDuration(f *testing.F) {
	for _, seed := range []string{"1w2d", "30d", "1.5h", "0", "-1s", "106751d24h"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := config.ParseDuration(text)
		if err != nil {
			return
		}
		if back, err := config.ParseDuration(config.FormatDuration(d)); d < 0 || back != d || err != nil {
			t.Errorf("%q is %v, which reads back as %v, %v", text, d, back, err)
		}
	})
}

func TestParseRate(t *testing.T) {
	r, err := config.ParseRate("10/15m")
	if err != nil || r.Count != 10 || r.Every() != 90*time.Second || r.String() != "10/15m" {
		t.Errorf("10/15m = %v every %v, %v", r, r.Every(), err)
	}
	for _, text := range []string{"", "10", "10/", "/15m", "0/15m", "-1/15m", "10/0s", "10/-1m", "10/15", "1.5/1m", "1000001/1m", "10/15m/2"} {
		if r, err := config.ParseRate(text); err == nil {
			t.Errorf("ParseRate(%q) = %v, want an error", text, r)
		}
	}
}
