package e2e_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// TestAttackREST is about tokens that reach too far, and bodies that say two things at once.
func TestAttackREST(t *testing.T) {
	p := lone(t, nil)
	mira, ada := p.person(t), p.person(t)
	every := p.get(t, "/.well-known/oauth-authorization-server").object(t).texts(t, "scopes_supported")
	on := p.client(t, mira, clientSpec{Scopes: every, UserTokens: true})
	parent, _ := p.pat(t, mira, on)
	t.Run("scopes", func(t *testing.T) { scopeTable(t, p, on, parent, every) })
	t.Run("others' ids", func(t *testing.T) { othersIDs(t, p, ada, on, parent) })
	t.Run("bodies", func(t *testing.T) { oddBodies(t, p, on, parent) })
	t.Run("cursors", func(t *testing.T) { oddCursors(t, p, ada, on, parent) })
	t.Run("own tokens", func(t *testing.T) { ownTokensMintNothing(t, p, mira, on, every) })
	t.Run("descent", func(t *testing.T) { descent(t, p, on, parent) })
	t.Run("no profile", func(t *testing.T) { noMoreThanScopes(t, p, mira, on) })
}

// minted is a token that parent mints, with these scopes.
func minted(t *testing.T, p *patio, parent string, on client, scopes ...string) object {
	t.Helper()
	o := order{"client_id": on.ID, "name": "x", "scopes": scopes}
	return p.api(t, http.MethodPost, pats, parent, o).is(t, http.StatusCreated).object(t)
}

// scopeTable tries every call with a token of every single scope: the one that the contract names opens it and no other
// does (Gitea CVE-2026-28744, -24791, -20706), however the address is spelt and whatever the method.
func scopeTable(t *testing.T, p *patio, on client, parent string, every []string) {
	tokens := map[string]string{}
	for _, scope := range every {
		tokens[scope] = minted(t, p, parent, on, scope).text(t, "token")
	}
	victim := minted(t, p, parent, on, "profile")
	for _, call := range []struct{ method, path, scope string }{
		{"GET", "/", ""}, {"HEAD", "/", ""}, {"GET", "/me", ""}, {"HEAD", "/me", ""},
		{"GET", pats, "tokens:read"}, {"HEAD", pats, "tokens:read"}, {"GET", pats + "/" + victim.text(t, "id"), "tokens:read"},
		{"HEAD", pats + "/" + victim.text(t, "id"), "tokens:read"},
		{"POST", pats, "tokens:write"}, {"DELETE", pats + "/" + victim.text(t, "id"), "tokens:write"},
	} {
		for _, scope := range every {
			a := p.api(t, call.method, call.path, tokens[scope], nil)
			if passes := a.Status != http.StatusForbidden; passes != (call.scope == "" || call.scope == scope) {
				t.Errorf("%s %s with %s is answered with %d", call.method, call.path, scope, a.Status)
			}
		}
	}
	// Other spellings of the addresses open nothing.
	for _, path := range []string{
		pats + "/", "/" + pats, "/." + pats, "/x/.." + pats, strings.ToUpper(pats), pats + "//", pats + "/.", pats + ";x", pats + "%2f",
		pats + "?", pats + "#", "/%70ersonal-access-tokens", "/..;/api/v1" + pats,
	} {
		for _, method := range []string{"GET", "HEAD", "POST"} {
			r := p.request(t, method, "/", nil)
			r.URL.Opaque = "//" + p.listen + "/api/v1" + path
			r.Header.Set("Authorization", "Bearer "+tokens["profile"])
			if a := p.do(t, r); a.Status < 400 || a.Status > 499 {
				t.Errorf("%s %s with profile is answered with %d", method, path, a.Status)
			}
		}
	}
	p.me(t, tokens["profile"]).is(t, http.StatusOK)
	otherMethods(t, p, "/api/v1/me", "GET", "HEAD")
	otherMethods(t, p, "/api/v1"+pats, "GET", "HEAD", "POST")
}

