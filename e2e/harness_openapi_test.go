package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/patio-auth/patio/server/openapi"
)

// apiPrefix is where the described calls begin.
const apiPrefix = "/api/v1"

// description is the OpenAPI document, and the schemas of it that were compiled so far. The schemas of 3.1 are JSON
// Schema 2020-12 to the letter, so they go to a validator of that, once: kin-openapi would compile one for every answer.
type description struct {
	document *openapi3.T
	compiler *jsonschema.Compiler
	mu       sync.Mutex
	compiled map[string]*jsonschema.Schema
}

var described = sync.OnceValues(func() (*description, error) {
	document, err := openapi3.NewLoader().LoadFromData(openapi.Document())
	if err != nil {
		return nil, err
	}
	var plain any
	if err := yaml.Unmarshal(openapi.Document(), &plain); err != nil {
		return nil, err
	}
	text, err := json.Marshal(plain)
	if err != nil {
		return nil, err
	}
	resource, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	d := &description{document: document, compiler: jsonschema.NewCompiler(), compiled: map[string]*jsonschema.Schema{}}
	d.compiler.DefaultDraft(jsonschema.Draft2020)
	d.compiler.AssertFormat()
	return d, d.compiler.AddResource(describedAt, resource)
})

const describedAt = "https://patio.test/openapi.json"

// checking is a transport that lets no request to the REST API pass that was answered in another way than the OpenAPI
// document says: status, headers and body, and of a request that succeeded its credential, parameters and body too.
type checking struct{ next http.RoundTripper }

// RoundTrip is http.RoundTripper's.
func (c checking) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := c.next.RoundTrip(r)
	if err != nil || !strings.HasPrefix(r.URL.Path, apiPrefix+"/") {
		return resp, err
	}
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close() // it is read to its end or broken, which err tells
	resp.Body = readCloser(body, err)
	if err != nil {
		return resp, nil // the reader will see it
	}
	d, err := described()
	if err == nil {
		err = d.check(r, resp, body)
	}
	if err != nil {
		return nil, fmt.Errorf("%d is not as the OpenAPI document says: %w: %.600s", resp.StatusCode, err, body)
	}
	return resp, nil
}

// CloseIdleConnections lets http.Client reach the transport below.
func (c checking) CloseIdleConnections() {
	if next, ok := c.next.(interface{ CloseIdleConnections() }); ok {
		next.CloseIdleConnections()
	}
}

func (d *description) check(r *http.Request, resp *http.Response, body []byte) error {
	route, params := d.route(r)
	if route == nil {
		if r.Method == http.MethodOptions && resp.StatusCode == http.StatusNoContent {
			return nil // a browser's question, which is no call
		}
		if resp.StatusCode != http.StatusNotFound && resp.StatusCode != http.StatusMethodNotAllowed {
			return errors.New("no such call")
		}
		return d.fits("#/components/schemas/Problem", body, r.Method)
	}
	input := &openapi3filter.RequestValidationInput{
		Request: r.Clone(r.Context()), PathParams: params, Route: route,
		Options: &openapi3filter.Options{
			ExcludeRequestBody: true, SkipSettingDefaults: true, AuthenticationFunc: presents,
		},
	}
	input.Request.Method = route.Method
	if resp.StatusCode < http.StatusBadRequest {
		if err := d.checkRequest(input); err != nil {
			return fmt.Errorf("the request: %w", err)
		}
	}
	return d.checkAnswer(route.Operation, resp, body, r.Method)
}

// route is the call that a request makes, HEAD being a GET; nil for none.
func (d *description) route(r *http.Request) (*routers.Route, map[string]string) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	segments := strings.Split(strings.TrimPrefix(r.URL.Path, apiPrefix), "/")
	for _, path := range d.document.Paths.InMatchingOrder() {
		params, ok := matches(strings.Split(path, "/"), segments)
		item := d.document.Paths.Value(path)
		if ok && item.GetOperation(method) != nil {
			return &routers.Route{Spec: d.document, Path: path, PathItem: item, Method: method, Operation: item.GetOperation(method)}, params
		}
		if ok {
			return nil, nil
		}
	}
	return nil, nil
}

func matches(template, segments []string) (map[string]string, bool) {
	params := map[string]string{}
	for i, part := range template {
		switch {
		case len(template) != len(segments):
			return nil, false
		case strings.HasPrefix(part, "{"):
			params[strings.Trim(part, "{}")] = segments[i]
		case part != segments[i]:
			return nil, false
		}
	}
	return params, true
}

