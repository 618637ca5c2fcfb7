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
