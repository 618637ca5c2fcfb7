package main

import (
	"context"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/users"
)

const pagesPassword = "correct horse battery"

// pagesHouse is a whole Patio on a database of its own, with two people: mira,
// who owns the client Reports, and theo, who has a token on it.
type pagesHouse struct {
	*rooms
	url        string
	mira, theo users.User
	reports    clients.Client
	theos      pat.Token
}

func newPagesHouse(t *testing.T) *pagesHouse {
	t.Helper()
	ctx := t.Context()
	cfg, err := config.Load(config.Options{Flags: map[string]string{
		"database": "sqlite:" + filepath.Join(t.TempDir(), "pages.db"), "issuer": "http://127.0.0.1",
	}})
	pagesMust(t, err)
	r, err := open(ctx, cfg, toServe(true))
	pagesMust(t, err)
	t.Cleanup(func() { _ = r.close() })
	pagesMust(t, r.openKeys(ctx))
	handler, err := r.handler(slog.New(slog.DiscardHandler))
	pagesMust(t, err)
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	h := &pagesHouse{rooms: r, url: server.URL}
	h.mira, err = r.users.Create(ctx, users.Draft{Username: "mira", Email: "mira@example.org", Password: pagesPassword})
	pagesMust(t, err)
	h.theo, err = r.users.Create(ctx, users.Draft{Username: "theo", Email: "theo@example.org", Name: "Theo Brandt", Password: pagesPassword})
	pagesMust(t, err)
	h.reports, _, err = r.clients.Register(ctx, actor.Operator(), clients.Registration{
		OwnerID: h.mira.ID, Name: "Reports", Type: clients.Confidential, Scopes: []string{"profile", "email"}, UserTokens: true,
	})
	pagesMust(t, err)
	h.theos, _, err = r.tokens.Mint(ctx, pat.Order{UserID: h.theo.ID, ClientID: h.reports.ID, Name: "theo's own words"})
	pagesMust(t, err)
	return h
}

func pagesMust(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// pageVisitor is a person's browser without a script.
type pageVisitor struct {
	t    *testing.T
	url  string
	http http.Client
}

func (h *pagesHouse) visitor(t *testing.T, who users.User) *pageVisitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	pagesMust(t, err)
	v := &pageVisitor{t: t, url: h.url, http: http.Client{Jar: jar}}
	v.post("/login", "/login", url.Values{"username": {who.Username}, "password": {pagesPassword}}).is(200, "Personal access tokens")
	return v
}

// pageSeen is an answer, with what is written on it as a person reads it.
type pageSeen struct {
	t      *testing.T
	status int
	header http.Header
	text   string
	path   string
}

func (p pageSeen) is(status int, says ...string) pageSeen {
	p.t.Helper()
	if p.status != status {
		p.t.Errorf("%s: status %d, want %d: %s", p.path, p.status, status, p.text)
	}
	for _, words := range says {
		if !strings.Contains(p.text, words) {
			p.t.Errorf("%s does not say %q: %s", p.path, words, p.text)
		}
	}
	return p
}

func (p pageSeen) isSilent(about ...string) pageSeen {
	p.t.Helper()
	for _, words := range about {
		if strings.Contains(p.text, words) {
			p.t.Errorf("%s says %q: %s", p.path, words, p.text)
		}
	}
	return p
}

func (v *pageVisitor) get(path string) pageSeen {
	v.t.Helper()
	answer, err := v.http.Get(v.url + path)
	return v.read(answer, err)
}

var csrfField = regexp.MustCompile(`name="csrf_token" value="([^"]+)"`)

// post sends a form from a page of ours.
func (v *pageVisitor) post(from, to string, form url.Values) pageSeen {
	v.t.Helper()
	found := csrfField.FindStringSubmatch(v.get(from).text)
	if found == nil {
		v.t.Fatalf("%s has no form", from)
	}
	form.Set("csrf_token", found[1])
	answer, err := v.http.PostForm(v.url+to, form)
	return v.read(answer, err)
}

