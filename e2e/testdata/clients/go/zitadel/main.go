// Command zitadel is zitadel/oidc as an OAuth client and as a resource server.
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/zitadel/oidc/v3/pkg/client/rp"
	"github.com/zitadel/oidc/v3/pkg/client/rs"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"golang.org/x/oauth2"

	"clients/patio"
)

func main() {
	ctx, given := context.Background(), patio.Given
	for _, app := range []patio.Registration{given.Confidential, given.Public} {
		party := patio.Value(rp.NewRelyingPartyOAuth(&oauth2.Config{
			ClientID: app.ID, ClientSecret: app.Secret, RedirectURL: given.Callback, Scopes: []string{"profile", "notes:read"},
			Endpoint: oauth2.Endpoint{AuthURL: given.Issuer + "/oauth/authorize", TokenURL: given.Issuer + "/oauth/token"},
		}))
		verifier := oauth2.GenerateVerifier()
		back := patio.Open(rp.AuthURL("state", party, rp.WithCodeChallenge(oidc.NewSHACodeChallenge(verifier))))
		issued := patio.Value(rp.CodeExchange[*oidc.IDTokenClaims](ctx, back.Get("code"), party, rp.WithCodeVerifier(verifier)))
		patio.Works(issued.AccessToken)
		next := patio.Value(party.OAuthConfig().TokenSource(ctx, &oauth2.Token{RefreshToken: issued.RefreshToken}).Token())
		patio.Works(next.AccessToken)
	}
	server := patio.Value(rs.NewResourceServerClientCredentials(ctx, given.Issuer, given.MCPServer.ID, given.MCPServer.Secret,
		rs.WithStaticEndpoints(given.Issuer+"/oauth/token", given.Issuer+"/oauth/introspect")))
	for token, want := range map[string]bool{given.PAT: true, given.JWT: false, "pat_unknown": false} { // the JWT is for another API
		found := patio.Value(rs.Introspect[*oidc.IntrospectionResponse](ctx, server, token))
		if found.Active != want || want && found.Subject != given.User {
			log.Fatalf("introspection: %+v", found)
		}
	}
	fmt.Println("done")
}
