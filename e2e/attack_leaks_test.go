package e2e_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/secret"
)

// TestAttackLeaks abuses the one call that ends something for whoever asks.
func TestAttackLeaks(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		on := p.client(t, mira, clientSpec{Scopes: []string{"profile", "tokens:read", "tokens:write"}})
		t.Run("bodies", func(t *testing.T) { leakBodies(t, p, mira, on) })
		t.Run("nearly a token", func(t *testing.T) { nearlyTokens(t, p, mira, on) })
		t.Run("what it tells", func(t *testing.T) { leaksTell(t, p, mira, on) })
		t.Run("many at once", func(t *testing.T) { leaksAtOnce(t, p, mira, on) })
		t.Run("races", func(t *testing.T) { leaksWhileRotating(t, p, mira, on) })
		t.Run("the page", func(t *testing.T) { leakPageAbused(t, p, mira, on) })
	})
}

// leakBodies: what is not of the form ends nothing, though a living token stands in it.
func leakBodies(t *testing.T, p *patio, who person, on client) {
	token, _ := p.pat(t, who, on)
	list := func(n int) string { return `"` + token + `"` + strings.Repeat(`,"x"`, n-1) }
	for name, c := range map[string]struct {
		body   string
		status int
	}{
		"nothing":             {"", 400},
		"no JSON":             {"tokens=" + token, 400},
		"cut short":           {`{"tokens":["` + token + `"]`, 400},
		"two documents":       {`{"tokens":["` + token + `"]}{}`, 400},
		"a list":              {`["` + token + `"]`, 400},
		"a text":              {`"` + token + `"`, 400},
		"null":                {`null`, 422},
		"no tokens":           {`{}`, 422},
		"null tokens":         {`{"tokens":null}`, 422},
		"a null token":        {`{"tokens":["` + token + `",null]}`, 422},
		"one text":            {`{"tokens":"` + token + `"}`, 422},
		"a number":            {`{"tokens":["` + token + `",1]}`, 422},
		"an object":           {`{"tokens":[{"token":"` + token + `"}]}`, 422},
		"nested":              {`{"tokens":[["` + token + `"]]}`, 422},
		"another case":        {`{"Tokens":["` + token + `"]}`, 422},
		"another name":        {`{"token":"` + token + `"}`, 422},
		"one more name":       {`{"tokens":["` + token + `"],"source":"x"}`, 422},
		"a secret for a name": {`{"tokens":[],"` + token + `":1}`, 422},
		"twice":               {`{"tokens":["` + token + `"],"tokens":[]}`, 400},
		"no UTF-8":            {"{\"tokens\":[\"" + token + "\",\"\xff\"]}", 400},
		"1001":                {`{"tokens":[` + list(1001) + `]}`, 422},
		"too large":           {`{"tokens":["` + token + `","` + strings.Repeat("x", 1<<20) + `"]}`, 413},
		"deep":                {`{"tokens":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`, 0},
	} {
		r := p.request(t, http.MethodPost, leaksPath, c.body)
		r.Header.Set("Content-Type", "application/json")
		a := p.do(t, r)
		if a.Status != c.status && (c.status != 0 || a.Status != 400 && a.Status != 422) {
			t.Errorf("%s is answered with %d %.300s, not %d", name, a.Status, a.Body, c.status)
		}
		if a.Header.Get("Content-Type") != "application/problem+json" || strings.Contains(a.Body, token) {
			t.Errorf("%s: the refusal is %s %.300s", name, a.Header.Get("Content-Type"), a.Body)
		}
		if (name == "1001" || name == "one text") && a.object(t)["field"] != "tokens" {
			t.Errorf("%s: the refusal does not name the field: %s", name, a.Body)
		}
	}
	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json; charset", "application/jsonp"} {
		r := p.request(t, http.MethodPost, leaksPath, `{"tokens":["`+token+`"]}`)
		r.Header.Set("Content-Type", kind)
		p.do(t, r).is(t, http.StatusUnsupportedMediaType)
	}
	for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		r := p.request(t, method, leaksPath+"?tokens="+token, `{"tokens":["`+token+`"]}`)
		r.Header.Set("Content-Type", "application/json")
		p.do(t, r).is(t, http.StatusMethodNotAllowed)
	}
	p.me(t, token).is(t, http.StatusOK)
	said(t, "none", p.report(t))
	r := p.request(t, http.MethodPost, leaksPath, `{"tokens":[`+list(1000)+`]}`)
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	said(t, "1000", p.do(t, r))
	p.me(t, token).is(t, http.StatusUnauthorized)
}

