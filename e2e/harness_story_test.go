package e2e_test

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// story runs the whole way of a product's users in a real Chromium, with JavaScript and without, on one server.
func story(t *testing.T, set settings, tell func(t *testing.T, p *patio, open func() *screen)) {
	t.Helper()
	p, chrome := lone(t, set), chromium(t)
	for name, scripts := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			tell(t, p, func() *screen { return p.screen(t, chrome, scripts) })
		})
	}
}

// enter opens an address that asks for a sign-in first, and signs in.
func (s *screen) enter(t *testing.T, address string, who person) {
	t.Helper()
	s.open(t, address)
	s.says(t, "Sign in")
	s.fill(t, "username", who.Username)
	s.fill(t, "password", who.Password)
	s.press(t, "form button.is-main")
	s.who = who
}

// follow presses the first link or button below main, or in the menu, that says these words.
func (s *screen) follow(t *testing.T, words string) *network.Response {
	t.Helper()
	var at *network.Response
	s.call(t, "follow "+words, func(ctx context.Context) (err error) {
		found := chromedp.Search(`//*[self::a or self::button][contains(normalize-space(.), "` + words + `")]`)
		at, err = chromedp.RunResponse(ctx, chromedp.Click(found, chromedp.NodeVisible))
		return err
	})
	s.arrived(t)
	return at
}

// retype replaces what stands in a field.
func (s *screen) retype(t *testing.T, id, value string) {
	t.Helper()
	s.do(t, "retype "+id, chromedp.Clear(chromedp.ID(id)), chromedp.SendKeys(chromedp.ID(id), value))
}

// choose picks an option of a list by its value, which may be empty.
func (s *screen) choose(t *testing.T, id, value string) {
	t.Helper()
	s.call(t, "choose "+value, func(ctx context.Context) error {
		at, err := chromedp.Run(ctx, chromedp.Evaluate[int](fmt.Sprintf("(document.getElementById(%q).value = %q, document.getElementById(%[1]q).selectedIndex)", id, value)))
		if err == nil && at < 0 {
			t.Errorf("the list %s has no %q", id, value)
		}
		return err
	})
}

// tick clicks the box of that name and value, on or off.
func (s *screen) tick(t *testing.T, name, value string) {
	t.Helper()
	s.do(t, "tick "+value, chromedp.Click(chromedp.CSS(`input[name="`+name+`"][value="`+value+`"]`)))
}

// check ticks the box of that name and value, unless it is.
func (s *screen) check(t *testing.T, name, value string) {
	t.Helper()
	box := `input[name="` + name + `"][value="` + value + `"]`
	if s.count(t, box+":checked") == 0 {
		s.do(t, "tick "+value, chromedp.Click(chromedp.CSS(box)))
	}
}

// menu opens the menu of the first row.
func (s *screen) menu(t *testing.T) {
	t.Helper()
	s.do(t, "menu", chromedp.Click(chromedp.CSS("details.row-menu summary")))
}

// count is how many elements there are.
func (s *screen) count(t *testing.T, selector string) int {
	t.Helper()
	n := 0
	s.call(t, "count "+selector, func(ctx context.Context) error {
		nodes, err := chromedp.Run(ctx, chromedp.Nodes(chromedp.CSSAll(selector), chromedp.AtLeast(0)))
		n = len(nodes)
		return err
	})
	return n
}

// secret reads a secret that the page shows this once.
func (s *screen) secret(t *testing.T, selector string) string {
	t.Helper()
	got := s.text(t, selector)
	s.p.hide(got)
	return got
}

// silent insists that a secret stands nowhere on the page, not even where nobody sees it.
func (s *screen) silent(t *testing.T, secret string) {
	t.Helper()
	s.call(t, "read the source", func(ctx context.Context) error {
		source, err := chromedp.Run(ctx, chromedp.OuterHTML(chromedp.CSS("html")))
		if strings.Contains(source, secret) {
			t.Errorf("%s shows the secret again", s.address(t).Path)
		}
		return err
	})
}

// paste runs the command that a page shows in a shell, as a person would, and gives what it prints.
func (s *screen) paste(t *testing.T, selector string) string {
	t.Helper()
	command := ""
	s.call(t, "copy", func(ctx context.Context) (err error) {
		command, err = chromedp.Run(ctx, chromedp.TextContent(chromedp.CSS(selector)))
		return err
	})
	out, err := exec.CommandContext(t.Context(), "sh", "-c", command).Output()
	if err != nil {
		t.Fatalf("the command of %s fails: %v", s.address(t).Path, err)
	}
	return string(out)
}

// kept insists that a page is kept nowhere.
func kept(t *testing.T, at *network.Response) {
	t.Helper()
	for name, value := range at.Headers {
		if strings.EqualFold(name, "Cache-Control") && value == "no-store" {
			return
		}
	}
	t.Errorf("a page with a secret has the headers %v", at.Headers)
}
