package server

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/actor"
)

// codeReauthentication tells a script that the person must sign in again first.
const codeReauthentication = "reauthentication_required"

// errNotFresh answers a sensitive change from a browser whose sign-in is not recent.
var errNotFresh = &failure{
	status: http.StatusForbidden, code: codeReauthentication, heading: "Confirm that it is you",
	detail: "This change needs a sign-in of the last five minutes. Confirm that it is you, then send it again.",
}

// reauthenticationNeeded returns what answers a sensitive change that lacks a recent sign-in: to a token the
// challenge of RFC 9470, to a browser's script a problem that says where to sign in again.
func (s *Server) reauthenticationNeeded(c *gin.Context, err error) error {
	by := actorOf(c)
	if !by.ByToken() {
		return err
	}
	refusal := bearer.InsufficientAuthentication(actor.FreshFor, bearer.ACRMFA)
	refusal.Description = "This change needs a personal access token with advanced privileges, the token that created or manages " +
		"the client, or a person in the browser at " + s.opts.Issuer + developerPath + "."
	return refusal
}
