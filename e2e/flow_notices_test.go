package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestNotices: a new token and a tripwire are told once, to the right person, and are read when that person says so.
func TestNotices(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira, theo := p.person(t), p.person(t)
		own := p.client(t, mira, clientSpec{Name: "Reports <b>", UserTokens: true})
		first, id := p.pat(t, mira, own, "--name", `backup "x" <script>`, "--expires-in", "90d")
		b, other := p.browser(), p.browser()
		at := b.signIn(t, b.open(t, "/account/notices"), mira).says(t, "A new token", `backup "x" <script>`, "on Reports <b>", "New")
		if got := b.open(t, at.link(t, "A new token")); got.URL.Path != "/account/tokens/"+id {
			t.Errorf("the notice leads to %s", got.URL)
		}
		b.open(t, "/account").says(t, "New for you", "1 new", `backup "x" <script>`)
		other.signIn(t, other.open(t, "/account/notices"), theo).says(t, "Nothing to tell")

		at = b.open(t, "/account/tokens/"+id)
		at = b.submit(t, at, at.formTo(t, "/account/tokens/"+id+"/rotate"), url.Values{"overlap": {"0"}})
		p.hide(at.byID("token"))
		for _, a := range p.at16(t, func() *http.Request {
			r := p.request(t, http.MethodGet, "/api/v1/me", nil)
			r.Header.Set("Authorization", "Bearer "+first)
			return r
		}) {
			a.is(t, http.StatusUnauthorized)
		}
		at = b.open(t, "/account/notices").says(t, "An old secret came back", "used from 127.0.0.1 after its overlap")
		if n := strings.Count(at.text(), "An old secret came back"); n != 1 {
			t.Errorf("the tripwire is told %d times", n)
		}
		noticesAreRead(t, p, b, mira, own)
		other.open(t, "/account/notices").says(t, "Nothing to tell")
	})
}

// noticesAreRead: what came after the page was shown stays unread, and only the page's own form marks anything.
func noticesAreRead(t *testing.T, p *patio, b *browser, who person, on client) {
	t.Helper()
	const path = "/account/notices/read"
	at := b.open(t, "/account/notices")
	read := at.formTo(t, path)
	b.submit(t, at, read, url.Values{"csrf_token": {"x"}}).is(t, http.StatusForbidden)
	p.pat(t, who, on, "--name", "in the meantime")
	b.open(t, "/account").says(t, "3 new")
	b.submit(t, at, read, nil).is(t, http.StatusOK).says(t, "marked as read")
	at = b.open(t, "/account").says(t, "1 new", "in the meantime")
	if strings.Contains(at.text(), "An old secret came back") {
		t.Error("what was read is still new")
	}
	at = b.open(t, "/account/notices").says(t, "An old secret came back")
	b.submit(t, at, at.formTo(t, path), nil).is(t, http.StatusOK)
	b.open(t, "/account").says(t, "What happened to your tokens")
	if at = b.open(t, "/account/notices"); at.has("up_to") {
		t.Error("what is read can be marked as read")
	}
	p.get(t, "/account/notices").is(t, http.StatusSeeOther)
	b.open(t, "/account/notices?cursor=%27").is(t, http.StatusUnprocessableEntity)
}
