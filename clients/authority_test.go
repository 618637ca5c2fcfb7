package clients_test

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// authority is a Clients service on a real store with the default rules, and a person who has a token.
type authority struct {
	*clients.Clients
	store  *storage.Store
	tokens *pat.Tokens
	at     time.Time
	mira   string
}

func newAuthority(t *testing.T, url string, change func(o *clients.Options)) *authority {
	t.Helper()
	a := &authority{store: storagetest.Open(t, url), at: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	now := func() time.Time { return a.at }
	opts := clients.Options{
		Catalogue: append(clients.BuiltIn(), clients.Scope{Name: "notes:read"}, clients.Scope{Name: "notes:admin", Restricted: true}),
		Now:       now, Audience: audience,
		SelfService: clients.SelfService{GrantTypes: []string{clients.GrantCode, clients.GrantRefresh}, Approval: clients.ApprovalRestricted},
	}
	if change != nil {
		change(&opts)
	}
	a.Clients = clients.New(a.store, opts)
	a.tokens = pat.New(a.store, pat.Options{Now: now, Issuer: audience, Audience: audience})
	a.mira = a.user(t)
	return a
}

func (a *authority) user(t *testing.T) string {
	t.Helper()
	u := users.User{ID: uuid.Must(uuid.NewV7()).String(), CreatedAt: a.at}
	u.Username, u.Email = "u"+u.ID, u.ID+"@example.org"
	if err := a.store.CreateUser(t.Context(), u, "no hash"); err != nil {
		t.Fatal(err)
	}
	return u.ID
}

// session is mira in a browser where she signed in so long ago.
func (a *authority) session(ago time.Duration) actor.Actor {
	return actor.Actor{Credential: actor.Session, UserID: a.mira, SignedInAt: a.at.Add(-ago)}
}

// token mints a personal access token on a client of mira's own that has every scope, and returns it as an actor.
func (a *authority) token(t *testing.T, parent *actor.Actor, scopes ...string) actor.Actor {
	t.Helper()
	own, _, err := a.Register(t.Context(), actor.Operator(), clients.Registration{
		OwnerID: a.mira, Name: "Tools", Type: clients.Confidential, Scopes: a.Catalogue().Names(),
	})
	if err != nil {
		t.Fatal(err)
	}
	order := pat.Order{UserID: a.mira, ClientID: own.ID, Name: "ci", Scopes: scopes}
	if parent != nil {
		order.Parent = &pat.Asker{Principal: parent.Token.Principal, Presented: parent.Token.Presented}
	}
	made, raw, err := a.tokens.Mint(t.Context(), order)
	if err != nil {
		t.Fatal(err)
	}
	p, _, err := a.tokens.Verify(t.Context(), raw)
	if err != nil {
		t.Fatal(err)
	}
	return actor.Actor{
		Credential: actor.PAT, UserID: a.mira, ClientID: made.ClientID, GrantID: made.Lineage,
		Token: &actor.Token{Principal: p, Presented: secret.HashOf(raw)},
	}
}

func app(scopes ...string) clients.Registration {
	return clients.Registration{Name: "App", Type: clients.Confidential, Scopes: scopes, RedirectURIs: []string{"https://app.example.org/cb"}}
}

func isDenied(err error) bool {
	var why *clients.Denied
	return errors.As(err, &why)
}

// TestTokensRegisterNoMoreThanTheyAre is rule 1: what a token registers stays within the token.
func TestTokensRegisterNoMoreThanTheyAre(t *testing.T) {
	a := newAuthority(t, storagetest.Fresh(t, storage.SQLite), nil)
	by := a.token(t, nil, "clients:write", "profile")
	if c, _, err := a.Register(t.Context(), by, app("profile")); err != nil || c.CreatorLineage != by.GrantID || c.Reviewed() || !c.Active() {
		t.Errorf("within the token: %+v, %v", c, err)
	}
	bound, elsewhere, of := by, by, by
	networks, resource, nobody := *by.Token.Principal, *by.Token.Principal, *by.Token.Principal
	networks.AllowedIPs = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}
	resource.Audience = []string{"https://api.example.org"}
	bound.Token, elsewhere.Token = &actor.Token{Principal: &networks}, &actor.Token{Principal: &resource}
	of.Credential, of.UserID, of.Token = actor.OAuth, "", &actor.Token{Principal: &nobody}
	stranger := by
	stranger.Credential = actor.OAuth
	for _, c := range []struct {
		name string
		by   actor.Actor
		reg  clients.Registration
	}{
		{"a scope that the token lacks", by, app("profile", "email")},
		{"a token bound to networks", bound, app("profile")},
		{"a token for a resource", elsewhere, app("profile")},
		{"a client's own token", of, app("profile")},
		{"an app's token", stranger, app("profile")},
		{"nobody", actor.Actor{}, app("profile")},
		{"the system", actor.Actor{Credential: actor.System}, app("profile")},
	} {
		if _, _, err := a.Register(t.Context(), c.by, c.reg); !isDenied(err) {
			t.Errorf("%s: %v, want a refusal", c.name, err)
		}
	}
	trusted := stranger
	trusted.FirstParty = true
	if _, _, err := a.Register(t.Context(), trusted, app("profile")); err != nil {
		t.Errorf("a first-party client's token: %v", err)
	}
}

