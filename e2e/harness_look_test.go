package e2e_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// sights are the ways in which every page is looked at.
var sights = []struct {
	name          string
	width, height int64
	scheme        string
	mobile        bool
}{
	{"desktop-light", 1280, 800, "light", false},
	{"desktop-dark", 1280, 800, "dark", false},
	{"phone-light", 390, 844, "light", true},
	{"phone-dark", 390, 844, "dark", true},
}

// look looks at the page on a desk and on a phone: nothing may stick out at the side. With PATIO_SHOTS=dir it leaves
// pictures there.
func (s *screen) look(t *testing.T, name string) {
	t.Helper()
	if !s.scripts {
		return // the same page looks the same
	}
	for _, sight := range sights {
		options := []chromedp.EmulateViewportOption{}
		if sight.mobile {
			options = append(options, chromedp.EmulateMobile, chromedp.EmulateScale(2))
		}
		s.do(t, "look", chromedp.EmulateViewport(sight.width, sight.height, options...))
		s.call(t, "look", func(ctx context.Context) error {
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: sight.scheme}},
			})
			return err
		})
		s.picture(t, name+"-"+sight.name, int(sight.width))
	}
	s.do(t, "look", chromedp.EmulateViewport(1280, 800))
}

func (s *screen) picture(t *testing.T, name string, width int) {
	t.Helper()
	s.call(t, "measure", func(ctx context.Context) error {
		wide, err := chromedp.Run(ctx, chromedp.Evaluate[int]("document.documentElement.scrollWidth"))
		if err == nil && wide > width {
			t.Errorf("%s is %d pixels wide on a screen of %d", name, wide, width)
		}
		return err
	})
	dir := os.Getenv("PATIO_SHOTS")
	if dir == "" {
		return
	}
	s.call(t, "picture", func(ctx context.Context) error {
		// Fonts are there, and no colour is on its way from the last sight to this one.
		const settled = "Promise.all([document.fonts.ready, ...document.getAnimations().map((a) => a.finished)]).then(() => true)"
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](settled, chromedp.EvalAwaitPromise)); err != nil {
			return err
		}
		taken, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
		if err != nil {
			return err
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, name+".png"), taken, 0o600)
	})
}
