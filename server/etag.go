package server

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/pat"
)

// versionTag is a strong entity tag (RFC 9110, section 8.8.3) in two parts: what
// can be changed, and how it is used. If-None-Match compares both, If-Match only
// the first: a token that is in use can be changed all the same.
type versionTag struct{ state, use string }

func (v versionTag) String() string {
	if v.use == "" {
		return `"` + v.state + `"`
	}
	return `"` + v.state + "-" + v.use + `"`
}

// tagOfClient is the version of a client as the API shows it, without its secret.
func tagOfClient(client clients.Client) versionTag {
	return versionTag{state: shortHash(DocumentOfClient(client, ""))}
}

// tagOfToken is the version of a token as the API shows it now, without its secret.
func (s *Server) tagOfToken(token pat.Token) versionTag {
	d := DocumentOfToken(token, s.opts.Now())
	used := []any{d.LastUsedAt, d.LastUsedIP, d.LastUsedAgent, d.OldUses, d.OldUsedAt}
	d.LastUsedAt, d.LastUsedIP, d.LastUsedAgent, d.OldUses, d.OldUsedAt = nil, nil, nil, 0, nil
	return versionTag{state: shortHash(d), use: shortHash(used)}
}

func shortHash(document any) string {
	text, err := json.Marshal(document)
	if err != nil {
		panic(err) // documents are ours
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}

// notModified answers 304 where the caller has this version already.
func notModified(c *gin.Context, tag versionTag) bool {
	c.Header("ETag", tag.String())
	asked := c.Request.Header["If-None-Match"]
	if len(asked) == 0 || !holds(asked, tag.String()) {
		return false
	}
	c.Status(http.StatusNotModified)
	return true
}

// errOtherVersion is for a change of a version that is not the current one.
var errOtherVersion = &failure{
	status: http.StatusPreconditionFailed,
	detail: "This has changed since you read it: If-Match names another version. Read it again, and send the change with its ETag.",
}

// expected returns the check of If-Match (RFC 9110, section 13.1.1), to be made in
// the transaction of the change; nil where nothing is expected.
func expected[T any](c *gin.Context, tagOf func(T) versionTag) func(T) error {
	asked := c.Request.Header["If-Match"]
	if len(asked) == 0 {
		return nil
	}
	return func(found T) error {
		state := tagOf(found).state
		for named := range strings.SplitSeq(strings.Join(asked, ","), ",") {
			if named = strings.TrimSpace(named); named == "*" {
				return nil
			}
			opaque, quoted := strings.CutPrefix(named, `"`)
			version, _, _ := strings.Cut(strings.TrimSuffix(opaque, `"`), "-")
			if quoted && strings.HasSuffix(opaque, `"`) && version == state {
				return nil
			}
		}
		return errOtherVersion
	}
}

// writeClient answers with a client, and with its secret where it is new.
func writeClient(c *gin.Context, status int, client clients.Client, secret string) {
	c.Header("ETag", tagOfClient(client).String())
	writeJSON(c, status, DocumentOfClient(client, secret))
}

// writeToken answers with a token, and with its secret where that is new.
func (s *Server) writeToken(c *gin.Context, status int, token pat.Token, raw string) {
	d := DocumentOfToken(token, s.opts.Now())
	d.Token = raw
	c.Header("ETag", s.tagOfToken(token).String())
	writeJSON(c, status, d)
}
