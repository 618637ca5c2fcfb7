// Command mcp is an MCP server and an MCP client of the Go SDK, with a client that is registered with Patio.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/modelcontextprotocol/go-sdk/auth"
	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/modelcontextprotocol/go-sdk/oauthex"

	"clients/patio"
)

func main() {
	ctx, given := context.Background(), patio.Given
	home := patio.Value(url.Parse(given.MCP))
	serve(home)
	for _, app := range []patio.Registration{given.Public, given.Confidential} {
		registered := &oauthex.ClientCredentials{ClientID: app.ID}
		if app.Secret != "" {
			registered.ClientSecretAuth = &oauthex.ClientSecretAuth{ClientSecret: app.Secret}
		}
		handler := patio.Value(auth.NewAuthorizationCodeHandler(&auth.AuthorizationCodeHandlerConfig{
			PreregisteredClient: registered, RedirectURL: given.Callback, RequestRefreshToken: true,
			AuthorizationCodeFetcher: func(_ context.Context, args *auth.AuthorizationArgs) (*auth.AuthorizationResult, error) {
				back := patio.Open(args.URL)
				return &auth.AuthorizationResult{Code: back.Get("code"), State: back.Get("state"), Iss: back.Get("iss")}, nil
			},
		}))
		client := mcp.NewClient(&mcp.Implementation{Name: "c", Version: "1"}, nil)
		session := patio.Value(client.Connect(ctx, &mcp.StreamableClientTransport{Endpoint: given.MCP, OAuthHandler: handler}, nil))
		answer := patio.Value(session.CallTool(ctx, &mcp.CallToolParams{Name: "whoami"}))
		if text, ok := answer.Content[0].(*mcp.TextContent); !ok || text.Text != given.User {
			log.Fatalf("the tool says %+v", answer.Content[0])
		}
		patio.Must(session.Close())
	}
	fmt.Println("done")
}

func serve(home *url.URL) {
	server := mcp.NewServer(&mcp.Implementation{Name: "notes", Version: "1"}, nil)
	mcp.AddTool(server, &mcp.Tool{Name: "whoami"}, func(_ context.Context, r *mcp.CallToolRequest, _ struct{}) (*mcp.CallToolResult, any, error) {
		return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: r.Extra.TokenInfo.UserID}}}, nil, nil
	})
	about := home.Scheme + "://" + home.Host + "/.well-known/oauth-protected-resource/mcp"
	mux := http.NewServeMux()
	mux.Handle("/.well-known/oauth-protected-resource/mcp", auth.ProtectedResourceMetadataHandler(&oauthex.ProtectedResourceMetadata{
		Resource: home.String(), AuthorizationServers: []string{patio.Given.Issuer}, ScopesSupported: []string{"notes:read"},
	}))
	guard := auth.RequireBearerToken(introspect, &auth.RequireBearerTokenOptions{ResourceMetadataURL: about, Scopes: []string{"notes:read"}})
	mux.Handle("/mcp", guard(mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return server }, nil)))
	listener := patio.Value(net.Listen("tcp", home.Host))
	go func() { log.Fatal(http.Serve(listener, mux)) }()
}

func introspect(ctx context.Context, token string, _ *http.Request) (*auth.TokenInfo, error) {
	form := strings.NewReader(url.Values{"token": {token}}.Encode())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, patio.Given.Issuer+"/oauth/introspect", form)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.SetBasicAuth(patio.Given.MCPServer.ID, patio.Given.MCPServer.Secret)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	var found struct {
		Active     bool
		Scope, Sub string
		Exp        int64
	}
	if err := json.NewDecoder(answer.Body).Decode(&found); err != nil || !found.Active {
		return nil, fmt.Errorf("%w: %v", auth.ErrInvalidToken, err)
	}
	return &auth.TokenInfo{Scopes: strings.Fields(found.Scope), Expiration: time.Unix(found.Exp, 0), UserID: found.Sub}, nil
}