// TestSelfService is rule 7: what asks for more than everybody may have waits, and what a client gains later does not
// slip by.
func TestSelfService(t *testing.T) {
	a := newAuthority(t, storagetest.Fresh(t, storage.SQLite), nil)
	mira := a.session(0)
	robot := app("profile")
	robot.GrantTypes = []string{clients.GrantClientCredentials}
	for name, reg := range map[string]clients.Registration{"a restricted scope": app("notes:admin"), "a grant type": robot} {
		c, raw, err := a.Register(t.Context(), mira, reg)
		if err != nil || c.Status() != clients.StatusPending || c.Active() {
			t.Fatalf("%s: %s, %v", name, c.Status(), err)
		}
		cred := clients.Credentials{ID: c.ID, Secret: raw, Method: clients.AuthBasic}
		if _, err := a.Authenticate(t.Context(), cred); !errors.Is(err, clients.ErrDisabled) {
			t.Errorf("%s: pending, it authenticates: %v", name, err)
		}
		for _, by := range []actor.Actor{mira, a.token(t, nil, "clients:write", "notes:admin", "profile")} {
			if _, err := a.Approve(t.Context(), by, c.ID); !isDenied(err) {
				t.Errorf("%s: its owner approves it: %v", name, err)
			}
			if c, err := a.Activate(t.Context(), by, c.ID); err != nil || c.Active() {
				t.Errorf("%s: its owner activates it: %v, %v", name, c.Status(), err)
			}
		}
		approved, err := a.Approve(t.Context(), actor.Operator(), c.ID)
		if err != nil || !approved.Active() || !approved.Reviewed() || !slices.Equal(approved.Scopes, reg.Scopes) {
			t.Errorf("%s: approved: %+v, %v", name, approved, err)
		}
		if _, err := a.Authenticate(t.Context(), cred); err != nil {
			t.Errorf("%s: approved, it does not authenticate: %v", name, err)
		}
	}
	plain, _, err := a.Register(t.Context(), mira, app("profile"))
	if err != nil || !plain.Active() {
		t.Fatal(err)
	}
	grants := []string{clients.GrantCode, clients.GrantClientCredentials}
	if _, err := a.Change(t.Context(), mira, plain.ID, clients.Change{GrantTypes: &grants}); !isDenied(err) {
		t.Errorf("a grant type that is gained later: %v", err)
	}
	a = newAuthority(t, storagetest.Fresh(t, storage.SQLite), func(o *clients.Options) { o.SelfService.Approval = clients.ApprovalAll })
	if c, _, err := a.Register(t.Context(), a.session(0), app("profile")); err != nil || c.Status() != clients.StatusPending {
		t.Errorf("all: %v, %v", c.Status(), err)
	}
	a = newAuthority(t, storagetest.Fresh(t, storage.SQLite), func(o *clients.Options) { o.SelfService.Approval = clients.ApprovalNone })
	if _, _, err := a.Register(t.Context(), a.session(0), robot); !isDenied(err) {
		t.Errorf("none: %v", err)
	}
}

