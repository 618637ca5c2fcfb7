package server

import (
	"encoding/json"
	"net/netip"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// resources are the resource servers that a token is for (RFC 8707): none is
// null, one a string, several a list.
type resources []string

// MarshalJSON writes one as a string.
func (r resources) MarshalJSON() ([]byte, error) {
	switch len(r) {
	case 0:
		return []byte("null"), nil
	case 1:
		return json.Marshal(r[0])
	}
	return json.Marshal([]string(r))
}

// UnmarshalJSON reads all three forms. What was sent is never nil.
func (r *resources) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		*r = make(resources, 1)
		return json.Unmarshal(raw, &(*r)[0])
	}
	return (*nullable)(r).UnmarshalJSON(raw)
}

// nullable is a list that a body may send as null, which says that it is empty.
// It is nil only where the body leaves it out.
type nullable []string

// UnmarshalJSON reads a list or null.
func (n *nullable) UnmarshalJSON(raw []byte) error {
	err := json.Unmarshal(raw, (*[]string)(n))
	if *n == nil {
		*n = nullable{}
	}
	return err
}

// textsOf are networks as the API shows them.
func textsOf(networks []netip.Prefix) []string {
	texts := make([]string, len(networks))
	for i, n := range networks {
		texts[i] = n.String()
	}
	return texts
}

// endAsked is the end that a body asks for. An end of null is none, which is
// not the same as leaving it out.
func endAsked(expiresAt jsontext.Value, inSeconds *int64, now time.Time) (end time.Time, said bool, err error) {
	if string(expiresAt) == "null" && inSeconds == nil {
		return time.Time{}, true, nil
	}
	var at *string
	if expiresAt != nil {
		text, err := jsontext.AppendUnquote(nil, expiresAt)
		if err != nil {
			text = nil // refused below as no time
		}
		asked := string(text)
		at = &asked
	}
	end, err = endOf(at, inSeconds, now)
	return end, at != nil || inSeconds != nil, err
}
