package main

import (
	"context"
	"fmt"
	"io"
	"net/netip"
	"strconv"
	"strings"

	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/pat"
)

// policy is what the settings allow of personal access tokens. They have been
// validated; a network that is none all the same lets in nobody.
func policy(cfg *config.Config) pat.Policy {
	t := cfg.PersonalTokens
	p := pat.Policy{
		MaxLifetime: t.MaxLifetime, DefaultLifetime: t.DefaultLifetime, RequireEnd: !t.Endless, MaxActive: t.MaxActive,
		MaxChildren: cfg.Quotas.ChildrenPerToken, RequireResource: cfg.Tokens.RequireResource,
	}
	for _, text := range t.AllowedIPs {
		networks, err := pat.ParseNetworks([]string{text})
		if err != nil {
			networks = []netip.Prefix{netip.PrefixFrom(netip.IPv6Unspecified(), 128)}
		}
		p.AllowedIPs = append(p.AllowedIPs, networks...)
	}
	return p
}

type patPolicy struct {
	DryRun bool `xor:"what" help:"List the tokens that the policy would revoke or shorten; change nothing."`
	Apply  bool `xor:"what" help:"Revoke or shorten those tokens, after asking."`
	confirmation
}

// policyObject is the policy as --json shows it, by the names of the settings.
type policyObject struct {
	MaxLifetime     string           `json:"max_lifetime"`
	DefaultLifetime string           `json:"default_lifetime"`
	Endless         bool             `json:"endless"`
	MaxActive       int              `json:"max_active"`
	AllowedIPs      []string         `json:"allowed_ips"`
	Applied         *bool            `json:"applied,omitempty"`
	Items           *[]findingObject `json:"items,omitempty"`
}

// findingObject is a token that breaks the policy.
type findingObject struct {
	ID        string  `json:"id"`
	UserID    string  `json:"user_id"`
	Username  string  `json:"username"`
	ClientID  string  `json:"client_id"`
	Client    string  `json:"client"`
	Name      string  `json:"name"`
	Hint      string  `json:"hint"`
	Action    string  `json:"action"` // "end" or "shorten"
	ExpiresAt *string `json:"expires_at"`
	EndsAt    *string `json:"ends_at"` // its new end; null: at once
	Why       string  `json:"why"`
}

func objectOfFinding(f pat.Finding) findingObject {
	o := findingObject{
		ID: f.ID, UserID: f.UserID, Username: f.Username, ClientID: f.ClientID, Client: f.ClientName, Name: f.Name, Hint: f.Hint,
		Action: "end", ExpiresAt: stamp(f.ExpiresAt), EndsAt: stamp(f.EndsAt), Why: f.Why,
	}
	if !f.EndsAt.IsZero() {
		o.Action = "shorten"
	}
	return o
}

// Run prints the policy, or applies it.
func (cmd *patPolicy) Run(ctx context.Context, c *call) error {
	if cmd.Apply {
		if err := cmd.answerable(c); err != nil {
			return err
		}
	}
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		shown := objectOfPolicy(r.cfg)
		if !cmd.DryRun && !cmd.Apply {
			return c.show(shown, func(w io.Writer) { policyFacts(w, shown) })
		}
		look := r.tokens.Survey
		if cmd.Apply {
			if err := cmd.agree(ctx, c, r); err != nil {
				return err
			}
			look = r.tokens.Enforce
		}
		found, err := findings(ctx, look)
		switch {
		case err != nil && len(found) > 0:
			return fmt.Errorf("%w; %d tokens were changed before that; run the same command again for the rest", err, len(found))
		case err != nil:
			return err
		}
		shown.Applied, shown.Items = &cmd.Apply, &found
		if cmd.DryRun {
			return c.show(shown, func(w io.Writer) { cmd.tell(c, w, found) })
		}
		return c.showChange(r, shown, func(w io.Writer) { cmd.tell(c, w, found) })
	})
}