// TestControl is rule 4: who may change what lets somebody else act as the client.
func TestControl(t *testing.T) {
	a := newAuthority(t, storagetest.Fresh(t, storage.SQLite), nil)
	creator := a.token(t, nil, "clients:write", "profile")
	other := a.token(t, nil, "clients:write", "profile")
	narrow := a.token(t, nil, "clients:write")
	privileged, narrowPrivileged := other, narrow
	strong, strongNarrow := *other.Token.Principal, *narrow.Token.Principal
	strong.ACR, strongNarrow.ACR = bearer.ACRMFA, bearer.ACRMFA
	privileged.Token = &actor.Token{Principal: &strong, Presented: other.Token.Presented}
	narrowPrivileged.Token = &actor.Token{Principal: &strongNarrow, Presented: narrow.Token.Presented}
	guarded := a.session(0)
	guarded.HasSecondFactor = true
	uris, none := []string{"https://app.example.org/cb", "https://app.example.org/two"}, []string{}
	for _, change := range []struct {
		name string
		do   func(by actor.Actor, id string) error
	}{
		{"a redirect URI", func(by actor.Actor, id string) error {
			_, err := a.Change(t.Context(), by, id, clients.Change{RedirectURIs: &uris})
			return err
		}},
		{"no redirect URI", func(by actor.Actor, id string) error {
			_, err := a.Change(t.Context(), by, id, clients.Change{RedirectURIs: &none})
			return err
		}},
		{"grant types", func(by actor.Actor, id string) error {
			_, err := a.Change(t.Context(), by, id, clients.Change{GrantTypes: &none})
			return err
		}},
		{"user_tokens", func(by actor.Actor, id string) error {
			_, err := a.Change(t.Context(), by, id, clients.Change{UserTokens: new(true)})
			return err
		}},
		{"a secret", func(by actor.Actor, id string) error {
			_, err := a.RotateSecret(t.Context(), by, id, time.Hour)
			return err
		}},
		{"deletion", func(by actor.Actor, id string) error { return a.Delete(t.Context(), by, id) }},
	} {
		for _, c := range []struct {
			name string
			by   actor.Actor
			may  bool
		}{
			{"a session of five minutes", a.session(5 * time.Minute), false},
			{"a session without its second factor", guarded, false},
			{"another token", other, false},
			{"a narrower token", narrow, false},
			{"a narrower token with advanced privileges", narrowPrivileged, false},
			{"a fresh session", a.session(4 * time.Minute), true},
			{"a token with advanced privileges", privileged, true},
			{"the token that created it", creator, true},
			{"the command line", actor.Operator(), true},
		} {
			made, _, err := a.Register(t.Context(), creator, app("profile"))
			if err != nil {
				t.Fatal(err)
			}
			err = change.do(c.by, made.ID)
			if c.may && err != nil {
				t.Errorf("%s by %s: %v", change.name, c.name, err)
			}
			if !c.may && !errors.Is(err, clients.ErrNotFresh) && !isDenied(err) {
				t.Errorf("%s by %s: %v, want a refusal", change.name, c.name, err)
			}
			if kept, err := a.Get(t.Context(), made.ID); !c.may && (err != nil || !equal(kept, made)) {
				t.Errorf("%s by %s left %+v, %v", change.name, c.name, kept, err)
			}
		}
	}
	made, _, err := a.Register(t.Context(), a.session(0), app("profile"))
	if err != nil {
		t.Fatal(err)
	}
	assign := clients.Change{ManagedBy: &other.Token.ID}
	if _, err := a.Change(t.Context(), other, made.ID, assign); !errors.Is(err, clients.ErrNotFresh) {
		t.Errorf("a token assigns itself: %v", err)
	}
	if _, err := a.Change(t.Context(), a.session(0), made.ID, assign); err != nil {
		t.Fatal(err)
	}
	if _, err := a.RotateSecret(t.Context(), other, made.ID, 0); err != nil {
		t.Errorf("the token that was assigned: %v", err)
	}
	if _, err := a.RotateSecret(t.Context(), creator, made.ID, 0); !errors.Is(err, clients.ErrNotFresh) {
		t.Errorf("a token that was not: %v", err)
	}
}

