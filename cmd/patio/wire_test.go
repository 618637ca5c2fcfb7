package main

import (
	"bytes"
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/ratelimit"
	_ "github.com/patio-auth/patio/storage" // brings the driver "sqlite"
)

// patio runs the program in this process and gives its exit status and what it
// wrote to standard error.
func patio(t *testing.T, args ...string) (int, string) {
	t.Helper()
	var out, problems bytes.Buffer
	status := run(context.Background(), args, strings.NewReader(""), &out, &problems, nil)
	return status, problems.String()
}

// migrated makes a database of this version, changes it, and gives its URL.
func migrated(t *testing.T, changes ...string) (db *sql.DB, url string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "patio.db")
	if status, problems := patio(t, "migrate", "--database", "sqlite:"+file); status != exitDone {
		t.Fatal(problems)
	}
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for _, change := range changes {
		if _, err := db.Exec(change); err != nil {
			t.Fatal(err)
		}
	}
	return db, "sqlite:" + file
}

// What a newer Patio has written, no command of this one touches.
func TestANewerSchemaIsRefused(t *testing.T) {
	_, database := migrated(t, "INSERT INTO schema_versions (id) VALUES ('9999_from_the_future')")
	for _, command := range [][]string{
		{"user", "list"}, {"key", "list"}, {"migrate"}, {"migrate", "--dry-run"},
		{"serve", "--listen", "127.0.0.1:0"}, {"serve", "--listen", "127.0.0.1:0", "--migrate=false"},
	} {
		status, problems := patio(t, append(command, "--database", database)...)
		if status != exitFailed || !strings.Contains(problems, "brought up to date by a newer Patio") || strings.Count(problems, "\n") != 1 {
			t.Errorf("%v: %d %s", command, status, problems)
		}
	}
}

// An older schema may be in use by an older Patio, so only serve and migrate
// change it.
func TestAnOlderSchemaIsLeftAlone(t *testing.T) {
	db, database := migrated(t,
		"ALTER TABLE personal_access_tokens DROP COLUMN last_used_agent", "DELETE FROM schema_versions WHERE id = '0009_agent'")
	for _, command := range [][]string{
		{"user", "list"}, {"key", "list"}, {"audit", "list"}, {"revoke", "--issued-since", "2026-11-20T00:00:00Z", "--dry-run"},
		{"serve", "--listen", "127.0.0.1:0", "--migrate=false"},
	} {
		status, problems := patio(t, append(command, "--database", database)...)
		if status != exitFailed || !strings.Contains(problems, "run `patio migrate`") {
			t.Errorf("%v: %d %s", command, status, problems)
		}
	}
	if _, err := db.Exec("SELECT last_used_agent FROM personal_access_tokens"); err == nil {
		t.Error("a command migrated")
	}
	if status, problems := patio(t, "migrate", "--database", database); status != exitDone {
		t.Error(problems)
	}
	if status, problems := patio(t, "user", "list", "--database", database); status != exitDone {
		t.Error(problems)
	}
}

func TestCatalogueIsPatiosOwnAndThenTheOperators(t *testing.T) {
	got := catalogue([]config.Scope{{Name: "notes:read", Description: "Read your notes"}})
	own := len(clients.BuiltIn())
	if len(got) != own+1 || got[own].Name != "notes:read" || got[own].Title != "Read your notes" {
		t.Errorf("%v", got[own:])
	}
}

// What is listed of a built-in scope changes that one, and nothing that is left out.
func TestCatalogueOfABuiltInScope(t *testing.T) {
	yes, no := true, false
	got := catalogue([]config.Scope{
		{Name: "tokens:write", Restricted: &yes}, {Name: "clients:write", Description: "Make apps", Sensitive: &no, GrantableToApps: &yes},
	})
	named := got.Describe([]string{"tokens:write", "clients:write"})
	want := []clients.Scope{clients.BuiltIn().Describe([]string{"tokens:write"})[0], {Name: "clients:write", Title: "Make apps", GrantableToApps: true}}
	want[0].Restricted = true
	if len(got) != len(clients.BuiltIn()) || !slices.Equal(named, want) || !want[0].Sensitive {
		t.Errorf("%+v, want %+v", named, want)
	}
}

func TestAudienceIsTheIssuerUnlessAnotherIsSet(t *testing.T) {
	cfg := &config.Config{Issuer: "https://auth.test"}
	if got := audience(cfg); got != "https://auth.test" {
		t.Error(got)
	}
	cfg.Tokens.DefaultAudience = "https://api.test"
	if got := audience(cfg); got != "https://api.test" {
		t.Error(got)
	}
}

// Every limit of the configuration reaches the server, under a name of its own:
// two limits of one name would share their counters.
func TestLimitsAreWired(t *testing.T) {
	cfg, err := config.Load(config.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := limits(cfg.Limits, cfg.Quotas.WritesPerUser, ratelimit.Unlimited{})
	seen := map[string]bool{}
	for _, l := range []struct {
		name  string
		burst int
		want  config.Rate
	}{
		{got.SignIn.PerPair.Name, got.SignIn.PerPair.Burst, cfg.Limits.SignInPerAccountAndAddress},
		{got.SignIn.PerAccount.Name, got.SignIn.PerAccount.Burst, cfg.Limits.SignInPerAccount},
		{got.SignIn.PerAddress.Name, got.SignIn.PerAddress.Burst, cfg.Limits.SignInPerAddress},
		{got.ClientPerPair.Name, got.ClientPerPair.Burst, cfg.Limits.ClientAuthPerClientAndAddress},
		{got.ClientPerAddress.Name, got.ClientPerAddress.Burst, cfg.Limits.ClientAuthPerAddress},
		{got.BadTokens.Name, got.BadTokens.Burst, cfg.Limits.BadTokensPerAddress},
		{got.LeakReports.Name, got.LeakReports.Burst, cfg.Limits.LeakReportsPerAddress},
	} {
		if seen[l.name] || l.burst != l.want.Count || l.burst == 0 {
			t.Errorf("%q: %d, want %v", l.name, l.burst, l.want)
		}
		seen[l.name] = true
	}
}
