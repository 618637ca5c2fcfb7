package storage_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"database/sql"
	"encoding/base32"
	"encoding/base64"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// TestAtRest makes one of every secret there is and then reads every column of
// every table: none of them may be there, in any spelling.
func TestAtRest(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s := storagetest.Open(t, url)
		secrets := oneOfEverySecret(t, s)
		db := storagetest.SQL(t, url)
		cells := 0
		for _, table := range tablesOf(t, db, s.Dialect()) {
			for _, row := range dump(t, db, table) {
				for _, cell := range row {
					cells++
					for what, raw := range secrets {
						if bytes.Contains([]byte(cell), raw) {
							t.Errorf("%s rests in table %s", what, table)
						}
					}
				}
			}
		}
		if cells < 150 {
			t.Errorf("only %d columns were read", cells)
		}
	})
}

func dump(t *testing.T, db *sql.DB, table string) [][]string {
	t.Helper()
	rows, err := db.Query("SELECT * FROM " + table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	return allRows(t, rows)
}

// oneOfEverySecret goes through a sign-in, a code flow with refresh, an opaque
// token and a personal access token, and gives what was handed out.
func oneOfEverySecret(t *testing.T, s *storage.Store) map[string][]byte {
	t.Helper()
	ctx, now := t.Context(), clocktest.Now
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	master := []byte("a master key of 32 bytes or more.")
	people := users.New(s, users.Options{Now: now, IdleTTL: time.Hour, MaxTTL: time.Hour, Master: master})
	apps, consents := clients.New(s, clients.Options{Catalogue: clients.BuiltIn(), Now: now}), consent.New(s, now)
	ring, err := keys.Open(ctx, s, keys.Options{Now: now, Algorithm: "ES256", Overlap: time.Hour, Master: master})
	check(err)
	protocol := oauth.New(s, apps, consents, ring, oauth.Options{
		Now: now, Issuer: "https://patio.test", DefaultAudience: "https://patio.test", AccessTTL: time.Minute,
		CodeTTL: time.Minute, RefreshTTL: time.Hour, RefreshGrace: time.Minute,
	})
	tokens := pat.New(s, pat.Options{Now: now, Issuer: "https://patio.test", Audience: "https://patio.test"})

	const password = "correct horse battery"
	mira, err := people.Create(ctx, users.Draft{Username: "mira", Email: "mira@example.org", Password: password})
	check(err)
	entry, err := people.SignIn(ctx, mira, users.Browser{Address: "192.0.2.1", Agent: "browser"})
	check(err)
	check(people.BeginTOTP(ctx, entry.Session, password))
	waiting, err := people.PendingTOTP(ctx, entry.Session)
	check(err)
	digits, err := totp.GenerateCode(waiting.Key, clocktest.Now())
	check(err)
	session, cookie, recovery, err := people.FinishTOTP(ctx, entry.Session, digits)
	check(err)
	check(people.EndSession(ctx, cookie))
	halfway, err := people.SignIn(ctx, mira, users.Browser{})
	check(err)
	_, _, err = people.FinishSignIn(ctx, halfway.Secret, recovery[0], users.Browser{})
	check(err)
	unfinished, err := people.SignIn(ctx, mira, users.Browser{})
	check(err)
	bits, err := base32.StdEncoding.DecodeString(waiting.Key)
	check(err)
	app, secret, err := apps.Register(ctx, actor.Operator(), clients.Registration{
		OwnerID: mira.ID, Name: "App", Type: clients.Confidential, Scopes: []string{"openid"}, Format: clients.Opaque,
		RedirectURIs: []string{"https://app.example.org/cb"},
	})
	check(err)
	second, err := apps.RotateSecret(ctx, actor.Operator(), app.ID, time.Hour)
	check(err)
	verifier := strings.Repeat("v", 43)
	code := authorize(ctx, t, protocol, app, mira, verifier)
	caller, err := protocol.Authenticate(ctx, clients.Credentials{ID: app.ID, Secret: secret, Method: clients.AuthBasic})
	check(err)
	first, err := protocol.Token(ctx, caller, oauth.TokenRequest{
		GrantType: clients.GrantCode, Code: code, RedirectURI: app.RedirectURIs[0], Verifier: verifier,
	})
	check(err)
	refresh := oauth.TokenRequest{GrantType: clients.GrantRefresh, RefreshToken: first.RefreshToken}
	next, err := protocol.Token(ctx, caller, refresh)
	check(err)
	again, err := protocol.Token(ctx, caller, refresh) // within the grace window
	check(err)
	_, personal, err := tokens.Mint(ctx, pat.Order{UserID: mira.ID, ClientID: app.ID, Name: "mine"})
	check(err)
	key, err := ring.Signer(ctx)
	check(err)
	private, err := x509.MarshalPKCS8PrivateKey(key.Private)
	check(err)
	// The prefix may rest (in a hint); what follows it may not.
	body := func(s string) []byte { return []byte(s[4:34]) }
	return map[string][]byte{
		"the password": []byte(password), "the session": body(entry.Secret), "the client secret": body(secret),
		"its successor": body(second), "the code": body(code), "the verifier": []byte(verifier),
		"the access token": body(first.AccessToken), "the refresh token": body(first.RefreshToken),
		"the next refresh token": body(next.RefreshToken), "the next access token": body(next.AccessToken),
		"the access token of the grace window": body(again.AccessToken), "the personal access token": body(personal),
		"the private key": private[len(private)-40:], "the session after a step up": body(cookie), "the half-finished sign-in": body(unfinished.Secret),
		"the authenticator's key": bits, "the authenticator's key in base32": []byte(waiting.Key),
		"a used recovery code": []byte(recovery[0]), "a recovery code": []byte(recovery[1]), "one without its dashes": []byte(strings.ReplaceAll(recovery[2], "-", "")),
		"the session's id": []byte(session.ID()),
	}
}

func authorize(ctx context.Context, t *testing.T, s *oauth.Server, app clients.Client, who users.User, verifier string) string {
	t.Helper()
	sum := sha256.Sum256([]byte(verifier))
	a, err := s.Authorize(ctx, oauth.AuthorizationRequest{
		ClientID: app.ID, RedirectURI: app.RedirectURIs[0], ResponseType: "code",
		Challenge: base64.RawURLEncoding.EncodeToString(sum[:]), ChallengeMethod: "S256",
	})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := s.Approve(ctx, a, oauth.Person{UserID: who.ID, AuthTime: clocktest.Now()})
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(answer)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("code")
}
