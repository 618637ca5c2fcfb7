package storage_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/recall"
	"github.com/patio-auth/patio/retention"
	"github.com/patio-auth/patio/revocations"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// growing are the tables that become large with what Patio issues.
var growing = []string{
	"lineages", "codes", "refresh_tokens", "access_tokens", "personal_access_tokens", "pat_secrets", "pat_uses", "revocations",
	"sessions", "consents", "users", "clients", "client_secrets", "endings", "access_lineages", "idempotency_keys",
}

// TestRequestsByIndex asks each database how it would run what requests and
// the work behind them ask for again and again: never by going through a table
// that grows.
func TestRequestsByIndex(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, db := storagetest.Open(t, url), storagetest.SQL(t, url)
		db.SetMaxOpenConns(1)
		manyOfEach(t, s)
		manyGrants(t, s)
		explained, badly := "EXPLAIN QUERY PLAN ", []string{"SCAN p\n", "SCAN l\n", "SCAN c\n", "SCAN u\n", "SCAN r\n"}
		for _, table := range growing {
			switch s.Dialect() {
			case storage.SQLite:
				badly = append(badly, "SCAN "+table)
			case storage.PostgreSQL:
				badly = append(badly, "Seq Scan on "+table)
			case storage.MySQL:
				exec(t, db, "ANALYZE TABLE "+table)
			}
		}
		switch s.Dialect() {
		case storage.PostgreSQL:
			exec(t, db, "SET enable_seqscan = off") // which small tables do not need, but large ones must not
			explained = "EXPLAIN "
		case storage.MySQL:
			firstJSON(t, db)
			explained, badly = "EXPLAIN FORMAT=JSON ", []string{`"access_type": "index"`, `"access_type": "ALL"`}
		}
		for name, ask := range often(s) {
			var statements []string
			err := ask(s.Watched(t.Context(), func(statement string) { statements = append(statements, statement) }))
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if len(statements) == 0 {
				t.Errorf("%s asked nothing", name)
			}
			for _, statement := range statements {
				if strings.HasPrefix(statement, "INSERT") || strings.HasPrefix(statement, "SAVEPOINT") {
					continue
				}
				if before, _, found := strings.Cut(statement, "hash IN ("); found { // which GORM cannot write as text
					statement = before + "hash IN ('a', 'b')"
				}
				plan := derived.ReplaceAllString(explain(t, db, explained+statement), "")
				for _, bad := range badly {
					if strings.Contains(plan, bad) {
						t.Errorf("%s goes through a table:\n%s\n%s", name, statement, plan)
					}
				}
			}
		}
	})
}

// TestSkewedByIndex asks PostgreSQL once more, where nearly no lineage has a
// parent and those that have one have the same, and where one lineage has all
// refresh tokens: what its statistics then hold for frequent, most lineages do
// not have at all, and looking for the first of them would read the table.
func TestSkewedByIndex(t *testing.T) {
	url := storagetest.Fresh(t, storage.PostgreSQL)
	s, db := storagetest.Open(t, url), storagetest.SQL(t, url)
	db.SetMaxOpenConns(1)
	manyOfEach(t, s)
	manyGrants(t, s)
	exec(t, db, `INSERT INTO lineages (id, parent_id, user_id, client_id, scopes, resources, auth_time, created_at, expires_at, ended_at, end_reason, second_factor)
		SELECT '0195dddd-0000-7000-8000-' || lpad(n::text, 12, '0'), CASE WHEN n % 50 = 0 THEN '`+oneID+`' ELSE '' END, n, n, '', '', 0, 1, 0, 0, '', ''
		FROM generate_series(1, 50000) n`)
	exec(t, db, `INSERT INTO refresh_tokens (hash, lineage_id, created_at, expires_at, spent_at)
		SELECT decode(lpad(n::text, 64, '0'), 'hex'), '`+oneID+`', 1, 4000000000000, 0 FROM generate_series(1, 50000) n`)
	exec(t, db, "ANALYZE")
	for name, ask := range often(s) {
		var statements []string
		if err := ask(s.Watched(t.Context(), func(statement string) { statements = append(statements, statement) })); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, statement := range statements {
			if strings.HasPrefix(statement, "SAVEPOINT") || strings.Contains(statement, "hash") {
				continue
			}
			plan := explain(t, db, "EXPLAIN "+statement)
			for _, table := range []string{"lineages", "refresh_tokens"} {
				if strings.Contains(plan, "Seq Scan on "+table) {
					t.Errorf("%s goes through a table:\n%s\n%s", name, statement, plan)
				}
			}
		}
	}
}

