package server

import (
	"bytes"
	"compress/gzip"
	"sync"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/server/web"
)

// leastCompressed is from how many bytes on a page is compressed.
const leastCompressed = 1024

// compressors are reused, since each holds some hundreds of kilobytes.
var compressors = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// sendPage sends a page, compressed where the browser takes that. The length of a
// compressed page tells of its text where somebody else chooses a part of it
// (BREACH): tokens of forms are therefore masked anew each time, and pages that show
// a secret are never compressed.
func sendPage(c *gin.Context, status int, view web.View, page []byte) {
	const kind = "text/html; charset=utf-8"
	if web.ShowsSecret(view) || len(page) < leastCompressed {
		c.Data(status, kind, page)
		return
	}
	c.Writer.Header().Add("Vary", "Accept-Encoding")
	if !web.AcceptsGzip(c.Request.Header) {
		c.Data(status, kind, page)
		return
	}
	w, _ := compressors.Get().(*gzip.Writer)
	defer compressors.Put(w)
	var packed bytes.Buffer
	w.Reset(&packed)
	if _, err := w.Write(page); err != nil || w.Close() != nil { // into memory neither fails
		c.Data(status, kind, page)
		return
	}
	c.Header("Content-Encoding", "gzip")
	c.Data(status, kind, packed.Bytes())
}
