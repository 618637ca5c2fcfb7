package oauth

import (
	"cmp"
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/go-oauth2/oauth2/v4"
	"github.com/google/uuid"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/keys"
)

// codeMaker makes authorization codes in the format of Patio's secrets.
type codeMaker struct{}

func (codeMaker) Token(context.Context, *oauth2.GenerateBasic) (string, error) {
	return secret.New(secret.AuthorizationCode), nil
}

// accessMaker makes access tokens in the client's format, and refresh tokens
// where the order asks for one.
type accessMaker struct {
	store Store
	keys  *keys.Ring
	opts  Options
}

func (m *accessMaker) Token(ctx context.Context, _ *oauth2.GenerateBasic, _ bool) (access, refresh string, err error) {
	o, err := orderOf(ctx)
	if err != nil {
		return "", "", err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return "", "", err
	}
	o.accessID = id.String()
	o.accessExpires = earlier(o.now.Add(m.opts.AccessTTL), o.lineage.ExpiresAt).Truncate(time.Second)
	if err := m.recordAudience(ctx, o); err != nil {
		return "", "", err
	}
	if o.client.Format == clients.Opaque {
		o.accessToken = secret.New(secret.AccessToken)
	} else if o.accessToken, err = m.sign(ctx, o); err != nil {
		return "", "", err
	}
	if o.withRefresh {
		o.refreshToken = secret.New(secret.RefreshToken)
	}
	return o.accessToken, o.refreshToken, nil
}

// accessClaims are the claims of a JWT access token (RFC 9068, section 2.2),
// and ours: the lineage it hangs from.
type accessClaims struct {
	Issuer   string   `json:"iss"`
	Subject  string   `json:"sub"`
	Audience audience `json:"aud"`
	Expires  int64    `json:"exp"`
	IssuedAt int64    `json:"iat"`
	ID       string   `json:"jti"`
	ClientID string   `json:"client_id"`
	Scope    string   `json:"scope"`
	AuthTime int64    `json:"auth_time,omitempty"`
	ACR      string   `json:"acr,omitempty"`
	Lineage  string   `json:"lineage,omitempty"`

	// Not claims: by which key it was signed, and the scopes one by one.
	keyID  string
	scopes []string
}

func (m *accessMaker) sign(ctx context.Context, o *order) (string, error) {
	key, err := m.keys.SignerOf(ctx, m.opts.AccessTTL)
	if err != nil {
		return "", err
	}
	claims := &accessClaims{
		Issuer: m.opts.Issuer, Subject: o.subject(), Audience: o.audience,
		Expires: o.accessExpires.Unix(), IssuedAt: o.now.Unix(), ID: o.accessID,
		ClientID: o.client.ID, Scope: joinScopes(o.scopes), Lineage: cmp.Or(o.lineage.ID, o.client.OwnLineage),
		ACR: acrAt(o.lineage.MFAUntil, o.now),
	}
	if !o.lineage.AuthTime.IsZero() {
		claims.AuthTime = o.lineage.AuthTime.Unix()
	}
	body, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	return key.SignAccessToken(body)
}

// acrAt is what a second factor that counts until then is worth at now (RFC
// 9470, section 6). A JWT keeps it for as long as it lives.
func acrAt(until, now time.Time) string {
	if now.Before(until) {
		return bearer.ACRMFA
	}
	return ""
}

func joinScopes(scopes []string) string { return strings.Join(scopes, " ") }
