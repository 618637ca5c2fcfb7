package oauth

import (
	"maps"
	"slices"

	"github.com/patio-auth/patio/clients"
)

// Endpoints are the absolute URLs that the metadata names.
type Endpoints struct {
	Authorization, Token, Introspection, Revocation, JWKS string
}

// Metadata describes this authorization server (RFC 8414, section 2). It is
// made of what is switched on, so it never names what does not work.
type Metadata struct {
	Issuer                                     string   `json:"issuer"`
	AuthorizationEndpoint                      string   `json:"authorization_endpoint"`
	TokenEndpoint                              string   `json:"token_endpoint"`
	IntrospectionEndpoint                      string   `json:"introspection_endpoint"`
	RevocationEndpoint                         string   `json:"revocation_endpoint"`
	JWKSURI                                    string   `json:"jwks_uri"`
	ScopesSupported                            []string `json:"scopes_supported"`
	ResponseTypesSupported                     []string `json:"response_types_supported"`
	ResponseModesSupported                     []string `json:"response_modes_supported"`
	GrantTypesSupported                        []string `json:"grant_types_supported"`
	CodeChallengeMethodsSupported              []string `json:"code_challenge_methods_supported"`
	TokenEndpointAuthMethodsSupported          []string `json:"token_endpoint_auth_methods_supported"`
	IntrospectionEndpointAuthMethodsSupported  []string `json:"introspection_endpoint_auth_methods_supported"`
	RevocationEndpointAuthMethodsSupported     []string `json:"revocation_endpoint_auth_methods_supported"`
	AuthorizationResponseIssParameterSupported bool     `json:"authorization_response_iss_parameter_supported"` // RFC 9207
	RequestURIParameterSupported               bool     `json:"request_uri_parameter_supported"`                // false; left out, it would be true
}

// Metadata is the server's description with these endpoints.
func (s *Server) Metadata(e Endpoints) Metadata {
	withSecret := []string{clients.AuthBasic, clients.AuthPost}
	everyone := append(slices.Clone(withSecret), clients.AuthNone)
	return Metadata{
		Issuer:                s.opts.Issuer,
		AuthorizationEndpoint: e.Authorization, TokenEndpoint: e.Token,
		IntrospectionEndpoint: e.Introspection, RevocationEndpoint: e.Revocation, JWKSURI: e.JWKS,
		ScopesSupported:               s.clients.Catalogue().Grantable().Names(),
		ResponseTypesSupported:        []string{"code"},
		ResponseModesSupported:        []string{"query"},
		GrantTypesSupported:           slices.Sorted(maps.Keys(s.grants)),
		CodeChallengeMethodsSupported: []string{"S256"},

		TokenEndpointAuthMethodsSupported:          everyone,
		IntrospectionEndpointAuthMethodsSupported:  withSecret,
		RevocationEndpointAuthMethodsSupported:     everyone,
		AuthorizationResponseIssParameterSupported: true,
	}
}