// TestSuspension is rule 6: only an operator reactivates what an operator suspended.
func TestSuspension(t *testing.T) {
	a := newAuthority(t, storagetest.Fresh(t, storage.SQLite), nil)
	c, _, err := a.Register(t.Context(), actor.Operator(), clients.Registration{OwnerID: a.mira, Name: "App", Type: clients.Confidential})
	if err != nil {
		t.Fatal(err)
	}
	root := a.session(0)
	root.UserID, root.Admin = a.user(t), true
	state := func(what string, do func(ctx context.Context, by actor.Actor, id string) (clients.Client, error), by actor.Actor, want clients.SuspendedBy) {
		t.Helper()
		if got, err := do(t.Context(), by, c.ID); err != nil || got.SuspendedBy != want || got.Active() != (want == "") {
			t.Errorf("%s: %q, %v; want %q", what, got.SuspendedBy, err, want)
		}
	}
	state("by its owner", a.Suspend, a.session(time.Hour), clients.ByOwner)
	state("back by its owner", a.Activate, a.session(time.Hour), "")
	state("by an administrator", a.Suspend, root, clients.ByOperator)
	state("by its owner, who changes nothing", a.Suspend, a.session(0), clients.ByOperator)
	if _, err := a.Activate(t.Context(), a.session(0), c.ID); !isDenied(err) {
		t.Errorf("back by its owner: %v", err)
	}
	if _, err := a.Change(t.Context(), a.session(0), c.ID, clients.Change{Disabled: new(false), Name: new("Mine")}); !isDenied(err) {
		t.Errorf("back by a change: %v", err)
	}
	if kept, err := a.Get(t.Context(), c.ID); err != nil || kept.Name != "App" {
		t.Errorf("a refused change left %q, %v", kept.Name, err)
	}
	state("back by the operator", a.Activate, actor.Operator(), "")
	stranger := a.session(0)
	stranger.UserID = a.user(t)
	for name, do := range map[string]func(ctx context.Context, by actor.Actor, id string) (clients.Client, error){
		"suspend": a.Suspend, "activate": a.Activate, "approve": a.Approve, "detach": a.Detach,
	} {
		if _, err := do(t.Context(), stranger, c.ID); !errors.Is(err, clients.ErrUnknown) {
			t.Errorf("%s by a stranger: %v", name, err)
		}
	}
	if _, err := a.Transfer(t.Context(), a.session(0), c.ID, stranger.UserID); !isDenied(err) {
		t.Errorf("transferred by its owner: %v", err)
	}
	if got, err := a.Transfer(t.Context(), root, c.ID, stranger.UserID); err != nil || got.OwnerID != stranger.UserID {
		t.Errorf("transferred: %v, %v", got.OwnerID, err)
	}
}

// TestRevokedCreator is rule 2 on every database: revoking a token ends what it created, and letting it expire does not.
func TestRevokedCreator(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		a := newAuthority(t, url, nil)
		root := a.token(t, nil, "clients:write", "tokens:write", "profile")
		child := a.token(t, &root, "clients:write", "profile")
		plain, _, err := a.Register(t.Context(), a.session(0), app("profile"))
		if err != nil {
			t.Fatal(err)
		}
		made, raw, err := a.Register(t.Context(), child, app("profile"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.Change(t.Context(), a.session(0), plain.ID, clients.Change{ManagedBy: &child.Token.ID}); err != nil {
			t.Fatal(err)
		}
		extra, err := a.RotateSecret(t.Context(), child, plain.ID, 0)
		if err != nil {
			t.Fatal(err)
		}
		on, onRaw, err := a.tokens.Mint(t.Context(), pat.Order{UserID: a.mira, ClientID: made.ID, Name: "on it"})
		if err != nil {
			t.Fatal(err)
		}
		works := func(id, raw string) bool {
			_, err := a.Authenticate(t.Context(), clients.Credentials{ID: id, Secret: raw, Method: clients.AuthBasic})
			return err == nil
		}
		if !works(made.ID, raw) || !works(plain.ID, extra) {
			t.Fatal("what the token created does not work")
		}
		if err := a.tokens.Revoke(t.Context(), a.mira, root.Token.ID); err != nil {
			t.Fatal(err)
		}
		if works(made.ID, raw) || works(plain.ID, extra) {
			t.Error("what the token created outlives it")
		}
		if _, _, err := a.tokens.Verify(t.Context(), onRaw); !errors.Is(err, bearer.ErrInvalidToken) {
			t.Errorf("a token on that client: %v", err)
		}
		got, err := a.Get(t.Context(), made.ID)
		if err != nil || got.SuspendedBy != clients.ByTokenRevoked || got.Status() != clients.StatusSuspended {
			t.Errorf("the client: %+v, %v", got, err)
		}
		if _, err := a.Activate(t.Context(), a.session(time.Hour), made.ID); !errors.Is(err, clients.ErrNotFresh) {
			t.Errorf("reactivated without a fresh sign-in: %v", err)
		}
		if got, err = a.Activate(t.Context(), a.session(0), made.ID); err != nil || !got.Active() {
			t.Errorf("reactivated: %+v, %v", got, err)
		}
		if works(made.ID, raw) {
			t.Error("the secret came back with the client")
		}
		if kept, err := a.tokens.Get(t.Context(), a.mira, on.ID); err != nil || kept.RevokedAt.IsZero() {
			t.Errorf("the token on it came back: %v", err)
		}
		if unhurt, err := a.Get(t.Context(), plain.ID); err != nil || !unhurt.Active() {
			t.Errorf("the client that it only managed: %+v, %v", unhurt, err)
		}
	})
}

