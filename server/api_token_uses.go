package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/pat"
)

// usesDocument is how a token was used: every day of a span that ends today,
// oldest first, and every scope that it holds.
type usesDocument struct {
	Uses    int                `json:"uses"`
	Unsaid  int                `json:"uses_without_scope"` // a resource server did not say what it asked for
	Days    []dayDocument      `json:"days"`
	Scopes  []scopeUseDocument `json:"scopes"`
	Unasked []string           `json:"unused_scopes"`
}

type dayDocument struct {
	Day    string         `json:"day"` // in UTC
	Uses   int            `json:"uses"`
	Unsaid int            `json:"uses_without_scope"`
	Scopes map[string]int `json:"scopes"`
}

type scopeUseDocument struct {
	Scope string  `json:"scope"`
	Uses  int     `json:"uses"`
	Last  *string `json:"last_day"`
}

// insightDays is how many days of use a page shows, and the API unless it is
// asked for others.
const insightDays = 30

// getTokenUses tells how one of the person's own tokens was used.
func (s *Server) getTokenUses(c *gin.Context) error {
	userID, err := callerOf(c).person()
	if err != nil {
		return err
	}
	days, err := daysOf(c)
	if err != nil {
		return err
	}
	ctx := c.Request.Context()
	t, err := s.Tokens.Get(ctx, userID, c.Param("id"))
	if err != nil {
		return err
	}
	usage, err := s.Tokens.Usage(ctx, t, days)
	if err != nil {
		return err
	}
	writeJSON(c, http.StatusOK, documentOfUses(usage))
	return nil
}

func daysOf(c *gin.Context) (int, error) {
	raw := c.Query("days")
	if raw == "" {
		return insightDays, nil
	}
	days, err := strconv.Atoi(raw)
	if err != nil || days < 1 || days > pat.KeptDays {
		return 0, &failure{
			status: http.StatusUnprocessableEntity, field: "days",
			detail: "days must be a number from 1 to " + strconv.Itoa(pat.KeptDays) + ".",
		}
	}
	return days, nil
}

func documentOfUses(u pat.Usage) usesDocument {
	d := usesDocument{Uses: u.Uses, Unsaid: u.Unsaid, Scopes: []scopeUseDocument{}, Unasked: append([]string{}, u.Unasked()...)}
	for _, day := range u.Days {
		d.Days = append(d.Days, dayDocument{day.Day.Format(time.DateOnly), day.Uses, day.Unsaid, day.Scopes})
	}
	for _, scope := range u.Scopes {
		one := scopeUseDocument{Scope: scope.Scope, Uses: scope.Uses}
		if !scope.Last.IsZero() {
			last := scope.Last.Format(time.DateOnly)
			one.Last = &last
		}
		d.Scopes = append(d.Scopes, one)
	}
	return d
}
