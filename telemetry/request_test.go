package telemetry_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/telemetry"
)

var start = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func logger(t testing.TB, w io.Writer, format string) *slog.Logger {
	t.Helper()
	l, err := telemetry.NewLogger(w, format, "info")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// line writes the line of a request in both formats, once filled in.
func line(t *testing.T, r *http.Request, fill func(*telemetry.RequestLine)) (text, asJSON string) {
	t.Helper()
	l := telemetry.NewRequestLine(r, start)
	fill(&l)
	var a, b bytes.Buffer
	l.Write(t.Context(), logger(t, &a, "text"))
	l.Write(t.Context(), logger(t, &b, "json"))
	return a.String(), b.String()
}

func TestOneLineWithAllFields(t *testing.T) {
	r := httptest.NewRequest("POST", "/oauth/token?x=1", nil)
	text, asJSON := line(t, r, func(l *telemetry.RequestLine) {
		l.ID, l.Route, l.Status, l.Bytes, l.Duration = "r1", "/oauth/token", 400, 77, 1500*time.Microsecond
		l.Address, l.ClientID, l.Subject, l.TokenKind = "192.0.2.1", "c1", "u1", "pat"
		l.ErrorCode, l.ErrorDetail = "invalid_grant", "the code was spent"
	})
	want := `time=2026-01-02T03:04:05.001Z level=INFO msg=request id=r1 method=POST path=/oauth/token status=400 ms=1.5 bytes=77 ` +
		`route=/oauth/token address=192.0.2.1 client_id=c1 subject=u1 token_kind=pat error=invalid_grant detail="the code was spent"` + "\n"
	if text != want {
		t.Errorf("text:\n%swant\n%s", text, want)
	}
	var fields map[string]any
	if err := json.Unmarshal([]byte(asJSON), &fields); err != nil {
		t.Fatal(err)
	}
	if len(fields) != 16 || fields["status"] != 400.0 || fields["ms"] != 1.5 || fields["detail"] != "the code was spent" {
		t.Errorf("JSON: %s", asJSON)
	}
}

func TestEmptyFieldsAreLeftOutAndFailuresAreErrors(t *testing.T) {
	text, _ := line(t, httptest.NewRequest("GET", "/healthz", nil), func(l *telemetry.RequestLine) { l.Status = 503 })
	if !strings.Contains(text, "level=ERROR") || strings.Contains(text, "subject") || strings.Contains(text, `=""`) && !strings.Contains(text, `id=""`) {
		t.Error(text)
	}
	l := telemetry.NewRequestLine(httptest.NewRequest("GET", "/", nil), start)
	var b bytes.Buffer
	quiet, err := telemetry.NewLogger(&b, "text", "error")
	if err != nil {
		t.Fatal(err)
	}
	if l.Write(t.Context(), quiet); b.Len() != 0 {
		t.Errorf("below the level: %s", b.String())
	}
}

// canary stands for every secret that a request, or the error of another package, may carry.
const canary = "hunter2canary"

func TestNothingSecretGetsIn(t *testing.T) {
	token := "pat_" + canary + "0123456789012345678901"
	r := httptest.NewRequest("POST", "/callback?code="+canary+"&state="+canary+"#"+canary, strings.NewReader("password="+canary))
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Cookie", "session="+canary)
	r.Header.Set("Referer", "https://a.example/?code="+canary)
	r.SetBasicAuth(canary, canary)
	for name, text := range map[string]string{
		"a token":                 token,
		"a token in a path":       "/api/v1/" + token + "/x",
		"a token behind a word":   "token_" + token,
		"half a token":            "pcs_" + canary,
		"an opaque access token":  "pca_" + canary,
		"a refresh token":         "pcr_" + canary,
		"a JWT":                   "eyJ" + canary + ".eyJ" + canary + "." + canary,
		"a JWT's unsigned shape":  "eyJ" + canary + ".eyJ" + canary + ".",
		"a device cookie":         "pdc_AQ-" + canary + "_AA~" + canary,
		"two of them":             token + " and " + token,
		"a very long one":         strings.Repeat("x", 5000) + canary,
		"one that a cut may half": strings.Repeat("x", 85) + token,
	} {
		r.URL.Path = "/" + strings.TrimPrefix(text, "/")
		text0, json0 := line(t, r, func(l *telemetry.RequestLine) { fillTexts(l, text) })
		if out := text0 + json0; strings.Contains(out, canary) {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// fillTexts sets every text of the line that can be set, those included that are added one day.
func fillTexts(l *telemetry.RequestLine, text string) {
	v := reflect.ValueOf(l).Elem()
	for i := range v.NumField() {
		if v.Field(i).CanSet() && v.Field(i).Kind() == reflect.String {
			v.Field(i).SetString(text)
		}
	}
}

func TestTheTypeHasNoPlaceForARequest(t *testing.T) {
	for _, f := range reflect.VisibleFields(reflect.TypeFor[telemetry.RequestLine]()) {
		switch f.Type {
		case reflect.TypeFor[string](), reflect.TypeFor[int](), reflect.TypeFor[int64](), reflect.TypeFor[time.Duration](), reflect.TypeFor[time.Time]():
		default:
			t.Errorf("%s is a %s, which could carry a query or a header into the log", f.Name, f.Type)
		}
	}
}

func TestQueriesAndCredentialsAreCutOutOfDetails(t *testing.T) {
	for _, detail := range []string{
		`Get "https://idp.example/callback?code=` + canary + `&state=x": connection refused`,
		"header Authorization: Bearer " + canary + " was refused",
		"header Authorization: Basic " + canary,
		"cannot connect to postgres://patio:" + canary + "@db/patio: refused",
		"user=patio password=" + canary + " host=db",
		`the body {"client_secret": "` + canary + `"} was refused`,
		"form client_secret=" + canary + "&grant_type=x",
		"cookie=" + canary,
	} {
		text, asJSON := line(t, httptest.NewRequest("GET", "/", nil), func(l *telemetry.RequestLine) { l.ErrorDetail = detail })
		if strings.Contains(text+asJSON, canary) {
			t.Errorf("%s: %s", detail, text)
		}
	}
	for _, plain := range []string{"the token: expired", "status code: 500 from the database", "invalid_grant: the code was spent", "no key for kid 7"} {
		if text, _ := line(t, httptest.NewRequest("GET", "/", nil), func(l *telemetry.RequestLine) { l.ErrorDetail = plain }); !strings.Contains(text, plain) {
			t.Errorf("%q became %s", plain, text)
		}
	}
}

func TestAnEscapedQueryIsNoPath(t *testing.T) {
	for _, target := range []string{"/a%3Faccess_token=" + canary, "/a%23" + canary} {
		if text, asJSON := line(t, httptest.NewRequest("GET", target, nil), func(*telemetry.RequestLine) {}); strings.Contains(text+asJSON, canary) {
			t.Errorf("%s: %s", target, text)
		}
	}
}

func TestNobodyForgesALine(t *testing.T) {
	evil := "a\nlevel=ERROR msg=forged\r\x00\x1b[31m\x7f\u009b31m\u2028\u202e\u200b\xff"
	r := httptest.NewRequest("GET", "/", nil)
	r.URL.Path, r.Method = "/"+evil, evil
	text, asJSON := line(t, r, func(l *telemetry.RequestLine) { fillTexts(l, evil) })
	for format, out := range map[string]string{"text": text, "json": asJSON} {
		body, ended := strings.CutSuffix(out, "\n")
		if !ended || strings.ContainsFunc(body, func(r rune) bool {
			return r < 0x20 || r >= 0x7F && r <= 0x9F || strings.ContainsRune("\u2028\u202e\u200b", r)
		}) {
			t.Errorf("%s: %q", format, out)
		}
	}
	var fields map[string]any
	if err := json.Unmarshal([]byte(asJSON), &fields); err != nil || !strings.Contains(fmt.Sprint(fields["client_id"]), "\u009b31m\u2028\u202e\u200b") {
		t.Errorf("JSON does not read back: %v, %q", err, asJSON)
	}
}

func TestTextsAreBounded(t *testing.T) {
	long := strings.Repeat("é", 100000)
	r := httptest.NewRequest("GET", "/", nil)
	r.URL.Path, r.Method = "/"+long, long
	text, asJSON := line(t, r, func(l *telemetry.RequestLine) { fillTexts(l, long) })
	if len(text) > 4000 || len(asJSON) > 4000 {
		t.Errorf("lines of %d and %d bytes", len(text), len(asJSON))
	}
}

func TestNewLoggerRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, c := range [][2]string{{"xml", "info"}, {"", "info"}, {"text", "loud"}, {"text", ""}} {
		if _, err := telemetry.NewLogger(io.Discard, c[0], c[1]); err == nil || !strings.Contains(err.Error(), "choose") {
			t.Errorf("format %q, level %q: %v", c[0], c[1], err)
		}
	}
}

// It takes 1 or 2; the race detector empties the pools at random. One for each field would be 13.
func TestWriteCostsFewAllocations(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		l, quiet := aLine(), logger(t, io.Discard, format)
		if n := testing.AllocsPerRun(100, func() { l.Write(t.Context(), quiet) }); n > 10 {
			t.Errorf("%s: %v allocations a line", format, n)
		}
	}
}

func aLine() telemetry.RequestLine {
	l := telemetry.NewRequestLine(httptest.NewRequest("POST", "/oauth/token", nil), start)
	l.ID, l.Route, l.Status, l.Bytes, l.Duration = "0198c0de", "/oauth/token", 200, 800, 700*time.Microsecond
	l.Address, l.ClientID, l.Subject = "192.0.2.1", "0198c0de-0000-7000-8000-000000000000", "0198c0de-0000-7000-8000-000000000000"
	return l
}

func BenchmarkWrite(b *testing.B) {
	for _, format := range []string{"text", "json"} {
		b.Run(format, func(b *testing.B) {
			l, quiet := aLine(), logger(b, io.Discard, format)
			b.ReportAllocs()
			for b.Loop() {
				l.Write(b.Context(), quiet)
			}
		})
	}
}
