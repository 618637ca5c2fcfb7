package e2e_test

// What the faults share. Each fault_*_test.go pulls another plug while a mixed load runs, and then compares what the
// server acknowledged, which the ledger keeps, with what lives. An answer that did not arrive proves nothing: what it
// was about is in doubt, until it has been seen to be one way, and from then on it must stay so.
//
// The short form is part of every run of the tests; PATIO_FAULTS=full (make test-faults) is the one with figures.

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"
)

// times is how often a fault is tried: short as part of all tests, or full.
func times(short, full int) int {
	if os.Getenv("PATIO_FAULTS") == "full" {
		return full
	}
	return short
}

// fact is what the ledger knows of one token: of its life alone, or of a chain of refresh tokens.
type fact struct {
	id, token string
	dead      bool // its end was acknowledged, or seen
	doubt     bool // an end was asked for, and no answer came
}

// chain is one grant: the refresh token that was acknowledged last, and all before it.
type chain struct {
	current string
	spent   []string
	doubt   bool // the current one was sent, and no answer came
	over    bool
}

// named is a client and the name that it was given last; asked may have been given instead.
type named struct {
	id, name, asked string
}

// ledger is everything that the load was told.
type ledger struct {
	p    *patio
	who  person
	app  client
	root string // a personal access token that mints, ends and registers

	strict bool // the server lives on, so every request is answered: rightly, or with a 503 or 429
	slow   time.Duration

	grace bool // there is a grace period for refresh tokens, and it is not over
	first bool // the server is of the first version, which answers 500 where a migration has changed a prepared statement

	mu       sync.Mutex
	tokens   []*fact
	chains   []*chain
	programs []*named
	problems []string
	answers  map[int]int // by status; 0: none came
}

// newLedger prepares who and what the load needs, on a server that runs.
func newLedger(t *testing.T, p *patio, chains int) *ledger {
	t.Helper()
	mira := p.person(t)
	l := &ledger{p: p, who: mira, answers: map[int]int{}, app: p.client(t, mira, clientSpec{
		Scopes: []string{"profile", "tokens:read", "tokens:write", "clients:read", "clients:write"},
	})}
	l.root, _ = p.pat(t, mira, l.app)
	b := p.browser()
	for range chains {
		l.chains = append(l.chains, &chain{current: p.grantIn(t, b, l.app, mira).Refresh})
	}
	return l
}

// load runs workers until stop is closed. Each owns its share of the chains, so that no refresh races another.
func (l *ledger) load(t *testing.T, workers int, stop <-chan struct{}) (wait func()) {
	t.Helper()
	return l.loadWith(t, workers, l.chains, stop)
}

// loadWith is load on some of the chains: none, where another load has them.
func (l *ledger) loadWith(t *testing.T, workers int, chains []*chain, stop <-chan struct{}) (wait func()) {
	t.Helper()
	var all sync.WaitGroup
	for n := range workers {
		var own []*chain
		for i, c := range chains {
			if i%workers == n {
				own = append(own, c)
			}
		}
		all.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					l.step(t, own)
				}
			}
		})
	}
	return all.Wait
}

// step does one thing that people do.
func (l *ledger) step(t *testing.T, own []*chain) {
	switch n := rand.IntN(10); {
	case n < 3:
		l.mint(t)
	case n < 5:
		l.end(t)
	case n < 7 && len(own) > 0:
		l.refresh(t, own[rand.IntN(len(own))])
	case n < 8:
		l.register(t)
	case n < 9:
		l.rename(t)
	default:
		l.use(t)
	}
}

// ask sends a request; ok is false where no whole answer came, or one that says to try later.
func (l *ledger) ask(r *http.Request) (a answer, ok bool) {
	began := time.Now()
	a, err := l.p.try(r)
	if err != nil {
		a.Status = 0
	}
	later := a.Status == http.StatusServiceUnavailable || a.Status == http.StatusTooManyRequests
	l.mu.Lock()
	defer l.mu.Unlock()
	l.answers[a.Status]++
	l.slow = max(l.slow, time.Since(began))
	if l.strict && (err != nil || a.Status >= 500 && !later || later && a.Header.Get("Retry-After") == "") {
		l.problems = append(l.problems, fmt.Sprintf("%s is answered with %d, %v, Retry-After %q: %.200s", r.URL.Path, a.Status, err, a.Header.Get("Retry-After"), a.Body))
	}
	return a, err == nil && a.Status < 500 && !later
}

// slowest is the longest that an answer took since it was asked last.
func (l *ledger) slowest() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	slow := l.slow
	l.slow = 0
	return slow
}

func (l *ledger) wrong(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.problems = append(l.problems, fmt.Sprintf(format, args...))
}

func (l *ledger) mint(t *testing.T) { l.mintOnce(t) }

