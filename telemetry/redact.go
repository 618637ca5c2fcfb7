package telemetry

import (
	"regexp"
	"slices"
	"strings"
)

const redacted = "[redacted]"

// clean bounds a text from outside and cuts out what has the shape of a token. It allocates only where it must.
func clean(s string, limit int) string {
	if strings.Contains(s, jwtStart) || strings.Contains(s, "_") &&
		slices.ContainsFunc(tokenStarts, func(start string) bool { return strings.Contains(s, start) }) {
		s = tokens.ReplaceAllString(s, redacted)
	}
	if len(s) > limit {
		// A cut through a character leaves a broken one behind, which the handlers write as an escape.
		s = s[:limit] + "…"
	}
	return s
}

// tokenStarts are looked for first: a regular expression is too slow for every path.
var tokenStarts = []string{"pat_", "pca_", "pcr_", "pcs_", "pcc_", "pss_", "psi_", "pdc_"}

// jwtStart is what a JSON object looks like in base64.
const jwtStart = "eyJ"

// tokens has the shapes of Patio's own secrets (codes and sessions too) and of signed JWTs, cut short or not: half a
// token is no thing for a log.
var tokens = regexp.MustCompile(`(?:pat|pca|pcr|pcs|pcc|pss|psi)_[0-9A-Za-z]{8,}|pdc_[0-9A-Za-z_~-]{8,}|eyJ[0-9A-Za-z_-]{8,}(?:\.[0-9A-Za-z_-]*)*`)

// withoutQuery cuts a path at what would have been its query, had the sender not escaped the question mark.
func withoutQuery(path string) string {
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		return path[:i] + "…"
	}
	return path
}

// credentials has the shapes in which errors of other packages repeat what they were given: the query of a URL, an
// Authorization header, user information, and named secrets.
var credentials = regexp.MustCompile(`(?i)(\?)[^\s"'<>]+` +
	`|\b((?:bearer|basic|dpop)\s+)[^\s"',]+` +
	`|(://)[^\s/"'@]*:[^\s"']*@` +
	`|((?:password|secret|token|code|verifier|assertion|cookie|key)"?\s*=\s*"?)[^\s"',;&]+` +
	`|((?:password|secret|token|code|verifier|assertion|cookie|key)"\s*:\s*")[^"]+`)

// detailLimit bounds the work of the expressions, not the line: that is clean's.
const detailLimit = 4096

// redactDetail cuts credentials out of the text of an error.
func redactDetail(s string) string {
	if s == "" {
		return s
	}
	return credentials.ReplaceAllString(s[:min(len(s), detailLimit)], "${1}${2}${3}${4}${5}"+redacted)
}
