package e2e_test

import (
	"cmp"
	"context"
	"net/url"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/patio-auth/patio/storage/storagetest"
)

// chromium starts a real browser, which all screens of a test share. Without one the test is left out, or fails
// under CI.
func chromium(t *testing.T) context.Context {
	t.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			program = cmp.Or(program, found)
		}
	}
	if program == "" {
		sentence := "No chromium is in the PATH, so the pages are not tried in a real browser."
		if storagetest.UnderCI() {
			t.Fatal(sentence)
		}
		t.Skip(sentence)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.IgnoreCertErrors, // an app's https callback is served by the test
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true),
	)
	allocator, cancelAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	browser, _ := chromedp.NewContext(allocator)
	if err := chromedp.Do(browser); err != nil {
		t.Fatalf("chromium: %v", err)
	}
	t.Cleanup(func() {
		_ = chromedp.Cancel(browser) // it ends by force otherwise
		cancelAllocator()
	})
	return browser
}

// screen is one person's browser, with a screen. Whatever the pages complain about in its console fails the test.
type screen struct {
	p       *patio
	ctx     context.Context
	scripts bool
	who     person // who signed in by enter

	mu         sync.Mutex
	complaints []string
	handedOver string // the last address that is for another program of the device
}

// screen opens a window that shares no cookies with others; scripts says whether JavaScript runs in it.
func (p *patio) screen(t *testing.T, browser context.Context, scripts bool) *screen {
	t.Helper()
	s := &screen{p: p, scripts: scripts}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(s.listen))
	s.ctx = ctx
	t.Cleanup(func() {
		cancel()
		for _, complaint := range s.complaints {
			t.Errorf("the browser's console: %s", complaint)
		}
	})
	// The window lives as long as the first context that it sees, so this one has no deadline.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("chromium: %v", err)
	}
	s.do(t, "start", chromedp.EmulateViewport(1280, 800))
	s.runScripts(t, scripts)
	return s
}

// runScripts says whether JavaScript runs in pages from now on.
func (s *screen) runScripts(t *testing.T, on bool) {
	t.Helper()
	s.scripts = on
	s.call(t, "scripts", func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	})
}

// evaluate runs JavaScript in the page and returns its value as text.
func (s *screen) evaluate(t *testing.T, script string) string {
	t.Helper()
	var got string
	s.call(t, script, func(ctx context.Context) (err error) {
		got, err = chromedp.Run(ctx, chromedp.Evaluate[string]("String("+script+")"))
		return err
	})
	return got
}

// listen notes what a page of Patio's does wrong: blocked by its own policy, missing files, scripts that fail. It runs
// in the loop of the tab, so it must not ask the browser anything.
func (s *screen) listen(event any) {
	complaint := ""
	switch e := event.(type) {
	case *log.EventEntryAdded:
		// Errors that the console shows for a page's own status (the refused password) are meant.
		if e.Entry.Level != log.EntryLevelVerbose && !strings.Contains(e.Entry.Text, "the server responded with a status of 4") {
			complaint = string(e.Entry.Source) + ": " + e.Entry.Text
		}
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "http") && !strings.HasPrefix(e.Request.URL, "data:") {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.handedOver = e.Request.URL
		}
	case *network.EventLoadingFailed:
		if e.BlockedReason != "" {
			complaint = "blocked: " + string(e.BlockedReason)
		}
	case *runtime.EventExceptionThrown:
		complaint = e.ExceptionDetails.Text
	case *runtime.EventConsoleAPICalled:
		complaint = "console." + string(e.Type)
	}
	if complaint != "" {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.complaints = append(s.complaints, complaint)
	}
}

// patience is how long one step may take.
const patience = 20 * time.Second

func (s *screen) call(t *testing.T, what string, step func(ctx context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	if err := step(ctx); err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		t.Fatalf("%s: %v; the console says %q", what, err, s.complaints)
	}
}

func (s *screen) do(t *testing.T, what string, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	s.call(t, what, func(ctx context.Context) error { return chromedp.Do(ctx, steps...) })
}

// open goes to an address and gives the status of the page it comes to.
func (s *screen) open(t *testing.T, address string) {
	t.Helper()
	if strings.HasPrefix(address, "/") {
		address = s.p.issuer + address
	}
	s.do(t, "open "+address, chromedp.Navigate(address))
	s.arrived(t)
}

// fill types into the field with that id.
func (s *screen) fill(t *testing.T, id, value string) {
	t.Helper()
	s.do(t, "fill in "+id, chromedp.SendKeys(chromedp.ID(id), value))
}

// press clicks what leads to another page and waits until that is there.
func (s *screen) press(t *testing.T, selector string) {
	t.Helper()
	s.call(t, "press "+selector, func(ctx context.Context) error {
		_, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
		return err
	})
	s.arrived(t)
}

// address is where the browser stands.
func (s *screen) address(t *testing.T) *url.URL {
	t.Helper()
	var at *url.URL
	s.call(t, "where", func(ctx context.Context) error {
		text, err := chromedp.Run(ctx, chromedp.Location())
		if err == nil {
			at, err = url.Parse(text)
		}
		return err
	})
	return at
}

// text is what a person can read in the element.
func (s *screen) text(t *testing.T, selector string) string {
	t.Helper()
	var text string
	s.call(t, "read "+selector, func(ctx context.Context) (err error) {
		text, err = chromedp.Run(ctx, chromedp.Text(chromedp.CSS(selector)))
		return err
	})
	return strings.Join(strings.Fields(text), " ")
}

// says insists on words on the page.
func (s *screen) says(t *testing.T, words ...string) {
	t.Helper()
	text := s.text(t, "body")
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%s does not say %q: %.600s", s.address(t).Path, w, text)
		}
	}
}

// arrived settles a page that has just loaded: its cookies are secrets from now on, and the field that takes the focus by
// itself has it. Chromium gives the focus when it first draws the page, which is after the page has loaded; a person
// cannot type sooner either.
func (s *screen) arrived(t *testing.T) {
	t.Helper()
	s.call(t, "arrive", func(ctx context.Context) error {
		held, err := chromedp.Call(ctx, network.GetCookies, network.GetCookiesParams{})
		for _, cookie := range held.Cookies {
			s.p.hide(cookie.Value)
		}
		focused := false
		for err == nil && !focused {
			focused, err = chromedp.Run(ctx, chromedp.Evaluate[bool](
				"document.activeElement !== document.body || !document.querySelector('[autofocus]')"))
		}
		return err
	})
}