// often is what is asked for at requests, and all the time by the work behind
// them. What a verdict or a redemption reads is TestHotReadsByIndex' to explain.
func often(s *storage.Store) map[string]func(ctx context.Context) error {
	const id, user = "0195bbbb-0000-7000-8000-000000000200", "0195cccc-0000-7000-8000-000000000200"
	now, hash := time.UnixMilli(0).AddDate(0, 0, 2), secret.HashOf("200")
	second := func(_ any, err error) error { return err }
	all := map[string]func(ctx context.Context) error{
		"code, spent": func(ctx context.Context) error { return second(s.SpendCode(ctx, hash, now)) },
		"refresh, spent": func(ctx context.Context) error {
			return second(s.SpendRefresh(ctx, oauth.Refresh{Hash: hash}, now, nil))
		},
		"session":         func(ctx context.Context) error { _, _, err := s.Session(ctx, hash); return err },
		"sessions":        func(ctx context.Context) error { return second(s.Sessions(ctx, user, now, 10)) },
		"consent":         func(ctx context.Context) error { return second(s.Consent(ctx, user, id)) },
		"consents":        func(ctx context.Context) error { return second(s.Consents(ctx, user, "", 10)) },
		"tokens":          func(ctx context.Context) error { return second(s.Tokens(ctx, user, pat.Filter{}, pat.Marks{}, "", 10)) },
		"a token":         func(ctx context.Context) error { return second(s.Token(ctx, id)) },
		"a token, held":   func(ctx context.Context) error { return second(s.LockToken(ctx, id)) },
		"living tokens":   func(ctx context.Context) error { return second(s.CountLive(ctx, user, now)) },
		"clients":         func(ctx context.Context) error { return second(s.Clients(ctx, user, clients.Filter{}, "", 10)) },
		"resource server": func(ctx context.Context) error { return second(s.RegisteredResource(ctx, "https://api.example.org")) },
		"ancestors":       func(ctx context.Context) error { return second(s.Ancestors(ctx, id)) },
		"a lineage's end": func(ctx context.Context) error { return s.EndLineage(ctx, id, "test", now) },
		"an app's hold":   func(ctx context.Context) error { return second(s.Authorized(ctx, oneID, id)) },
		"an app's end":    func(ctx context.Context) error { return s.EndGrants(ctx, oneID, id, "test", now) },
		"last uses":       func(ctx context.Context) error { return s.TouchTokens(ctx, map[string]pat.Use{id: {At: now}}) },
		"what was ended":  func(ctx context.Context) error { return second(s.Ended(ctx, revocations.Place{}, now, 10)) },
		"the rest of an end": func(ctx context.Context) error {
			err := s.Raw(ctx, "INSERT INTO endings (lineage_id, user_id, reason, ended_at) VALUES ('"+id+"', '"+user+"', 'test', 1)")
			return errors.Join(err, second(s.EndRest(ctx)))
		},
		"what ends soon": func(ctx context.Context) error {
			return second(s.TokensEnding(ctx, notices.Place{ExpiresAt: now}, now, 10))
		},
		"clean-up of lineages": func(ctx context.Context) error {
			return second(s.DropLineages(ctx, "0195bbbb", retention.Bounds{Ended: time.Now(), Used: now}, 10))
		},
	}
	for _, shelf := range []recall.Shelf{recall.PersonalTokens, recall.Lineages} { // those with ids, which can be written as text
		all[fmt.Sprint("recall of ", shelf)] = func(ctx context.Context) error {
			_, _, err := s.IssuedSince(ctx, shelf, now, now, "0195bbbb", 10)
			return err
		}
	}
	for _, kind := range []retention.Kind{retention.Codes, retention.AccessTokens, retention.Sessions, retention.Revocations, retention.Responses} {
		all[fmt.Sprint("clean-up of ", kind)] = func(ctx context.Context) error { return second(s.DropExpired(ctx, kind, time.UnixMilli(20), 10)) }
	}
	return all
}

// manyGrants makes so many grants, and what hangs from them, that no database
// would rather go through their tables.
func manyGrants(t *testing.T, s *storage.Store) {
	t.Helper()
	err := s.Transact(t.Context(), func(ctx context.Context) error {
		for i := range 250 {
			id, hash := fmt.Sprintf("0195cccc-0000-7000-8000-%012d", i), secret.HashOf(fmt.Sprint(i))
			client := fmt.Sprintf("0195bbbb-0000-7000-8000-%012d", i)
			at := time.UnixMilli(int64(i + 1))
			for _, err := range []error{
				s.CreateGrant(ctx, oauth.Lineage{ID: id, UserID: oneID, ClientID: client, CreatedAt: at}, oauth.Code{Hash: hash, LineageID: id, ExpiresAt: at}),
				s.CreateRefresh(ctx, oauth.Refresh{Hash: hash, LineageID: id, CreatedAt: at, ExpiresAt: at}),
				s.CreateAccess(ctx, oauth.Access{Hash: hash, ID: id, LineageID: id, UserID: oneID, ClientID: client, CreatedAt: at, ExpiresAt: at}),
				s.CreateUser(ctx, users.User{ID: id, Username: id, Email: id + "@example.org", CreatedAt: at}, "hash"),
				s.CreateSession(ctx, users.Session{Hash: hash, UserID: id, CreatedAt: at, ExpiresAt: at}),
				s.PutConsent(ctx, consent.Grant{UserID: id, ClientID: client, CreatedAt: at, UpdatedAt: at}),
				s.AddSecret(ctx, client, clients.Secret{Hash: hash, CreatedAt: at}, time.Time{}),
				s.RevokeJWT(ctx, id, at),
			} {
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
