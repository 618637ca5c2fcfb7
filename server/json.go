package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	strict "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// writeJSON answers with a document, which is complete before the first byte
// goes out.
func writeJSON(c *gin.Context, status int, document any) {
	body, err := json.Marshal(document)
	if err != nil {
		panic(err) // documents are ours
	}
	if c.Writer.Header().Get("Content-Type") == "" {
		c.Header("Content-Type", "application/json")
	}
	c.Writer.WriteHeader(status)
	_, _ = c.Writer.Write(body) // a client that went away leaves nobody to tell
}

// readJSON reads the body into a value. Names are matched exactly, unknown and
// repeated ones are refused, since a second spelling must not slip past a
// check (encoding/json would let it).
func readJSON(c *gin.Context, into any) error {
	body, err := bodyOf(c, "application/json")
	if err != nil {
		return err
	}
	return decode(body, into)
}

// readPatch reads the body of a PATCH (RFC 7396) into a value. Members that are
// as the document shows them change nothing and are left out, so that a program
// may send back what it was given; but not those that mean something even so.
func readPatch(c *gin.Context, into, document any, meant ...string) error {
	body, err := bodyOf(c, "application/json", "application/merge-patch+json")
	if err != nil {
		return err
	}
	var asked, shown map[string]jsontext.Value
	if err := decode(body, &asked); err != nil {
		return err
	}
	current, err := strict.Marshal(document)
	if err != nil {
		return err
	}
	if err := strict.Unmarshal(current, &shown); err != nil {
		return err
	}
	for name, value := range asked {
		if value.Kind() == 'n' && !takesNull(into, name) {
			return &failure{status: http.StatusUnprocessableEntity, field: name, detail: name + " cannot be null; leave it out to keep it."}
		}
		if same(name, value, shown[name]) && !slices.Contains(meant, name) {
			delete(asked, name)
		}
	}
	if body, err = strict.Marshal(asked); err != nil {
		return err
	}
	return decode(body, into)
}

// takesNull reports whether a member of a body reads null by itself, as lists do
// that null empties. A name that the body does not have is not judged.
func takesNull(into any, name string) bool {
	body := reflect.TypeOf(into).Elem()
	for i := range body.NumField() {
		if field := body.Field(i); field.Tag.Get("json") == name {
			return reflect.PointerTo(field.Type).Implements(reflect.TypeFor[json.Unmarshaler]())
		}
	}
	return true
}

// same reports whether two values of a member say the same. Scopes are a set, which
// may come in another order, and times may come with another zone.
func same(name string, a, b jsontext.Value) bool {
	a, b = a.Clone(), b.Clone()
	if a == nil || b == nil || a.Canonicalize() != nil || b.Canonicalize() != nil {
		return false
	}
	switch {
	case bytes.Equal(a, b):
		return true
	case name == "scopes":
		var one, other []string
		if json.Unmarshal(a, &one) != nil || json.Unmarshal(b, &other) != nil {
			return false
		}
		slices.Sort(one)
		slices.Sort(other)
		return slices.Equal(one, other)
	case strings.HasSuffix(name, "_at"):
		var one, other *time.Time
		return json.Unmarshal(a, &one) == nil && json.Unmarshal(b, &other) == nil && one != nil && other != nil && one.Equal(*other)
	}
	return false
}

// bodyOf reads a body of one of these media types.
func bodyOf(c *gin.Context, kinds ...string) ([]byte, error) {
	kind, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || !slices.Contains(kinds, kind) {
		return nil, failed(http.StatusUnsupportedMediaType, "Send the body as "+strings.Join(kinds, " or ")+".")
	}
	body, err := io.ReadAll(c.Request.Body)
	if err != nil {
		return nil, bodyFailure(err)
	}
	return body, nil
}

func decode(body []byte, into any) error {
	err := strict.Unmarshal(body, into, strict.RejectUnknownMembers(true))
	var wrong *strict.SemanticError
	switch {
	case errors.As(err, &wrong) && wrong.JSONPointer != "":
		field := wrong.JSONPointer.LastToken()
		if first, _, nested := strings.Cut(strings.TrimPrefix(string(wrong.JSONPointer), "/"), "/"); nested {
			field = first
		}
		return &failure{
			status: http.StatusUnprocessableEntity, field: field, cause: err,
			detail: "This call has no such field, or the field takes another type; see the documentation of the call.",
		}
	case err != nil:
		return &failure{status: http.StatusBadRequest, detail: "The body is not the JSON object that this call takes.", cause: err}
	}
	return nil
}

// rfc3339 is a time as the API shows it; nil is null.
func rfc3339(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.UTC().Truncate(time.Second).Format(time.RFC3339)
	return &text
}
