package server

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
)

// appDocument is an app that a person has allowed.
type appDocument struct {
	ClientID  string   `json:"client_id"`
	Name      string   `json:"name"`
	Scopes    []string `json:"scopes"` // of all grants together
	CreatedAt *string  `json:"created_at"`
	UpdatedAt *string  `json:"updated_at"`

	Grants []appGrantDocument `json:"grants"`
}

// appGrantDocument is what an app may do towards one redirect origin, for one
// resource.
type appGrantDocument struct {
	Origin   string   `json:"origin"`
	Resource *string  `json:"resource"` // null: the default audience
	Scopes   []string `json:"scopes"`
	ACR      bool     `json:"acr"`
}

func grantDocuments(g consent.Grant) []appGrantDocument {
	all := make([]appGrantDocument, len(g.Combinations))
	for i, c := range g.Combinations {
		all[i] = appGrantDocument{Origin: c.Origin, Scopes: c.Scopes, ACR: c.SecondFactor}
		if c.Resource != "" {
			all[i].Resource = &c.Resource
		}
	}
	return all
}

// allowedApp is an app with what it was allowed.
type allowedApp struct {
	grant  consent.Grant
	client clients.Client
}

// allowedApps is up to limit of the apps that a person has allowed.
func (s *Server) allowedApps(ctx context.Context, userID, cursor string, limit int) ([]allowedApp, error) {
	grants, err := s.Consents.List(ctx, userID, cursor, limit)
	if err != nil {
		return nil, err
	}
	return s.appsOf(ctx, grants)
}

// allowedApp is the one app of that id, if the person has allowed it and it comes
// after the cursor.
func (s *Server) allowedApp(ctx context.Context, userID, clientID, cursor string) ([]allowedApp, error) {
	grant, err := s.Consents.Get(ctx, userID, clientID)
	if errors.Is(err, consent.ErrUnknown) || err == nil && clientID <= cursor {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.appsOf(ctx, []consent.Grant{grant})
}

// appsOf are grants with the clients that have them.
func (s *Server) appsOf(ctx context.Context, grants []consent.Grant) ([]allowedApp, error) {
	apps := make([]allowedApp, 0, len(grants))
	for _, g := range grants {
		client, err := s.Clients.Get(ctx, g.ClientID)
		if err != nil && !errors.Is(err, clients.ErrUnknown) {
			return nil, err
		}
		apps = append(apps, allowedApp{grant: g, client: client})
	}
	return apps, nil
}

// maxApps is how many apps of a person a list by name looks through.
const maxApps = 1000

// listApps lists what the person has allowed.
func (s *Server) listApps(c *gin.Context) error {
	asked, err := s.filtersOf(c, "name", "client_id")
	if err != nil {
		return err
	}
	found := s.allowedApps
	if id := asked["client_id"]; id != "" {
		found = func(ctx context.Context, userID, cursor string, _ int) ([]allowedApp, error) {
			return s.allowedApp(ctx, userID, id, cursor)
		}
	}
	if name := asked["name"]; name != "" {
		all := found
		found = func(ctx context.Context, userID, cursor string, limit int) ([]allowedApp, error) {
			apps, err := all(ctx, userID, cursor, maxApps)
			apps = slices.DeleteFunc(apps, func(a allowedApp) bool { return a.client.Name != name })
			return apps[:min(len(apps), limit)], err
		}
	}
	return answerList(c, found, func(a allowedApp) (appDocument, string) {
		return appDocument{
			ClientID: a.grant.ClientID, Name: a.client.Name, Scopes: a.grant.Scopes,
			CreatedAt: rfc3339(a.grant.CreatedAt), UpdatedAt: rfc3339(a.grant.UpdatedAt),
			Grants: grantDocuments(a.grant),
		}, a.grant.ClientID
	})
}

// deleteApp takes back what the person allowed an app and ends its tokens.
func (s *Server) deleteApp(c *gin.Context) error {
	userID, err := callerOf(c).person()
	if err != nil {
		return err
	}
	if err := s.withdraw(c.Request.Context(), userID, c.Param("client_id")); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

func (s *Server) withdraw(ctx context.Context, userID, clientID string) error {
	if uuid.Validate(clientID) != nil {
		return consent.ErrUnknown
	}
	return s.OAuth.Withdraw(ctx, userID, clientID)
}
