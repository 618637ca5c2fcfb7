package e2e_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
)

// TestInsight: how often a token was used and for which scopes, whoever asked, at whichever process.
func TestInsight(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		other := another(t, p, settings{"issuer": p.issuer})
		t.Cleanup(func() {
			p.hide(secretsOf(other)...)
			other.hide(secretsOf(p)...)
		})
		mira := p.person(t)
		api := p.resourceServer(t, mira)
		own := p.client(t, mira, clientSpec{Scopes: []string{"profile", "email", "notes:read", "notes:write", "tokens:read", "tokens:write"}})
		watch, _ := p.pat(t, mira, own, "--scope", "tokens:read")
		t.Run("by REST", func(t *testing.T) { countedByREST(t, p, mira, own, watch) })
		t.Run("by introspection", func(t *testing.T) { countedByIntrospection(t, p, mira, own, api, watch) })
		t.Run("by the SDK", func(t *testing.T) { countedBySDK(t, p, mira, own, api, watch) })
		t.Run("at two processes", func(t *testing.T) { countedTwice(t, p, other, mira, own, api, watch) })
		t.Run("not a word of a stranger's", func(t *testing.T) { strangersWords(t, p, mira, own, api, watch) })
		t.Run("who may know", func(t *testing.T) { whoMayKnow(t, p, mira, own, watch) })
		t.Run("drained", func(t *testing.T) { // the last: it stops a server
			raw, id := p.pat(t, mira, own)
			for range 3 {
				other.me(t, raw).is(t, http.StatusOK)
			}
			other.restart(t)
			if got := p.uses(t, watch, id); got["uses"] != 3.0 {
				t.Errorf("after a drain %v uses are written", got["uses"])
			}
		})
	})
}

// uses is how a token was used, as the API tells.
func (p *patio) uses(t *testing.T, watch, id string) object {
	t.Helper()
	return p.api(t, http.MethodGet, pats+"/"+id+"/uses", watch, nil).is(t, http.StatusOK).object(t)
}

// counted waits until that many uses have been written.
func (p *patio) counted(t *testing.T, watch, id string, uses int) object {
	t.Helper()
	var got object
	soon(t, "the uses are written", func() bool {
		got = p.uses(t, watch, id)
		return got["uses"] == float64(uses)
	})
	return got
}

// askedFor is the scopes that were asked for, with how often.
func askedFor(t *testing.T, uses object) map[string]float64 {
	t.Helper()
	found := map[string]float64{}
	for _, scope := range uses.list(t, "scopes") {
		if n, _ := scope["uses"].(float64); n > 0 {
			found[scope.text(t, "scope")] = n
		}
	}
	return found
}

