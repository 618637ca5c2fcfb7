package server

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/pat"
)

// lineageDocument is the tree of a token.
type lineageDocument struct {
	Lineage         string           `json:"lineage"`
	Ancestors       []kinDocument    `json:"ancestors"` // the outermost first
	MoreAncestors   bool             `json:"more_ancestors"`
	Secrets         []secretDocument `json:"secrets"` // the newest first
	MoreSecrets     bool             `json:"more_secrets"`
	Descendants     []kinDocument    `json:"descendants"` // each below its parent
	MoreDescendants int              `json:"more_descendants"`
	LiveDescendants int              `json:"live_descendants"`
	CountedAll      bool             `json:"counted_all"` // false: of the last two there are at least so many
}

// kinDocument is one of a tree; the id is that of a personal access token.
type kinDocument struct {
	Lineage    string  `json:"lineage"`
	Parent     *string `json:"parent"`
	Depth      int     `json:"depth"`
	Kind       string  `json:"token_kind"`
	ID         *string `json:"id"`
	Name       *string `json:"name"`
	Hint       *string `json:"hint"`
	ClientID   string  `json:"client_id"`
	ClientName *string `json:"client_name"`
	CreatedAt  *string `json:"created_at"`
	ExpiresAt  *string `json:"expires_at"`
	EndedAt    *string `json:"ended_at"`
	EndReason  *string `json:"end_reason"`
	Live       bool    `json:"live"`
}

type secretDocument struct {
	CreatedAt *string `json:"created_at"`
	EndsAt    *string `json:"ends_at"` // null: it is the current one
}

// getTokenLineage shows the tree of one of the person's own tokens.
func (s *Server) getTokenLineage(c *gin.Context) error {
	userID, err := callerOf(c).person()
	if err != nil {
		return err
	}
	ctx := c.Request.Context()
	t, err := s.Tokens.Get(ctx, userID, c.Param("id"))
	if err != nil {
		return err
	}
	family, err := s.Tokens.Family(ctx, t)
	if err != nil {
		return err
	}
	writeJSON(c, http.StatusOK, documentOfFamily(t.Lineage, family, s.opts.Now()))
	return nil
}

func documentOfFamily(lineage string, f pat.Family, now time.Time) lineageDocument {
	d := lineageDocument{
		Lineage: lineage, Ancestors: documentsOfKin(f.Ancestors, now), MoreAncestors: f.MoreAbove,
		Secrets: []secretDocument{}, MoreSecrets: f.MoreSecrets,
		Descendants: documentsOfKin(f.Descendants, now), MoreDescendants: f.More.N, LiveDescendants: f.Live.N,
		CountedAll: !f.More.AtLeast && !f.Live.AtLeast,
	}
	for _, secret := range f.Secrets {
		d.Secrets = append(d.Secrets, secretDocument{rfc3339(secret.CreatedAt), rfc3339(secret.EndsAt)})
	}
	return d
}

func documentsOfKin(kin []pat.Kin, now time.Time) []kinDocument {
	all := make([]kinDocument, len(kin))
	for i, k := range kin {
		kind := bearer.KindPAT
		if k.TokenID == "" {
			kind = bearer.KindOAuth
		}
		all[i] = kinDocument{
			Lineage: k.Lineage, Parent: orNull(k.Parent), Depth: k.Depth, Kind: string(kind), ID: orNull(k.TokenID), Name: orNull(k.Name),
			Hint: orNull(k.Hint), ClientID: k.ClientID, ClientName: orNull(k.ClientName), CreatedAt: rfc3339(k.CreatedAt),
			ExpiresAt: rfc3339(k.ExpiresAt), EndedAt: rfc3339(k.EndedAt), EndReason: orNull(k.EndReason), Live: k.Live(now),
		}
	}
	return all
}
