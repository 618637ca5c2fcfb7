// Package clocktest gives tests a clock that can be years ahead, so that no
// test comes to depend on the date of today. It is for tests only.
//
// The environment variable CLOCK_YEARS_AHEAD says by how many years. It moves
// the clock that packages are handed in their tests (Now and At) and the clock
// of the program, which Flags puts into a build in place of
// cmd/patio/clock.go. Everything else keeps the time of the machine.
//
// "make ahead" runs a chosen set of tests one year and ten years ahead; it is
// part of "make test". "make test-ahead" runs every test whose only clocks are
// Patio's own. The others, which OTHER_CLOCKS in the Makefile names, go by the
// clock of other software too:
//
//   - TestExamples (e2e) and TestCommands (docs): the example programs check
//     JWTs by the clock of the machine, as the programs of other people do.
//   - TestRevocationStream (e2e): the database records by its own clock when a
//     person was disabled, and a resource server compares that with the moment
//     when a JWT was issued.
//   - TestNoticesGoOutOnce (e2e): the library that checks the signatures of
//     webhooks refuses what was signed more than five minutes from its time.
//   - TestFaultUpgrade (e2e): a server of an old version runs at the same time,
//     by the clock of the machine.
//   - TestPages, TestSecurityPages, Test…InChromium and TestAs…Does (e2e):
//     cookies and forms go by the clock of Chromium.
//   - TestCompose and TestProxy (e2e): HAProxy and containers with their clocks.
//
// Other clocks in the tests do no harm: Redis counts from now on, and the
// certificates of the tests hold from now until the clock of the tests, for the
// TLS library of Go goes by the clock of the machine. What a test signs for
// other people's libraries that take a clock (go-oidc, bearer) is checked by
// Now.
package clocktest

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

// Variable is the environment variable with the number of years.
const Variable = "CLOCK_YEARS_AHEAD"

// Years is by how many years the clock of the tests is ahead: 0 where Variable
// is not set.
func Years() int {
	text := os.Getenv(Variable)
	if text == "" {
		return 0
	}
	years, err := strconv.Atoi(text)
	if err != nil || years < 0 {
		panic(fmt.Sprintf("%s is %q; set it to a number of years, or leave it out", Variable, text))
	}
	return years
}

// Now is the time by the clock of the tests, with a monotonic reading as
// time.Now has one.
func Now() time.Time {
	now := time.Now()
	if years := Years(); years != 0 {
		return now.Add(now.UTC().AddDate(years, 0, 0).Sub(now))
	}
	return now
}

// Since is the time that has passed since a moment by the clock of the tests.
func Since(moment time.Time) time.Duration { return Now().Sub(moment) }

// Until is the time that is left until a moment by the clock of the tests.
func Until(moment time.Time) time.Duration { return moment.Sub(Now()) }

// At is a fixed moment of a test, as many years later as the clock is ahead.
func At(moment time.Time) time.Time { return moment.AddDate(Years(), 0, 0) }

// Flags are what "go build" needs beside the rest to build a program with the
// clock of the tests, when it runs in the root of the repository.
func Flags() []string { return []string{"-overlay", "internal/clocktest/overlay.json"} }