// TestDetached: a client that was detached, approved or transferred outlives the token that created it.
func TestDetached(t *testing.T) {
	a := newAuthority(t, storagetest.Fresh(t, storage.SQLite), nil)
	by := a.token(t, nil, "clients:write", "profile")
	root := a.session(0)
	root.UserID, root.Admin = a.user(t), true
	other := a.user(t)
	var ids, secrets []string
	for _, free := range []func(id string) (clients.Client, error){
		func(id string) (clients.Client, error) { return a.Detach(t.Context(), a.session(0), id) },
		func(id string) (clients.Client, error) { return a.Approve(t.Context(), root, id) },
		func(id string) (clients.Client, error) { return a.Transfer(t.Context(), actor.Operator(), id, other) },
	} {
		c, raw, err := a.Register(t.Context(), by, app("profile"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := free(c.ID); err != nil {
			t.Fatal(err)
		}
		ids, secrets = append(ids, c.ID), append(secrets, raw)
	}
	kept, _, err := a.Register(t.Context(), by, app("profile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []actor.Actor{by, a.session(time.Hour)} {
		if _, err := a.Detach(t.Context(), who, kept.ID); !errors.Is(err, clients.ErrNotFresh) {
			t.Errorf("detached by %s: %v", who.Credential, err)
		}
	}
	if err := a.tokens.Revoke(t.Context(), a.mira, by.Token.ID); err != nil {
		t.Fatal(err)
	}
	for i, id := range ids {
		if c, err := a.Get(t.Context(), id); err != nil || !c.Active() {
			t.Errorf("%s is %s, %v", id, c.Status(), err)
		}
		if _, err := a.Authenticate(t.Context(), clients.Credentials{ID: id, Secret: secrets[i], Method: clients.AuthBasic}); err != nil {
			t.Errorf("the secret of %s: %v", id, err)
		}
	}
	if c, err := a.Get(t.Context(), kept.ID); err != nil || c.Active() {
		t.Errorf("the one that stayed attached is %s, %v", c.Status(), err)
	}
}

// TestQuotas is rule 12 for clients: at most so many, also of those registered at the same time.
func TestQuotas(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		a := newAuthority(t, url, func(o *clients.Options) {
			o.Quotas = clients.Quotas{ClientsPerUser: 3, SecretsPerClient: 2, ChildrenPerToken: 1}
		})
		made := make(chan error, 8)
		for range cap(made) {
			go func() {
				_, _, err := a.Register(t.Context(), a.session(0), app("profile"))
				made <- err
			}()
		}
		count := 0
		for range cap(made) {
			if err := <-made; err == nil {
				count++
			} else if over := (*clients.Error)(nil); !errors.As(err, &over) {
				t.Error(err)
			}
		}
		own, err := a.List(t.Context(), a.mira, "", 10)
		if err != nil || count != 3 || len(own) != 3 {
			t.Errorf("%d registered, %d there, %v; want 3", count, len(own), err)
		}
		if _, err := a.RotateSecret(t.Context(), a.session(0), own[0].ID, time.Hour); err != nil {
			t.Errorf("a second secret: %v", err)
		}
		var over *clients.Error
		if _, err := a.RotateSecret(t.Context(), a.session(0), own[0].ID, time.Hour); !errors.As(err, &over) {
			t.Errorf("a third secret: %v", err)
		}
		if _, err := a.RotateSecret(t.Context(), actor.Operator(), own[0].ID, time.Hour); err != nil {
			t.Errorf("a third secret at the command line: %v", err)
		}
	})
}