// mintOnce says whether it was done.
func (l *ledger) mintOnce(t *testing.T) (*fact, bool) {
	a, ok := l.ask(l.p.call(t, http.MethodPost, pats, l.root, order{"client_id": l.app.ID, "name": "load", "scopes": []string{"profile"}}))
	if !ok {
		return nil, false
	}
	if a.Status != http.StatusCreated {
		l.wrong("mint answers %d %.200s", a.Status, a.Body)
		return nil, false
	}
	made := a.object(t)
	l.mu.Lock()
	defer l.mu.Unlock()
	f := &fact{id: made.text(t, "id"), token: made.text(t, "token")}
	l.tokens = append(l.tokens, f)
	return f, true
}

// pick takes a living token out of everybody's reach, and gives it.
func (l *ledger) pick() *fact {
	l.mu.Lock()
	defer l.mu.Unlock()
	for range 20 {
		if len(l.tokens) == 0 {
			return nil
		}
		if f := l.tokens[rand.IntN(len(l.tokens))]; !f.dead && !f.doubt {
			f.doubt = true
			return f
		}
	}
	return nil
}

func (l *ledger) settle(f *fact, dead bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f.doubt, f.dead = false, dead
}

// end revokes by REST or as RFC 7009 has it.
func (l *ledger) end(t *testing.T) {
	f := l.pick()
	if f == nil {
		return
	}
	r, want := l.p.call(t, http.MethodDelete, pats+"/"+f.id, l.root, nil), http.StatusNoContent
	if rand.IntN(2) == 0 {
		r, want = l.p.clientPost(t, "/oauth/revoke", l.app, map[string][]string{"token": {f.token}}), http.StatusOK
	}
	if a, ok := l.ask(r); ok && a.Status == want {
		l.settle(f, true)
	} else if ok {
		l.wrong("a revocation answers %d %.200s", a.Status, a.Body)
	}
}

func (l *ledger) use(t *testing.T) {
	f := l.pick()
	if f == nil {
		return
	}
	a, ok := l.ask(l.p.call(t, http.MethodGet, "/me", f.token, nil))
	if ok && a.Status != http.StatusOK {
		l.wrong("a living token is answered with %d %.200s", a.Status, a.Body)
	}
	l.settle(f, false)
}

func (l *ledger) refresh(t *testing.T, c *chain) {
	if c.over || c.doubt {
		return
	}
	c.doubt = true
	a, ok := l.ask(l.p.clientPost(t, "/oauth/token", l.app, refresh(c.current)))
	if !ok {
		return
	}
	c.doubt = false
	if a.Status != http.StatusOK {
		c.over = true
		l.wrong("a living refresh token is answered with %d %.200s", a.Status, a.Body)
		return
	}
	c.spent, c.current = append(c.spent, c.current), a.tokens(t).Refresh
}