// othersIDs: somebody else's token and one that never was are answered alike, to the letter.
func othersIDs(t *testing.T, p *patio, other person, on client, parent string) {
	theirs, _ := p.pat(t, other, on)
	mine := minted(t, p, parent, on, "profile")
	id := mine.text(t, "id")
	for _, method := range []string{http.MethodGet, http.MethodDelete, http.MethodHead} {
		want := traits(p.api(t, method, pats+"/01900000-0000-7000-8000-000000000000", theirs, nil).is(t, http.StatusNotFound))
		for _, path := range []string{
			id, strings.ToUpper(id), "{" + id + "}", "%7B" + id + "%7D", "urn:uuid:" + id, strings.ReplaceAll(id, "-", ""), id + "%00", id + "%20",
			"%20" + id, id[:35], id + "0", "0", "x", "%ff", "%2e%2e", "%27%20OR%20%271%27=%271", "%25", on.ID, other.ID, "null",
		} {
			if a := p.api(t, method, pats+"/"+path, theirs, nil); traits(a) != want {
				t.Errorf("%s %s: %s\nand an unknown one: %s", method, path, traits(a), want)
			}
		}
		// Nor does the owner reach it by another spelling.
		for _, path := range []string{strings.ToUpper(id), "%7B" + id + "%7D", "urn:uuid:" + id, strings.ReplaceAll(id, "-", "")} {
			if a := p.api(t, method, pats+"/"+path, parent, nil); a.Status != http.StatusNotFound {
				t.Errorf("%s %s by the owner is answered with %d", method, path, a.Status)
			}
		}
	}
	p.me(t, mine.text(t, "token")).is(t, http.StatusOK)
	p.api(t, http.MethodGet, pats+"/"+id, parent, nil).is(t, http.StatusOK)
}

