package server

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// userDocument is a user as the API shows them; name and e-mail as the scopes
// allow.
type userDocument struct {
	ID        string  `json:"id"`
	Name      *string `json:"name"`
	Email     *string `json:"email"`
	AvatarURL *string `json:"avatar_url"`
}

type clientDocument struct {
	ClientID string `json:"client_id"`
	Name     string `json:"name"`
}

type credentialDocument struct {
	Kind      string   `json:"kind"`
	ID        string   `json:"id"`
	Scopes    []string `json:"scopes"`
	ExpiresAt *string  `json:"expires_at"`
}

// rootDocument is the answer of the API's root.
type rootDocument struct {
	Status  string        `json:"status"`
	Message string        `json:"message"`
	Version string        `json:"version"`
	See     string        `json:"see"`
	User    *userDocument `json:"user"`
}

// getRoot says hello, and whose credential it is.
func (s *Server) getRoot(c *gin.Context) error {
	writeJSON(c, http.StatusOK, rootDocument{
		Status: "200", Message: "OK", Version: "1.0", See: s.opts.Issuer + apiPath + "/me", User: callerOf(c).document(),
	})
	return nil
}

// meDocument is what stands behind a credential; client and token are null for
// the browser's session, the user for a client that acts for itself.
type meDocument struct {
	User   *userDocument       `json:"user"`
	Client *clientDocument     `json:"client"`
	Token  *credentialDocument `json:"token"`
}

// getMe tells the user, the client and the token behind the credential. The
// verdict has read all of it.
func (s *Server) getMe(c *gin.Context) error {
	who := callerOf(c)
	answer := meDocument{User: who.document()}
	if p := who.principal; p != nil {
		answer.Client = &clientDocument{ClientID: p.ClientID, Name: who.holder.clientName}
		answer.Token = &credentialDocument{Kind: string(p.Kind), ID: p.ID, Scopes: p.Scopes, ExpiresAt: rfc3339(p.ExpiresAt)}
	}
	writeJSON(c, http.StatusOK, answer)
	return nil
}

// document is the caller as a user, as far as the scopes allow; nil for a
// client that acts for itself.
func (w caller) document() *userDocument {
	if w.userID == "" {
		return nil
	}
	d := &userDocument{ID: w.userID}
	if w.principal == nil || w.principal.HasScope("profile") {
		name := w.holder.name
		if name == "" {
			name = w.holder.username
		}
		d.Name = &name
		if w.holder.avatar != "" {
			d.AvatarURL = &w.holder.avatar
		}
	}
	if w.principal == nil || w.principal.HasScope("email") {
		d.Email = &w.holder.email
	}
	return d
}