// nearlyTokens: other spellings of a secret, parts of it and other people's formats end nothing.
func nearlyTokens(t *testing.T, p *patio, who person, on client) {
	personal, _ := p.pat(t, who, on)
	held := p.grant(t, on, who)
	s := p.session(t, who)
	var near []string
	for _, token := range []string{personal, held.Access, held.Refresh, on.Secret} {
		for _, odd := range []string{
			token[:len(token)-1], token + "0", token[1:], " " + token, token + "\n", token + "\x00", "\n" + token, strings.ToUpper(token),
			strings.ToLower(token), "Bearer " + token, `"` + token + `"`, token + "=", "https://x:" + token + "@y/", token + token,
			"pat_" + token, swapCase(token, 9), url.QueryEscape(token) + "%20", token[:20], "***" + token[30:],
		} {
			if odd != token {
				near = append(near, odd)
			}
		}
	}
	near = append(near, "pcr_"+personal[4:], "pat_"+held.Refresh[4:], "ghp_"+personal[4:], "pss_"+personal[4:], s.cookie, s.csrf, who.Password,
		held.Access[:strings.LastIndexByte(held.Access, '.')+1], "eyJhbGciOiJub25lIn0.e30.", strings.Repeat("pat_", 40_000), strings.Repeat("é", 50_000))
	for some := range slices.Chunk(near, 1000) {
		said(t, "nearly tokens", p.report(t, some...))
	}
	p.me(t, personal).is(t, http.StatusOK)
	p.me(t, held.Access).is(t, http.StatusOK)
	if !p.alive(t, s.cookie) {
		t.Error("the session has ended")
	}
	p.token(t, on, refresh(held.Refresh)).is(t, http.StatusOK)
}

// leaksTell: known, unknown, ended before or junk, the answer is the same, and as quick.
func leaksTell(t *testing.T, p *patio, who person, on client) {
	known, _ := p.pat(t, who, on)
	p.hide(known)
	var shapes []string
	for _, c := range []struct {
		name, token string
		looked      bool
	}{{"unknown", freshSecret("pat_"), true}, {"known", known, true}, {"ended", known, true}, {"unknown", freshSecret("pcr_"), true}, {"junk", "x", false}} {
		began := time.Now()
		a := p.report(t, c.token)
		said(t, c.name, a)
		if took := time.Since(began); c.looked && took < 100*time.Millisecond {
			t.Errorf("%s is answered after %v, before the beat", c.name, took)
		}
		a.Header.Del("Date")
		a.Header.Del("X-Request-Id")
		shapes = append(shapes, fmt.Sprint(a.Header))
	}
	if slices.Sort(shapes); shapes[0] != shapes[len(shapes)-1] {
		t.Errorf("the answers differ: %q", shapes)
	}
	// Nobody has to say who they are, and who does is not told more.
	r := p.reporting(t, freshSecret("pat_"))
	r.Header.Set("Authorization", "Bearer "+known)
	said(t, "with an ended token", p.do(t, r))
	s := p.session(t, who)
	said(t, "in a browser", p.do(t, s.with(p.reporting(t, freshSecret("pat_")))))
}

// leaksAtOnce: sixteen reports of the same secret end it once and tell its owner once.
func leaksAtOnce(t *testing.T, p *patio, who person, on client) {
	token, id := p.pat(t, who, on)
	app := p.client(t, who, clientSpec{Name: "Secretly"})
	for _, a := range p.at16(t, func() *http.Request { return p.reporting(t, token, app.Secret, token, freshSecret("pca_")) }) {
		said(t, "one of sixteen", a)
	}
	tokenEnded(t, p, on, token)
	p.own(t, app).refused(t, http.StatusUnauthorized, "invalid_client")
	p.trail(t, "pat.revoked", id, 1)
	p.trail(t, "client.secret_revoked", app.ID, 1)
	b := p.browserOf(t, who)
	at := b.open(t, "/account/notices").says(t, "A client's secret was found in the open", "Secretly")
	if n := strings.Count(at.text(), "A client's secret was found in the open"); n != 1 {
		t.Errorf("the client's owner is told %d times", n)
	}
	if got := b.open(t, at.link(t, "A client's secret was found in the open")); got.URL.Path != "/developer/clients/"+app.ID {
		t.Errorf("the notice leads to %s", got.URL)
	}
}