// oddBodies: what is not exactly the document that the call takes mints nothing.
func oddBodies(t *testing.T, p *patio, on client, parent string) {
	count := func() int {
		return len(p.api(t, http.MethodGet, pats+"?limit=100", parent, nil).is(t, http.StatusOK).object(t).list(t, "items"))
	}
	before := count()
	id := fmt.Sprintf(`"client_id":%q`, on.ID)
	good := id + `,"name":"x","scopes":["profile"]`
	long := strings.Repeat("a", 64<<10)
	bodies := []string{
		``, `null`, `true`, `1`, `"x"`, `[]`, `[{` + good + `}]`, `{`, `{` + good, `{` + good + `}x`,
		`{` + good + `}{` + good + `}`, `{` + good + `},`, `{` + good + `,}`, "\ufeff{" + good + `}`, `{` + good + `/* */}`,
		`{'name':'x'}`, `{}`,
		`{` + good + `,"name":"y"}`, `{` + good + `,"scopes":["profile"]}`, `{` + good + `,"scopes":["notes:write"]}`,
		`{` + good + `,"Scopes":["notes:write"]}`, `{` + good + `,"SCOPES":[]}`, `{` + good + `,"\u0073copes":["notes:write"]}`,
		`{` + good + `,"scope":"profile"}`,
		`{` + good + `,"Name":"y"}`, `{` + good + `,"user_id":"x"}`, `{` + good + `,"id":"x"}`, `{` + good + `,"token":"x"}`,
		`{` + good + `,"":1}`, `{` + good + `,"parent":null}`, `{"Client_ID":"` + on.ID + `","name":"x"}`,
		`{"clientId":"` + on.ID + `","name":"x"}`, `{` + good + `,"ſcopes":["profile"]}`,
		`{` + id + `,"name":1}`, `{` + id + `,"name":null}`, `{` + id + `,"name":["x"]}`, `{` + id + `,"name":{}}`,
		`{` + id + `,"name":""}`, `{` + id + `,"name":"  "}`, `{` + id + `,"name":"a\u0000b"}`, `{` + id + `,"name":"a\nb"}`,
		`{` + id + `,"name":"\u202ex"}`, `{` + id + `,"name":"\ud800"}`, "{" + id + ",\"name\":\"\xff\"}",
		"{" + id + ",\"name\":\"a\x00b\"}",
		`{` + id + `,"name":"` + strings.Repeat("a", 101) + `"}`, `{` + id + `,"name":"` + strings.Repeat("😀", 101) + `"}`,
		`{"client_id":1,"name":"x"}`, `{"client_id":null,"name":"x"}`, `{"client_id":"","name":"x"}`,
		`{"client_id":"x","name":"x"}`, `{"client_id":"\u0000","name":"x"}`, `{"client_id":"{` + on.ID + `}","name":"x"}`,
		`{"client_id":"` + strings.ToUpper(on.ID) + `","name":"x"}`, `{"client_id":"urn:uuid:` + on.ID + `","name":"x"}`,
		`{"client_id":"' OR '1'='1","name":"x"}`,
		`{` + id + `,"name":"x","scopes":[]}`, `{` + id + `,"name":"x","scopes":"profile"}`,
		`{` + id + `,"name":"x","scopes":[1]}`, `{` + id + `,"name":"x","scopes":[null]}`,
		`{` + id + `,"name":"x","scopes":["profile notes:read"]}`, `{` + id + `,"name":"x","scopes":["PROFILE"]}`,
		`{` + id + `,"name":"x","scopes":[""]}`, `{` + id + `,"name":"x","scopes":["profile\u0000"]}`,
		`{` + id + `,"name":"x","scopes":{"0":"profile"}}`, `{` + id + `,"name":"x","scopes":["*"]}`,
		`{` + good + `,"expires_in_seconds":0}`, `{` + good + `,"expires_in_seconds":-1}`,
		`{` + good + `,"expires_in_seconds":1.5}`, `{` + good + `,"expires_in_seconds":"60"}`,
		`{` + good + `,"expires_in_seconds":9223372036854775807}`, `{` + good + `,"expires_in_seconds":9223372037}`,
		`{` + good + `,"expires_in_seconds":9223372036854775808}`, `{` + good + `,"expires_in_seconds":1e400}`,
		`{` + good + `,"expires_in_seconds":-9223372036854775808}`, `{` + good + `,"expires_in_seconds":NaN}`,
		`{` + good + `,"expires_in_seconds":0x10}`, `{` + good + `,"expires_in_seconds":01}`,
		`{` + good + `,"expires_in_seconds":true}`, `{` + good + `,"expires_in_seconds":[60]}`,
		`{` + good + `,"expires_at":0}`, `{` + good + `,"expires_at":""}`, `{` + good + `,"expires_at":"never"}`,
		`{` + good + `,"expires_at":"2020-01-01T00:00:00Z"}`, `{` + good + `,"expires_at":"0001-01-01T00:00:00Z"}`,
		`{` + good + `,"expires_at":"9999-12-31T23:59:59-23:59"}`, `{` + good + `,"expires_at":"99999-01-01T00:00:00Z"}`,
		`{` + good + `,"expires_at":"2099-02-30T00:00:00Z"}`, `{` + good + `,"expires_at":"2099-01-01"}`,
		`{` + good + `,"expires_at":"2099-01-01T00:00:00Z\u0000"}`, `{` + good + `,"expires_at":4070908800}`,
		`{` + good + `,"expires_at":"2099-01-01T00:00:00Z","expires_in_seconds":60}`,
		`{` + good + `,"advanced_privileges":true}`, `{` + good + `,"advanced_privileges":"false"}`,
		`{` + good + `,"advanced_privileges":1}`, strings.Repeat("[", 30_000), strings.Repeat(`{"a":`, 12_000),
		`{` + good + `,"name":"` + long + `"}`, `{` + good + strings.Repeat(" ", 64<<10) + `}`,
	}
	for _, body := range bodies {
		r := p.request(t, http.MethodPost, "/api/v1"+pats, body)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+parent)
		a := p.do(t, r)
		if a.Status < 400 || a.Status > 499 || a.Header.Get("Content-Type") != "application/problem+json" ||
			a.object(t)["status"] != float64(a.Status) {
			t.Errorf("%.120q is answered with %d %.200s", body, a.Status, a.Body)
		}
		if len(body) > 64<<10 && a.Status != http.StatusRequestEntityTooLarge {
			t.Errorf("a body of %d bytes is answered with %d", len(body), a.Status)
		}
	}
	for _, kind := range []string{
		"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp", "text/json",
		"application/json-seq",
	} {
		r := p.request(t, http.MethodPost, "/api/v1"+pats, `{`+good+`}`)
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Authorization", "Bearer "+parent)
		p.do(t, r).is(t, http.StatusUnsupportedMediaType)
	}
	if after := count(); after != before {
		t.Errorf("there are %d tokens and not %d", after, before)
	}
	r := p.request(t, http.MethodPost, "/api/v1"+pats, `{`+good+`}`)
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("Authorization", "Bearer "+parent)
	p.do(t, r).is(t, http.StatusCreated)
}

