package server

import (
	"errors"
	"io"
	"mime"
	"net/http"

	"github.com/gin-gonic/gin"
	strict "github.com/go-json-experiment/json"

	"github.com/patio-auth/patio/leaks"
)

// githubMatch is one secret as GitHub's secret scanning reports it. Members
// that GitHub may add one day are passed over: the signature says who sent them.
type githubMatch struct {
	Token *string `json:"token"`
	Type  string  `json:"type"`
	URL   string  `json:"url"`
}

// githubLabel tells GitHub whether a match was one of Patio's secrets. In this
// format, the token goes back to whoever has just sent it, and to nobody else.
type githubLabel struct {
	Token string `json:"token_raw"`
	Type  string `json:"token_type"`
	Label string `json:"label"`
}

// The labels that GitHub takes.
const (
	truePositive  = "true_positive"
	falsePositive = "false_positive"
)

// errNotGitHub is the answer to whoever is not GitHub, or cannot show it.
var errNotGitHub = &failure{
	status: http.StatusForbidden,
	detail: "This address is for GitHub's secret scanning, and the body is not signed by one of its keys that are configured here. Anybody may report at " + leaksPath + ".",
}

var errNoMatches = &failure{
	status: http.StatusBadRequest, detail: "The body is not the list of matches that this call takes. Nothing was done.",
}

// postGitHubLeaks takes what GitHub has found. Who can sign like that is told
// of each secret whether it was one of Patio's.
func (s *Server) postGitHubLeaks(c *gin.Context) error {
	body, err := s.signedByGitHub(c)
	if err != nil {
		return err
	}
	var matches []githubMatch
	if err := strict.Unmarshal(body, &matches); err != nil || matches == nil {
		return errNoMatches
	}
	reports := make([]leaks.Report, len(matches))
	for i, m := range matches {
		if m.Token == nil {
			return errNoMatches
		}
		reports[i] = leaks.Report{Secret: *m.Token, Place: m.URL}
	}
	issued, err := s.Leaks.Report(c.Request.Context(), leaks.ByGitHub, reports)
	if err != nil {
		return err
	}
	labels := make([]githubLabel, len(matches))
	for i, m := range matches {
		labels[i] = githubLabel{Token: *m.Token, Type: m.Type, Label: falsePositive}
		if issued[i] {
			labels[i].Label = truePositive
		}
	}
	writeJSON(c, http.StatusOK, labels)
	return nil
}

// signedByGitHub is the body, once its signature was found good. Bodies without
// a good one count as reports of their sender, whose addresses are slowed.
func (s *Server) signedByGitHub(c *gin.Context) ([]byte, error) {
	ctx := c.Request.Context()
	d, err := s.limiter.PeekFrom(ctx, s.opts.Limits.LeakReports, lineOf(ctx).Address, "")
	switch {
	case err != nil:
		return nil, err
	case !d.Allowed:
		return nil, tooManyReports(d)
	}
	if kind, _, err := mime.ParseMediaType(c.GetHeader("Content-Type")); err != nil || kind != "application/json" {
		return nil, failed(http.StatusUnsupportedMediaType, "Send the body as application/json.")
	}
	body, err := io.ReadAll(c.Request.Body)
	if err != nil {
		return nil, bodyFailure(err)
	}
	identifiers, signatures := c.Request.Header["Github-Public-Key-Identifier"], c.Request.Header["Github-Public-Key-Signature"]
	if len(identifiers) == 1 && len(signatures) == 1 {
		err = s.Leaks.FromGitHub(identifiers[0], signatures[0], body)
	} else {
		err = leaks.ErrNotSigned
	}
	if errors.Is(err, leaks.ErrNotSigned) {
		return nil, errors.Join(s.mayReport(c, 1), errNotGitHub)
	}
	return body, err
}
