package e2e_test

import (
	"net/http"
	"sync"
	"testing"
	"time"
)

// at16 sends sixteen requests at the same moment, as far as a machine can, and gives their answers.
func (p *patio) at16(t *testing.T, request func() *http.Request) []answer {
	t.Helper()
	const n = 16
	requests := make([]*http.Request, n)
	for i := range requests {
		requests[i] = request()
	}
	answers, failures := make([]answer, n), make([]error, n)
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		ready.Add(1)
		done.Go(func() {
			ready.Done()
			<-start
			answers[i], failures[i] = p.try(requests[i])
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
	for _, err := range failures {
		if err != nil {
			t.Fatalf("one of sixteen requests failed: %v\n%s", err, p.output.tail())
		}
	}
	return answers
}

// oneWinner insists on exactly one 200, and on invalid_grant for all others. It gives the winner's answer.
func oneWinner(t *testing.T, answers []answer) answer {
	t.Helper()
	var winners []answer
	for _, a := range answers {
		if a.Status == http.StatusOK {
			winners = append(winners, a)
			continue
		}
		a.refused(t, http.StatusBadRequest, "invalid_grant")
	}
	if len(winners) != 1 {
		t.Fatalf("%d of %d won; exactly one may", len(winners), len(answers))
	}
	return winners[0]
}

// soon waits for what may take a little.
func soon(t *testing.T, what string, is func() bool) {
	t.Helper()
	for began := time.Now(); time.Since(began) < 10*time.Second; time.Sleep(50 * time.Millisecond) {
		if is() {
			return
		}
	}
	t.Errorf("after 10 s it is still not so that %s", what)
}
