package pat_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
)

func TestMint(t *testing.T) {
	h := newHouse(t)
	token, raw := h.mint(t, pat.Order{UserID: mira, ClientID: own, Name: "  Ünï 🦊 ", ExpiresAt: h.at.Add(time.Hour + time.Millisecond)})
	if !secret.Valid(secret.PersonalAccessToken, raw) || token.Hint != secret.Hint(raw) || token.Name != "Ünï 🦊" ||
		!slices.Equal(token.Scopes, []string{"a", "b", "c"}) || !token.ExpiresAt.Equal(h.at.Add(time.Hour)) || !token.CreatedAt.Equal(h.at) {
		t.Errorf("minted %+v as %q", token, raw)
	}
	got, err := h.Get(t.Context(), mira, token.ID)
	if err != nil || got.Name != token.Name || got.ClientName != "Client" || got.Lineage != token.Lineage || !got.Live(h.at) {
		t.Errorf("read back %+v, %v", got, err)
	}
	p := h.principal(t, raw)
	if p.Subject != mira || p.Username != "mira" || p.ClientID != own || p.Kind != bearer.KindPAT || p.ID != token.ID ||
		p.Issuer != "https://patio.test" || !slices.Equal(p.Audience, []string{"https://api.test"}) || p.Lineage != token.Lineage ||
		!p.ExpiresAt.Equal(token.ExpiresAt) || !p.IssuedAt.Equal(h.at) || p.ACR != "" || !p.AuthTime.IsZero() {
		t.Errorf("verdict %+v", p)
	}
	endless, _ := h.mint(t, order())
	if !endless.ExpiresAt.IsZero() {
		t.Errorf("an end that nobody asked for: %v", endless.ExpiresAt)
	}
	other, _ := h.mint(t, pat.Order{UserID: noor, ClientID: open, Name: "on an open client", Scopes: []string{"c", "a", "c"}})
	if other.UserID != noor || !slices.Equal(other.Scopes, []string{"a", "c"}) {
		t.Errorf("minted %+v", other)
	}
	trail, err := h.store.AuditEvents(t.Context(), "", 10)
	if err != nil || len(trail) != 3 || trail[2].Action != "pat.created" || trail[2].Subject != token.ID || trail[2].Detail["client_id"] != own {
		t.Errorf("trail %+v, %v", trail, err)
	}
}

