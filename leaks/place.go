package leaks

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/patio-auth/patio/internal/secret"
)

// maxPlace bounds a place, in bytes.
const maxPlace = 500

// secretLike is what may stand in no place, whole or cut short: it is shown to
// the owner and may be mailed.
var secretLike = regexp.MustCompile(`p(?:at|ca|cr|cs|cc|ss)_[0-9A-Za-z]{8,}|eyJ[0-9A-Za-z_-]{8,}`)

// placesOf are the places of the reported secrets, as far as they are fit to be
// shown: of one that was found in several places, the first.
func placesOf(reports []Report) map[secret.Hash]string {
	places := map[secret.Hash]string{}
	for _, r := range reports {
		place := placeOf(r.Place)
		hash := secret.HashOf(r.Secret)
		if places[hash] == "" && place != "" && !strings.Contains(place, r.Secret) {
			places[hash] = place
		}
	}
	return places
}

// placeOf is the address of a public page, without what may hide a secret: user
// information and query; "" for anything else.
func placeOf(raw string) string {
	if len(raw) > maxPlace || strings.ContainsFunc(raw, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }) {
		return ""
	}
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	u.User, u.RawQuery, u.ForceQuery = nil, "", false
	place := u.String()
	if secretLike.MatchString(place) || secretLike.MatchString(u.Path) || secretLike.MatchString(u.Fragment) {
		return ""
	}
	return place
}
