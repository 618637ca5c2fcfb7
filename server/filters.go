package server

import (
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// maxFilter bounds a value that a list is filtered by, in bytes.
const maxFilter = 1000

// filters are the values that a list is filtered by, by the names of fields.
type filters map[string]string

// filtersOf reads the query of a list: limit, cursor and these filters. Another
// parameter is refused, since a filter that is misspelled would list everything.
func (s *Server) filtersOf(c *gin.Context, names ...string) (filters, error) {
	wrong := func(field, detail string) error {
		return &failure{status: http.StatusUnprocessableEntity, field: field, detail: field + " " + detail}
	}
	known := append([]string{"limit", "cursor"}, names...)
	if s.opts.PersonalTokenQuery {
		known = append(known, "personalToken")
	}
	found := filters{}
	for name, values := range c.Request.URL.Query() {
		switch {
		case !slices.Contains(known, name):
			return nil, &failure{
				status: http.StatusUnprocessableEntity, field: readable(name),
				detail: "This list has no such parameter. It takes " + strings.Join(append([]string{"limit", "cursor"}, names...), ", ") + ".",
			}
		case !slices.Contains(names, name):
		case len(values) > 1:
			return nil, wrong(name, "came twice; send it once.")
		case len(values[0]) > maxFilter || !utf8.ValidString(values[0]) || strings.ContainsFunc(values[0], unicode.IsControl):
			return nil, wrong(name, "must be text without control characters, at most 1000 bytes.")
		default:
			found[name] = values[0]
		}
	}
	if id := found["client_id"]; id != "" && (uuid.Validate(id) != nil || len(id) != 36) {
		return nil, wrong("client_id", "must be the id of a client.")
	}
	found["client_id"] = strings.ToLower(found["client_id"])
	return found, nil
}

// status is the filter by status, which must be one of these, or nothing.
func (f filters) status(all ...string) (string, error) {
	status := f["status"]
	if status != "" && !slices.Contains(all, status) {
		return "", &failure{
			status: http.StatusUnprocessableEntity, field: "status", detail: "status must be one of " + strings.Join(all, ", ") + ".",
		}
	}
	return status, nil
}

// readable is a name from outside as an answer may show it.
func readable(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, name)
	return name[:min(len(name), 80)]
}