// TestMintBounds: every way to ask for too much, with the field and the kind
// of refusal.
func TestMintBounds(t *testing.T) {
	h := newHouse(t)
	_, raw := h.mint(t, pat.Order{UserID: mira, ClientID: open, Name: "parent", Scopes: []string{"a", "b"}, ExpiresAt: h.at.Add(time.Hour)})
	parent := h.principal(t, raw)
	_, rawEndless := h.mint(t, order())
	endless := h.principal(t, rawEndless)
	from := func(p *pat.Asker, change func(o *pat.Order)) pat.Order {
		o := pat.Order{UserID: mira, ClientID: open, Name: "child", Scopes: []string{"a"}, Parent: p}
		if change != nil {
			change(&o)
		}
		return o
	}
	for _, c := range []struct {
		name  string
		order pat.Order
		field string // "": it is minted
		code  pat.Code
	}{
		{"no name", pat.Order{UserID: mira, ClientID: own}, "name", pat.CodeInvalid},
		{"a name of spaces", pat.Order{UserID: mira, ClientID: own, Name: " \u2003\n"}, "name", pat.CodeInvalid},
		{"a long name", pat.Order{UserID: mira, ClientID: own, Name: strings.Repeat("ü", 101)}, "name", pat.CodeInvalid},
		{"the longest name", pat.Order{UserID: mira, ClientID: own, Name: strings.Repeat("ü", 100)}, "", ""},
		{"a next line before the name", pat.Order{UserID: mira, ClientID: own, Name: "\u0085Foo"}, "name", pat.CodeInvalid},
		{"an escape in the name", pat.Order{UserID: mira, ClientID: own, Name: "a\x1bb"}, "name", pat.CodeInvalid},
		{"a zero byte in the name", pat.Order{UserID: mira, ClientID: own, Name: "a\x00b"}, "name", pat.CodeInvalid},
		{"broken UTF-8 in the name", pat.Order{UserID: mira, ClientID: own, Name: "a\xff"}, "name", pat.CodeInvalid},
		{"a name that turns around", pat.Order{UserID: mira, ClientID: own, Name: "a\u202eb"}, "name", pat.CodeInvalid},
		{"an invisible name", pat.Order{UserID: mira, ClientID: own, Name: "\u2800"}, "name", pat.CodeInvalid},

		{"no client", pat.Order{UserID: mira, Name: "x"}, "client_id", pat.CodeInvalid},
		{"an unknown client", pat.Order{UserID: mira, ClientID: nobody, Name: "x"}, "client_id", pat.CodeInvalid},
		{"not an id", pat.Order{UserID: mira, ClientID: "' OR 1=1 --", Name: "x"}, "client_id", pat.CodeInvalid},
		{"somebody else's client", pat.Order{UserID: mira, ClientID: foreign, Name: "x"}, "client_id", pat.CodeInvalid},
		{"a client that is off", pat.Order{UserID: mira, ClientID: off, Name: "x"}, "client_id", pat.CodeInvalid},
		{"another's client that is not open", pat.Order{UserID: noor, ClientID: own, Name: "x"}, "client_id", pat.CodeInvalid},

		{"no scopes at all", pat.Order{UserID: mira, ClientID: own, Name: "x", Scopes: []string{}}, "scopes", pat.CodeInvalid},
		{"a scope that the client lacks", pat.Order{UserID: mira, ClientID: own, Name: "x", Scopes: []string{"a", "d"}}, "scopes", pat.CodeInvalid},
		{"a scope in capitals", pat.Order{UserID: mira, ClientID: own, Name: "x", Scopes: []string{"A"}}, "scopes", pat.CodeInvalid},
		{"an empty scope", pat.Order{UserID: mira, ClientID: own, Name: "x", Scopes: []string{""}}, "scopes", pat.CodeInvalid},
		{"two scopes in one", pat.Order{UserID: mira, ClientID: own, Name: "x", Scopes: []string{"a b"}}, "scopes", pat.CodeInvalid},

		{"an end in the past", pat.Order{UserID: mira, ClientID: own, Name: "x", ExpiresAt: h.at.Add(-time.Second)}, "expires_at", pat.CodeInvalid},
		{"an end right now", pat.Order{UserID: mira, ClientID: own, Name: "x", ExpiresAt: h.at}, "expires_at", pat.CodeInvalid},
		{"an end within the second", pat.Order{UserID: mira, ClientID: own, Name: "x", ExpiresAt: h.at.Add(999 * time.Millisecond)}, "expires_at", pat.CodeInvalid},
		{"an end in a second", pat.Order{UserID: mira, ClientID: own, Name: "x", ExpiresAt: h.at.Add(time.Second)}, "", ""},
		{"an end in the year 10000", pat.Order{UserID: mira, ClientID: own, Name: "x", ExpiresAt: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}, "expires_at", pat.CodeInvalid},

		{"a child with less", from(parent, nil), "", ""},
		{"a child with as much", from(parent, func(o *pat.Order) { o.Scopes, o.ExpiresAt = []string{"b", "a"}, parent.ExpiresAt }), "", ""},
		{"a child with all of the client's", from(parent, func(o *pat.Order) { o.Scopes = nil }), "scopes", pat.CodeForbidden},
		{"a child with more", from(parent, func(o *pat.Order) { o.Scopes = []string{"a", "c"} }), "scopes", pat.CodeForbidden},
		{"a child without an end", from(parent, func(o *pat.Order) { o.Endless = true }), "expires_at", pat.CodeForbidden},
		{"a child of an endless token without an end", from(endless, func(o *pat.Order) { o.Endless = true }), "", ""},
		{"a child that lives longer", from(parent, func(o *pat.Order) { o.ExpiresAt = parent.ExpiresAt.Add(time.Second) }), "expires_at", pat.CodeForbidden},
		{"a child of an endless token", from(endless, func(o *pat.Order) { o.ExpiresAt = h.at.AddDate(50, 0, 0) }), "", ""},
		{"a child on another client of one's own", from(parent, func(o *pat.Order) { o.ClientID = own }), "", ""},
		{"a child on somebody else's client", from(parent, func(o *pat.Order) { o.ClientID = foreign }), "client_id", pat.CodeInvalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			token, raw, err := h.Mint(t.Context(), c.order)
			var refusal *pat.Error
			switch {
			case c.field == "" && err != nil:
				t.Fatal(err)
			case c.field == "":
				h.principal(t, raw)
			case !errors.As(err, &refusal) || refusal.Field != c.field || refusal.Code != c.code || raw != "" || token.ID != "":
				t.Errorf("error %v, want %s on %s", err, c.code, c.field)
			}
		})
	}
	child, _ := h.mint(t, from(parent, nil))
	if !child.ExpiresAt.Equal(parent.ExpiresAt) {
		t.Errorf("an end left out is %v, want the parent's %v", child.ExpiresAt, parent.ExpiresAt)
	}
}

