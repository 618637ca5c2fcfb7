package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestAsOpenCollectiveDoes is Open Collective's way: a personal token with an end, which is changed later on its page,
// whose scopes only narrow, which goes in the header Personal-Token or, where the operator likes, in the address, and
// which gets advanced privileges after a second factor.
func TestAsOpenCollectiveDoes(t *testing.T) {
	set := settings{"personal_tokens.query_parameter": "true"}
	story(t, set, func(t *testing.T, p *patio, open func() *screen) {
		mira, s := p.person(t), open()
		token, id := makesPersonalToken(t, p, s, mira)
		byItsOwnHeader(t, p, token, id)
		inTheAddress(t, p, token, id)
		changedLater(t, p, s, token, id)
		onlyNarrower(t, p, s, token, id)
		grantsPrivileges(t, p, s, token, id)
	})
}

// makesPersonalToken makes a token for oneself, with an end.
func makesPersonalToken(t *testing.T, p *patio, s *screen, who person) (token, id string) {
	s.enter(t, "/account/tokens", who)
	s.follow(t, "Make your first token")
	s.says(t, "For yourself. It comes with a private client called Personal", "A token that ends does less harm when it is lost.")
	if n := s.count(t, "input[name=scope][checked]"); n != 0 {
		t.Errorf("%d scopes are ticked before anybody said so", n)
	}
	s.fill(t, "name", "expense report")
	for _, scope := range []string{"profile", "notes:read", "notes:write", "tokens:read", "tokens:write"} {
		s.tick(t, "scope", scope)
	}
	s.choose(t, "expires_in", "30d")
	s.look(t, "opencollective-1-new-token")
	kept(t, s.follow(t, "Make token"))
	token = s.secret(t, "#token")
	s.says(t, "Copy it now.", "in 30 days")
	s.look(t, "opencollective-2-token")
	return token, p.me(t, token).is(t, http.StatusOK).object(t).object(t, "token").text(t, "id")
}

// byItsOwnHeader: Personal-Token does what Authorization does, and not beside it.
func byItsOwnHeader(t *testing.T, p *patio, token, id string) {
	got := p.carried(t, carriage{personal: []string{token}}).is(t, http.StatusOK).object(t)
	got.object(t, "token").shows(t, object{"id": id, "kind": "pat"})
	p.carried(t, carriage{personal: []string{token}, authorization: []string{"Bearer " + token}}).is(t, http.StatusBadRequest)
	p.carried(t, carriage{personal: []string{mistyped(token)}}).is(t, http.StatusUnauthorized)
}

// inTheAddress: ?personalToken= where it is switched on, in no log and told to nobody; and not where it is off.
func inTheAddress(t *testing.T, p *patio, token, id string) {
	inQuery := carriage{query: "?personalToken=" + token}
	got := p.carried(t, inQuery).is(t, http.StatusOK)
	got.object(t).object(t, "token").shows(t, object{"id": id})
	for name, want := range map[string]string{"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"} {
		if value := got.Header.Get(name); value != want {
			t.Errorf("the answer to an address with a token in it has %s %q", name, value)
		}
	}
	soon(t, "the log has a line of it", func() bool { return strings.Contains(p.output.String(), got.Header.Get("X-Request-Id")) })
	if log := p.output.String(); strings.Contains(log, token) || strings.Contains(log, "personalToken") {
		t.Error("the log holds the query")
	}
	off := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	off.hide(token)
	refused := off.carried(t, inQuery).is(t, http.StatusBadRequest)
	if refused.Header.Get("Referrer-Policy") != "no-referrer" || !strings.Contains(refused.Body, "never in the URL") {
		t.Errorf("where it is off, the answer is %v %s", refused.Header, refused.Body)
	}
}

// changedLater: name and end change on the token's page; the token stays the same.
func changedLater(t *testing.T, p *patio, s *screen, token, id string) {
	s.open(t, "/account/tokens")
	s.follow(t, "expense report")
	if got := s.address(t).Path; got != "/account/tokens/"+id {
		t.Errorf("the name leads to %s", got)
	}
	s.look(t, "opencollective-3-edit")
	s.retype(t, "name", "expenses, the new server")
	s.choose(t, "expires_in", "90d")
	s.follow(t, "Save changes")
	s.says(t, "Saved.", "expenses, the new server", "In 90 days")
	s.silent(t, token)
	self := p.api(t, http.MethodGet, pats+"/self", token, nil).is(t, http.StatusOK).object(t)
	self.shows(t, object{"id": id, "name": "expenses, the new server"})
	s.retype(t, "name", "   ")
	s.follow(t, "Save changes")
	s.says(t, "Enter a name.")
	s.open(t, "/account/tokens/"+id)
	s.choose(t, "expires_in", "")
	s.follow(t, "Save changes")
	s.says(t, "Saved.", "Never")
	if self = p.api(t, http.MethodGet, pats+"/self", token, nil).object(t); self["expires_at"] != nil {
		t.Errorf("it ends at %v", self["expires_at"])
	}
}

// onlyNarrower: a scope that is taken away never comes back, by page, by a form of one's own making, or by REST.
func onlyNarrower(t *testing.T, p *patio, s *screen, token, id string) {
	s.tick(t, "scope", "notes:write")
	s.follow(t, "Save changes")
	s.says(t, "Saved.")
	if n := s.count(t, `input[name=scope][value="notes:write"]`); n != 0 {
		t.Error("the page offers a scope that the token no longer has")
	}
	s.look(t, "opencollective-4-narrowed")
	now := []string{"notes:read", "profile", "tokens:read", "tokens:write"}
	holds := func() {
		t.Helper()
		if got := p.me(t, token).is(t, http.StatusOK).object(t).object(t, "token").texts(t, "scopes"); strings.Join(got, " ") != strings.Join(now, " ") {
			t.Errorf("the token has the scopes %v", got)
		}
	}
	holds()
	for _, scopes := range [][]string{append([]string{"notes:write"}, now...), {"notes:write"}, {"clients:write"}} {
		a := p.api(t, http.MethodPatch, pats+"/"+id, token, order{"scopes": scopes}).is(t, http.StatusUnprocessableEntity)
		a.object(t).shows(t, object{"field": "scopes"})
	}
	b := p.browser()
	at := b.open(t, "/account/tokens/"+id)
	at = b.signIn(t, at, s.who)
	b.submit(t, at, at.formTo(t, at.URL.Path), url.Values{"scope": append([]string{"notes:write"}, now...)}).is(t, http.StatusUnprocessableEntity)
	holds()
}
