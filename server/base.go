package server

import (
	"net/http"
	"net/url"
	"strings"
)

// basePath returns the path of the issuer: empty where Patio has a host name of
// its own.
func basePath(issuer string) (string, error) {
	u, err := url.Parse(issuer)
	if err != nil {
		return "", err
	}
	return u.Path, nil
}

// below serves everything below the base path of the issuer, so that the routes
// need not know of it: it takes the base off paths, and puts it before those in
// Location. Package web puts it before the links of pages. What a proxy has taken
// the base off already is served as well.
//
// The metadata is found at both places that clients try: the base behind the
// well-known path (RFC 8414, section 3.1), and before it.
func below(base string, next http.Handler) http.Handler {
	if base == "" {
		return next
	}
	stripped := http.StripPrefix(base, next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w = &based{w, base}
		switch path := r.URL.Path; {
		case path == base:
			http.Redirect(w, r, "/", http.StatusSeeOther)
		case path == metadataPath+base:
			http.StripPrefix(path, at(metadataPath, next)).ServeHTTP(w, r)
		case strings.HasPrefix(path, base+"/"):
			stripped.ServeHTTP(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// at serves a request as if it were for another path.
func at(path string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.Path, r.URL.RawPath = path, ""
		next.ServeHTTP(w, r)
	})
}

// based puts the base before a Location on this server.
type based struct {
	http.ResponseWriter
	base string
}

func (b *based) WriteHeader(status int) {
	if to := b.Header().Get("Location"); strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") {
		b.Header().Set("Location", b.base+to)
	}
	b.ResponseWriter.WriteHeader(status)
}

// Flush is for streams, of which Gin asks the writer itself.
func (b *based) Flush() { _ = http.NewResponseController(b.ResponseWriter).Flush() }

// Unwrap is for [http.ResponseController].
func (b *based) Unwrap() http.ResponseWriter { return b.ResponseWriter }
