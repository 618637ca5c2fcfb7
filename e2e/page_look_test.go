package e2e_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	devtools "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// media shows the page to one who has asked for something special.
func (s *screen) media(t *testing.T, kind, feature, value string) {
	t.Helper()
	s.call(t, "media", func(ctx context.Context) error {
		var features []*emulation.MediaFeature
		if feature != "" {
			features = append(features, &emulation.MediaFeature{Name: feature, Value: value})
		}
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: kind, Features: features})
		return err
	})
}

// TestTimes: each time on a page says itself to programs. With JavaScript it is in the reader's time zone, and without
// in UTC.
func TestTimes(t *testing.T) {
	p, chrome := start(t, storagetest.Fresh(t, storage.SQLite), nil), chromium(t)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	_, id := p.pat(t, mira, app, "--expires-in", "84d")
	end := p.get(t, "/healthz") // for the clock of the server, see below
	at, err := http.ParseTime(end.Header.Get("Date"))
	if err != nil {
		t.Fatal(err)
	}
	zone := time.FixedZone("there", 14*60*60) // Kiritimati
	for _, scripts := range []bool{true, false} {
		s := p.screen(t, chrome, scripts)
		s.call(t, "zone", func(ctx context.Context) error {
			_, err := chromedp.Call(ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "Pacific/Kiritimati"})
			return err
		})
		s.enter(t, "/account/tokens/"+id, mira)
		made := at
		if scripts {
			made = at.In(zone)
		}
		if got := s.text(t, "dd time[data-kind=day]:last-of-type"); got == "" {
			t.Error("the page of a token has no time")
		}
		s.says(t, "Made "+made.Format("2 January 2006"))
		stamps := s.evaluate(t, "[...document.querySelectorAll('time')].map((e) => e.dateTime)")
		for stamp := range strings.SplitSeq(stamps, ",") {
			if !regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`).MatchString(stamp) {
				t.Errorf("a time is %q to programs", stamp)
			}
		}
		if scripts != strings.Contains(s.evaluate(t, "document.querySelector('time').title"), "GMT+14") {
			t.Errorf("JavaScript: %t: the whole time is %q", scripts, s.evaluate(t, "document.querySelector('time').title"))
		}
		for _, path := range []string{"/account", "/account/tokens", "/account/notices", "/developer/clients", "/developer/clients/" + app.ID} {
			s.open(t, path)
			if s.count(t, "main time") == 0 {
				t.Errorf("%s has no time", path)
			}
			if text := s.text(t, "main"); scripts && strings.Contains(text, "UTC") {
				t.Errorf("%s has a time that is not in the reader's zone: %s", path, text)
			}
		}
	}
}

// TestNoticesAreCounted in the header of every page, until they are read.
func TestNoticesAreCounted(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	b := p.session(t, mira).browser
	for range 2 {
		p.pat(t, mira, app)
	}
	before := bellOf(b.open(t, "/account/tokens"))
	if !strings.Contains(before, "unread") {
		t.Fatalf("the header says %q", before)
	}
	at := b.open(t, "/account/notices")
	b.submit(t, at, at.formTo(t, "/account/notices/read"), nil).is(t, http.StatusOK)
	if after := bellOf(b.open(t, "/developer/clients")); after != "Notices" {
		t.Errorf("after reading them the header says %q", after)
	}
}

func bellOf(at *page) string {
	for n := range descendants(at.root) {
		if attr(n, "class") == "bell" {
			return attr(n, "aria-label")
		}
	}
	return ""
}

// TestEveryWidth: nothing sticks out, and the sections stand in the window, down to 320 pixels. The current section is
// marked where colours are forced, and a page is printed without what one can press.
func TestEveryWidth(t *testing.T) {
	p, chrome := start(t, storagetest.Fresh(t, storage.SQLite), nil), chromium(t)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	_, id := p.pat(t, mira, app)
	s := p.screen(t, chrome, true)
	s.enter(t, "/account/tokens", mira)
	paths := pagesOf(app, id)
	for _, width := range []int64{320, 390, 1280} {
		s.do(t, "size", chromedp.EmulateViewport(width, 800))
		for _, path := range paths {
			s.open(t, path)
			s.picture(t, fmt.Sprintf("width-%d%s", width, strings.ReplaceAll(strings.ReplaceAll(path, "/", "-"), "?", "-")), int(width))
			if out := s.evaluate(t, "[...document.querySelectorAll('.nav a, .bell, .me summary')].filter((e) => { const r = e.getBoundingClientRect(); return r.left < 0 || r.right > innerWidth || r.width === 0 }).length"); out != "0" {
				t.Errorf("%s at %d pixels: %s parts of the header stand out of sight", path, width, out)
			}
		}
	}
	s.open(t, "/account/tokens")
	s.media(t, "", "forced-colors", "active")
	for _, mark := range []string{".nav a[aria-current]", ".filters a[aria-current]"} {
		if got := s.evaluate(t, "getComputedStyle(document.querySelector('"+mark+"')).outlineStyle"); got != "solid" {
			t.Errorf("with forced colours %s has the outline %q", mark, got)
		}
	}
	s.media(t, "print", "", "")
	if shown := s.evaluate(t, "[...document.querySelectorAll('.top, .filters, .copy')].filter((e) => e.offsetParent !== null).length"); shown != "0" {
		t.Errorf("%s parts are printed that nobody can press on paper", shown)
	}
	s.media(t, "", "", "")
	s.open(t, "/account/security")
	if got := s.evaluate(t, "getComputedStyle(document.createElement('a')) && getComputedStyle(Object.assign(document.querySelector('main').appendChild(document.createElement('a')), {href: '/'})).textDecorationLine"); got != "underline" {
		t.Errorf("a link in a text has the line %q", got)
	}
}

// pagesOf are the pages of somebody who is signed in and has a client and a token.
func pagesOf(app client, tokenID string) []string {
	return []string{
		"/account", "/account/security", "/account/notices", "/account/apps", "/account/tokens", "/account/tokens/new", "/account/tokens/new?client_id=" + app.ID,
		"/account/tokens/" + tokenID, "/account/tokens/" + tokenID + "/revoke", "/developer/clients", "/developer/clients/new",
		"/developer/clients/" + app.ID, "/developer/clients/" + app.ID + "/delete", "/logout", "/leaked-token", "/nothing",
	}
}

// axeSights are how TestAxe looks at pages; the first one alone in the short form.
var axeSights = []struct {
	width, height  int64
	feature, value string
}{
	{1280, 800, "prefers-color-scheme", "light"}, {1280, 800, "prefers-color-scheme", "dark"}, {1280, 800, "forced-colors", "active"},
	{390, 844, "prefers-color-scheme", "light"}, {390, 844, "prefers-color-scheme", "dark"}, {390, 844, "forced-colors", "active"},
	{320, 640, "prefers-color-scheme", "light"}, {320, 640, "prefers-color-scheme", "dark"}, {320, 640, "forced-colors", "active"},
}

// TestAxe has axe-core look at every page.
func TestAxe(t *testing.T) {
	script, err := os.ReadFile(filepath.Join(nodePackages(t), "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	p, chrome := start(t, storagetest.Fresh(t, storage.SQLite), nil), chromium(t)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	_, id := p.pat(t, mira, app, "--expires-in", "20d")
	s := p.screen(t, chrome, true)
	s.call(t, "policy", func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, devtools.SetBypassCSP, devtools.SetBypassCSPParams{Enabled: true})
		return err
	})
	check := func(what string) {
		t.Helper()
		for _, sight := range axeSights[:times(1, len(axeSights))] {
			s.do(t, "size", chromedp.EmulateViewport(sight.width, sight.height))
			s.media(t, "", sight.feature, sight.value)
			var found string
			s.call(t, "axe", func(ctx context.Context) (err error) {
				found, err = chromedp.Run(ctx, chromedp.Evaluate[string](string(script)+`;
					Promise.all(document.getAnimations().map((a) => a.finished)).then(() => axe.run()).then((r) => JSON.stringify(r.violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 200))])))`,
					chromedp.EvalAwaitPromise))
				return err
			})
			if found != "[]" {
				t.Errorf("%s at %d pixels, %s: %s", what, sight.width, sight.value, found)
			}
		}
		s.do(t, "size", chromedp.EmulateViewport(1280, 800))
	}
	s.open(t, "/login")
	check("sign in")
	s.fill(t, "username", "nobody")
	s.fill(t, "password", "wrong")
	s.press(t, "form button.is-main")
	check("sign in, refused")
	s.enter(t, "/account/tokens", mira)
	for _, path := range pagesOf(app, id) {
		s.open(t, path)
		check(path)
	}
	s.open(t, "/developer/clients/new")
	s.evaluate(t, "document.querySelectorAll('main form').forEach((f) => f.noValidate = true)")
	s.fill(t, "name", "\u202e")
	s.fill(t, "redirect_uris", "http://example.com/cb")
	s.press(t, "form.card button.is-main")
	check("register, refused")
	s.open(t, p.authorizeURL(app, []string{"profile", "notes:read"}).URL)
	check("consent")
	s.open(t, "/account/tokens/new?client_id="+app.ID)
	s.fill(t, "name", "axe")
	s.press(t, "form.card button.is-main")
	s.secret(t, "#token")
	check("a new token")
	s.open(t, "/account/security")
	s.fill(t, "password", mira.Password)
	s.press(t, "form.stack button.is-main")
	p.hide(strings.ReplaceAll(s.text(t, "#key"), " ", ""))
	check("authenticator")
}
