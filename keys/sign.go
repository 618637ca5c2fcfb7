package keys

import (
	"encoding/base64"
	"encoding/json"
)

// SignAccessToken makes claims, a JSON object, a signed access token (RFC
// 9068, section 2.1: its typ is at+jwt).
func (k *Key) SignAccessToken(claims []byte) (string, error) {
	size := base64.RawURLEncoding.EncodedLen(len(claims))
	token := make([]byte, 0, len(k.accessHeader)+size+maxSignature)
	token = append(token, k.accessHeader...)
	token = base64.RawURLEncoding.AppendEncode(token, claims)
	signature, err := k.Method.Sign(string(token), k.Private)
	if err != nil {
		return "", err
	}
	return string(base64.RawURLEncoding.AppendEncode(append(token, '.'), signature)), nil
}

// maxSignature is room for the longest signature, which is RSA's.
const maxSignature = 1 + 342

// accessHeaderOf is the first part of every access token that a key signs,
// with the dot after it.
func accessHeaderOf(row Row) string {
	header, err := json.Marshal(struct {
		Algorithm string `json:"alg"`
		KeyID     string `json:"kid"`
		Type      string `json:"typ"`
	}{row.Algorithm, row.ID, "at+jwt"})
	if err != nil {
		panic(err) // three strings
	}
	return base64.RawURLEncoding.EncodeToString(header) + "."
}
