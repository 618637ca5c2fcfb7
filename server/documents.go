package server

import (
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/pat"
)

// TokenDocument is a personal access token as the REST API and `patio pat
// --json` show it.
type TokenDocument struct {
	ID                 string    `json:"id"`
	Name               string    `json:"name"`
	Status             string    `json:"status"` // "active", "expired" or "revoked"
	ClientID           string    `json:"client_id"`
	Scopes             []string  `json:"scopes"`
	AdvancedPrivileges bool      `json:"advanced_privileges"` // while they last
	PrivilegesUntil    *string   `json:"advanced_privileges_until"`
	ExpiresAt          *string   `json:"expires_at"`
	CreatedAt          *string   `json:"created_at"`
	LastUsedAt         *string   `json:"last_used_at"`
	LastUsedIP         *string   `json:"last_used_ip"`
	LastUsedAgent      *string   `json:"last_used_agent"`
	RevokedAt          *string   `json:"revoked_at"`
	Hint               string    `json:"hint"`
	AllowedIPs         []string  `json:"allowed_ips"` // none: from anywhere
	Resource           resources `json:"resource"`
	SelfRotate         bool      `json:"self_rotate"`
	OldUses            int       `json:"old_uses"` // uses of replaced secrets since the last rotation
	OldUsedAt          *string   `json:"old_used_at"`
	Token              string    `json:"token,omitempty"` // once, when it is made or rotated
}

// DocumentOfToken is a token as it stands now, without its secret.
func DocumentOfToken(t pat.Token, now time.Time) TokenDocument {
	d := TokenDocument{
		ID: t.ID, Name: t.Name, Status: string(t.Status(now)), ClientID: t.ClientID, Scopes: neverNull(t.Scopes), ExpiresAt: rfc3339(t.ExpiresAt),
		CreatedAt: rfc3339(t.CreatedAt), LastUsedAt: rfc3339(t.LastUsedAt), LastUsedIP: orNull(t.LastUsedIP),
		LastUsedAgent: orNull(t.LastAgent), RevokedAt: rfc3339(t.RevokedAt), Hint: t.Hint,
		AllowedIPs: textsOf(t.AllowedIPs), Resource: t.Resources,
		SelfRotate: t.SelfRotate, OldUses: t.OldUses, OldUsedAt: rfc3339(t.OldUsedAt),
	}
	if t.Privileges.Live(now) {
		d.AdvancedPrivileges, d.PrivilegesUntil = true, rfc3339(t.Privileges.Until)
	}
	return d
}

// ClientDocument is an API client as the REST API and `patio client --json`
// show it.
type ClientDocument struct {
	ClientID          string   `json:"client_id"`
	ClientSecret      string   `json:"client_secret,omitempty"` // once, when it is made or rotated
	Name              string   `json:"name"`
	Type              string   `json:"type"`
	OwnerID           string   `json:"owner_id"`
	Status            string   `json:"status"`       // "pending", "active" or "suspended"
	SuspendedBy       *string  `json:"suspended_by"` // "owner", "operator", "owner_disabled" or "token_revoked"
	Reviewed          bool     `json:"reviewed"`
	FirstParty        bool     `json:"first_party"`
	Scopes            []string `json:"scopes"`
	RedirectURIs      []string `json:"redirect_uris"`
	GrantTypes        []string `json:"grant_types"`
	AuthMethod        string   `json:"token_endpoint_auth_method"`
	AccessTokenFormat string   `json:"access_token_format"`
	ResourceServer    *string  `json:"resource_server"`
	UserTokens        bool     `json:"user_tokens"`
	ManagedBy         *string  `json:"managed_by_token_id"`
	Disabled          bool     `json:"disabled"`
	CreatedAt         *string  `json:"created_at"`

	AcceptsDefaultAudience bool `json:"accepts_default_audience"`
	RequirePKCE            bool `json:"require_pkce"`
}

// DocumentOfClient is a client with this secret; "": without one.
func DocumentOfClient(c clients.Client, secret string) ClientDocument {
	return ClientDocument{
		ClientID: c.ID, ClientSecret: secret, Name: c.Name, Type: string(c.Type), OwnerID: c.OwnerID,
		Scopes: neverNull(c.Scopes), RedirectURIs: neverNull(c.RedirectURIs), GrantTypes: neverNull(c.GrantTypes),
		AuthMethod: c.AuthMethod, AccessTokenFormat: string(c.Format), ResourceServer: orNull(c.ResourceServer),
		UserTokens: c.UserTokens, Disabled: c.Status() == clients.StatusSuspended, CreatedAt: rfc3339(c.CreatedAt),
		Status: string(c.Status()), SuspendedBy: orNull(string(c.SuspendedBy)), Reviewed: c.Reviewed(), FirstParty: c.FirstParty,
		ManagedBy: orNull(c.ManagedBy), AcceptsDefaultAudience: c.AcceptsDefaultAudience, RequirePKCE: c.RequiresPKCE(),
	}
}

// neverNull is a list that JSON writes as [] where it is empty.
func neverNull(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// orNull is a text that JSON writes as null where it is empty.
func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
