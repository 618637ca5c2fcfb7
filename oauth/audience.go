package oauth

import (
	"encoding/json"
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
