package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// TestVersions: programs find what they registered, and change only what they have read.
func TestVersions(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		desk := p.client(t, mira, clientSpec{
			Name: "Desk", Scopes: []string{"clients:read", "clients:write", "tokens:read", "tokens:write", "apps:read", "notes:read"},
		})
		token, _ := p.pat(t, mira, desk)
		t.Run("clients", func(t *testing.T) { clientVersions(t, p, mira, token) })
		t.Run("tokens", func(t *testing.T) { tokenVersions(t, p, mira, desk, token) })
		t.Run("filters", func(t *testing.T) { filteredLists(t, p, mira, desk, token) })
	})
}

// given is a request to the REST API with a header.
func (p *patio) given(t *testing.T, method, path, token, header, value string, body any) answer {
	t.Helper()
	r := p.request(t, method, "/api/v1"+path, body)
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set(header, value)
	return p.do(t, r)
}

// versions walks one thing from its making to its end, by its entity tags.
func versions(t *testing.T, p *patio, token, path string, made answer) {
	tag := made.Header.Get("Etag")
	current := func(what string) string {
		t.Helper()
		a := p.api(t, http.MethodGet, path, token, nil).is(t, http.StatusOK)
		if got := a.Header.Get("Etag"); got != tag || !strings.HasPrefix(got, `"`) {
			t.Errorf("%s: the ETag is %s, want %s", what, got, tag)
		}
		return tag
	}
	first := current("made")
	for value, status := range map[string]int{tag: 304, "W/" + tag: 304, `"x", ` + tag: 304, "*": 304, `"x"`: 200, strings.Trim(tag, `"`): 200} {
		a := p.given(t, http.MethodGet, path, token, "If-None-Match", value, nil).is(t, status)
		if a.Header.Get("Etag") != tag || status == 304 && a.Body != "" {
			t.Errorf("If-None-Match %s: %s %s", value, a.Header.Get("Etag"), a.Body)
		}
	}
	for _, stale := range []string{`"x"`, "W/" + tag, strings.Trim(tag, `"`), "", `"`, `""`} {
		a := p.given(t, http.MethodPatch, path, token, "If-Match", stale, order{"name": "Stale"}).is(t, http.StatusPreconditionFailed)
		if a.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("412 is %s", a.Header.Get("Content-Type"))
		}
		p.given(t, http.MethodDelete, path, token, "If-Match", stale, nil).is(t, http.StatusPreconditionFailed)
	}
	current("after refusals")
	for _, match := range []string{"the tag", "*", `"x", `, ""} {
		value := match
		switch {
		case match == "the tag":
			value = tag
		case strings.HasSuffix(match, ", "):
			value += tag
		}
		r := p.request(t, http.MethodPatch, "/api/v1"+path, order{"name": "Named for " + strings.Trim(match, `"*, `)})
		r.Header.Set("Authorization", "Bearer "+token)
		if value != "" {
			r.Header.Set("If-Match", value)
		}
		a := p.do(t, r).is(t, http.StatusOK)
		tag = a.Header.Get("Etag")
		current("changed with " + match)
	}
	if tag == first {
		t.Error("the ETag stays when the name changes")
	}
	p.given(t, http.MethodPatch, path, token, "If-Match", first, order{"name": "Stale"}).is(t, http.StatusPreconditionFailed)

	// Of many who have read one version, one changes it.
	var all sync.WaitGroup
	answers, errs := make([]answer, 8), make([]error, 8)
	for i := range answers {
		r := p.request(t, http.MethodPatch, "/api/v1"+path, order{"name": "Racer " + string(rune('a'+i))})
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("If-Match", tag)
		all.Go(func() { answers[i], errs[i] = p.try(r) })
	}
	all.Wait()
	won := 0
	for i, a := range answers {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		if a.Status == http.StatusOK {
			won, tag = won+1, a.Header.Get("Etag")
		} else {
			a.is(t, http.StatusPreconditionFailed)
		}
	}
	if won != 1 {
		t.Errorf("%d of eight changed one version", won)
	}
	p.given(t, http.MethodDelete, path, token, "If-Match", current("raced"), nil).is(t, http.StatusNoContent)
}

