// Package openapi holds the description of the REST API (OpenAPI 3.1),
// embedded in the binary.
//
// It owns the words and shapes of every call below /api/v1, written by hand,
// and puts the pieces together into one document. It does not know how a call
// is served: server's tests hold it to the table of routes, and the end-to-end
// tests to every answer that Patio gives. server comes in for the document.
//
//	openapi.yaml   the head: what holds for all calls
//	paths/         one file a noun
//	components/    a directory a kind: schemas, responses, parameters, …
package openapi

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:embed openapi.yaml paths components
var pieces embed.FS

// Document is the whole description, as YAML. It is put together once.
var Document = sync.OnceValue(func() []byte {
	document, err := assemble(pieces)
	if err != nil {
		panic(err) // the pieces are embedded
	}
	return document
})

// assemble puts the head first, and then every directory as a key, with the
// files in it below that. Comments and order stay as they were written.
func assemble(fsys fs.FS) ([]byte, error) {
	head, err := fs.ReadFile(fsys, "openapi.yaml")
	if err != nil {
		return nil, fmt.Errorf("openapi: %w", err)
	}
	document := bytes.NewBuffer(bytes.Clone(head))
	for _, section := range []string{"paths", "components"} {
		err := fs.WalkDir(fsys, section, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			depth := strings.Count(name, "/")
			if entry.IsDir() {
				fmt.Fprintf(document, "%s%s:\n", strings.Repeat("  ", depth), path.Base(name))
				return nil
			}
			content, err := fs.ReadFile(fsys, name)
			indented(document, content, depth)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("openapi: %w", err)
		}
	}
	return document.Bytes(), nil
}

func indented(to *bytes.Buffer, content []byte, depth int) {
	for line := range bytes.Lines(content) {
		if len(bytes.TrimSpace(line)) > 0 {
			to.WriteString(strings.Repeat("  ", depth))
		}
		to.Write(line)
	}
}
