package oauth

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/keys"
)

// FuzzScope: what is read of a scope parameter lies within what may be asked, has nothing twice, and is read again.
func FuzzScope(f *testing.F) {
	for _, seed := range []string{"", "a", "a b", "a a", "a  b", " a", "a\tb", "a\"", "A", "a b c d", "é", "a\\"} {
		f.Add(seed)
	}
	bound := []string{"a", "b", "clients:write"}
	s, trusted := &Server{clients: clients.New(nil, clients.Options{})}, clients.Client{FirstParty: true}
	f.Fuzz(func(t *testing.T, raw string) {
		got, err := s.scopesFor(trusted, raw, bound)
		if err != nil {
			if got != nil || codeOf(err) != InvalidScope {
				t.Fatalf("%q: %v, %v", raw, got, err)
			}
			return
		}
		again, err := s.scopesFor(trusted, strings.Join(got, " "), bound)
		if err != nil || !slices.Equal(again, got) {
			t.Fatalf("%q is %v, and that is %v, %v", raw, got, again, err)
		}
		if len(slices.Compact(slices.Sorted(slices.Values(got)))) != len(got) {
			t.Fatalf("%q has one twice: %v", raw, got)
		}
		for _, s := range got {
			if !slices.Contains(bound, s) || raw != "" && !slices.Contains(strings.Split(raw, " "), s) {
				t.Fatalf("%q gives %q", raw, s)
			}
		}
	})
}

// codeOf returns the code of a protocol error; "" where it is none.
func codeOf(err error) string {
	var refused *Error
	if !errors.As(err, &refused) {
		return ""
	}
	return refused.Code
}

// FuzzJWT: only what was signed here is taken, with the claims that were signed, and every time again.
func FuzzJWT(f *testing.F) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	ring, err := keys.Open(f.Context(), &keysInMemory{}, keys.Options{Now: func() time.Time { return now }, Algorithm: "ES256", Overlap: time.Hour})
	if err != nil {
		f.Fatal(err)
	}
	key, err := ring.Signer(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	good := accessClaims{
		Issuer: "https://patio.test", Subject: "mira", Audience: []string{"https://patio.test"}, Expires: now.Unix() + 600,
		IssuedAt: now.Unix(), ID: "1", ClientID: "c", Scope: "a b", Lineage: "l",
	}
	claims, _ := json.Marshal(good)
	signed, err := key.SignAccessToken(claims)
	if err != nil {
		f.Fatal(err)
	}
	head, rest, _ := strings.Cut(signed, ".")
	payload, signature, _ := strings.Cut(rest, ".")
	// The key is another one in each process, so the input says which parts of the good token stand where.
	for _, seed := range []string{"H.P.S", "H.P.", "H..S", ".P.S", "e30.P.S", "eyJhbGciOiJub25lIn0.P.", "H.e30.S", "H.P.S=", "H.P.S.S", "H.P.AAAA", "x", "pca_x"} {
		f.Add(seed)
	}
	cache, err := lru.New[secret.Hash, *accessClaims](16)
	if err != nil {
		f.Fatal(err)
	}
	s := &Server{keys: ring, signed: cache, opts: Options{Issuer: good.Issuer, Now: func() time.Time { return now }}}
	place := strings.NewReplacer("H", head, "P", payload, "S", signature)
	f.Fuzz(func(t *testing.T, form string) {
		raw := place.Replace(form)
		for range 2 { // the second time from memory
			got, err := s.openJWT(t.Context(), raw)
			switch {
			case err != nil && (raw == signed || got != nil || !errors.Is(err, bearer.ErrInvalidToken)):
				t.Fatalf("%q: %+v, %v", form, got, err)
			case err == nil && (!strings.HasPrefix(raw, head+"."+payload+".") || got.Subject != good.Subject || got.Scope != good.Scope ||
				got.Expires != good.Expires || got.keyID != key.ID):
				t.Fatalf("%q is taken: %+v", form, got)
			}
		}
	})
}

// keysInMemory keeps signing keys for one test.
type keysInMemory struct {
	keys.Store
	rows []keys.Row
}

func (k *keysInMemory) Record(context.Context, audit.Event) error { return nil }

func (k *keysInMemory) Transact(ctx context.Context, fn func(context.Context) error) error {
	return fn(ctx)
}

func (k *keysInMemory) SigningKeys(context.Context) ([]keys.Row, error) { return k.rows, nil }

func (k *keysInMemory) AddSigningKey(_ context.Context, row keys.Row) error {
	k.rows = append(k.rows, row)
	return nil
}

func (k *keysInMemory) RetireSigningKeys(context.Context, int64, time.Time, time.Time) error {
	return nil
}

func (k *keysInMemory) RaiseSigningKeyTTL(context.Context, string, time.Duration) error { return nil }

func (k *keysInMemory) KeyRevocationSeen() time.Time { return time.Time{} }
