package oauth

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/patio-auth/patio/clients"
)

// audience is the claim aud, in a token and in introspection: one name as a
// string, several as a list (RFC 7519, section 4.1.3).
type audience []string

// MarshalJSON writes one audience as a string.
func (a audience) MarshalJSON() ([]byte, error) {
	if len(a) == 1 {
		return json.Marshal(a[0])
	}
	return json.Marshal([]string(a))
}

// UnmarshalJSON reads both forms.
func (a *audience) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		*a = make(audience, 1)
		return json.Unmarshal(raw, &(*a)[0])
	}
	return json.Unmarshal(raw, (*[]string)(a))
}

// recipients are whom the end of a signed token with an audience concerns: those
// that it names, and where the default audience is among them all that accept
// that.
func (o Options) recipients(audience []string) []string {
	if slices.Contains(audience, o.DefaultAudience) {
		return append(slices.Clone(audience), DefaultMarker)
	}
	return slices.Clone(audience)
}

func (s *Server) recipients(audience []string) []string { return s.opts.recipients(audience) }

// recordAudience records on the order's lineage whom the signed token that is
// about to be issued is meant for. The lineage of an authorization begins with
// what it was asked for, so that only other audiences cost a write.
func (m *accessMaker) recordAudience(ctx context.Context, o *order) error {
	if o.client.Format == clients.Opaque || o.lineage.ID == "" {
		return nil
	}
	recipients := m.opts.recipients(o.audience)
	isNew := func(name string) bool { return !slices.Contains(o.lineage.SignedFor, name) }
	if !slices.ContainsFunc(recipients, isNew) {
		return nil
	}
	living, err := m.store.SignFor(ctx, o.lineage.ID, recipients)
	if err == nil && !living {
		return errGrant("authorization")
	}
	return err
}