func clientVersions(t *testing.T, p *patio, mira person, token string) {
	o := order{"name": "Versions", "type": "confidential", "scopes": []string{"notes:read"}, "redirect_uris": []string{callback}}
	made := p.api(t, http.MethodPost, "/clients", token, o).is(t, http.StatusCreated)
	path := "/clients/" + made.object(t).text(t, "client_id")
	versions(t, p, token, path, made)
	p.api(t, http.MethodGet, path, token, nil).is(t, http.StatusNotFound)

	made = p.api(t, http.MethodPost, "/clients", token, o).is(t, http.StatusCreated)
	path = "/clients/" + made.object(t).text(t, "client_id")
	suspended := p.api(t, http.MethodPost, path+"/suspend", token, nil).is(t, http.StatusOK)
	if got := suspended.Header.Get("Etag"); got == "" || got == made.Header.Get("Etag") {
		t.Errorf("suspended, the ETag is %s", got)
	}
	p.given(t, http.MethodPatch, path, token, "If-Match", made.Header.Get("Etag"), order{"name": "x"}).is(t, http.StatusPreconditionFailed)
	theirs := p.client(t, p.person(t), clientSpec{})
	p.given(t, http.MethodDelete, "/clients/"+theirs.ID, token, "If-Match", "*", nil).is(t, http.StatusNotFound)
}

func tokenVersions(t *testing.T, p *patio, mira person, desk client, token string) {
	mint := func() (answer, string, string) {
		made := p.api(t, http.MethodPost, pats, token, order{"client_id": desk.ID, "name": "Versions", "scopes": []string{"notes:read", "tokens:read"}}).
			is(t, http.StatusCreated)
		return made, pats + "/" + made.object(t).text(t, "id"), made.object(t).text(t, "token")
	}
	made, path, _ := mint()
	versions(t, p, token, path, made)
	p.api(t, http.MethodGet, path, token, nil).is(t, http.StatusOK).object(t).shows(t, object{"status": "revoked"})

	// A use is seen in the document, and stands in nobody's way.
	made, path, raw := mint()
	tag := made.Header.Get("Etag")
	p.me(t, raw).is(t, http.StatusOK)
	soon(t, "the use is counted", func() bool {
		return p.given(t, http.MethodGet, path, token, "If-None-Match", tag, nil).Status == http.StatusOK
	})
	changed := p.given(t, http.MethodPatch, path, token, "If-Match", tag, order{"name": "In use"}).is(t, http.StatusOK)
	rotated := p.api(t, http.MethodPost, path+"/rotate", token, nil).is(t, http.StatusOK)
	if rotated.Header.Get("Etag") == changed.Header.Get("Etag") || rotated.Header.Get("Etag") == "" {
		t.Error("a new secret does not change the ETag")
	}
	raw = rotated.object(t).text(t, "token")
	self := p.api(t, http.MethodGet, pats+"/self", raw, nil).is(t, http.StatusOK).Header.Get("Etag")
	p.given(t, http.MethodPatch, pats+"/self", raw, "If-Match", changed.Header.Get("Etag"), order{"name": "x"}).is(t, http.StatusPreconditionFailed)
	p.given(t, http.MethodDelete, pats+"/self", raw, "If-Match", `"x"`, nil).is(t, http.StatusPreconditionFailed)
	p.given(t, http.MethodDelete, pats+"/self", raw, "If-Match", self, nil).is(t, http.StatusNoContent)
}

