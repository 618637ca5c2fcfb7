package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/patio-auth/patio/clients"
)

// clientObject is a client as --json shows it.
type clientObject struct {
	ClientID       string   `json:"client_id"`
	ClientSecret   string   `json:"client_secret,omitempty"` // once
	Name           string   `json:"name"`
	Type           string   `json:"type"`
	OwnerID        string   `json:"owner_id"`
	Scopes         []string `json:"scopes"`
	RedirectURIs   []string `json:"redirect_uris"`
	GrantTypes     []string `json:"grant_types"`
	AuthMethod     string   `json:"token_endpoint_auth_method"`
	Format         string   `json:"access_token_format"`
	ResourceServer *string  `json:"resource_server"`
	UserTokens     bool     `json:"user_tokens"`
	Disabled       bool     `json:"disabled"`
	CreatedAt      *string  `json:"created_at"`
}

func objectOfClient(client clients.Client, secret string) clientObject {
	o := clientObject{
		ClientID: client.ID, ClientSecret: secret, Name: client.Name, Type: string(client.Type), OwnerID: client.OwnerID,
		Scopes: listOf(client.Scopes), RedirectURIs: listOf(client.RedirectURIs), GrantTypes: listOf(client.GrantTypes),
		AuthMethod: client.AuthMethod, Format: string(client.Format),
		UserTokens: client.UserTokens, Disabled: client.Disabled(), CreatedAt: stamp(client.CreatedAt),
	}
	if client.ResourceServer != "" {
		o.ResourceServer = &client.ResourceServer
	}
	return o
}

// listOf is a list that JSON never writes as null.
func listOf(in []string) []string { return append([]string{}, in...) }

func describeClient(w io.Writer, client clients.Client, owner string) {
	fmt.Fprintf(w, "%s\n\n", client.Name)
	facts(w,
		[2]string{"client_id", client.ID},
		[2]string{"type", string(client.Type)},
		[2]string{"state", stateOf(client.Disabled())},
		[2]string{"owner", owner},
		[2]string{"scopes", strings.Join(client.Scopes, " ")},
		[2]string{"redirect URIs", strings.Join(client.RedirectURIs, " ")},
		[2]string{"grant types", strings.Join(client.GrantTypes, " ")},
		[2]string{"authenticates by", client.AuthMethod},
		[2]string{"access tokens", string(client.Format)},
		[2]string{"resource server", client.ResourceServer},
		[2]string{"user tokens", yesNo(client.UserTokens)},
		[2]string{"registered", when(client.CreatedAt)},
	)
}