// leaksWhileRotating reports a secret while its holder replaces it: whoever is faster, nothing of it lives on.
func leaksWhileRotating(t *testing.T, p *patio, who person, on client) {
	aside, _ := p.pat(t, who, on)
	b := p.browser()
	for round := range 4 {
		token, id := p.pat(t, who, on)
		held := p.grantIn(t, b, on, who)
		leak := p.reporting(t, token, held.Refresh)
		requests := []*http.Request{
			p.call(t, http.MethodPost, pats+"/"+id+"/rotate", aside, order{"overlap_seconds": 3600}),
			p.clientPost(t, "/oauth/token", on, refresh(held.Refresh)),
			p.call(t, http.MethodPost, pats, token, order{"client_id": on.ID, "name": "x", "scopes": []string{"profile"}}),
			p.call(t, http.MethodPost, pats+"/"+id+"/rotate", token, order{"overlap_seconds": 3600}),
		}
		requests = slices.Insert(requests, round, leak)
		living := []string{token, held.Access}
		for i, a := range p.together(t, requests...) {
			switch {
			case i == round:
				said(t, "the report", a)
			case a.Status < 300 && a.object(t).has("access_token"):
				living = append(living, a.tokens(t).Access)
			case a.Status < 300:
				living = append(living, a.object(t).text(t, "token"))
			}
		}
		for i, token := range living {
			if a := p.me(t, token); a.Status != http.StatusUnauthorized {
				t.Errorf("round %d: token %d of %d lives: %d", round, i, len(living), a.Status)
			}
		}
	}
	p.me(t, aside).is(t, http.StatusOK)
}

// leakPageAbused: the page takes a token from its own form alone, keeps it out of every answer but a form of its own that had
// expired, and lets it go nowhere.
func leakPageAbused(t *testing.T, p *patio, who person, on client) {
	token, id := p.pat(t, who, on)
	const path = "/leaked-token"
	b := p.browser()
	at := b.open(t, path).says(t, "Report a leaked token")
	f := at.form(t, "token")
	if f.Method != http.MethodPost || f.Action != path || !strings.Contains(at.Body, `autocomplete="off"`) {
		t.Errorf("the form is %+v", f)
	}
	for name, change := range map[string]url.Values{"no value": {"csrf_token": {""}}, "another": {"csrf_token": {"x"}}} {
		got := b.submit(t, at, f, url.Values{"token": {token}, "csrf_token": change["csrf_token"]}).is(t, http.StatusForbidden).says(t, "This page had expired")
		if got.form(t, "token").Values.Get("token") != token || strings.Count(got.Body, token) != 1 {
			t.Errorf("%s: the token is not in the form, or elsewhere too", name)
		}
		if strings.Contains(got.URL.String()+strings.Join(got.Header.Values("Set-Cookie"), " "), token) {
			t.Errorf("%s: the token is in the address or a cookie", name)
		}
	}
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
		r := p.request(t, http.MethodPost, path, url.Values{"token": {token}, "csrf_token": f.Values["csrf_token"]})
		r.Header.Set("Cookie", "patio_visit="+b.cookie(t, "patio_visit"))
		r.Header.Set(name, value)
		if a := p.do(t, r).is(t, http.StatusForbidden); strings.Contains(a.Body, token) {
			t.Errorf("%s %s: the page shows the token", name, value)
		}
	}
	for _, odd := range []string{"", "x", token[:30], token + "0", "ghp_" + token[4:], "<script>alert(1)</script>", strings.Repeat("pat_", 5000)} {
		got := b.submit(t, at, f, url.Values{"token": {odd}}).is(t, http.StatusUnprocessableEntity).says(t, "Nothing was done")
		if odd != "" && odd != "x" && strings.Contains(got.Body, odd) {
			t.Errorf("the page shows %q", odd)
		}
	}
	got := b.open(t, path+"?token="+token+"&done="+token).is(t, http.StatusOK)
	if strings.Contains(got.Body, token) {
		t.Error("the page shows what is in its address")
	}
	p.me(t, token).is(t, http.StatusOK)
	for _, found := range []string{freshSecret("pat_"), "  \"" + token + "\"\n", token} {
		got := b.submit(t, at, f, url.Values{"token": {found}}).is(t, http.StatusOK).says(t, "Thank you. If Patio had issued it, it no longer works")
		if got.URL.RequestURI() != path+"?done=reported" || strings.Contains(got.Body, token) {
			t.Errorf("the form leads to %s", got.URL.Path)
		}
	}
	tokenEnded(t, p, on, token)
	p.trail(t, "pat.revoked", id, 1)
}

