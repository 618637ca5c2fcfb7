package e2e_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestNoticesInChromium reads notices as a person does, with scripts and without.
func TestNoticesInChromium(t *testing.T) {
	chrome := chromium(t)
	p := start(t, storagetest.Fresh(t, storage.SQLite), settings{"notices.scan_every": "1s"})
	for name, scripts := range map[string]bool{"with JavaScript": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			mira := p.person(t)
			own := p.client(t, mira, clientSpec{Name: "Reports"})
			s := p.screen(t, chrome, scripts)
			s.open(t, "/account/notices")
			s.fill(t, "username", mira.Username)
			s.fill(t, "password", mira.Password)
			s.press(t, "form button.is-main")
			s.says(t, "Nothing to tell")
			s.look(t, "notices-none")

			p.pat(t, mira, own, "--name", "laptop, spreadsheet sync", "--expires-in", "6d")
			first, id := p.pat(t, mira, own, "--name", "old dashboard")
			b := p.browser()
			at := b.signIn(t, b.open(t, "/account/tokens/"+id), mira)
			at = b.submit(t, at, at.formTo(t, "/account/tokens/"+id+"/rotate"), url.Values{"overlap": {"0"}})
			p.hide(at.byID("token"))
			p.me(t, first).is(t, http.StatusUnauthorized)
			soon(t, "the end is told of", func() bool {
				n := 0
				for e := range descendants(b.open(t, "/account/notices").root) {
					if attr(e, "class") == "notice is-new" || attr(e, "class") == "notice is-new is-grave" {
						n++
					}
				}
				return n == 5 // one of them of the second browser
			})
			s.open(t, "/account/notices")
			s.says(t, "A sign-in from a new device")
			s.open(t, "/account")
			s.says(t, "New for you", "An old secret came back", "5 new")
			s.look(t, "account-notices")
			s.open(t, "/account/notices")
			s.says(t, "A token ends soon", "A new token", "old dashboard", "on Reports")
			s.look(t, "notices")
			s.press(t, "form[action='/account/notices/read'] button")
			s.says(t, "What was here is marked as read.")
			s.look(t, "notices-read")
			s.press(t, "li.notice a[href='/account/tokens/"+id+"']")
			s.says(t, "old dashboard", "Revoked")
		})
	}
}
