package e2e_test

import (
	"encoding/json"
	"flag"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

var makeFixture = flag.String("make-fixture", "", "write a database of this version with one of everything in it into `directory`, for each kind of database")

// belongings is what somebody holds of a fixture, at the moment when it was complete. All of it was issued to nobody.
type belongings struct {
	Created                                              time.Time
	Issuer                                               string
	App, Opaque, API, Disabled                           client
	JWT, Refresh, Random, RandomRefresh                  string
	SpentRefresh, SpentAccess, RevokedJWT, EndedRefresh  string
	Personal, PersonalID, OldSecret, NewSecret, Revoked  string
	UnspentCode, UnspentVerifier, Session, DisabledToken string
}

// TestMakeFixture makes the fixtures of TestReleasedSchemas. At every release it is run once more:
//
//	go test ./e2e -run TestMakeFixture -make-fixture testdata/schemas/NUMBER
//
// with the number of the newest file in storage/schema. It takes sqlite3, pg_dump and mariadb-dump.
func TestMakeFixture(t *testing.T) {
	if *makeFixture == "" {
		t.Skip("it writes files; name a directory with -make-fixture")
	}
	if err := os.MkdirAll(*makeFixture, 0o750); err != nil {
		t.Fatal(err)
	}
	storagetest.Each(t, func(t *testing.T, database string) {
		// With ordinary lifetimes, since its servers run by the clock of this day; but what is spent is spent at once.
		p := start(t, database, settings{"tokens.refresh_grace": "0s"})
		held := oneOfEverything(t, p)
		p.stop(t)
		held.Created = clocktest.Now().UTC().Truncate(time.Millisecond)
		base := filepath.Join(*makeFixture, strings.ToLower(string(p.kind)))
		text, err := json.MarshalIndent(held, "", "  ")
		if err == nil {
			err = os.WriteFile(base+".json", append(text, '\n'), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		dump, err := dumpOf(t, p).Output()
		if err == nil {
			err = os.WriteFile(base+".sql", dump, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}

func dumpOf(t *testing.T, p *patio) *exec.Cmd {
	t.Helper()
	u, err := url.Parse(p.database)
	if err != nil {
		t.Fatal(err)
	}
	switch p.kind {
	case storage.SQLite:
		return exec.Command("sqlite3", strings.TrimPrefix(p.database, "sqlite:"), ".dump")
	case storage.PostgreSQL:
		return exec.Command("pg_dump", "--inserts", "--no-owner", "--no-privileges", "--no-comments", p.database)
	}
	return exec.Command("mariadb-dump", "--skip-extended-insert", "--hex-blob", "--compact", "--skip-ssl",
		"-h", u.Hostname(), "-P", u.Port(), "-u", u.User.Username(), strings.Trim(u.Path, "/"))
}

// oneOfEverything makes a row of each kind, spent, ended and living.
func oneOfEverything(t *testing.T, p *patio) (h belongings) {
	t.Helper()
	mira, guest := p.person(t), p.person(t)
	scopes := []string{"profile", "tokens:read", "tokens:write"}
	h.Issuer = p.issuer
	h.App, h.Opaque = p.client(t, mira, clientSpec{Scopes: scopes}), p.client(t, mira, clientSpec{Opaque: true})
	h.API, h.Disabled = p.resourceServer(t, mira), p.client(t, mira, clientSpec{})
	s := p.session(t, mira)
	h.Session = s.cookie
	jwt, random := p.grantIn(t, s.browser, h.App, mira), p.grantIn(t, s.browser, h.Opaque, mira)
	h.JWT, h.Refresh, h.Random, h.RandomRefresh = jwt.Access, jwt.Refresh, random.Access, random.Refresh
	spent := p.grantIn(t, s.browser, h.App, mira)
	h.SpentRefresh = spent.Refresh
	h.SpentAccess = p.token(t, h.App, refresh(spent.Refresh)).is(t, http.StatusOK).tokens(t).Access
	ended := p.grantIn(t, s.browser, h.App, mira)
	h.RevokedJWT, h.EndedRefresh = ended.Access, ended.Refresh
	p.revoke(t, h.App, h.RevokedJWT).is(t, http.StatusOK)
	p.revoke(t, h.App, p.grantIn(t, s.browser, h.App, mira).Refresh).is(t, http.StatusOK)
	h.Personal, h.PersonalID = p.pat(t, mira, h.App)
	h.Revoked, _ = p.pat(t, mira, h.App)
	p.revoke(t, h.App, h.Revoked).is(t, http.StatusOK)
	old, id := p.pat(t, mira, h.App)
	h.OldSecret = old
	h.NewSecret = p.api(t, http.MethodPost, pats+"/"+id+"/rotate", old, order{"overlap_seconds": 0}).is(t, http.StatusOK).object(t).text(t, "token")
	code, form := newCode(t, p, s.browser, mira, h.App)
	h.UnspentCode, h.UnspentVerifier = code, form.Get("code_verifier")
	h.DisabledToken = p.grant(t, h.Disabled, guest).Access
	p.cli(t, "client", "disable", h.Disabled.ID)
	p.cli(t, "user", "disable", guest.Username)
	p.cli(t, "client", "rotate-secret", h.API.ID, "--overlap", "720h")
	p.cli(t, "key", "rotate")
	p.me(t, h.Personal).is(t, http.StatusOK)
	return h
}
