package server

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/patio-auth/patio/clients"
)

// clientOrder is the body that registers a client.
type clientOrder struct {
	Name              string   `json:"name"`
	Type              string   `json:"type"`
	Scopes            []string `json:"scopes"`
	RedirectURIs      []string `json:"redirect_uris"`
	GrantTypes        []string `json:"grant_types"`
	AuthMethod        string   `json:"token_endpoint_auth_method"`
	AccessTokenFormat string   `json:"access_token_format"`
	ResourceServer    string   `json:"resource_server"`
	UserTokens        bool     `json:"user_tokens"`
	FirstParty        bool     `json:"first_party"`

	AcceptsDefaultAudience *bool `json:"accepts_default_audience"`
	RequirePKCE            *bool `json:"require_pkce"`
}

// createClient registers a client of the caller's. Its scopes are fixed from
// then on.
func (s *Server) createClient(c *gin.Context) error {
	if _, err := callerOf(c).person(); err != nil {
		return err
	}
	var body clientOrder
	if err := readJSON(c, &body); err != nil {
		return err
	}
	made, secret, err := s.Clients.Register(c.Request.Context(), actorOf(c), clients.Registration{
		Name: body.Name, Type: clients.Type(body.Type), Scopes: body.Scopes, RedirectURIs: body.RedirectURIs,
		GrantTypes: body.GrantTypes, AuthMethod: body.AuthMethod, Format: clients.Format(body.AccessTokenFormat),
		ResourceServer: body.ResourceServer, UserTokens: body.UserTokens, FirstParty: body.FirstParty,
		RefusesDefaultAudience: body.AcceptsDefaultAudience != nil && !*body.AcceptsDefaultAudience,
		PKCEOptional:           body.RequirePKCE != nil && !*body.RequirePKCE,
	})
	if err != nil {
		return err
	}
	c.Header("Location", clientsPath+"/"+made.ID)
	writeClient(c, http.StatusCreated, made, secret)
	return nil
}

// listClients lists the caller's own clients, oldest first.
func (s *Server) listClients(c *gin.Context) error {
	asked, err := s.filtersOf(c, "name", "status", "client_id")
	if err != nil {
		return err
	}
	status, err := asked.status(string(clients.StatusPending), string(clients.StatusActive), string(clients.StatusSuspended))
	if err != nil {
		return err
	}
	only := clients.Filter{ID: asked["client_id"], Name: asked["name"], Status: clients.Status(status)}
	found := func(ctx context.Context, ownerID, cursor string, limit int) ([]clients.Client, error) {
		return s.Clients.Find(ctx, ownerID, only, cursor, limit)
	}
	return answerList(c, found, func(found clients.Client) (ClientDocument, string) { return DocumentOfClient(found, ""), found.ID })
}

// ownClient is the client that the path names, if it is the caller's.
func (s *Server) ownClient(c *gin.Context) (clients.Client, error) {
	ownerID, err := callerOf(c).person()
	if err != nil {
		return clients.Client{}, err
	}
	return s.Clients.Owned(c.Request.Context(), ownerID, c.Param("client_id"))
}

// getClient shows one of the caller's own clients.
func (s *Server) getClient(c *gin.Context) error {
	client, err := s.ownClient(c)
	if err != nil {
		return err
	}
	if !notModified(c, tagOfClient(client)) {
		writeClient(c, http.StatusOK, client, "")
	}
	return nil
}

// clientChange is the body that changes a client. Fields that are fixed are
// named, so that a try to change one is told why.
type clientChange struct {
	Name              *string   `json:"name"`
	RedirectURIs      *[]string `json:"redirect_uris"`
	GrantTypes        *[]string `json:"grant_types"`
	AccessTokenFormat *string   `json:"access_token_format"`
	UserTokens        *bool     `json:"user_tokens"`
	Disabled          *bool     `json:"disabled"`
	AuthMethod        *string   `json:"token_endpoint_auth_method"`
	FirstParty        *bool     `json:"first_party"`

	AcceptsDefaultAudience *bool `json:"accepts_default_audience"`
	RequirePKCE            *bool `json:"require_pkce"`

	ManagedBy jsontext.Value `json:"managed_by_token_id"` // null: none

	Scopes         jsontext.Value `json:"scopes"`
	Type           jsontext.Value `json:"type"`
	OwnerID        jsontext.Value `json:"owner_id"`
	ResourceServer jsontext.Value `json:"resource_server"`
	ClientID       jsontext.Value `json:"client_id"`
}

