package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/patio-auth/patio/config"
)

// count is how many of something are wanted: 1 or more.
type count int

// UnmarshalText reads what stands behind a flag.
func (n *count) UnmarshalText(text []byte) error {
	typed, err := strconv.Atoi(string(text))
	if err != nil || typed < 1 {
		return fmt.Errorf("must be a number of 1 or more, not %.40q", text)
	}
	*n = count(typed)
	return nil
}

// span is a duration as the configuration writes it: 24h, 90d, 1w.
type span time.Duration

// UnmarshalText reads what stands behind a flag.
func (s *span) UnmarshalText(text []byte) error {
	d, err := config.ParseDuration(string(text))
	if err != nil {
		return errors.New(inWordsDuration(string(text), err))
	}
	*s = span(d)
	return nil
}

// inWordsDuration says what is wrong with a duration. A number alone is taken for
// days, which is what people mean by it.
func inWordsDuration(typed string, err error) string {
	if _, wrong := strconv.ParseUint(typed, 10, 32); wrong == nil {
		return fmt.Sprintf("%q has no unit; did you mean %sd (days)? Units are s, m, h, d and w", typed, typed)
	}
	return fmt.Sprintf("%.40q %v", typed, err)
}

// life is a span, or without an end.
type life struct {
	span  span
	never bool
}

// UnmarshalText reads what stands behind a flag.
func (l *life) UnmarshalText(text []byte) error {
	if l.never = string(text) == "never"; l.never {
		return nil
	}
	return l.span.UnmarshalText(text)
}

// moment is a time, or an age before now.
type moment struct {
	time time.Time
	age  time.Duration
}

// UnmarshalText reads what stands behind a flag.
func (m *moment) UnmarshalText(text []byte) error {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if at, err := time.Parse(layout, string(text)); err == nil {
			m.time = at
			return nil
		}
	}
	age, err := config.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("%.40q is neither a date (2026-11-29), a time (2026-11-29T12:00:00Z) nor an age (24h)", text)
	}
	m.age = age
	return nil
}

// at returns the time; zero where the flag was not given.
func (m *moment) at(now time.Time) time.Time {
	switch {
	case m == nil:
		return time.Time{}
	case m.time.IsZero():
		return now.Add(-m.age)
	}
	return m.time
}

// words is lists as they are typed: a flag may be repeated, and may hold
// several words with spaces between them.
func words(typed []string) []string {
	var all []string
	for _, one := range typed {
		all = append(all, strings.Fields(one)...)
	}
	return all
}

// listedBySpaces is words for a flag whose values have no commas in them: a comma
// was meant to separate two.
func listedBySpaces(flag string, typed []string) ([]string, error) {
	all := words(typed)
	if slices.ContainsFunc(all, func(one string) bool { return strings.Contains(one, ",") }) {
		parts := strings.FieldsFunc(strings.Join(all, " "), func(r rune) bool { return r == ',' || r == ' ' })
		return nil, &usageError{fmt.Sprintf("%s takes a list separated by spaces, not commas: %s %s",
			flag, flag, quoted(strings.Join(parts, " ")))}
	}
	return all, nil
}
