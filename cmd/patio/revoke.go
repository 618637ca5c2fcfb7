package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/recall"
)

type revokeCommand struct {
	IssuedSince moment   `required:"" help:"From this time on: 2026-11-20T00:00:00Z, 2026-11-20 (UTC), or an age such as 24h." placeholder:"TIME"`
	Kind        []string `sep:"none" help:"Only these: pat, grant, client-token, client-secret, session." placeholder:"KIND"`
	DryRun      bool     `help:"Only count; revoke nothing."`
	confirmation
}

// revokeObject is what --json shows of a recall.
type revokeObject struct {
	IssuedSince    *string `json:"issued_since"`
	DryRun         bool    `json:"dry_run"`
	Sessions       int     `json:"sessions"`
	ClientSecrets  int     `json:"client_secrets"`
	PersonalTokens int     `json:"personal_access_tokens"`
	Grants         int     `json:"grants"`
	ClientTokens   int     `json:"client_tokens"`
}

// Run ends what was issued since a time, beside servers that run or without.
func (cmd *revokeCommand) Run(ctx context.Context, c *call) error {
	kinds, err := cmd.kinds()
	if err != nil {
		return err
	}
	if !cmd.DryRun {
		if err := cmd.answerable(c); err != nil {
			return err
		}
	}
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		since, recalls := cmd.IssuedSince.at(r.now()).UTC().Truncate(time.Second), recall.New(r.store, r.now)
		order := recall.Order{Since: since, Kinds: kinds, DryRun: cmd.DryRun}
		expected, err := cmd.agree(ctx, c, recalls, order)
		if err != nil {
			return inFlagsOfRevoke(err)
		}
		what := "Revoking"
		if cmd.DryRun {
			what = "Counting"
		}
		shown := c.progress(what, expected)
		order.Progress = shown.add
		counts, err := recalls.Since(ctx, order)
		shown.end()
		if _, future := errors.AsType[*recall.FutureError](err); future {
			return inFlagsOfRevoke(err)
		}
		if err != nil {
			return fmt.Errorf("%d of them are revoked and stay so; run the command again for the rest: %w", total(counts), err)
		}
		done := revokeObject{
			IssuedSince: written(since), DryRun: cmd.DryRun, Sessions: counts[recall.Session], ClientSecrets: counts[recall.ClientSecret],
			PersonalTokens: counts[recall.PAT], Grants: counts[recall.Grant], ClientTokens: counts[recall.ClientToken],
		}
		inWords := func(w io.Writer) { cmd.inWords(w, counts, *written(since), r.cfg.Tokens.AccessTTL) }
		if cmd.DryRun {
			return c.show(done, inWords)
		}
		return c.showChange(r, done, inWords)
	})
}

// inFlagsOfRevoke tells a refusal in the words that were typed.
func inFlagsOfRevoke(err error) error {
	if future, ok := errors.AsType[*recall.FutureError](err); ok {
		return &usageError{"--issued-since " + future.Error()}
	}
	return err
}

// agree asks with how much ends, and returns that. Where it is nothing, there is
// no question.
func (cmd *revokeCommand) agree(ctx context.Context, c *call, recalls *recall.Desk, order recall.Order) (int, error) {
	if cmd.DryRun || cmd.Yes {
		return 0, nil
	}
	shown := c.progress("Counting", 0)
	order.DryRun, order.Progress = true, shown.add
	counts, err := recalls.Since(ctx, order)
	shown.end()
	if err != nil || total(counts) == 0 {
		return 0, err
	}
	fmt.Fprintf(c.stderr, "Issued since %s:\n\n", *written(order.Since))
	countsOf(c.stderr, counts)
	return total(counts), cmd.confirm(c, "\nRevoke all of it?")
}

func (cmd *revokeCommand) kinds() (all []recall.Kind, err error) {
	for _, typed := range cmd.Kind { // not kong's to split: it makes of an empty one none, and none is all
		for name := range strings.SplitSeq(typed, ",") {
			kind := recall.Kind(strings.TrimSpace(name))
			if !slices.Contains(recall.Kinds, kind) {
				return nil, &usageError{fmt.Sprintf("--kind %.40q is unknown; it takes pat, grant, client-token, "+
					"client-secret and session", name)}
			}
			all = append(all, kind)
		}
	}
	return all, nil
}

func (cmd *revokeCommand) inWords(w io.Writer, counts map[recall.Kind]int, since string, access time.Duration) {
	if total(counts) == 0 {
		fmt.Fprintf(w, "Nothing issued since %s is left to revoke.\n", since)
		cmd.unkept(w, access)
		return
	}
	verb := "Revoked, of what was issued since"
	if cmd.DryRun {
		verb = "Would be revoked, of what was issued since"
	}
	fmt.Fprintf(w, "%s %s:\n\n", verb, since)
	countsOf(w, counts)
	cmd.unkept(w, access)
}

// countsOf lists how much there is of each kind.
func countsOf(w io.Writer, counts map[recall.Kind]int) {
	count := func(kind recall.Kind) string {
		if n := counts[kind]; n > 0 {
			return fmt.Sprint(n)
		}
		return ""
	}
	facts(w,
		[2]string{"sessions", count(recall.Session)}, [2]string{"client secrets", count(recall.ClientSecret)},
		[2]string{"personal access tokens", count(recall.PAT)}, [2]string{"apps' grants", count(recall.Grant)},
		[2]string{"clients' own tokens", count(recall.ClientToken)})
}

// unkept says of what has no row that it was left, to whoever asked for all.
func (cmd *revokeCommand) unkept(w io.Writer, access time.Duration) {
	if len(cmd.Kind) == 0 {
		fmt.Fprintf(w, "\nJWTs from the client credentials grant are not stored. They expire within %s.\n",
			config.FormatDuration(access))
	}
}

func total(counts map[recall.Kind]int) (n int) {
	for _, some := range counts {
		n += some
	}
	return n
}

// written is a time as the REST API writes it, the first of all too.
func written(t time.Time) *string {
	text := t.UTC().Format(time.RFC3339)
	return &text
}
