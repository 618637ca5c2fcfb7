package web

import (
	"bytes"
	"html/template"
	"testing"
)

type halfView struct{}

func (halfView) page() string { return "half" }

// TestNoHalfPages: what fails in the middle of a template leaves nothing behind.
func TestNoHalfPages(t *testing.T) {
	half := template.Must(template.New("").Parse(`{{define "page"}}half a page {{.Missing}}{{end}}`))
	p := &Pages{pages: map[string]*template.Template{"half": half}}
	var out bytes.Buffer
	if err := p.Render(&out, halfView{}); err == nil || out.Len() != 0 {
		t.Errorf("error %v, and %q was written", err, out.String())
	}
	if err := (&Pages{}).Render(&out, halfView{}); err == nil {
		t.Error("a view that nobody listed was rendered")
	}
}