// oddCursors: SQL has no way in through a list's parameters (Hydra CVE-2026-33504), nor have other people's ids.
func oddCursors(t *testing.T, p *patio, other person, on client, parent string) {
	_, theirs := p.pat(t, other, on)
	for _, query := range []string{
		"cursor='", "cursor=1'%20OR%20'1'='1", "cursor=x'%3BDROP%20TABLE%20users%3B--", "cursor=%00", "cursor=%ff", "cursor=%F0%9F%98%80",
		"cursor=0", "cursor=null", "cursor={}", "cursor=%7B" + theirs + "%7D", "cursor=urn:uuid:" + theirs,
		"cursor=" + strings.ReplaceAll(theirs, "-", ""), "cursor=" + theirs + "%00", "cursor=" + theirs + "'",
		"cursor=" + strings.Repeat("a", 10_000), "cursor=eyJpZCI6MX0=", "limit=0", "limit=-1", "limit=101", "limit=1e3", "limit=1.5",
		"limit=x", "limit=%00", "limit=99999999999999999999", "limit=1%20OR%201=1", "limit=٣", "limit=0x10",
	} {
		if a := p.api(t, http.MethodGet, pats+"?"+query, parent, nil); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("%.80s is answered with %d", query, a.Status)
		}
	}
	// Somebody else's id is a place in the list like any other: it shows nothing of theirs.
	after := p.api(t, http.MethodGet, pats+"?cursor="+theirs+"&limit=100", parent, nil).is(t, http.StatusOK).object(t)
	for _, row := range after.list(t, "items") {
		if row["id"] == theirs {
			t.Error("the list holds somebody else's token")
		}
	}
}

// ownTokensMintNothing: a client that acts for itself is no person, whatever its scopes.
func ownTokensMintNothing(t *testing.T, p *patio, who person, on client, every []string) {
	const nobodys = pats + "/01900000-0000-7000-8000-000000000000"
	for _, opaque := range []bool{false, true} {
		robot := p.robot(t, who, clientSpec{Opaque: opaque, Scopes: every})
		token := p.own(t, robot).is(t, http.StatusOK).tokens(t).Access
		for _, call := range []struct{ method, path string }{
			{http.MethodPost, pats}, {http.MethodGet, pats}, {http.MethodGet, nobodys}, {http.MethodDelete, nobodys},
		} {
			a := p.api(t, call.method, call.path, token, order{"client_id": on.ID, "name": "x", "scopes": []string{"profile"}})
			if a.Status != http.StatusForbidden {
				t.Errorf("%s %s for a client itself is answered with %d", call.method, call.path, a.Status)
			}
		}
	}
}

// descent: no chain of tokens ends wider or later than it began.
func descent(t *testing.T, p *patio, on client, parent string) {
	first := p.api(t, http.MethodPost, pats, parent, order{"client_id": on.ID, "name": "x",
		"scopes": []string{"tokens:write", "profile"}, "expires_in_seconds": 3600}).is(t, http.StatusCreated).object(t)
	token, end := first.text(t, "token"), first.text(t, "expires_at")
	second := minted(t, p, token, on, "tokens:write")
	if second["expires_at"] != end || !slices.Equal(second.texts(t, "scopes"), []string{"tokens:write"}) {
		t.Errorf("the child of a token that ends at %s is %v", end, second)
	}
	for _, o := range []order{
		{"client_id": on.ID, "name": "x", "scopes": []string{"profile"}}, {"client_id": on.ID, "name": "x"},
		{"client_id": on.ID, "name": "x", "scopes": []string{"tokens:write", "tokens:write", "tokens:read"}},
		{"client_id": on.ID, "name": "x", "scopes": []string{"tokens:write"}, "expires_at": "9999-12-31T23:59:59Z"},
		{"client_id": on.ID, "name": "x", "scopes": []string{"tokens:write"}, "expires_in_seconds": 3602},
	} {
		if a := p.api(t, http.MethodPost, pats, second.text(t, "token"), o); a.Status != http.StatusForbidden &&
			a.Status != http.StatusUnprocessableEntity {
			t.Errorf("the grandchild %v is answered with %d", o, a.Status)
		}
	}
}

// noMoreThanScopes: the API tells nothing of a person that the token's scopes do not cover.
func noMoreThanScopes(t *testing.T, p *patio, who person, on client) {
	token, _ := p.pat(t, who, on, "--scope", "notes:read")
	for _, path := range []string{"/", "/me"} {
		if a := p.api(t, http.MethodGet, path, token, nil).is(t, http.StatusOK); strings.Contains(a.Body, who.Name) ||
			strings.Contains(a.Body, who.Email) || strings.Contains(a.Body, who.Username) {
			t.Errorf("%s tells %s", path, a.Body)
		}
	}
}
