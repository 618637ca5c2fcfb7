package e2e_test

import (
	"net/http"
	"net/url"
	"sync"
	"testing"
)

// TestAttackRaces does at once what must not be done at once. Sixteen redemptions and refreshes stand in TestRefresh
// (Keycloak GHSA-m2w5-7xhv-w6fh, Hydra #3604).
func TestAttackRaces(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		on := p.client(t, mira, clientSpec{Scopes: []string{"profile", "tokens:read", "tokens:write"}})
		t.Run("children of the ending", func(t *testing.T) { childrenOfEnding(t, p, mira, on) })
		t.Run("revoke and refresh", func(t *testing.T) { revokeWhileRefreshing(t, p, mira, on) })
		t.Run("revoke and use", func(t *testing.T) { revokeWhileUsing(t, p, mira, on) })
		t.Run("two hands on a code", func(t *testing.T) { codeInTwoHands(t, p, mira, on) })
		t.Run("first consent", func(t *testing.T) { firstConsent(t, p, mira) })
		t.Run("one revocation", func(t *testing.T) { revokedAtOnce(t, p, mira, on) })
	})
}

// together sends all requests at the same moment and gives their answers in order.
func (p *patio) together(t *testing.T, requests ...*http.Request) []answer {
	t.Helper()
	answers, failures := make([]answer, len(requests)), make([]error, len(requests))
	start := make(chan struct{})
	var done sync.WaitGroup
	for i, r := range requests {
		done.Go(func() {
			<-start
			answers[i], failures[i] = p.try(r)
		})
	}
	close(start)
	done.Wait()
	for i, err := range failures {
		if err != nil {
			t.Fatalf("a request failed: %v\n%s", err, p.output.tail())
		}
		served(t, answers[i].asked, answers[i])
	}
	return answers
}

// call is a request of the REST API.
func (p *patio) call(t *testing.T, method, path, token string, body any) *http.Request {
	t.Helper()
	r := p.request(t, method, "/api/v1"+path, body)
	r.Header.Set("Authorization", "Bearer "+token)
	return r
}

// childrenOfEnding mints while the parent is being revoked: afterwards no child lives, nor a grandchild.
func childrenOfEnding(t *testing.T, p *patio, who person, on client) {
	aside, _ := p.pat(t, who, on)
	for round := range 4 {
		parent := minted(t, p, aside, on, "profile", "tokens:write")
		child := minted(t, p, parent.text(t, "token"), on, "profile", "tokens:write")
		living := []string{parent.text(t, "token"), child.text(t, "token")}
		var requests []*http.Request
		for i := range 12 {
			if i == 3+round {
				requests = append(requests, p.call(t, http.MethodDelete, pats+"/"+parent.text(t, "id"), aside, nil))
			}
			requests = append(requests, p.call(t, http.MethodPost, pats, living[i%2],
				order{"client_id": on.ID, "name": "x", "scopes": []string{"profile"}}))
		}
		for _, a := range p.together(t, requests...) {
			switch a.Status {
			case http.StatusCreated:
				living = append(living, a.object(t).text(t, "token"))
			case http.StatusNoContent, http.StatusUnauthorized:
			default:
				t.Errorf("%s is answered with %d %.200s", a.asked, a.Status, a.Body)
			}
		}
		for _, token := range living {
			if a := p.me(t, token); a.Status != http.StatusUnauthorized {
				t.Errorf("round %d: of %d tokens below a revoked one, one lives: %d", round, len(living), a.Status)
			}
		}
	}
}

// revokeWhileRefreshing: after a revocation that was answered 200 nothing of the grant lives, whoever was faster.
func revokeWhileRefreshing(t *testing.T, p *patio, who person, app client) {
	b := p.browser()
	for range 4 {
		held := p.grantIn(t, b, app, who)
		requests := []*http.Request{p.clientPost(t, "/oauth/revoke", app, url.Values{"token": {held.Refresh}})}
		for range 3 {
			requests = append(requests, p.clientPost(t, "/oauth/token", app, refresh(held.Refresh)))
		}
		answers := p.together(t, requests...)
		answers[0].is(t, http.StatusOK)
		all, successors := []tokens{held}, map[string]bool{}
		for _, a := range answers[1:] {
			if a.Status == http.StatusOK {
				all = append(all, a.tokens(t))
				successors[a.tokens(t).Refresh] = true
				continue
			}
			a.refused(t, http.StatusBadRequest, "invalid_grant")
		}
		if len(successors) > 1 {
			t.Errorf("one refresh token has %d successors", len(successors))
		}
		lineageEnded(t, p, app, all...)
	}
}

// revokeWhileUsing: a use that begins after the revocation was answered is refused.
func revokeWhileUsing(t *testing.T, p *patio, who person, on client) {
	for range 3 {
		token, id := p.pat(t, who, on)
		requests := []*http.Request{p.call(t, http.MethodDelete, pats+"/"+id, token, nil)}
		for range 7 {
			requests = append(requests, p.call(t, http.MethodGet, "/me", token, nil))
		}
		p.together(t, requests...)[0].is(t, http.StatusNoContent)
		tokenEnded(t, p, on, token)
	}
}

// codeInTwoHands: somebody else's attempts beside the owner's neither win nor burn the code, nor end what it buys.
func codeInTwoHands(t *testing.T, p *patio, who person, app client) {
	rival := p.client(t, who, clientSpec{})
	b := p.browser()
	b.code(t, p.authorizeURL(app, nil), who)
	for range 3 {
		_, form := newCode(t, p, b, who, app)
		var requests []*http.Request
		for range 7 {
			requests = append(requests, p.clientPost(t, "/oauth/token", rival, form))
		}
		answers := p.together(t, append(requests, p.clientPost(t, "/oauth/token", app, form))...)
		held := answers[len(answers)-1].is(t, http.StatusOK).tokens(t)
		for _, a := range answers[:len(answers)-1] {
			a.refused(t, http.StatusBadRequest, "invalid_grant")
		}
		p.me(t, held.Access).is(t, http.StatusOK)
	}
}

// firstConsent presses Allow many times at once, where nothing was allowed before: each press gets a code of its own.
func firstConsent(t *testing.T, p *patio, who person) {
	app := p.client(t, who, clientSpec{})
	s := p.session(t, who)
	codes := map[string]bool{}
	for _, a := range p.at16(t, func() *http.Request {
		values := p.authorization(t, app, url.Values{"decision": {"allow"}, "csrf_token": {s.csrf}})
		return s.with(p.request(t, http.MethodPost, "/oauth/authorize", values))
	}) {
		to, err := url.Parse(a.is(t, http.StatusSeeOther).Header.Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		codes[to.Query().Get("code")] = true
	}
	if delete(codes, ""); len(codes) != 16 {
		t.Errorf("sixteen presses of Allow gave %d codes", len(codes))
	}
}

// revokedAtOnce: the same revocation many times at once is done once, and every answer is that it is done.
func revokedAtOnce(t *testing.T, p *patio, who person, app client) {
	held := p.grant(t, app, who)
	personal, _ := p.pat(t, who, app)
	for _, token := range []string{personal, held.Access, held.Refresh} {
		for _, a := range p.at16(t, func() *http.Request {
			return p.clientPost(t, "/oauth/revoke", app,
				url.Values{"token": {token}})
		}) {
			a.is(t, http.StatusOK)
		}
		inactive(t, p, app, token)
	}
	lineageEnded(t, p, app, held)
}