// presents reports whether a request brings the credential that a security scheme names.
func presents(_ context.Context, in *openapi3filter.AuthenticationInput) error {
	r := in.RequestValidationInput.Request
	cookie := len(r.CookiesNamed("patio_session"))+len(r.CookiesNamed("__Host-patio_session")) > 0
	there := map[string]bool{
		"bearer":        strings.HasPrefix(strings.ToLower(r.Header.Get("Authorization")), "bearer "),
		"personalToken": r.Header.Get("Personal-Token") != "" || r.URL.Query().Has("personalToken"),
		"session":       cookie,
		"csrf":          r.Header.Get("X-CSRF-Token") != "",
	}
	if !there[in.SecuritySchemeName] {
		return fmt.Errorf("it does not bring %s", in.SecuritySchemeName)
	}
	return nil
}

func (d *description) checkRequest(input *openapi3filter.RequestValidationInput) error {
	if err := openapi3filter.ValidateRequest(input.Request.Context(), input); err != nil {
		return err
	}
	wants := input.Route.Operation.RequestBody
	if input.Request.GetBody == nil || input.Request.ContentLength == 0 {
		if wants != nil && wants.Value.Required && input.Request.Body == nil {
			return errors.New("it has no body")
		}
		return nil
	}
	if wants == nil {
		return nil // nobody reads it
	}
	content, err := input.Request.GetBody()
	if err != nil {
		return err
	}
	body, err := io.ReadAll(content)
	if err != nil {
		return err
	}
	return d.fits(wants.Ref+"/content/application~1json/schema", body, input.Route.Method)
}

// plainHeaders may stand on every answer.
var plainHeaders = []string{
	"Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Allow", "Cache-Control", "Connection", "Content-Length", "Content-Type", "Date", "Referrer-Policy",
	"Strict-Transport-Security", "X-Content-Type-Options",
}

func (d *description) checkAnswer(call *openapi3.Operation, resp *http.Response, body []byte, method string) error {
	answer := call.Responses.Status(resp.StatusCode)
	if answer == nil {
		return errors.New("no such answer")
	}
	if err := d.checkHeaders(answer, resp.Header); err != nil {
		return err
	}
	if len(answer.Value.Content) == 0 || method == http.MethodHead {
		if len(body) > 0 {
			return errors.New("it has a body")
		}
		return nil
	}
	kind := resp.Header.Get("Content-Type")
	if answer.Value.Content[kind] == nil {
		return fmt.Errorf("it is %s", kind)
	}
	if kind == "application/yaml" {
		return nil
	}
	return d.fits(answer.Ref+"/content/"+strings.ReplaceAll(kind, "/", "~1")+"/schema", body, method)
}

// checkHeaders holds those that are described to their schemas, and lets no other by.
func (d *description) checkHeaders(answer *openapi3.ResponseRef, got http.Header) error {
	named := map[string]bool{}
	for name, header := range answer.Value.Headers {
		name = http.CanonicalHeaderKey(name)
		named[name] = true
		for _, text := range got[name] {
			value := any(text)
			if header.Value.Schema.Value.Type.Is(openapi3.TypeInteger) {
				value = json.Number(text)
			}
			schema, err := d.schema(header.Ref + "/schema")
			if err == nil {
				err = schema.Validate(value)
			}
			if err != nil {
				return fmt.Errorf("the header %s: %w", name, err)
			}
		}
		if header.Value.Required && len(got[name]) == 0 {
			return fmt.Errorf("it has no header %s", name)
		}
	}
	for name := range got {
		if !named[name] && !slices.Contains(plainHeaders, name) {
			return fmt.Errorf("it has a header %s", name)
		}
	}
	return nil
}

// fits holds a body to the schema at a place of the document.
func (d *description) fits(at string, body []byte, method string) error {
	if method == http.MethodHead {
		return nil
	}
	schema, err := d.schema(at)
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return err
	}
	return plainly(schema.Validate(value))
}

// plainly leaves out what only follows from another fault: all that an unfit schema of allOf says of is unevaluated.
func plainly(err error) error {
	if err == nil {
		return nil
	}
	var faults []string
	for line := range strings.Lines(err.Error()) {
		if line = strings.TrimSpace(line); !strings.Contains(line, "failed") && !strings.HasSuffix(line, "false schema") {
			faults = append(faults, line)
		}
	}
	if len(faults) == 0 {
		return err
	}
	return errors.New(strings.Join(faults, ", "))
}

func (d *description) schema(at string) (*jsonschema.Schema, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if found := d.compiled[at]; found != nil {
		return found, nil
	}
	schema, err := d.compiler.Compile(describedAt + at)
	if err == nil {
		d.compiled[at] = schema
	}
	return schema, err
}
