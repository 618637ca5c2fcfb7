package server

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	strict "github.com/go-json-experiment/json"
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
	kind, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || kind != "application/json" {
		return failed(http.StatusUnsupportedMediaType, "Send the body as application/json.")
	}
	body, err := io.ReadAll(c.Request.Body)
	if err != nil {
		return bodyFailure(err)
	}
	err = strict.Unmarshal(body, into, strict.RejectUnknownMembers(true))
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
