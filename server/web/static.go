package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"
	"time"
)

// StaticPrefix is the path below which Pages.Static expects to be mounted.
const StaticPrefix = "/static/"

const (
	// A name that carries the hash of its content can never mean anything else.
	cacheForGood = "public, max-age=31536000, immutable"
	// Any other name may: keep it, but ask before using it again.
	cacheButAsk = "no-cache"
)

// The machine's own MIME table is not consulted: it differs between hosts.
var contentTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".woff2": "font/woff2",
}

var hashInName = regexp.MustCompile(`\.[0-9a-f]{12}(\.[a-z0-9]+)$`)

type asset struct {
	hashed      string // the name with the content's hash before its extension
	contentType string
	etag        string
	body        []byte
	packed      []byte // in gzip; nil: not worth it
}

// assets are the static files by their plain names ("fonts/inter-latin.woff2").
type assets struct {
	byName map[string]*asset
}

// loadAssets reads every file of fsys into memory. Style sheets come last:
// the names of other files in them are replaced by the hashed ones, and only
// then is the sheet itself hashed.
func loadAssets(fsys fs.FS) (*assets, error) {
	all := &assets{byName: map[string]*asset{}}
	var sheets []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if path.Ext(name) == ".css" {
			sheets = append(sheets, name)
			return nil
		}
		body, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		return all.add(name, body)
	})
	if err != nil {
		return nil, err
	}
	for _, name := range sheets {
		body, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		if err := all.add(name, all.withHashedNames(body)); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (a *assets) add(name string, body []byte) error {
	ext := path.Ext(name)
	contentType, known := contentTypes[ext]
	if !known {
		return fmt.Errorf("%s: give the extension %q a content type", name, ext)
	}
	sum := sha256.Sum256(body)
	hash := hex.EncodeToString(sum[:6])
	a.byName[name] = &asset{
		hashed:      strings.TrimSuffix(name, ext) + "." + hash + ext,
		contentType: contentType,
		etag:        `"` + hash + `"`,
		body:        body,
		packed:      packed(body),
	}
	return nil
}

func (a *assets) withHashedNames(sheet []byte) []byte {
	for name, file := range a.byName {
		sheet = bytes.ReplaceAll(sheet, []byte(`"`+name+`"`), []byte(`"`+file.hashed+`"`))
	}
	return sheet
}

// url is where a page finds the file called name.
func (a *assets) url(name string) (string, error) {
	file, ok := a.byName[name]
	if !ok {
		return "", fmt.Errorf("there is no static file called %q", name)
	}
	return StaticPrefix + file.hashed, nil
}

// find answers the file for a name, hashed or plain, and how long it may be
// kept. A name with a foreign hash gets this process's file, not to be kept:
// during a rolling upgrade a page from one replica may ask another for its
// style sheet, and an unstyled page would be the worse answer.
func (a *assets) find(name string) (*asset, string) {
	if file, ok := a.byName[name]; ok {
		return file, cacheButAsk
	}
	file, ok := a.byName[hashInName.ReplaceAllString(name, "$1")]
	if !ok {
		return nil, ""
	}
	if file.hashed == name {
		return file, cacheForGood
	}
	return file, cacheButAsk
}

func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Only GET and HEAD are served here.", http.StatusMethodNotAllowed)
		return
	}
	name, below := strings.CutPrefix(r.URL.Path, StaticPrefix)
	file, cache := a.find(name)
	if !below || file == nil {
		http.Error(w, "There is no such file.", http.StatusNotFound)
		return
	}
	header := w.Header()
	header.Set("Content-Type", file.contentType)
	header.Set("Cache-Control", cache)
	header.Set("ETag", file.etag)
	header.Set("X-Content-Type-Options", "nosniff")
	body := file.body
	if file.packed != nil {
		header.Add("Vary", "Accept-Encoding")
		if AcceptsGzip(r.Header) && r.Header.Get("Range") == "" {
			header.Set("Content-Encoding", "gzip")
			header.Set("ETag", strings.TrimSuffix(file.etag, `"`)+`-gzip"`)
			body = file.packed
		}
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}