// fixed names a field that was sent with another value and cannot change; "" for
// none.
func (b clientChange) fixed() string {
	for _, field := range []struct {
		name  string
		value jsontext.Value
	}{{"scopes", b.Scopes}, {"type", b.Type}, {"owner_id", b.OwnerID}, {"resource_server", b.ResourceServer}, {"client_id", b.ClientID}} {
		if field.value != nil {
			return field.name
		}
	}
	return ""
}

// idOrNull reads a field that holds an id or null, which is "": none; nil where it was left out.
func idOrNull(field string, value jsontext.Value) (*string, error) {
	if value == nil {
		return nil, nil
	}
	var id *string
	if err := json.Unmarshal(value, &id); err != nil {
		return nil, &failure{status: http.StatusUnprocessableEntity, field: field, detail: field + " takes an id, or null for none."}
	}
	if id == nil {
		return new(string), nil
	}
	return id, nil
}

// patchClient changes one of the caller's own clients.
func (s *Server) patchClient(c *gin.Context) error {
	client, err := s.ownClient(c)
	if err != nil {
		return err
	}
	var body clientChange
	if err := readPatch(c, &body, DocumentOfClient(client, "")); err != nil {
		return err
	}
	if field := body.fixed(); field != "" {
		return &failure{
			status: http.StatusUnprocessableEntity, field: field,
			detail: field + " was fixed when the client was registered. Register another client instead.",
		}
	}
	managedBy, err := idOrNull("managed_by_token_id", body.ManagedBy)
	if err != nil {
		return err
	}
	var pkceOptional *bool
	if body.RequirePKCE != nil {
		pkceOptional = new(!*body.RequirePKCE)
	}
	changed, err := s.Clients.Change(c.Request.Context(), actorOf(c), client.ID, clients.Change{
		Name: body.Name, RedirectURIs: body.RedirectURIs, GrantTypes: body.GrantTypes, ManagedBy: managedBy,
		Format: (*clients.Format)(body.AccessTokenFormat), UserTokens: body.UserTokens, Disabled: body.Disabled,
		AuthMethod: body.AuthMethod, FirstParty: body.FirstParty, AcceptsDefaultAudience: body.AcceptsDefaultAudience,
		PKCEOptional: pkceOptional, Expected: expected(c, tagOfClient),
	})
	if err != nil {
		return err
	}
	writeClient(c, http.StatusOK, changed, "")
	return nil
}

// deleteClient removes one of the caller's own clients and ends everything
// issued to it.
func (s *Server) deleteClient(c *gin.Context) error {
	client, err := s.ownClient(c)
	if err != nil {
		return err
	}
	if err := s.Clients.DeleteExpected(c.Request.Context(), actorOf(c), client.ID, expected(c, tagOfClient)); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

// rotateClientSecret gives one of the caller's own clients a new secret; the
// old one is good for as long as the caller names.
func (s *Server) rotateClientSecret(c *gin.Context) error {
	client, err := s.ownClient(c)
	if err != nil {
		return err
	}
	var body struct {
		OverlapSeconds int64 `json:"overlap_seconds"`
	}
	if c.Request.ContentLength != 0 {
		if err := readJSON(c, &body); err != nil {
			return err
		}
	}
	if body.OverlapSeconds < 0 || body.OverlapSeconds > int64(clients.MaxSecretOverlap/time.Second) {
		return &clients.Error{Field: "overlap_seconds", Detail: "must be between 0 and 30 days"}
	}
	secret, err := s.Clients.RotateSecret(c.Request.Context(), actorOf(c), client.ID, time.Duration(body.OverlapSeconds)*time.Second)
	if err != nil {
		return err
	}
	writeClient(c, http.StatusOK, client, secret)
	return nil
}
