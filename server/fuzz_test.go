package server

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// FuzzForm: parameters that are read mean the same when they are written anew, are not too many, and none of the
// protocol's hides in a URL that passes.
func FuzzForm(f *testing.F) {
	for _, seed := range []string{
		"", "a=1&b=2", "grant_type=client_credentials&scope=a+b", "resource=x&resource=y", "a=%zz", "a;b", "=&=", "client%5fid=x",
		strings.Repeat("&", maxParameters), "a=\x00",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		form, err := parseParameters(raw)
		if err != nil {
			if checkQuery(raw) == nil && strings.Count(raw, "&") < maxParameters {
				t.Fatalf("%q passes as a query and not as a form: %v", raw, err)
			}
			return
		}
		again, err := parseParameters(form.Encode())
		if err != nil || again.Encode() != form.Encode() {
			t.Fatalf("%q is %v, and written anew %v, %v", raw, form, again, err)
		}
		if len(form) > maxParameters {
			t.Fatalf("%q has %d parameters", raw, len(form))
		}
		for _, name := range protocolParameters {
			if form.Has(name) && checkQuery(raw) == nil {
				t.Fatalf("%q hides %s in a URL", raw, name)
			}
		}
		if name := repeated(form); name != "" && (name == repeatable || len(form[name]) < 2) {
			t.Fatalf("%q does not come twice in %q", name, raw)
		}
	})
}

// FuzzBasic: what is read of a Basic header is read again when it is written as RFC 6749, section 2.3.1, says.
func FuzzBasic(f *testing.F) {
	for _, seed := range []string{"", "Basic", "Basic Zm9vOmJhcg==", "basic  Zm9vOmJhcg==", "Basic Zm9v", "Bearer x", "Basic JTNBOiUzQQ==", "Basic Zm9vOmJhcg"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		id, secret, err := basic([]string{header})
		if err != nil {
			if id != "" || secret != "" {
				t.Fatalf("%q is refused and gives %q, %q", header, id, secret)
			}
			return
		}
		written := "Basic " + base64.StdEncoding.EncodeToString([]byte(url.QueryEscape(id)+":"+url.QueryEscape(secret)))
		if gotID, gotSecret, err := basic([]string{written}); err != nil || gotID != id || gotSecret != secret {
			t.Fatalf("%q is %q, %q and written anew %q, %q, %v", header, id, secret, gotID, gotSecret, err)
		}
		if _, _, err := basic([]string{header, header}); err == nil {
			t.Fatalf("%q is taken twice", header)
		}
	})
}

// FuzzJSON: a body that is taken means the same when it is written anew, and names each field once, as it is spelt.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		"", "{}", `{"name":"x","scopes":["a"]}`, `{"name":"x","name":"y"}`, `{"Name":"x"}`, `{"name":null}`, `{"scopes":[1]}`, "[]",
		`{"name":"\ud800"}`, `{} {}`, `{"client_id":{"deep":[[]]}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		read := func(body string) (clientOrder, error) {
			c, _ := gin.CreateTestContext(httptest.NewRecorder())
			c.Request = httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
			c.Request.Header.Set("Content-Type", "application/json")
			var into clientOrder
			return into, readJSON(c, &into)
		}
		first, err := read(string(body))
		var refused *failure
		switch {
		case err != nil && (!errors.As(err, &refused) || refused.status < 400 || refused.status > 499):
			t.Fatalf("%q is refused with %v", body, err)
		case err != nil:
			return
		}
		if doubled := strings.Replace(string(body), "{", `{"name":"a","name":"b",`, 1); strings.TrimSpace(string(body)) != "null" {
			if _, err := read(doubled); err == nil {
				t.Fatalf("%q names a field twice and is taken", doubled)
			}
		}
		if len(first.Scopes) > len(body) || len(first.Name) > len(body) {
			t.Fatalf("%q gives %+v", body, first)
		}
	})
}

// FuzzCursor: a cursor that is taken is none or an id, and is taken again.
func FuzzCursor(f *testing.F) {
	for _, seed := range []string{"", "01890000-0000-7000-8000-000000000000", "01890000-0000-7000-8000-00000000000A", "{x}", "urn:uuid:x", "' OR 1=1", "0189%"} {
		f.Add(seed)
	}
	read := func(raw string) (string, error) {
		c, _ := gin.CreateTestContext(httptest.NewRecorder())
		c.Request = httptest.NewRequest(http.MethodGet, "/?"+url.Values{"cursor": {raw}}.Encode(), nil)
		return cursorOf(c)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		cursor, err := read(raw)
		if err != nil {
			return
		}
		again, err := read(cursor)
		if err != nil || again != cursor || !strings.EqualFold(cursor, raw) || cursor != "" && uuid.Validate(cursor) != nil {
			t.Fatalf("%q is read as %q, and that as %q, %v", raw, cursor, again, err)
		}
	})
}
