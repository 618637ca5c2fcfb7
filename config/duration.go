package config

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

var errDuration = errors.New("must be a duration such as 90s, 10m, 12h, 30d or 1w2d")

// ParseDuration reads Go's duration syntax with two units more, d (24 hours) and w (7 days): "10m", "30d", "1w2d12h".
// Negative durations are refused. The error is a phrase to put behind the name of what was being read.
func ParseDuration(s string) (time.Duration, error) {
	if strings.HasPrefix(s, "-") {
		return 0, errors.New("must not be negative")
	}
	if s == "0" {
		return 0, nil
	}
	var total time.Duration
	for rest := s; rest != ""; {
		number, unit, after := nextPart(rest)
		part, err := parsePart(number, unit)
		if err != nil {
			return 0, err
		}
		if total > math.MaxInt64-part {
			return 0, errTooLong
		}
		total, rest = total+part, after
	}
	if s == "" {
		return 0, errDuration
	}
	return total, nil
}

var errTooLong = errors.New("is too long a duration; the longest is 292 years")

// nextPart cuts "1w2d" into "1", "w" and "2d".
func nextPart(s string) (number, unit, rest string) {
	digit := func(r rune) bool { return r >= '0' && r <= '9' || r == '.' }
	i := strings.IndexFunc(s, func(r rune) bool { return !digit(r) })
	if i < 0 {
		return s, "", ""
	}
	j := strings.IndexFunc(s[i:], digit)
	if j < 0 {
		return s[:i], s[i:], ""
	}
	return s[:i], s[i : i+j], s[i+j:]
}

func parsePart(number, unit string) (time.Duration, error) {
	factor := time.Duration(1)
	switch unit {
	case "":
		return 0, errDuration
	case "d":
		factor, unit = 24, "h"
	case "w":
		factor, unit = 7*24, "h"
	}
	part, err := time.ParseDuration(number + unit)
	if err != nil || number == "" {
		return 0, errDuration
	}
	if part > math.MaxInt64/factor {
		return 0, errTooLong
	}
	return part * factor, nil
}

// FormatDuration writes a duration as [ParseDuration] reads it, without the zeros: 720h is "30d", 90m is "1h30m".
func FormatDuration(d time.Duration) string {
	days, rest := d/day, d%day
	if days == 0 {
		return trimZeros(rest)
	}
	if rest == 0 {
		return fmt.Sprintf("%dd", days)
	}
	return fmt.Sprintf("%dd%s", days, trimZeros(rest))
}

func trimZeros(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// Rate is so many tries in such a time, written "10/15m".
type Rate struct {
	// Count is how many tries may come at once.
	Count int
	// Per is the time in which as many come back.
	Per time.Duration
}

// ParseRate reads "10/15m". The error is a phrase to put behind the name of what was being read.
func ParseRate(s string) (Rate, error) {
	count, per, found := strings.Cut(s, "/")
	n, err := strconv.Atoi(count)
	if !found || err != nil || n < 1 || n > 1_000_000 {
		return Rate{}, errRate
	}
	d, err := ParseDuration(per)
	if err != nil || d < time.Second {
		return Rate{}, errRate
	}
	return Rate{n, d}, nil
}

var errRate = errors.New("must be a rate such as 10/15m: a count of 1 or more, a slash and a duration of 1s or more")

// Every is the time after which one more try comes back.
func (r Rate) Every() time.Duration { return r.Per / time.Duration(max(r.Count, 1)) }

// String writes the rate as [ParseRate] reads it.
func (r Rate) String() string { return strconv.Itoa(r.Count) + "/" + FormatDuration(r.Per) }
