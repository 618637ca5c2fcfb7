package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/leaks"
	"github.com/patio-auth/patio/ratelimit"
)

const (
	maxReported   = 1000    // secrets in one report
	maxReportBody = 1 << 20 // bytes of one: as many signed tokens of the usual size
)

// leakReport is the body of a report. Pointers tell null from empty.
type leakReport struct {
	Tokens *[]*string `json:"tokens"`
}

// leakAnswer is what everybody is told who reports something.
type leakAnswer struct {
	Message string `json:"message"`
}

// postLeakedTokens ends what the reported secrets open. Anybody may ask, since
// whoever holds a secret could use it too; what the secrets were is not told.
func (s *Server) postLeakedTokens(c *gin.Context) error {
	if err := s.mayReport(c, 1); err != nil {
		return err
	}
	var body leakReport
	if err := readJSON(c, &body); err != nil {
		return discreet(err)
	}
	reports, err := body.reports()
	if err != nil {
		return err
	}
	if err := s.takeReport(c, leaks.ByAPI, reports); err != nil {
		return err
	}
	writeJSON(c, http.StatusAccepted, leakAnswer{"Whatever Patio had issued of these no longer works."})
	return nil
}

func (b leakReport) reports() ([]leaks.Report, error) {
	wrong := func(detail string) error {
		return &failure{status: http.StatusUnprocessableEntity, field: "tokens", detail: detail}
	}
	if b.Tokens == nil {
		return nil, wrong("tokens must be a list of the secrets that you have found.")
	}
	if len(*b.Tokens) > maxReported {
		return nil, wrong(fmt.Sprintf("tokens may name %d secrets at once; send the rest in another request. Nothing was done.", maxReported))
	}
	reports := make([]leaks.Report, len(*b.Tokens))
	for i, token := range *b.Tokens {
		if token == nil {
			return nil, wrong("tokens must hold texts alone. Nothing was done.")
		}
		reports[i].Secret = *token
	}
	return reports, nil
}

// longestField is the longest name of a field that a refusal repeats: one that
// was mistyped, and not a secret in its place.
const longestField = 20

// discreet keeps out of the log what a parser says about a body that is full of
// secrets, and out of the answer what is no name of a field.
func discreet(err error) error {
	if f := (*failure)(nil); errors.As(err, &f) {
		f.cause = nil
		if len(f.field) > longestField {
			f.field = ""
		}
	}
	return err
}

// One try of the limit covers so many secrets that could be Patio's: looking
// them up costs something, junk does not. A signed token costs a check of its
// signature, whether it is Patio's or not.
const (
	perTry       = 100
	signedPerTry = 10
)

// tries is what a report counts beyond the one try of every report, and how
// many of its secrets could be Patio's. A report that alone would take more than
// the limit ever has takes all of it.
func (s *Server) tries(reports []leaks.Report) (tries, plausible int) {
	signed := 0
	for _, r := range reports {
		if leaks.LooksSigned(r.Secret) {
			signed++
		}
		if leaks.Plausible(r.Secret) {
			plausible++
		}
	}
	tries = (plausible-signed)/perTry + signed/signedPerTry
	return min(tries, max(s.opts.Limits.LeakReports.Burst-1, 0)), plausible
}

// takeReport ends what was reported, where the address has not reported too
// much of late, and takes a time that does not tell whether there was anything.
func (s *Server) takeReport(c *gin.Context, source leaks.Source, reports []leaks.Report) error {
	began := s.opts.Now()
	tries, plausible := s.tries(reports)
	if plausible == 0 {
		return nil
	}
	if err := s.mayReport(c, tries); err != nil {
		return err
	}
	ctx := c.Request.Context()
	if _, err := s.Leaks.Report(ctx, source, reports); err != nil {
		return err
	}
	s.toTheBeat(ctx, began)
	return nil
}

// mayReport counts tries of the address that reports.
func (s *Server) mayReport(c *gin.Context, tries int) error {
	ctx := c.Request.Context()
	d, err := s.limiter.AllowFrom(ctx, s.opts.Limits.LeakReports, lineOf(ctx).Address, "", tries)
	if err == nil && !d.Allowed {
		return tooManyReports(d)
	}
	return err
}

// tooManyReports is the answer to an address that reports too often.
func tooManyReports(d ratelimit.Decision) *failure {
	return &failure{
		status: http.StatusTooManyRequests, retry: d.RetryAfter,
		detail: "Too many reports came from this address. Wait a little and send it again; nothing was done.",
	}
}

// beat is the measure in which reports are answered: far more than the database
// takes to end a token, so that an answer after one beat tells nothing.
const beat = 100 * time.Millisecond

// toTheBeat waits for the next beat, or until whoever asked has gone.
func (s *Server) toTheBeat(ctx context.Context, began time.Time) {
	wait := time.NewTimer(beat - s.opts.Now().Sub(began)%beat)
	defer wait.Stop()
	select {
	case <-wait.C:
	case <-ctx.Done():
	}
}