func (l *ledger) register(t *testing.T) {
	name := fmt.Sprintf("program %d", rand.Uint64())
	a, ok := l.ask(l.p.call(t, http.MethodPost, "/clients", l.root, order{
		"name": name, "type": "public", "scopes": []string{"profile"}, "redirect_uris": []string{callback},
	}))
	if !ok {
		return
	}
	if a.Status != http.StatusCreated {
		l.wrong("a registration answers %d %.200s", a.Status, a.Body)
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.programs = append(l.programs, &named{id: a.object(t).text(t, "client_id"), name: name})
}

func (l *ledger) rename(t *testing.T) {
	l.mu.Lock()
	var n *named
	if len(l.programs) > 0 {
		if n = l.programs[rand.IntN(len(l.programs))]; n.asked == "" {
			n.asked = fmt.Sprintf("renamed %d", rand.Uint64())
		} else {
			n = nil
		}
	}
	l.mu.Unlock()
	if n == nil {
		return
	}
	a, ok := l.ask(l.p.call(t, http.MethodPatch, "/clients/"+n.id, l.root, order{"name": n.asked}))
	if !ok {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if a.Status != http.StatusOK {
		l.problems = append(l.problems, fmt.Sprintf("a change of name answers %d %.200s", a.Status, a.Body))
		return
	}
	n.name, n.asked = n.asked, ""
}

// check compares, on a server that runs and without load: all of the ledger, or what is in doubt and some of the rest.
func (l *ledger) check(t *testing.T, all bool) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, problem := range l.problems {
		t.Error(problem)
	}
	l.problems = nil
	for i, f := range l.tokens {
		if all || f.doubt || i > len(l.tokens)-40 || rand.IntN(20) == 0 {
			l.checkToken(t, f)
		}
	}
	for _, n := range l.programs {
		if all || n.asked != "" {
			l.checkProgram(t, n)
		}
	}
	for _, c := range l.chains {
		l.checkChain(t, c, all)
	}
	if t.Failed() {
		t.FailNow()
	}
}

// settled asks, and asks the first version again after a 500: PostgreSQL refuses each statement once on each connection
// that had prepared it before the schema changed. Later versions say 503 there.
func (l *ledger) settled(ask func() answer) answer {
	a := ask()
	for i := 0; l.first && a.Status == http.StatusInternalServerError && i < 100; i++ {
		a = ask()
	}
	return a
}

func (l *ledger) checkToken(t *testing.T, f *fact) {
	t.Helper()
	status := l.settled(func() answer { return l.p.me(t, f.token) }).Status
	lives := status == http.StatusOK
	switch {
	case !lives && status != http.StatusUnauthorized:
		t.Errorf("a token is answered with %d", status)
	case f.doubt:
		f.doubt, f.dead = false, !lives
	case f.dead && lives:
		t.Errorf("an acknowledged revocation was undone (token %s)", f.id)
	case !f.dead && !lives:
		t.Errorf("an acknowledged token is lost (token %s)", f.id)
	}
	introspected := l.settled(func() answer {
		return l.p.do(t, l.p.clientPost(t, "/oauth/introspect", l.app, url.Values{"token": {f.token}}))
	}).is(t, http.StatusOK).object(t)
	if active := introspected["active"] == true; active != lives {
		t.Errorf("introspection says active %t of a token that is answered with %d", active, status)
	}
}

func (l *ledger) checkProgram(t *testing.T, n *named) {
	t.Helper()
	name := l.p.api(t, http.MethodGet, "/clients/"+n.id, l.root, nil).is(t, http.StatusOK).object(t).text(t, "name")
	if name != n.name && (n.asked == "" || name != n.asked) {
		t.Errorf("a client is called %q, and was last called %q", name, n.name)
	}
	n.name, n.asked = name, ""
}

// checkChain goes on with a chain: one that is not in doubt must go on, and of one that is, the answer tells whether
// the token was spent. At the end, every spent token must be refused, and takes its grant with it.
func (l *ledger) checkChain(t *testing.T, c *chain, all bool) {
	t.Helper()
	if !c.over {
		a := l.settled(func() answer { return l.p.token(t, l.app, refresh(c.current)) })
		switch {
		case a.Status == http.StatusOK:
			c.spent, c.current, c.doubt = append(c.spent, c.current), a.tokens(t).Refresh, false
		case c.doubt && a.Status == http.StatusBadRequest:
			c.over = true // it was spent, and its successor was in the answer that did not come
		default:
			t.Errorf("an acknowledged refresh token is answered with %d %.200s", a.Status, a.Body)
		}
	}
	if !all {
		return
	}
	if l.grace {
		for _, old := range c.spent {
			if got := l.p.token(t, l.app, refresh(old)).is(t, http.StatusOK).tokens(t).Refresh; got != "" && got != c.current {
				t.Error("a spent refresh token has a second successor")
			}
		}
		return
	}
	for _, old := range c.spent {
		l.p.token(t, l.app, refresh(old)).refused(t, http.StatusBadRequest, "invalid_grant")
	}
	if len(c.spent) > 0 {
		l.p.token(t, l.app, refresh(c.current)).refused(t, http.StatusBadRequest, "invalid_grant")
	}
}

// sound looks into the database itself for what no request can show: two living successors, and what hangs from
// nothing.
func (p *patio) sound(t *testing.T) {
	t.Helper()
	for what, query := range map[string]string{
		"two living refresh tokens of one grant": `SELECT COUNT(*) FROM (SELECT lineage_id FROM refresh_tokens WHERE spent_at = 0
			GROUP BY lineage_id HAVING COUNT(*) > 1) twins`,
		"a refresh token of no grant": orphans("refresh_tokens", "lineage_id", "lineages"),
		"a code of no grant":          orphans("codes", "lineage_id", "lineages"),
		"a token of no lineage":       orphans("personal_access_tokens", "lineage_id", "lineages"),
		"a token of no client":        orphans("personal_access_tokens", "client_id", "clients"),
		"a secret of no token":        orphans("pat_secrets", "token_id", "personal_access_tokens"),
		"a secret of no client":       orphans("client_secrets", "client_id", "clients"),
		"a token without a secret":    `SELECT COUNT(*) FROM personal_access_tokens p WHERE NOT EXISTS (SELECT 1 FROM pat_secrets s WHERE s.token_id = p.id)`,
		"a token that was never audited": `SELECT COUNT(*) FROM personal_access_tokens p WHERE NOT EXISTS
			(SELECT 1 FROM audit_events e WHERE e.subject = p.id)`,
	} {
		var n int
		if err := p.behind(t).QueryRow(query).Scan(&n); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if n > 0 {
			t.Errorf("%d times in the database: %s", n, what)
		}
	}
}

func orphans(table, column, parent string) string {
	return fmt.Sprintf("SELECT COUNT(*) FROM %s o WHERE NOT EXISTS (SELECT 1 FROM %s p WHERE p.id = o.%s)", table, parent, column)
}

// told is how much the load was told.
func (l *ledger) told() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	living, ended, spent := 0, 0, 0
	for _, f := range l.tokens {
		if f.dead {
			ended++
		} else {
			living++
		}
	}
	for _, c := range l.chains {
		spent += len(c.spent)
	}
	return fmt.Sprintf("%d tokens live, %d are ended, %d refresh tokens spent, %d clients; answers by status %v",
		living, ended, spent, len(l.programs), l.answers)
}