func is(t *testing.T, what string, got, want map[string]float64) {
	t.Helper()
	for name, n := range want {
		if got[name] != n {
			t.Errorf("%s: %s was counted %v times, want %v", what, name, got[name], n)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func countedByREST(t *testing.T, p *patio, who person, on client, watch string) {
	raw, id := p.pat(t, who, on, "--scope", "profile tokens:read notes:read")
	fresh := p.uses(t, watch, id)
	if fresh["uses"] != 0.0 || len(fresh.list(t, "days")) != 30 || !slices.Equal(fresh.texts(t, "unused_scopes"), []string{"notes:read", "profile", "tokens:read"}) {
		t.Errorf("a new token: %v", fresh)
	}
	for range 3 {
		p.api(t, http.MethodGet, pats+"?limit=1", raw, nil).is(t, http.StatusOK)
	}
	p.me(t, raw).is(t, http.StatusOK)
	p.api(t, http.MethodGet, pats+"/self", raw, nil).is(t, http.StatusOK)
	p.api(t, http.MethodGet, "/clients", raw, nil).is(t, http.StatusForbidden) // which is no use
	got := p.counted(t, watch, id, 5)
	is(t, "by REST", askedFor(t, got), map[string]float64{"tokens:read": 3, "profile": 1})
	if got["uses_without_scope"] != 0.0 || !slices.Equal(got.texts(t, "unused_scopes"), []string{"notes:read"}) {
		t.Errorf("unused: %v, without a scope: %v", got["unused_scopes"], got["uses_without_scope"])
	}
	days := got.list(t, "days")
	if last := days[len(days)-1]; last["day"] != clocktest.Now().UTC().Format(time.DateOnly) || last["uses"] != 5.0 || last.object(t, "scopes")["tokens:read"] != 3.0 {
		t.Errorf("today: %v", last)
	}
}

func countedByIntrospection(t *testing.T, p *patio, who person, on, api client, watch string) {
	raw, id := p.pat(t, who, on, "--scope", "notes:read notes:write email")
	for range 4 {
		p.asked(t, api, raw, "notes:read").is(t, http.StatusOK)
	}
	p.asked(t, api, raw, "notes:write notes:read").is(t, http.StatusOK)
	p.asked(t, api, raw, "").is(t, http.StatusOK)
	p.introspect(t, api, raw)
	got := p.counted(t, watch, id, 7)
	is(t, "by introspection", askedFor(t, got), map[string]float64{"notes:read": 5, "notes:write": 1})
	if got["uses_without_scope"] != 2.0 {
		t.Errorf("%v uses without a scope", got["uses_without_scope"])
	}
}

// countedBySDK: the SDK's middleware says by itself what a route needs, and a refusal for lack of a scope is a use for none.
func countedBySDK(t *testing.T, p *patio, who person, on, rs client, watch string) {
	raw, id := p.pat(t, who, on, "--scope", "notes:read notes:write")
	without, withoutID := p.pat(t, who, on, "--scope", "notes:write")
	api := p.protectedAPI(t, rs, false)
	for range 3 {
		api.ask(t, raw).is(t, http.StatusOK)
		api.ask(t, without).is(t, http.StatusForbidden)
	}
	got := p.counted(t, watch, id, 3)
	is(t, "by the SDK", askedFor(t, got), map[string]float64{"notes:read": 3})
	if got["uses_without_scope"] != 0.0 || !slices.Equal(got.texts(t, "unused_scopes"), []string{"notes:write"}) {
		t.Errorf("by the SDK: %v", got)
	}
	is(t, "refused", askedFor(t, p.counted(t, watch, withoutID, 3)), map[string]float64{})
}

// asked introspects a token and says what for.
func (p *patio) asked(t *testing.T, api client, token, scope string) answer {
	t.Helper()
	return p.do(t, p.clientPost(t, "/oauth/introspect", api, url.Values{"token": {token}, "required_scope": {scope}}))
}

// countedTwice: two processes add to the same day of the same token, and the sum is exact.
func countedTwice(t *testing.T, p, other *patio, who person, on, api client, watch string) {
	raw, id := p.pat(t, who, on, "--scope", "notes:read notes:write tokens:read")
	p.at16(t, func() *http.Request {
		return p.clientPost(t, "/oauth/introspect", api, url.Values{"token": {raw}, "required_scope": {"notes:read"}})
	})
	for range 10 {
		other.asked(t, api, raw, "notes:read notes:write").is(t, http.StatusOK)
		p.api(t, http.MethodGet, pats+"?limit=1", raw, nil).is(t, http.StatusOK)
	}
	got := p.counted(t, watch, id, 36)
	is(t, "at two processes", askedFor(t, got), map[string]float64{"notes:read": 26, "notes:write": 10, "tokens:read": 10})
}

// strangersWords: what a token does not hold is counted nowhere, however it is asked for, and the answer stays as it is.
func strangersWords(t *testing.T, p *patio, who person, on, api client, watch string) {
	raw, id := p.pat(t, who, on, "--scope", "notes:read")
	for _, words := range []string{
		"no:such", "Notes:read", "notes:read\x00", "notes:rea", "notes:read,notes:write", "\t", "%", strings.Repeat("x ", 1024), "' OR 1=1", "名前 \xff",
	} {
		if got := p.asked(t, api, raw, words).is(t, http.StatusOK).object(t); got["active"] != true || got["scope"] != "notes:read" {
			t.Errorf("asked for %q: %v", words, got)
		}
	}
	p.asked(t, api, raw, strings.Repeat("notes:read ", 100)).is(t, http.StatusOK)
	p.asked(t, api, raw, strings.Repeat("x", 2049)).refused(t, http.StatusBadRequest, "invalid_request")
	p.do(t, p.clientPost(t, "/oauth/introspect", api, url.Values{"token": {raw}, "required_scope": {"notes:read", "notes:read"}})).
		refused(t, http.StatusBadRequest, "invalid_request")
	p.asked(t, api, "pat_wrong", "notes:read").is(t, http.StatusOK)
	got := p.counted(t, watch, id, 11)
	is(t, "a stranger's words", askedFor(t, got), map[string]float64{"notes:read": 1})
	if days := got.list(t, "days"); len(days[len(days)-1].object(t, "scopes")) != 1 {
		t.Errorf("today: %v", days[len(days)-1])
	}
}

// whoMayKnow: the holder alone, with tokens:read.
func whoMayKnow(t *testing.T, p *patio, who person, on client, watch string) {
	_, id := p.pat(t, who, on)
	narrow, narrowID := p.pat(t, who, on, "--scope", "notes:read tokens:write")
	p.api(t, http.MethodGet, pats+"/"+narrowID+"/uses", narrow, nil).is(t, http.StatusForbidden)
	p.api(t, http.MethodGet, pats+"/"+id+"/uses", "", nil).is(t, http.StatusUnauthorized)
	stranger := p.person(t)
	open := p.client(t, who, clientSpec{UserTokens: true, Scopes: []string{"tokens:read"}})
	theirs, theirID := p.pat(t, stranger, open)
	p.api(t, http.MethodGet, pats+"/"+theirID+"/uses", theirs, nil).is(t, http.StatusOK)
	var answers []string
	for _, unknown := range []string{id, "00000000-0000-7000-8000-000000000000", "nonsense"} {
		refused := p.api(t, http.MethodGet, pats+"/"+unknown+"/uses", theirs, nil).is(t, http.StatusNotFound).object(t)
		answers = append(answers, refused.text(t, "detail"))
	}
	p.api(t, http.MethodGet, pats+"/"+theirID+"/uses", watch, nil).is(t, http.StatusNotFound) // the client's owner is not its holder
	if answers[0] != answers[1] || answers[1] != answers[2] {
		t.Errorf("a foreign id answers otherwise than an unknown one: %q", answers)
	}
	for _, days := range []string{"0", "91", "-1", "x", "1e1"} {
		p.api(t, http.MethodGet, pats+"/"+id+"/uses?days="+days, watch, nil).named(t, http.StatusUnprocessableEntity, "days")
	}
	if got := p.api(t, http.MethodGet, pats+"/"+id+"/uses?days=90", watch, nil).is(t, http.StatusOK).object(t); len(got.list(t, "days")) != 90 {
		t.Error("90 days are not 90")
	}
}

// TestLineage: the tree of a token shows what it hangs from, its secrets and what ends with it.
func TestLineage(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		own := p.client(t, mira, clientSpec{Scopes: []string{"notes:read", "tokens:read", "tokens:write"}})
		grant := p.grant(t, own, mira).Access
		top := p.childOf(t, own, grant, "top")
		first := p.childOf(t, own, top.raw, "first")
		p.childOf(t, own, top.raw, "second")
		deep := p.childOf(t, own, first.raw, "deep")
		watch, _ := p.pat(t, mira, own, "--scope", "tokens:read")

		tree := p.lineage(t, watch, top.id)
		if got := kin(t, tree, "ancestors") + "/" + kin(t, tree, "descendants"); got != "-2 -1/1 first 2 deep 1 second" || tree["live_descendants"] != 3.0 {
			t.Errorf("the tree is %q: %v", got, tree)
		}
		above := tree.list(t, "ancestors")[0]
		above.shows(t, object{"token_kind": "oauth", "id": nil, "client_id": own.ID, "client_name": own.Name, "live": true})
		if got := kin(t, p.lineage(t, watch, deep.id), "ancestors"); got != "-4 -3 -2 top -1 first" {
			t.Errorf("above the deepest: %q", got)
		}
		p.api(t, http.MethodPost, pats+"/"+first.id+"/rotate", top.raw, order{"overlap_seconds": 60}).is(t, http.StatusOK)
		if secrets := p.lineage(t, watch, first.id).list(t, "secrets"); len(secrets) != 2 || secrets[0]["ends_at"] != nil || secrets[1]["ends_at"] == nil {
			t.Errorf("secrets after a rotation: %v", secrets)
		}
		p.api(t, http.MethodDelete, pats+"/"+first.id, top.raw, nil).is(t, http.StatusNoContent)
		tree = p.lineage(t, watch, top.id)
		if tree["live_descendants"] != 1.0 || tree["counted_all"] != true || len(tree.list(t, "descendants")) != 3 {
			t.Errorf("after one has ended: %v", tree)
		}
		p.me(t, deep.raw).is(t, http.StatusUnauthorized)

		theirs, _ := p.pat(t, p.person(t), p.client(t, mira, clientSpec{UserTokens: true, Scopes: []string{"tokens:read"}}))
		for _, unknown := range []string{top.id, "00000000-0000-7000-8000-000000000000", "nonsense"} {
			p.api(t, http.MethodGet, pats+"/"+unknown+"/lineage", theirs, nil).is(t, http.StatusNotFound)
		}
		narrow, id := p.pat(t, mira, own, "--scope", "tokens:write")
		p.api(t, http.MethodGet, pats+"/"+id+"/lineage", narrow, nil).is(t, http.StatusForbidden)
	})
}

type made struct{ raw, id string }

// childOf mints with a token.
func (p *patio) childOf(t *testing.T, on client, parent, name string) made {
	t.Helper()
	o := p.api(t, http.MethodPost, pats, parent, order{"client_id": on.ID, "name": name}).is(t, http.StatusCreated).object(t)
	return made{o.text(t, "token"), o.text(t, "id")}
}

func (p *patio) lineage(t *testing.T, watch, id string) object {
	t.Helper()
	return p.api(t, http.MethodGet, pats+"/"+id+"/lineage", watch, nil).is(t, http.StatusOK).object(t)
}

// kin is who is in a part of a tree, each with their depth.
func kin(t *testing.T, tree object, part string) string {
	t.Helper()
	var all []string
	for _, one := range tree.list(t, part) {
		all = append(all, fmt.Sprintf("%v", one["depth"]))
		if one["name"] != nil {
			all[len(all)-1] += " " + one.text(t, "name")
		}
	}
	return strings.Join(all, " ")
}
