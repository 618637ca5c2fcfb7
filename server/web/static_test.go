package web_test

import (
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/patio-auth/patio/server/web"
)

var inSheet = regexp.MustCompile(`url\("([^"]+)"\)`)

func get(t *testing.T, h http.Handler, method, url string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, url, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// linked are the static files that a page asks for, and those that its style
// sheet asks for.
func linked(t *testing.T, p *web.Pages) []string {
	t.Helper()
	var urls []string
	for n := range elements(parse(t, render(t, p, web.Login{})), "link", "script") {
		for _, key := range []string{"href", "src"} {
			if url := attr(n, key); url != "" {
				urls = append(urls, url)
			}
		}
	}
	for _, url := range urls {
		if path.Ext(url) == ".css" {
			for _, found := range inSheet.FindAllStringSubmatch(get(t, p.Static(), "GET", url).Body.String(), -1) {
				urls = append(urls, path.Join(path.Dir(url), found[1]))
			}
		}
	}
	return urls
}

func TestLinkedFilesAreKeptForGood(t *testing.T) {
	p := pages(t)
	types := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
	seen := map[string]int{}
	for _, url := range linked(t, p) {
		seen[path.Ext(url)]++
		w := get(t, p.Static(), "GET", url)
		if w.Code != http.StatusOK || w.Body.Len() == 0 {
			t.Errorf("%s: %d, %d bytes", url, w.Code, w.Body.Len())
		}
		for key, want := range map[string]string{
			"Content-Type": types[path.Ext(url)], "X-Content-Type-Options": "nosniff", "Cache-Control": "public, max-age=31536000, immutable",
		} {
			if got := w.Header().Get(key); got != want {
				t.Errorf("%s: %s is %q, want %q", url, key, got, want)
			}
		}
		again := get(t, p.Static(), "GET", url, "If-None-Match", w.Header().Get("ETag"))
		if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
			t.Errorf("%s asked again: %d, %d bytes", url, again.Code, again.Body.Len())
		}
	}
	if seen[".css"] != 1 || seen[".js"] != 1 || seen[".svg"] != 1 || seen[".woff2"] < 4 {
		t.Errorf("the page links to %v", seen)
	}
}

func TestOtherNames(t *testing.T) {
	static := pages(t).Static()
	for _, c := range []struct {
		method, url string
		status      int
		cache       string
	}{
		{"GET", "/static/patio.css", 200, "no-cache"},
		{"HEAD", "/static/patio.css", 200, "no-cache"},
		{"GET", "/static/patio.0123456789ab.css", 200, "no-cache"}, // another replica's
		{"GET", "/static/fonts/OFL-inter.txt", 200, "no-cache"},
		{"GET", "/static/", 404, ""},
		{"GET", "/static/fonts", 404, ""},
		{"GET", "/static/fonts/", 404, ""},
		{"GET", "/static/nothing.css", 404, ""},
		{"GET", "/static/nothing.0123456789ab.css", 404, ""},
		{"GET", "/static/patio.0123456789ab.js.css", 404, ""},
		{"GET", "/static/../web.go", 404, ""},
		{"GET", "/static/%2e%2e/web.go", 404, ""},
		{"GET", "/elsewhere/patio.css", 404, ""},
		{"POST", "/static/patio.css", 405, ""},
	} {
		w := get(t, static, c.method, c.url)
		if w.Code != c.status || w.Header().Get("Cache-Control") != c.cache {
			t.Errorf("%s %s: %d %q, want %d %q", c.method, c.url, w.Code, w.Header().Get("Cache-Control"), c.status, c.cache)
		}
		if c.status == 405 && w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("Allow is %q", w.Header().Get("Allow"))
		}
		if c.method == "HEAD" && w.Body.Len() != 0 {
			t.Errorf("HEAD has a body of %d bytes", w.Body.Len())
		}
	}
}

// TestSheetStaysAtHome: nothing is loaded from another host, and every file
// that the sheet names carries its hash.
func TestSheetStaysAtHome(t *testing.T) {
	hashed := regexp.MustCompile(`\.[0-9a-f]{12}\.woff2$`)
	sheet := get(t, pages(t).Static(), "GET", "/static/patio.css").Body.String()
	for _, found := range inSheet.FindAllStringSubmatch(sheet, -1) {
		if !hashed.MatchString(found[1]) {
			t.Errorf("the sheet names %s", found[1])
		}
	}
	if strings.Contains(sheet, "//") || strings.Contains(sheet, "@import") {
		t.Error("the sheet reaches outside")
	}
}
