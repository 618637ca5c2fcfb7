package telemetry_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/telemetry"
)

func newMetrics() *telemetry.Metrics {
	return telemetry.NewMetrics(telemetry.Build{Version: "1.2.3", Commit: "abc"}, []string{"/oauth/token", "/api/v1/me"})
}

// scrape reads the metrics as Prometheus would.
func scrape(t *testing.T, m *telemetry.Metrics) string {
	t.Helper()
	server := httptest.NewServer(m.Handler())
	defer server.Close()
	response, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("status %d, %v", response.StatusCode, err)
	}
	return string(body)
}

func TestWhatIsCountedIsServed(t *testing.T) {
	m := newMetrics()
	m.Request("/oauth/token", "POST", 200, 2*time.Millisecond)
	m.Request("/oauth/token", "POST", 200, 2*time.Second)
	m.TokenIssued("client_credentials")
	m.TokenIssued("pat")
	m.Verdict("pat", telemetry.ResultOK)
	m.Verdict("oauth", telemetry.ResultRefused)
	m.SignIn(telemetry.ResultLimited)
	out := scrape(t, m)
	for _, want := range []string{
		`patio_http_requests_total{method="POST",route="/oauth/token",status="200"} 2`,
		`patio_http_request_seconds_count{route="/oauth/token"} 2`,
		`patio_http_request_seconds_bucket{route="/oauth/token",le="0.0025"} 1`,
		`patio_tokens_issued_total{grant="client_credentials"} 1`,
		`patio_tokens_issued_total{grant="pat"} 1`,
		`patio_verdicts_total{kind="pat",result="ok"} 1`,
		`patio_verdicts_total{kind="oauth",result="refused"} 1`,
		`patio_sign_ins_total{result="limited"} 1`,
		`version="1.2.3"`, `commit="abc"`, "go_goroutines ", "process_resident_memory_bytes ",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
}

func TestLabelsFromOutsideBecomeOther(t *testing.T) {
	m := newMetrics()
	for _, s := range []string{"/oauth/token?code=" + canary, canary, "", "a\nb", "\xff"} {
		m.Request(s, s, 200, time.Millisecond)
		m.Request(s, "GET", -1, time.Millisecond)
		m.Request(s, "GET", 99999, time.Millisecond)
		m.TokenIssued(s)
		m.Verdict(s, telemetry.Result(s))
		m.SignIn(telemetry.Result(s))
	}
	out := scrape(t, m)
	if strings.Contains(out, canary) {
		t.Errorf("a value from outside became a label:\n%s", out)
	}
	for _, want := range []string{
		`patio_http_requests_total{method="other",route="other",status="200"} 5`,
		`patio_http_requests_total{method="GET",route="other",status="other"} 10`,
		`patio_http_request_seconds_count{route="other"} 15`,
		`patio_tokens_issued_total{grant="other"} 5`,
		`patio_verdicts_total{kind="other",result="other"} 5`,
		`patio_sign_ins_total{result="other"} 5`,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
}

func TestTwoServersInOneProcessCountApart(t *testing.T) {
	a, b := newMetrics(), newMetrics()
	a.SignIn(telemetry.ResultOK)
	if strings.Contains(scrape(t, b), "patio_sign_ins_total{") {
		t.Error("one server's counter shows in another's")
	}
}

func BenchmarkRequest(b *testing.B) {
	m := newMetrics()
	b.ReportAllocs()
	for b.Loop() {
		m.Request("/oauth/token", "POST", 200, time.Millisecond)
	}
}