func filteredLists(t *testing.T, p *patio, mira person, desk client, token string) {
	ids := func(path, field string) string {
		t.Helper()
		var all []string
		for _, item := range p.api(t, http.MethodGet, path, token, nil).is(t, http.StatusOK).object(t).list(t, "items") {
			all = append(all, item.text(t, field))
		}
		return strings.Join(all, " ")
	}
	lists := func(path, field string, want ...string) {
		t.Helper()
		if got := ids(path, field); got != strings.Join(want, " ") {
			t.Errorf("%s lists %s, want %s", path, got, want)
		}
	}
	var twins []string
	for range 3 {
		twin := p.client(t, mira, clientSpec{Name: "Twin Ü & Co"})
		twins = append(twins, twin.ID)
	}
	p.cli(t, "client", "disable", twins[1])
	named := "/clients?name=Twin+%C3%9C+%26+Co"
	lists(named, "client_id", twins...)
	lists(named+"&status=suspended", "client_id", twins[1])
	lists(named+"&status=active&limit=1&cursor="+twins[0], "client_id", twins[2])
	lists(named+"&status=pending", "client_id")
	lists("/clients?name=twin+%C3%9C+%26+Co", "client_id")
	lists(named+"+", "client_id")
	lists("/clients?client_id="+strings.ToUpper(twins[2]), "client_id", twins[2])
	lists("/clients?client_id="+twins[2]+"&status=suspended", "client_id")
	page := p.api(t, http.MethodGet, named+"&limit=2", token, nil).is(t, http.StatusOK).object(t)
	lists(named+"&limit=2&cursor="+page.text(t, "next_cursor"), "client_id", twins[2])
	if ids("/clients?name=&status=", "client_id") != ids("/clients", "client_id") {
		t.Error("an empty filter is one")
	}

	other := p.client(t, mira, clientSpec{Scopes: []string{"notes:read"}})
	_, one := p.pat(t, mira, other)
	_, two := p.pat(t, mira, other, "--expires-in", "1s")
	_, three := p.pat(t, mira, other)
	p.cli(t, "pat", "revoke", three, "--yes")
	soon(t, "the second one expires", func() bool { return ids(pats+"?status=expired&client_id="+other.ID, "id") == two })
	lists(pats+"?client_id="+other.ID, "id", three, two, one)
	lists(pats+"?client_id="+strings.ToUpper(other.ID)+"&status=active", "id", one)
	lists(pats+"?client_id="+other.ID+"&status=revoked", "id", three)
	lists(pats+"?client_id="+other.ID+"&name=nightly+backup&limit=1&cursor="+three, "id", two)
	lists(pats+"?client_id="+other.ID+"&name=x", "id")
	for id, status := range map[string]string{one: "active", two: "expired", three: "revoked"} {
		p.api(t, http.MethodGet, pats+"/"+id, token, nil).is(t, http.StatusOK).object(t).shows(t, object{"status": status})
	}

	p.grant(t, other, mira)
	p.grant(t, desk, mira)
	lists("/authorized-apps?client_id="+other.ID, "client_id", other.ID)
	lists("/authorized-apps?client_id="+other.ID+"&cursor="+other.ID, "client_id")
	lists("/authorized-apps?client_id="+twins[0], "client_id")
	lists("/authorized-apps?name="+url.QueryEscape(other.Name)+"&limit=1", "client_id", other.ID)
	lists("/authorized-apps?name=nothing", "client_id")

	for path, field := range map[string]string{
		"/clients?title=x": "title", "/clients?status=x": "status", "/clients?status=ACTIVE": "status", "/clients?client_id=1": "client_id",
		"/clients?name=a&name=b": "name", "/clients?name=%00": "name", "/clients?name=%ff": "name", pats + "?status=suspended": "status",
		pats + "?client_id=x": "client_id", pats + "?client_id=%7B" + other.ID + "%7D": "client_id", "/authorized-apps?status=active": "status",
		"/authorized-apps?client_id=x": "client_id", "/clients?name=" + strings.Repeat("x", 1001): "name",
	} {
		p.api(t, http.MethodGet, path, token, nil).named(t, http.StatusUnprocessableEntity, field)
	}
}
