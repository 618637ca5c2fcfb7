package storage_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestInsightByIndex asks each database how it runs what the pages of tokens
// ask for: never by going through a table.
func TestInsightByIndex(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, db := storagetest.Open(t, url), storagetest.SQL(t, url)
		db.SetMaxOpenConns(1)
		manyOfEach(t, s)
		day := time.UnixMilli(0).UTC().AddDate(0, 0, 1)
		explained, badly := "EXPLAIN QUERY PLAN ", []string{"SCAN lineages", "SCAN pat", "SCAN p ", "SCAN c ", "SCAN personal", "SCAN clients"}
		switch s.Dialect() {
		case storage.PostgreSQL:
			exec(t, db, "SET enable_seqscan = off")
			explained, badly = "EXPLAIN ", []string{"Seq Scan on lineages", "Seq Scan on pat", "Seq Scan on personal", "Seq Scan on clients"}
		case storage.MySQL:
			for _, table := range []string{"lineages", "personal_access_tokens", "pat_uses", "pat_secrets", "clients"} {
				exec(t, db, "ANALYZE TABLE "+table)
			}
			firstJSON(t, db)
			explained, badly = "EXPLAIN FORMAT=JSON ", []string{`"access_type": "index"`, `"access_type": "ALL"`}
		}
		for name, ask := range map[string]func(ctx context.Context) error{
			"uses":   func(ctx context.Context) error { _, err := s.Uses(ctx, oneID, day); return err },
			"daily":  func(ctx context.Context) error { _, err := s.DailyUses(ctx, []string{oneID, "x"}, day); return err },
			"forget": func(ctx context.Context) error { _, err := s.ForgetUses(ctx, day.AddDate(0, 0, 1), 10); return err },
			"above":  func(ctx context.Context) error { _, err := s.KinAbove(ctx, oneID, 10); return err },
			"children": func(ctx context.Context) error {
				_, err := s.KinBelow(ctx, []string{oneID, "x"}, false, 10)
				return err
			},
			"living":        func(ctx context.Context) error { _, err := s.KinBelow(ctx, []string{oneID, "x"}, true, 10); return err },
			"on a client":   func(ctx context.Context) error { _, err := s.KinOn(ctx, oneID, oneID, 10); return err },
			"created under": func(ctx context.Context) error { _, err := s.CountCreatedUnder(ctx, "x", "x", 10); return err },
			"secrets":       func(ctx context.Context) error { _, err := s.Secrets(ctx, oneID, 10); return err },
		} {
			var statements []string
			if err := ask(s.Watched(t.Context(), func(statement string) { statements = append(statements, statement) })); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if len(statements) == 0 {
				t.Errorf("%s asked nothing", name)
			}
			for _, statement := range statements {
				plan := explain(t, db, explained+statement)
				plan = derived.ReplaceAllString(plan, "") // a few rows that the statement itself has gathered
				for _, bad := range badly {
					if strings.Contains(plan, bad) {
						t.Errorf("%s goes through a table:\n%s\n%s", name, statement, plan)
					}
				}
			}
		}
	})
}

var derived = regexp.MustCompile(`"table_name": "<(?:derived\d+|union[\d,]+)>",\s*"access_type": "ALL"` + // MariaDB
	`|"access_type": "ALL",(?:[^{}]|\{[^{}]*\})*"materialized_from_subquery"`) // MySQL

// manyOfEach makes so many clients and tokens, these below one of them, that no database would
// rather go through their tables.
func manyOfEach(t *testing.T, s *storage.Store) {
	t.Helper()
	oneOfEach(t, s, oneID)
	err := s.Transact(t.Context(), func(ctx context.Context) error {
		var counts []pat.Count
		for i := range 250 {
			id := fmt.Sprintf("0195bbbb-0000-7000-8000-%012d", i)
			token := pat.Token{ID: id, UserID: oneID, ClientID: oneID, Lineage: id, Name: "n", CreatedAt: time.UnixMilli(1)}
			parent := ""
			if i%50 == 0 {
				parent = oneID
			}
			if err := s.CreateClient(ctx, clients.Client{ID: id, OwnerID: oneID, Name: "n", CreatedAt: time.UnixMilli(1)}, nil); err != nil {
				return err
			}
			if err := s.CreateToken(ctx, token, secret.HashOf(id), parent); err != nil {
				return err
			}
			for day := range 3 {
				counts = append(counts, pat.Count{TokenID: id, Day: time.UnixMilli(0).AddDate(0, 0, day), Uses: 1})
			}
		}
		return s.AddUses(ctx, counts)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestUsesOfTwoProcesses: two processes on one database, each with a batch of
// its own, add to the same day of the same tokens. The sum is exact.
func TestUsesOfTwoProcesses(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		first := storagetest.Open(t, url)
		oneOfEach(t, first, oneID)
		p := &bearer.Principal{ID: oneID, Scopes: []string{"a", "b"}}
		now := func() time.Time { return clocktest.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)) }
		processes := []*pat.Tokens{pat.New(first, pat.Options{Now: now}), pat.New(storagetest.Open(t, url), pat.Options{Now: now})}
		const rounds, uses = 20, 25
		var all sync.WaitGroup
		for _, tokens := range processes {
			all.Go(func() {
				for range rounds {
					for range uses {
						tokens.Used(p, pat.Sighting{Asked: "a", Address: "192.0.2.1"})
					}
					if err := tokens.Flush(t.Context()); err != nil {
						t.Error(err) // and what was not written comes with the next
					}
				}
			})
		}
		all.Wait()
		got, err := processes[0].Usage(t.Context(), pat.Token{ID: oneID, Scopes: p.Scopes}, 1)
		if err != nil {
			t.Fatal(err)
		}
		const want = 2 * rounds * uses
		if got.Uses != want || got.Days[0].Scopes["a"] != want || len(got.Days[0].Scopes) != 1 {
			t.Errorf("counted %+v, want %d", got, want)
		}
	})
}