// freshSecret has a good checksum and was never issued.
func freshSecret(prefix string) string { return secret.New(secret.Prefix(prefix)) }

// TestAttackLeakLimit: whoever reports too much waits, by address, and what costs more counts more.
func TestAttackLeakLimit(t *testing.T) {
	p := lone(t, settings{"limits.enabled": "true", "limits.leak_reports_per_address": "20/1h", "trusted_proxies": "127.0.0.1"})
	mira := p.person(t)
	on := p.client(t, mira, clientSpec{})
	from := func(address string, r *http.Request) answer {
		r.Header.Set("X-Forwarded-For", address)
		return p.do(t, r)
	}
	limited := func(what string, a answer) {
		t.Helper()
		if a.Status != http.StatusTooManyRequests || a.Header.Get("Retry-After") == "" || a.Header.Get("Retry-After") == "0" {
			t.Errorf("%s is answered with %d, Retry-After %q", what, a.Status, a.Header.Get("Retry-After"))
		}
	}
	token, _ := p.pat(t, mira, on)
	for i := range 20 {
		switch i % 3 { // good, junk and malformed ones count alike
		case 0:
			said(t, "good", from("192.0.2.1", p.reporting(t, freshSecret("pat_"))))
		case 1:
			said(t, "junk", from("192.0.2.1", p.reporting(t, "x", "y")))
		case 2:
			from("192.0.2.1", p.request(t, http.MethodPost, leaksPath, order{})).is(t, http.StatusUnprocessableEntity)
		}
	}
	for range 3 {
		a := from("192.0.2.1", p.reporting(t, token))
		limited("the 21st", a)
		if a.Header.Get("Content-Type") != "application/problem+json" || strings.Contains(a.Body, token) {
			t.Errorf("%v %s", a.Header, a.Body)
		}
	}
	p.me(t, token).is(t, http.StatusOK)

	many := make([]string, 999, 1000)
	for i := range many {
		many[i] = freshSecret("pcr_")
	}
	many = append(many, token)
	junk := make([]string, 1000)
	said(t, "junk", from("192.0.2.2", p.reporting(t, junk...)))
	said(t, "many", from("192.0.2.2", p.reporting(t, many[:999]...)))
	limited("many again", from("192.0.2.2", p.reporting(t, many...)))
	p.me(t, token).is(t, http.StatusOK)
	said(t, "one", from("192.0.2.2", p.reporting(t, freshSecret("pca_"))))

	// A signature costs ten times what a look-up does: a report of 190 takes all that there is, also where it is the first.
	signed := make([]string, 190)
	for i := range signed {
		signed[i] = "eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiI" + strconv.Itoa(i) + "In0.AAAA"
	}
	said(t, "signed ones", from("192.0.2.4", p.reporting(t, signed...)))
	limited("signed ones again", from("192.0.2.4", p.reporting(t, signed[:10]...)))
	limited("one more", from("192.0.2.4", p.reporting(t, token)))

	limited("the page", pageFrom(t, p, "192.0.2.1", token))
	p.me(t, token).is(t, http.StatusOK)
	if a := pageFrom(t, p, "192.0.2.3", token); a.Status != http.StatusSeeOther {
		t.Errorf("the page from elsewhere is answered with %d", a.Status)
	}
	p.me(t, token).is(t, http.StatusUnauthorized)
}

