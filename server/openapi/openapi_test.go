package openapi_test

import (
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/patio-auth/patio/server/openapi"
)

// TestDocument: the document is one of OpenAPI 3.1, every reference in it leads somewhere, and every example is an
// example of its schema.
func TestDocument(t *testing.T) {
	document, err := openapi3.NewLoader().LoadFromData(openapi.Document())
	if err != nil {
		t.Fatal(err)
	}
	if document.OpenAPI != "3.1.0" {
		t.Errorf("it is written in OpenAPI %s", document.OpenAPI)
	}
	if err := document.Validate(t.Context(), openapi3.EnableExamplesValidation()); err != nil {
		t.Error(err)
	}
}