// findings are the tokens that a survey, or the policy applied, goes over.
func findings(ctx context.Context, look func(context.Context, func([]pat.Finding) error) error) ([]findingObject, error) {
	found := []findingObject{}
	err := look(ctx, func(some []pat.Finding) error {
		for _, f := range some {
			found = append(found, objectOfFinding(f))
		}
		return nil
	})
	return found, err
}

// agree lists what the policy ends and asks. Where that is nothing, there is no
// question.
func (cmd *patPolicy) agree(ctx context.Context, c *call, r *rooms) error {
	if cmd.Yes {
		return nil
	}
	found, err := findings(ctx, r.tokens.Survey)
	if err != nil || len(found) == 0 {
		return err
	}
	now, sooner := c.findingsTable(c.stderr, found)
	return cmd.confirm(c, fmt.Sprintf("\nEnd %d tokens now, and shorten %d?", now, sooner))
}

func objectOfPolicy(cfg *config.Config) policyObject {
	t, p := cfg.PersonalTokens, policy(cfg)
	o := policyObject{
		MaxLifetime: config.FormatDuration(t.MaxLifetime), DefaultLifetime: config.FormatDuration(t.DefaultLifetime),
		Endless: p.MayBeEndless(), MaxActive: t.MaxActive, AllowedIPs: []string{},
	}
	for _, n := range p.AllowedIPs {
		o.AllowedIPs = append(o.AllowedIPs, n.String())
	}
	return o
}

func policyFacts(w io.Writer, o policyObject) {
	or := func(value, nothing string) string {
		if value == "" || value == "0" || value == "0s" {
			return nothing
		}
		return value
	}
	unlimited := "never ends"
	if !o.Endless {
		unlimited = "none, so an end must be given"
	}
	fmt.Fprintln(w, "The policy for personal access tokens, from the settings:")
	fmt.Fprintln(w)
	facts(w,
		[2]string{"maximum lifetime", or(o.MaxLifetime, "no limit")},
		[2]string{"default lifetime", or(o.DefaultLifetime, or(o.MaxLifetime, unlimited))},
		[2]string{"may never expire", yesNo(o.Endless)},
		[2]string{"active tokens per person", or(strconv.Itoa(o.MaxActive), "no limit")},
		[2]string{"usable from", or(strings.Join(o.AllowedIPs, " "), "anywhere")})
	fmt.Fprintln(w, "\nTokens that break the policy keep working until you run: patio pat policy --apply")
}

func (cmd *patPolicy) tell(c *call, w io.Writer, found []findingObject) {
	if len(found) == 0 {
		fmt.Fprintln(w, "No token breaks the policy. There is nothing to do.")
		return
	}
	now, sooner := c.findingsTable(w, found)
	verb, after := "would end", " Nothing was changed; --apply does it."
	if cmd.Apply {
		verb, after = "ended", ""
	}
	fmt.Fprintf(w, "\n%d %s now, %d earlier than planned.%s\n", now, verb, sooner, after)
}

var findingColumns = []column{
	{name: "WHAT"}, {name: "NAME", cut: true}, {name: "TOKEN", rank: 3}, {name: "OWNER", cut: true}, {name: "CLIENT", rank: 2, cut: true},
	{name: "WHY", rank: 1, cut: true}, {name: "ID"},
}

// findingsTable lists tokens that break the policy, and counts those that end
// now and those that end sooner than they would.
func (c *call) findingsTable(w io.Writer, found []findingObject) (now, sooner int) {
	var rows [][]string
	for _, f := range found {
		what := "end"
		if f.EndsAt == nil {
			now++
		} else {
			what = "end " + *f.EndsAt
			sooner++
		}
		rows = append(rows, []string{what, f.Name, f.Hint, f.Username, f.Client, f.Why, f.ID})
	}
	c.table(w, findingColumns, rows)
	return now, sooner
}