// pageFrom sends the page's form from an address.
func pageFrom(t *testing.T, p *patio, address, token string) answer {
	t.Helper()
	b := p.browser()
	f := b.open(t, "/leaked-token").form(t, "token")
	r := p.request(t, http.MethodPost, "/leaked-token", url.Values{"token": {token}, "csrf_token": f.Values["csrf_token"]})
	r.Header.Set("Cookie", "patio_visit="+b.cookie(t, "patio_visit"))
	r.Header.Set("X-Forwarded-For", address)
	a := p.do(t, r)
	if strings.Contains(a.Body, token) {
		t.Error("the page shows the token")
	}
	return a
}

// TestAttackLeaksLockedStore: what the database did not take is not said to have ended (fosite CVE-2020-15223).
func TestAttackLeaksLockedStore(t *testing.T) {
	p := lone(t, settings{"database_pool.timeout": "300ms"})
	p.mayFail()
	mira := p.person(t)
	on := p.client(t, mira, clientSpec{Grants: []string{"authorization_code", "refresh_token", "client_credentials"}})
	token, id := p.pat(t, mira, on)
	held := p.grant(t, on, mira)
	unlock := lockStore(t, p)
	for name, found := range map[string]string{"PAT": token, "JWT": held.Access, "refresh token": held.Refresh, "client secret": on.Secret} {
		a := p.report(t, "x", found)
		if a.Status != http.StatusServiceUnavailable || a.Header.Get("Retry-After") == "" || strings.Contains(a.Body, "locked") {
			t.Errorf("%s: answered with %d %s", name, a.Status, a.Body)
		}
	}
	if a := pageFrom(t, p, "192.0.2.1", token); a.Status != http.StatusServiceUnavailable {
		t.Errorf("the page is answered with %d", a.Status)
	}
	said(t, "junk needs no database", p.report(t, "x", "y"))
	unlock()
	p.me(t, token).is(t, http.StatusOK)
	p.me(t, held.Access).is(t, http.StatusOK)
	p.own(t, on).is(t, http.StatusOK)
	p.trail(t, "pat.revoked", id, 0)
	said(t, "all of it", p.report(t, token, held.Access, on.Secret))
	p.me(t, token).is(t, http.StatusUnauthorized)
	p.me(t, held.Access).is(t, http.StatusUnauthorized)
	p.own(t, on).refused(t, http.StatusUnauthorized, "invalid_client")
	p.trail(t, "pat.revoked", id, 1)
}

// TestAttackLeaksLarge: a thousand tokens that all live end within the time that a request has, on every database.
func TestAttackLeaksLarge(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		on := p.client(t, mira, clientSpec{Scopes: []string{"profile", "tokens:write"}})
		parent, _ := p.pat(t, mira, on)
		var living []string
		for range 300 {
			living = append(living, minted(t, p, parent, on, "profile").text(t, "token"))
		}
		began := time.Now()
		said(t, "many that live", p.report(t, living...))
		took := time.Since(began)
		t.Logf("%d living tokens ended in %v", len(living), took)
		if took > 4*time.Second {
			t.Errorf("that took %v", took)
		}
		for _, token := range []string{living[0], living[150], living[299]} {
			tokenEnded(t, p, on, token)
		}
		p.me(t, parent).is(t, http.StatusOK)
		text, err := json.Marshal(order{"tokens": longJWTs(1000)})
		if err != nil || len(text) > 1<<20 {
			t.Fatalf("%d bytes, %v", len(text), err)
		}
		r := p.request(t, http.MethodPost, leaksPath, string(text))
		r.Header.Set("Content-Type", "application/json")
		began = time.Now()
		said(t, "a thousand JWTs of nobody's", p.do(t, r))
		t.Logf("a thousand forged JWTs took %v", time.Since(began))
	})
}

// longJWTs are as long as Patio's and signed by nobody.
func longJWTs(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = "eyJhbGciOiJFUzI1NiIsImtpZCI6ImEiLCJ0eXAiOiJhdCtqd3QifQ." + strings.Repeat("e", 700) + fmt.Sprintf("%04d", i) + "." + strings.Repeat("A", 86)
	}
	return all
}
