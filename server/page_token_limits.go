package server

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/server/web"
)

// aDay is what the forms count lifetimes in.
const aDay = 24 * time.Hour

// lifetimes are the choices of how long a new token lives, within the
// operator's policy, and the one that is chosen at first. An end that is left
// to the policy is one of its own, where no whole days fit.
func (s *Server) lifetimes() (choices []web.Expiry, first string) {
	policy := s.Tokens.Policy()
	usual := policy.DefaultLifetime
	if usual == 0 {
		usual = 90 * aDay
	}
	for _, days := range dayChoices(policy) {
		value := strconv.Itoa(days) + "d"
		choices = append(choices, web.Expiry{Value: value, Label: lifeLabel(days) + ", until " + day(s.opts.Now().Add(time.Duration(days)*aDay))})
		if first == "" || time.Duration(days)*aDay <= usual {
			first = value
		}
	}
	if policy.MayBeEndless() {
		choices = append(choices, web.Expiry{Label: "Never"})
	}
	if len(choices) == 0 {
		choices, first = []web.Expiry{{Value: unsaid, Label: "As long as the operator allows"}}, unsaid
	}
	return choices, first
}

// unsaid is the choice that leaves a token's end to the policy.
const unsaid = "default"

// dayChoices are the usual lifetimes and the policy's own, in days, as far as
// it allows them.
func dayChoices(policy pat.Policy) []int {
	days := []int{30, 90, 365}
	for _, own := range []time.Duration{policy.DefaultLifetime, policy.MaxLifetime} {
		if own >= aDay && own%aDay == 0 {
			days = append(days, int(own/aDay))
		}
	}
	slices.Sort(days)
	return slices.DeleteFunc(slices.Compact(days), func(n int) bool {
		return policy.MaxLifetime > 0 && time.Duration(n)*aDay > policy.MaxLifetime || n > maxDays
	})
}

func lifeLabel(days int) string {
	switch days {
	case 1:
		return "1 day"
	case 365:
		return "1 year"
	}
	return strconv.Itoa(days) + " days"
}

// newEnds are the choices of another end, counted from now; the policy counts
// from when the token was made.
func (s *Server) newEnds(t pat.Token) []web.Expiry {
	all, _ := s.lifetimes()
	latest := s.Tokens.Policy().Latest(t.CreatedAt)
	var ends []web.Expiry
	for _, e := range all {
		switch at, err := s.lifetimeOf(e.Value); {
		case err != nil, e.Value == unsaid, e.Value == "" && t.ExpiresAt.IsZero():
		case e.Value == "":
			ends = append(ends, e)
		case latest.IsZero() || !at.After(latest):
			e.Label = "In " + e.Label
			ends = append(ends, e)
		}
	}
	return ends
}

// maxDays is the longest life that a form may ask for.
const maxDays = 3650

// lifetimeOf reads the form's choice: a number of days, or nothing for no end.
func (s *Server) lifetimeOf(choice string) (time.Time, *pat.Error) {
	if choice == "" || choice == unsaid {
		return time.Time{}, nil
	}
	n, found := strings.CutSuffix(choice, "d")
	count, err := strconv.Atoi(n)
	if !found || err != nil || count < 1 || count > maxDays {
		return time.Time{}, &pat.Error{Code: pat.CodeInvalid, Field: "expires_at", Detail: "must be one of those that the form offers"}
	}
	return s.opts.Now().Add(time.Duration(count) * aDay), nil // whatever the clocks of summer do
}

// dateLayout is how a browser sends a date.
const dateLayout = "2006-01-02"

// endIn reads when a token is to end: on the date that a form names, or else as
// it chooses.
func (s *Server) endIn(form url.Values) (time.Time, *pat.Error) {
	date := form.Get("expires_on")
	if date == "" {
		return s.lifetimeOf(form.Get("expires_in"))
	}
	on, err := time.Parse(dateLayout, date)
	last := on.Add(aDay - time.Second) // of that day
	switch {
	case err != nil:
		return time.Time{}, &pat.Error{Code: pat.CodeInvalid, Field: "expires_at", Detail: "must be a date, such as " + s.opts.Now().UTC().Format(dateLayout)}
	case last.After(s.opts.Now().Add(maxDays * aDay)):
		return time.Time{}, &pat.Error{Code: pat.CodeInvalid, Field: "expires_at", Detail: "must be within ten years"}
	}
	return last, nil
}

// endDate is the field for a date, for a token that was made at a time.
func (s *Server) endDate(madeAt time.Time, typed string) web.EndDate {
	date := web.EndDate{Offered: true, Typed: typed, First: s.opts.Now().UTC().Format(dateLayout)}
	if latest := s.Tokens.Policy().Latest(madeAt); !latest.IsZero() {
		date.Last = latest.UTC().Format(dateLayout)
		date.Offered = date.Last >= date.First
	}
	return date
}

// networksIn are the networks that a form names, one a line or separated by
// spaces or commas.
func networksIn(form url.Values) []string {
	return strings.FieldsFunc(form.Get("allowed_ips"), func(r rune) bool { return strings.ContainsRune(" \t\r\n,", r) })
}

// limitsIn puts what a form says of a new token's limits into an order.
func limitsIn(form url.Values, order *pat.Order) {
	if networks := networksIn(form); len(networks) > 0 {
		order.AllowedIPs = networks
	}
	order.Resources = strings.Fields(form.Get("resource"))
}

// limitsView is the part of a form about limits, as it was typed.
func limitsView(form url.Values) web.Limits {
	return web.Limits{AllowedIPs: form.Get("allowed_ips"), Resource: form.Get("resource")}
}

// everybody is what stands for all APIs on the form for a new token, where an API
// must be named; "" where none need be.
func (s *Server) everybody() string {
	if s.Tokens.Policy().RequireResource {
		return s.opts.DefaultAudience
	}
	return ""
}