func (v *pageVisitor) read(answer *http.Response, err error) pageSeen {
	v.t.Helper()
	pagesMust(v.t, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	pagesMust(v.t, err)
	return pageSeen{v.t, answer.StatusCode, answer.Header, html.UnescapeString(string(body)), answer.Request.URL.Path}
}

// TestPagesOfOthers: what is somebody else's answers as what does not exist.
func TestPagesOfOthers(t *testing.T) {
	h := newPagesHouse(t)
	theo := h.visitor(t, h.theo)
	mine, _, err := h.tokens.Mint(t.Context(), pat.Order{UserID: h.mira.ID, ClientID: h.reports.ID, Name: "nightly"})
	pagesMust(t, err)
	const nobody = "01890000-0000-7000-8000-000000000000"
	request := regexp.MustCompile(`Request <code>[^<]*</code>|name="csrf_token" value="[^"]*"`) // they differ each time
	for _, c := range []struct{ method, before, id, after string }{
		{"GET", "/developer/clients/", h.reports.ID, ""},
		{"POST", "/developer/clients/", h.reports.ID, ""},
		{"POST", "/developer/clients/", h.reports.ID, "/secret"},
		{"POST", "/developer/clients/", h.reports.ID, "/disable"},
		{"GET", "/developer/clients/", h.reports.ID, "/delete"},
		{"POST", "/developer/clients/", h.reports.ID, "/delete"},
		{"GET", "/developer/clients/", h.reports.ID, "/tokens/" + h.theos.ID + "/revoke"},
		{"POST", "/developer/clients/", h.reports.ID, "/tokens/" + mine.ID + "/revoke"},
		{"GET", "/account/tokens/", mine.ID, ""},
		{"POST", "/account/tokens/", mine.ID, ""},
		{"POST", "/account/tokens/", mine.ID, "/rotate"},
		{"GET", "/account/tokens/", mine.ID, "/revoke"},
		{"GET", "/account/apps/", h.reports.ID, "/withdraw"},
		{"POST", "/account/apps/", h.reports.ID, "/withdraw"},
	} {
		var answers []string
		for _, id := range []string{c.id, nobody, "x"} {
			var p pageSeen
			if c.method == "GET" {
				p = theo.get(c.before + id + c.after)
			} else {
				p = theo.post("/account", c.before+id+c.after, url.Values{"name": {"x"}, "overlap": {"0"}, "expires_in": {"keep"}, "scope": {"profile"}})
			}
			answers = append(answers, request.ReplaceAllString(p.is(404).text, ""))
		}
		if answers[0] != answers[1] || answers[1] != answers[2] {
			t.Errorf("%s %s…%s tells a foreign id from an unknown one", c.method, c.before, c.after)
		}
	}
	still, err := h.clients.Get(t.Context(), h.reports.ID)
	pagesMust(t, err)
	live, err := h.tokens.Get(t.Context(), h.mira.ID, mine.ID)
	pagesMust(t, err)
	if still.Name != "Reports" || !still.Active() || live.Name != "nightly" || !live.RevokedAt.IsZero() {
		t.Errorf("somebody else's things changed: %+v, %+v", still, live)
	}
}

// TestPagesOfAClient registers one, after a refusal, and takes it through what
// its page offers.
func TestPagesOfAClient(t *testing.T) {
	h := newPagesHouse(t)
	mira := h.visitor(t, h.mira)
	form := url.Values{"name": {"Ledgerly"}, "type": {"confidential"}, "scope": {"profile", "email"}, "grant_type": {"authorization_code"},
		"redirect_uris": {"https://ledgerly.example/cb\r\n\r\nnot-a-uri\r\n"}, "access_token_format": {"opaque"}, "user_tokens": {"true"}}
	mira.post("/developer/clients/new", "/developer/clients", form).is(422, "a redirect URI must be absolute", `value="Ledgerly"`, "https://ledgerly.example/cb",
		`value="email" checked`, `value="authorization_code" checked`, `value="opaque" selected`, `value="true" checked`).
		isSilent(`value="refresh_token" checked`, "pcs_")
	form.Set("redirect_uris", "https://ledgerly.example/cb\r\n")
	made := mira.post("/developer/clients/new", "/developer/clients", form).is(200, "Copy the secret now", "pcs_")
	if made.header.Get("Cache-Control") != "no-store" {
		t.Error("the secret may be cached")
	}
	found, err := h.clients.List(t.Context(), h.mira.ID, h.reports.ID, 10)
	pagesMust(t, err)
	client := found[0]
	path := "/developer/clients/" + client.ID
	mira.get("/developer/clients").is(200, "Ledgerly", "Reports")
	mira.get(path).is(200, "Create personal access token", "/account/tokens/new?client_id="+client.ID).isSilent("pcs_", `name="scope"`)

	mira.post(path, path, url.Values{"name": {"Ledgerly 2"}, "redirect_uris": {""}}).is(422, "Keep a redirect URI")
	other := "https://ledgerly.example/other"
	mira.post(path, path, url.Values{"name": {"Ledgerly 2"}, "redirect_uris": {other}, "scope": {"openid"}}).is(200, "Saved.")
	mira.post(path, path, url.Values{"name": {"Ledgerly 3"}, "redirect_uris": {"http://evil.example/"}}).is(422, "http is for loopback addresses only", `value="Ledgerly 3"`)
	changed, err := h.clients.Get(t.Context(), client.ID)
	pagesMust(t, err)
	if changed.Name != "Ledgerly 2" || strings.Join(changed.RedirectURIs, " ") != other || changed.UserTokens || strings.Join(changed.Scopes, " ") != "profile email" {
		t.Errorf("changed to %+v", changed)
	}

	mira.post(path, path+"/secret", url.Values{"overlap": {"3600"}}).is(200, "pcs_", "The old one works until")
	mira.post(path, path+"/secret", url.Values{"overlap": {"1"}}).is(422)
	mira.post(path, path+"/disable", url.Values{}).is(200, "It is switched off")
	mira.post(path, path+"/enable", url.Values{}).is(200, "It is switched on again.")
	mira.get(path+"/delete").is(200, "its id and its secret")
	mira.post(path, path+"/delete", url.Values{}).is(200, "The client is deleted")
	mira.get(path).is(404)
}

// TestPagesOfOthersTokens: the client's owner sees who holds a token and may
// end it, and learns nothing that helps to recognise it.
func TestPagesOfOthersTokens(t *testing.T) {
	h := newPagesHouse(t)
	ctx, mira := t.Context(), h.visitor(t, h.mira)
	h.tokens.Used(&bearer.Principal{ID: h.theos.ID}, pat.Sighting{Address: "203.0.113.9"})
	pagesMust(t, h.tokens.Flush(ctx))
	mine, _, err := h.tokens.Mint(ctx, pat.Order{UserID: h.mira.ID, ClientID: h.reports.ID, Name: "nightly"})
	pagesMust(t, err)
	client := "/developer/clients/" + h.reports.ID
	revoke := client + "/tokens/" + h.theos.ID + "/revoke"
	mira.get(client).is(200, "Theo Brandt", ">just now</time>", revoke, "nightly", mine.Hint).isSilent(h.theos.Hint, "own words", "203.0.113.9")
	mira.get(revoke).is(200, "Revoke a token of", "Theo Brandt").isSilent(h.theos.Hint, "own words", "203.0.113.9")
	mira.get(client+"/delete").is(200, "2 personal access tokens")
	mira.get("/account/tokens/" + h.theos.ID).is(404)
	mira.post(client, revoke, url.Values{}).is(200, "The token is revoked").isSilent("Theo Brandt")
	ended, err := h.tokens.Get(ctx, h.theo.ID, h.theos.ID)
	pagesMust(t, err)
	if ended.RevokedAt.IsZero() {
		t.Error("the token works on")
	}
	h.visitor(t, h.theo).get("/account/tokens/"+h.theos.ID).is(200, "revoked by the owner of the client")
	mira.post(client, "/developer/clients/"+h.reports.ID+"/tokens/"+mine.ID+"/revoke", url.Values{}).is(200)
}

// TestPagesOfAToken changes, rotates and revokes one, and finds it under the
// right filter each time.
func TestPagesOfAToken(t *testing.T) {
	h := newPagesHouse(t)
	theo := h.visitor(t, h.theo)
	path := "/account/tokens/" + h.theos.ID
	theo.get("/account/tokens").is(200, "Active 1", "Revoked 0", `href="`+path+`"`)
	theo.get(path).is(200, "As now: never", "Never expires", "New secret").isSilent("pcs_")
	theo.post(path, path, url.Values{"name": {" "}, "expires_in": {"30d"}, "scope": {"email"}}).
		is(422, "Enter a name.", `value="email" checked`, `value="30d" selected`).isSilent(`value="profile" checked`)
	theo.post(path, path, url.Values{"name": {"x"}, "expires_in": {"keep"}}).is(422, "Keep at least one scope ticked")
	theo.post(path, path, url.Values{"name": {"x"}, "expires_in": {"keep"}, "scope": {"email", "openid"}}).is(422, "only narrow")
	theo.post(path, path, url.Values{"name": {"dashboard"}, "expires_in": {"5d"}, "scope": {"email"}}).is(200, "Saved.", "dashboard", "In 5 days", `<del class="chip"><bdi>profile`)
	theo.get("/account/tokens?show=expiring").is(200, "Expiring 1", "dashboard")
	theo.get("/account/tokens?show=expired").is(200, "No token is in this list.")

	theo.post(path, path+"/rotate", url.Values{"overlap": {"0"}}).is(200, "pat_", "The old one has stopped working", "ends the token")
	theo.post(path, path+"/rotate", url.Values{"overlap": {"-1"}}).is(422)
	h.tokens.Used(&bearer.Principal{ID: h.theos.ID}, pat.Sighting{Old: true})
	h.tokens.Used(&bearer.Principal{ID: h.theos.ID}, pat.Sighting{Old: true})
	pagesMust(t, h.tokens.Flush(t.Context()))
	theo.get(path).is(200, "The old secret was used twice")
	theo.post(path, path+"/revoke", url.Values{}).is(200, "The token is revoked", "Active 0", "Revoked 1")
	theo.get("/account/tokens?show=revoked").is(200, "dashboard")
	theo.get(path).is(200, "It ended on").isSilent("Save changes", "New secret")
	theo.post("/account", path, url.Values{"name": {"x"}, "expires_in": {"keep"}, "scope": {"email"}}).is(409, "make a new one")
}

// TestPagesOfAFirstToken: who has no client gets a private one with the token,
// once, and none with a token that was refused.
func TestPagesOfAFirstToken(t *testing.T) {
	h := newPagesHouse(t)
	ctx := t.Context()
	off := true
	_, err := h.clients.Change(ctx, actor.Operator(), h.reports.ID, clients.Change{Disabled: &off})
	pagesMust(t, err)
	theo := h.visitor(t, h.theo)
	form := url.Values{"client_id": {"personal"}, "name": {"laptop"}, "expires_in": {"30d"}}
	theo.get("/account/tokens/new").is(200, "It comes with a private client").isSilent(" checked")
	theo.post("/account/tokens/new", "/account/tokens", form).is(422, "Tick at least one scope.", `value="laptop"`, `value="30d" selected`)
	form.Set("scope", "no:such")
	theo.post("/account/tokens/new", "/account/tokens", form).is(422)
	own := func(want int) []clients.Client {
		t.Helper()
		found, err := h.clients.List(ctx, h.theo.ID, "", 10)
		pagesMust(t, err)
		if len(found) != want {
			t.Fatalf("there are %d clients, want %d", len(found), want)
		}
		return found
	}
	own(0)
	form.Set("scope", "profile")
	theo.post("/account/tokens/new", "/account/tokens", form).is(200, "pat_", "Copy it now.")
	made := own(1)[0]
	if !made.Private() || made.Type != clients.Confidential || made.UserTokens {
		t.Errorf("made %+v", made)
	}
	form.Set("name", "and another")
	theo.post("/account/tokens/new", "/account/tokens", form).is(200, "pat_")
	own(1)
	theo.get("/account/tokens/new").is(200, "On <bdi>Personal")
	form.Set("name", "")
	theo.post("/account/tokens/new", "/account/tokens", form).is(422, "Enter a name.")
}

// TestPagesOfApps shows what was allowed, below the tokens and by itself, until
// it is withdrawn.
func TestPagesOfApps(t *testing.T) {
	h := newPagesHouse(t)
	_, err := h.clients.Change(t.Context(), actor.Operator(), h.reports.ID, clients.Change{RedirectURIs: &[]string{"https://reports.example/cb"}})
	pagesMust(t, err)
	pagesMust(t, h.consent.Allow(context.Background(), consent.Request{
		UserID: h.theo.ID, ClientID: h.reports.ID, Origin: "https://reports.example", Resources: []string{"https://notes.example/v1"}, Scopes: []string{"email"},
	}))
	theo := h.visitor(t, h.theo)
	for _, path := range []string{"/account/tokens", "/account/apps"} {
		theo.get(path).is(200, "Reports", "reports.example", "https://notes.example/v1", "allowed ", "/account/apps/"+h.reports.ID+"/withdraw")
	}
	withdraw := "/account/apps/" + h.reports.ID + "/withdraw"
	theo.get(withdraw).is(200, "Keep it", "reports.example")
	theo.post(withdraw, withdraw, url.Values{}).is(200, "Withdrawn.", "No apps yet")
	theo.get("/account/tokens").is(200, "Revoked 1")
	theo.get(withdraw).is(404)
}
