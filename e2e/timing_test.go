package e2e_test

import (
	"io"
	"math"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestTiming compares how long Patio takes over what exists and over what does not, at every endpoint where somebody
// could ask who or what exists. PATIO_TIMING says in how many rounds (make test-timing: 1000); without it the test is
// skipped, since no check may depend on how fast the machine is. That the work is equal is asserted without a clock:
// see work_test.go in clients, oauth, pat and users, and TestEqualLookUps in leaks.
func TestTiming(t *testing.T) {
	text := os.Getenv("PATIO_TIMING")
	if text == "" {
		t.Skip("PATIO_TIMING is not set; run make test-timing")
	}
	rounds, err := strconv.Atoi(text)
	if err != nil || rounds < 100 {
		t.Fatalf("PATIO_TIMING must be a number of rounds, at least 100, and not %q", text)
	}
	storagetest.Each(t, func(t *testing.T, url string) {
		p := start(t, url, settings{"log.level": "error"})
		who := p.person(t)
		app := p.client(t, who, clientSpec{Scopes: []string{"profile", "tokens:write"}})
		slow := rounds / 5 // what hashes a password or waits for the beat of reports
		p.timeSignIn(t, slow)
		p.timeClients(t, rounds, who, app)
		p.timeGrants(t, rounds, who, app)
		p.timeTokens(t, rounds, who, app)
		p.timeReports(t, slow, who, app)
	})
}

func (p *patio) timeSignIn(t *testing.T, rounds int) {
	who, off := p.person(t), p.person(t)
	p.cli(t, "user", "disable", off.Username)
	g, nobody := newGuesser(t, p), "x"+who.Username[1:]
	try := func(login, password string) sending {
		return func() *http.Request { return g.request(t, login, password) }
	}
	p.compare(t, "sign-in: an account", rounds, try(who.Username, "wrong password"), try(nobody, "wrong password"))
	p.compare(t, "sign-in: a disabled account", rounds, try(off.Username, off.Password), try(nobody, off.Password))
}

func (p *patio) timeClients(t *testing.T, rounds int, who person, app client) {
	app.Secret = secret.New(secret.ClientSecret)
	unknown, public := app, p.client(t, who, clientSpec{Public: true})
	unknown.ID = "01900000-0000-7000-8000-000000000000"
	try := func(path string, c client, form url.Values) sending {
		return func() *http.Request { return p.clientPost(t, path, c, form) }
	}
	form := url.Values{"grant_type": {"client_credentials"}, "token": {"x"}}
	for _, path := range []string{"/oauth/token", "/oauth/introspect"} {
		p.compare(t, path+": a client", rounds, try(path, app, form), try(path, unknown, form))
	}
	unknown.AuthMethod = "none"
	p.compare(t, "/oauth/introspect: a public client", rounds,
		try("/oauth/introspect", public, form), try("/oauth/introspect", unknown, form))
}

func (p *patio) timeGrants(t *testing.T, rounds int, who person, app client) {
	other, b := p.client(t, who, clientSpec{}), p.browser()
	a := p.authorizeURL(other, nil)
	code := b.code(t, a, who)
	try := func(form url.Values) sending {
		return func() *http.Request { return p.clientPost(t, "/oauth/token", app, form) }
	}
	p.compare(t, "/oauth/token: another client's code", rounds, try(redemption(app, code, a.Verifier)),
		try(redemption(app, secret.New(secret.AuthorizationCode), a.Verifier)))
	p.compare(t, "/oauth/token: another client's refresh token", rounds, try(refresh(p.grantIn(t, b, other, who).Refresh)),
		try(refresh(secret.New(secret.RefreshToken))))
}

func (p *patio) timeTokens(t *testing.T, rounds int, who person, app client) {
	other, b := p.client(t, who, clientSpec{Opaque: true}), p.browser()
	try := func(token string) sending {
		return func() *http.Request { return p.clientPost(t, "/oauth/introspect", app, url.Values{"token": {token}}) }
	}
	held := p.grantIn(t, b, other, who)
	personal, _ := p.pat(t, who, other)
	revoked, id := p.pat(t, who, app)
	p.cli(t, "pat", "revoke", id, "--yes")
	for _, c := range []struct {
		name, token string
		kind        secret.Prefix
	}{
		{"another client's personal access token", personal, secret.PersonalAccessToken},
		{"a revoked personal access token", revoked, secret.PersonalAccessToken},
		{"another client's opaque token", held.Access, secret.AccessToken},
		{"another client's refresh token", held.Refresh, secret.RefreshToken},
	} {
		p.compare(t, "/oauth/introspect: "+c.name, rounds, try(c.token), try(secret.New(c.kind)))
	}
}

// timeReports reports a token that lives in each round.
func (p *patio) timeReports(t *testing.T, rounds int, who person, app client) {
	parent, _ := p.pat(t, who, app)
	living := make(chan string, rounds+warmUp)
	for range cap(living) {
		living <- minted(t, p, parent, app, "profile").text(t, "token")
	}
	known := func() *http.Request { return p.reporting(t, <-living) }
	unknown := func() *http.Request { return p.reporting(t, secret.New(secret.PersonalAccessToken)) }
	p.compare(t, "leak report: a living token", rounds, known, unknown)
}

// sending makes the same request again.
type sending func() *http.Request

const (
	warmUp = 20 // rounds that do not count

	// A difference fails the test if it is both large and certain. What is found is also read and judged, which takes 2 to
	// 6 % of a request; one query more takes 10 % on SQLite and 20 % elsewhere, and a write or a password hash far more.
	largeDifference   = 0.10 // of the median
	certainDifference = 4    // standard deviations: by chance once in 16,000 comparisons
)

// compare sends two requests in each round, in random order, and compares how long their answers took.
//
// The two of a round meet the same load, so each round is compared by itself. The median of the differences says how
// large the difference is. The sign test says how certain: where the two take equally long, the first is the slower one
// in half of the rounds, give or take √n/2. Neither asks how times are distributed, and no pause, however long, has more
// than one vote.
func (p *patio) compare(t *testing.T, what string, rounds int, known, unknown sending) {
	t.Helper()
	var differences, all []float64
	slower := 0.0
	statuses := map[int]bool{}
	for round := range rounds + warmUp {
		var took [2]float64
		first := rand.IntN(2)
		for _, i := range []int{first, 1 - first} {
			status := 0
			took[i], status = p.time(t, [2]sending{known, unknown}[i]())
			statuses[status] = true
		}
		if round < warmUp {
			continue
		}
		differences, all = append(differences, took[0]-took[1]), append(all, took[:]...)
		if took[0] > took[1] {
			slower++
		}
	}
	if len(statuses) != 1 {
		t.Errorf("%s: the answers have the statuses %v", what, statuses)
	}
	n := float64(rounds)
	difference, certain := median(differences)/median(all), (2*slower-n)/math.Sqrt(n)
	t.Logf("%-60s %6.2f ms, %+5.1f %%, %+5.1f σ", what, median(all)*1000, 100*difference, certain)
	if math.Abs(difference) > largeDifference && math.Abs(certain) > certainDifference {
		t.Errorf("%s: the time differs by %+.1f %% from that of an unknown one", what, 100*difference)
	}
}

// time sends one request, past the harness, and says how many seconds the answer took.
func (p *patio) time(t *testing.T, r *http.Request) (seconds float64, status int) {
	t.Helper()
	began := time.Now()
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		t.Fatal(err)
	}
	return time.Since(began).Seconds(), resp.StatusCode
}

func median(values []float64) float64 {
	return slices.Sorted(slices.Values(values))[len(values)/2]
}