// TestMintParent: a token mints for its own user alone, and only as long as it
// lives itself.
func TestMintParent(t *testing.T) {
	h := newHouse(t)
	parent, raw := h.mint(t, order())
	p := h.principal(t, raw)
	child := order()
	child.Parent = p
	_, rawChild := h.mint(t, child)

	machine := as(p, func(p *bearer.Principal) { p.Subject, p.Lineage = own, "" })
	unhung := as(p, func(p *bearer.Principal) { p.Lineage = "" })
	for name, o := range map[string]pat.Order{
		"a client's own token":     {UserID: own, ClientID: own, Name: "x", Parent: machine},
		"a token of no lineage":    {UserID: mira, ClientID: own, Name: "x", Parent: unhung},
		"a token of somebody else": {UserID: noor, ClientID: open, Name: "x", Parent: p},
	} {
		if _, _, err := h.Mint(t.Context(), o); !errors.Is(err, bearer.ErrInvalidToken) {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, h.Revoke(t.Context(), mira, parent.ID))
	h.dead(t, "what it minted", rawChild)
	if _, _, err := h.Mint(t.Context(), child); !errors.Is(err, bearer.ErrInvalidToken) {
		t.Errorf("by a token that has just ended: %v", err)
	}
}

// TestMintAfterNarrowing: a verdict from before a token was narrowed mints
// nothing that the token has lost.
func TestMintAfterNarrowing(t *testing.T) {
	h := newHouse(t)
	token, raw := h.mint(t, order())
	before := h.principal(t, raw)
	_, err := h.Change(t.Context(), mira, token.ID, pat.Change{Scopes: []string{"a"}, ExpiresAt: new(h.at.Add(time.Hour))}, nil)
	must(t, err)
	o := order()
	o.Parent, o.ExpiresAt = before, h.at.Add(time.Hour)
	_, _, err = h.Mint(t.Context(), o)
	refused(t, "all scopes", err, "scopes", pat.CodeForbidden)
	o.Scopes, o.ExpiresAt = []string{"a"}, time.Time{}
	_, _, err = h.Mint(t.Context(), o)
	refused(t, "without an end", err, "expires_at", pat.CodeForbidden)
	o.ExpiresAt = h.at.Add(time.Hour)
	h.mint(t, o)
	if all, err := h.List(t.Context(), mira, "", 10); err != nil || len(all) != 2 {
		t.Errorf("%d tokens, %v; want 2", len(all), err)
	}
}
