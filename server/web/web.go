// Package web holds Patio's pages: the templates, the style sheet, the
// typefaces and the one small script, all embedded in the binary.
//
// It owns how a page looks and reads. It does not own what is on it: the
// server fills one view struct per page (Login, Consent, Tokens, …) and hands
// it to Render. Nothing here reads a request, knows a user or decides who may
// see what, and no other room of Patio is imported.
//
//	server ── Login{…} ──▶ Pages.Render ──▶ one whole page, or an error
//	browser ─ /static/… ─▶ Pages.Static ──▶ hashed names, cached for good
//
// Pages hold neither inline script nor inline style nor anything from another
// host, so they stand under `default-src 'none'` with 'self' for styles,
// fonts, images and the script. All of them work without the script.
package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"strings"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

// Pages renders views and serves the static files they point to. It is safe
// for concurrent use.
type Pages struct {
	links  *strings.Replacer // nil: they are right as they are
	assets *assets
	pages  map[string]*template.Template
}

// New returns the pages of a Patio whose addresses lie below the path base (empty
// if it has a host name of its own). It parses every template once and renders
// each view empty, so that a broken template stops the start and never a visitor.
func New(base string) (*Pages, error) {
	static, err := fs.Sub(staticFiles, "static")
	if err != nil {
		return nil, fmt.Errorf("web: static files: %w", err)
	}
	assets, err := loadAssets(static)
	if err != nil {
		return nil, fmt.Errorf("web: static files: %w", err)
	}
	layout, err := template.New("").Funcs(functions(assets)).Option("missingkey=zero").
		ParseFS(templateFiles, "templates/layout.html", "templates/parts.html", "templates/icons.html")
	if err != nil {
		return nil, fmt.Errorf("web: layout: %w", err)
	}
	p := &Pages{assets: assets, pages: make(map[string]*template.Template, len(views))}
	for _, view := range views {
		if err := p.add(layout, view); err != nil {
			return nil, err
		}
	}
	if base != "" {
		p.links = linksBelow(base)
	}
	return p, nil
}

func (p *Pages) add(layout *template.Template, view View) error {
	page, err := layout.Clone()
	if err == nil {
		page, err = page.ParseFS(templateFiles, "templates/"+view.page()+".html")
	}
	if err != nil {
		return fmt.Errorf("web: page %s: %w", view.page(), err)
	}
	p.pages[view.page()] = page
	return p.Render(io.Discard, view)
}

// Render writes the page that v describes. The page is made whole in memory
// first: on an error nothing has been written to w.
func (p *Pages) Render(w io.Writer, v View) error {
	if v == nil {
		return fmt.Errorf("web: there is no view to render")
	}
	page, ok := p.pages[v.page()]
	if !ok {
		return fmt.Errorf("web: page %s is not in the list of views", v.page())
	}
	var whole bytes.Buffer
	if err := page.ExecuteTemplate(&whole, "page", v); err != nil {
		return fmt.Errorf("web: page %s: %w", v.page(), err)
	}
	if p.links != nil {
		_, err := p.links.WriteString(w, whole.String())
		return err
	}
	if _, err := whole.WriteTo(w); err != nil {
		return fmt.Errorf("web: writing page %s: %w", v.page(), err)
	}
	return nil
}

// linksBelow puts a path before those in the links of a page. All of them begin
// with a slash, and what people wrote cannot look like one: quotes are escaped.
func linksBelow(base string) *strings.Replacer {
	var pairs []string
	for _, attribute := range []string{"href", "src", "action", "formaction"} {
		pairs = append(pairs, " "+attribute+`="/`, " "+attribute+`="`+base+"/")
	}
	return strings.NewReplacer(pairs...)
}

// Static serves the embedded files below StaticPrefix. It expects the whole
// path of the request, prefix included.
func (p *Pages) Static() http.Handler { return p.assets }
