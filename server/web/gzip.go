package web

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
)

// AcceptsGzip reports whether a request takes an answer in gzip (RFC 9110, section
// 12.5.3).
func AcceptsGzip(h http.Header) bool {
	for _, line := range h.Values("Accept-Encoding") {
		for coding := range strings.SplitSeq(line, ",") {
			name, parameters, _ := strings.Cut(coding, ";")
			if !strings.EqualFold(strings.TrimSpace(name), "gzip") {
				continue
			}
			weight, found := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(parameters), " ", ""), "q=")
			q, err := strconv.ParseFloat(weight, 64)
			return !found || err == nil && q > 0
		}
	}
	return false
}

// packed is a body in gzip; nil where that is not much smaller.
func packed(body []byte) []byte {
	var small bytes.Buffer
	w, err := gzip.NewWriterLevel(&small, gzip.BestCompression)
	if err != nil {
		return nil
	}
	if _, err := w.Write(body); err != nil || w.Close() != nil || small.Len() > len(body)*9/10 {
		return nil
	}
	return small.Bytes()
}

// ShowsSecret reports whether a page shows a secret of the person's, other than the
// tokens of its forms.
func ShowsSecret(v View) bool {
	switch v.(type) {
	case TokenCreated, ClientCreated, RecoveryCodes, Authenticator:
		return true
	}
	return false
}
