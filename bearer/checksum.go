package bearer

import (
	"hash/crc32"
	"strings"
)

// The shape of every secret that Patio hands out: prefix, 30 random characters, 6 characters of checksum.
const (
	randomLength   = 30
	checksumLength = 6
	base62         = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// opaqueBody cuts the prefix off a personal access token or an opaque access token.
func opaqueBody(token string) (body string, ok bool) {
	if body, ok = strings.CutPrefix(token, "pat_"); ok {
		return body, true
	}
	return strings.CutPrefix(token, "pca_")
}

// checksumFits tells a token from a typo, so that the typo never reaches the network. It says nothing about whether
// the token was ever issued.
func checksumFits(body string) bool {
	if len(body) != randomLength+checksumLength {
		return false
	}
	for i := range len(body) {
		if !isAlphanumeric(body[i]) {
			return false
		}
	}
	return checksum(body[:randomLength]) == body[randomLength:]
}

// checksum is the CRC-32 (IEEE) of random in base 62, left-padded with 0; six digits hold 32 bits.
func checksum(random string) string {
	var digits [checksumLength]byte
	sum := crc32.ChecksumIEEE([]byte(random))
	for i := checksumLength - 1; i >= 0; i-- {
		digits[i] = base62[sum%62]
		sum /= 62
	}
	return string(digits[:])
}
