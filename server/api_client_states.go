package server

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
)

// changeOfState changes the state of the client with an id.
type changeOfState func(ctx context.Context, by actor.Actor, id string) (clients.Client, error)

// postClientState answers with the client that the path names, in its new state.
func (s *Server) postClientState(change changeOfState) handler {
	return func(c *gin.Context) error {
		if _, err := callerOf(c).person(); err != nil {
			return err
		}
		client, err := change(c.Request.Context(), actorOf(c), c.Param("client_id"))
		if err != nil {
			return err
		}
		writeClient(c, http.StatusOK, client, "")
		return nil
	}
}

func (s *Server) postApproveClient(c *gin.Context) error {
	return s.postClientState(s.Clients.Approve)(c)
}
func (s *Server) postSuspendClient(c *gin.Context) error {
	return s.postClientState(s.Clients.Suspend)(c)
}
func (s *Server) postActivateClient(c *gin.Context) error {
	return s.postClientState(s.Clients.Activate)(c)
}
func (s *Server) postDetachClient(c *gin.Context) error {
	return s.postClientState(s.Clients.Detach)(c)
}

// postTransferClient gives a client to the user whose id the body has.
func (s *Server) postTransferClient(c *gin.Context) error {
	var body struct {
		OwnerID string `json:"owner_id"`
	}
	if err := readJSON(c, &body); err != nil {
		return err
	}
	return s.postClientState(func(ctx context.Context, by actor.Actor, id string) (clients.Client, error) {
		return s.Clients.Transfer(ctx, by, id, body.OwnerID)
	})(c)
}
