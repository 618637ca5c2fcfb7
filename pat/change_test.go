package pat_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage/storagetest"
)

// refused fails where an error is not a refusal of that kind on that field.
func refused(t *testing.T, what string, err error, field string, code pat.Code) {
	t.Helper()
	var refusal *pat.Error
	if !errors.As(err, &refusal) || refusal.Field != field || refusal.Code != code || refusal.Detail == "" {
		t.Errorf("%s: error %v, want %s on %s", what, err, code, field)
	}
}

// child mints by a token and gives what it got.
func (h *house) child(t *testing.T, parent string, scopes []string, end time.Time) (pat.Token, string) {
	t.Helper()
	o := order()
	o.Scopes, o.ExpiresAt, o.Parent = scopes, end, h.principal(t, parent)
	return h.mint(t, o)
}

func TestChange(t *testing.T) {
	h := newHouse(t)
	o := order()
	o.ExpiresAt = h.at.Add(time.Hour)
	want, raw := h.mint(t, o)
	beside, _ := h.mint(t, o)
	for _, c := range []struct {
		name   string
		change pat.Change
		apply  func(token *pat.Token)
	}{
		{"nothing", pat.Change{}, func(*pat.Token) {}},
		{"name", pat.Change{Name: new(" Ünï 🦊 ")}, func(token *pat.Token) { token.Name = "Ünï 🦊" }},
		{"the same scopes", pat.Change{Scopes: []string{"c", "b", "a", "c"}}, func(*pat.Token) {}},
		{"fewer scopes", pat.Change{Scopes: []string{"c", "a", "c"}}, func(token *pat.Token) { token.Scopes = []string{"a", "c"} }},
		{"a later end", pat.Change{ExpiresAt: new(h.at.Add(48*time.Hour + time.Millisecond))}, func(token *pat.Token) { token.ExpiresAt = h.at.Add(48 * time.Hour) }},
		{"no end", pat.Change{ExpiresAt: &time.Time{}}, func(token *pat.Token) { token.ExpiresAt = time.Time{} }},
		{
			"all at once", pat.Change{Name: new("x"), Scopes: []string{"a"}, ExpiresAt: new(h.at.Add(time.Minute))},
			func(token *pat.Token) {
				token.Name, token.Scopes, token.ExpiresAt = "x", []string{"a"}, h.at.Add(time.Minute)
			},
		},
	} {
		c.apply(&want)
		got, err := h.Change(t.Context(), mira, want.ID, c.change, nil)
		must(t, err)
		kept, err := h.Get(t.Context(), mira, want.ID)
		must(t, err)
		p := h.principal(t, raw)
		for _, one := range []pat.Token{got, kept} {
			if one.Name != want.Name || !slices.Equal(one.Scopes, want.Scopes) || !one.ExpiresAt.Equal(want.ExpiresAt) || one.Hint != want.Hint {
				t.Errorf("%s: %+v, want %+v", c.name, one, want)
			}
		}
		if !slices.Equal(p.Scopes, want.Scopes) || !p.ExpiresAt.Equal(want.ExpiresAt) {
			t.Errorf("%s: the next verdict is %+v", c.name, p)
		}
	}
	if got, err := h.Get(t.Context(), mira, beside.ID); err != nil || got.Name != "mine" || len(got.Scopes) != 3 || !got.ExpiresAt.Equal(beside.ExpiresAt) {
		t.Errorf("the token beside it is now %+v, %v", got, err)
	}
	if n := h.trail(t, want.ID)["pat.changed"]; n != 7 {
		t.Errorf("%d changes in the trail, want 7", n)
	}
}

// trail counts the events about one token by action, without refusals.
func (h *house) trail(t *testing.T, id string) map[string]int {
	t.Helper()
	events, err := h.store.AuditEvents(t.Context(), "", 1000)
	must(t, err)
	counts := map[string]int{}
	for _, e := range events {
		if e.Subject == id && e.Outcome == audit.Success {
			counts[string(e.Action)]++
		}
	}
	return counts
}

// TestChangeRefused: what is wrong in one field leaves all of the token as it was.
func TestChangeRefused(t *testing.T) {
	h := newHouse(t)
	_, top := h.mint(t, pat.Order{UserID: mira, ClientID: own, Name: "top", ExpiresAt: h.at.Add(2 * time.Hour)})
	token, raw := h.child(t, top, []string{"a", "b"}, h.at.Add(time.Hour))
	_, short := h.mint(t, pat.Order{UserID: mira, ClientID: own, Name: "short", ExpiresAt: h.at.Add(30 * time.Minute)})
	_, endless := h.mint(t, order())
	for _, c := range []struct {
		name, field string
		code        pat.Code
		by          string
		change      pat.Change
	}{
		{"an empty name", "name", pat.CodeInvalid, "", pat.Change{Name: new(" ")}},
		{"the same name and a line separator", "name", pat.CodeInvalid, "", pat.Change{Name: new("mine\u2028")}},
		{"a long name", "name", pat.CodeInvalid, "", pat.Change{Name: new(strings.Repeat("ü", 101))}},
		{"an escape in the name", "name", pat.CodeInvalid, "", pat.Change{Name: new("a\x1b")}},
		{"no scopes", "scopes", pat.CodeInvalid, "", pat.Change{Scopes: []string{}}},
		{"one scope more", "scopes", pat.CodeInvalid, "", pat.Change{Scopes: []string{"a", "b", "c"}}},
		{"another scope", "scopes", pat.CodeInvalid, "", pat.Change{Scopes: []string{"c"}}},
		{"a scope that nobody has", "scopes", pat.CodeInvalid, "", pat.Change{Scopes: []string{"a", "z"}}},
		{"a scope in capitals", "scopes", pat.CodeInvalid, "", pat.Change{Scopes: []string{"A"}}},
		{"one scope more, by a token that has it", "scopes", pat.CodeInvalid, endless, pat.Change{Scopes: []string{"a", "b", "c"}}},
		{"an end right now", "expires_at", pat.CodeInvalid, "", pat.Change{ExpiresAt: new(h.at)}},
		{"an end in the past", "expires_at", pat.CodeInvalid, "", pat.Change{ExpiresAt: new(h.at.Add(-time.Hour))}},
		{"an end in the year 10000", "expires_at", pat.CodeInvalid, "", pat.Change{ExpiresAt: new(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))}},
		{"an end after the parent's", "expires_at", pat.CodeForbidden, "", pat.Change{ExpiresAt: new(h.at.Add(2*time.Hour + time.Second))}},
		{"no end under a parent with one", "expires_at", pat.CodeForbidden, "", pat.Change{ExpiresAt: &time.Time{}}},
		{"an end after the parent's, by an endless token", "expires_at", pat.CodeForbidden, endless, pat.Change{ExpiresAt: new(h.at.Add(3 * time.Hour))}},
		{"a later end by a token that ends sooner", "expires_at", pat.CodeForbidden, short, pat.Change{ExpiresAt: new(h.at.Add(90 * time.Minute))}},
		{"a later end by itself", "expires_at", pat.CodeForbidden, raw, pat.Change{ExpiresAt: new(h.at.Add(90 * time.Minute))}},
	} {
		change := c.change // with everything else that could change
		if change.Name == nil {
			change.Name = new("other")
		}
		if change.Scopes == nil {
			change.Scopes = []string{"a"}
		}
		_, err := h.Change(t.Context(), mira, token.ID, change, h.askedBy(t, c.by))
		refused(t, c.name, err, c.field, c.code)
	}
	if got, err := h.Get(t.Context(), mira, token.ID); err != nil || got.Name != "mine" || !slices.Equal(got.Scopes, []string{"a", "b"}) || !got.ExpiresAt.Equal(token.ExpiresAt) {
		t.Errorf("after the refusals: %+v, %v", got, err)
	}
	for _, c := range []struct {
		name, by string
		end      time.Time
	}{
		{"as late as the parent", "", h.at.Add(2 * time.Hour)},
		{"sooner, though later than the one that asks", short, h.at.Add(time.Hour)},
		{"sooner, by itself", raw, h.at.Add(40 * time.Minute)},
		{"later, as far as the one that asks", top, h.at.Add(2 * time.Hour)},
	} {
		got, err := h.Change(t.Context(), mira, token.ID, pat.Change{ExpiresAt: &c.end}, h.askedBy(t, c.by))
		if err != nil || !got.ExpiresAt.Equal(c.end) {
			t.Errorf("%s: %v, %v", c.name, got.ExpiresAt, err)
		}
	}
}

// askedBy is the verdict on the token that asks; "" is a person.
func (h *house) askedBy(t *testing.T, raw string) *pat.Asker {
	t.Helper()
	if raw == "" {
		return nil
	}
	return h.principal(t, raw)
}

// TestChangeHoldsChildren: however deep, what a token minted is held to its
// new bounds at once; what it hangs from and what stands beside it is not.
func TestChangeHoldsChildren(t *testing.T) {
	h := newHouse(t)
	day := h.at.Add(24 * time.Hour)
	_, top := h.mint(t, order())
	middle, rawMiddle := h.child(t, top, nil, time.Time{})
	_, beside := h.child(t, top, nil, day)
	deep := []string{rawMiddle}
	for range 5 {
		_, raw := h.child(t, deep[len(deep)-1], nil, time.Time{})
		deep = append(deep, raw)
	}
	_, early := h.child(t, deep[2], []string{"a", "b"}, h.at.Add(time.Minute))
	_, lacking := h.child(t, rawMiddle, []string{"c"}, time.Time{})
	check := func(what, raw string, end time.Time, scopes ...string) {
		t.Helper()
		if p := h.principal(t, raw); !slices.Equal(p.Scopes, scopes) || !p.ExpiresAt.Equal(end) {
			t.Errorf("%s: %v until %v; want %v until %v", what, p.Scopes, p.ExpiresAt, scopes, end)
		}
	}
	change := func(c pat.Change) {
		t.Helper()
		_, err := h.Change(t.Context(), mira, middle.ID, c, nil)
		must(t, err)
	}
	change(pat.Change{Scopes: []string{"a", "b"}})
	check("above", top, time.Time{}, "a", "b", "c")
	for _, raw := range deep {
		check("below, narrowed", raw, time.Time{}, "a", "b")
	}
	check("below, narrow before", early, h.at.Add(time.Minute), "a", "b")
	h.dead(t, "below, with nothing left", lacking)
	change(pat.Change{ExpiresAt: new(h.at.Add(time.Hour))})
	for _, raw := range deep {
		check("below, shortened", raw, h.at.Add(time.Hour), "a", "b")
	}
	check("below, short before", early, h.at.Add(time.Minute), "a", "b")
	change(pat.Change{ExpiresAt: &day})
	check("the token, prolonged", deep[0], day, "a", "b")
	check("below, not prolonged", deep[5], h.at.Add(time.Hour), "a", "b")
	check("beside", beside, day, "a", "b", "c")
}

// TestChangeOwn: nothing of other people's, unknown and ended tokens changes.
func TestChangeOwn(t *testing.T) {
	h := newHouse(t)
	theirs, _ := h.mint(t, pat.Order{UserID: noor, ClientID: open, Name: "x"})
	revoked, _ := h.mint(t, order())
	must(t, h.Revoke(t.Context(), mira, revoked.ID))
	o := order()
	o.ExpiresAt = h.at.Add(time.Minute)
	expired, _ := h.mint(t, o)
	h.at = h.at.Add(time.Minute)
	for id, want := range map[string]error{
		theirs.ID: pat.ErrUnknown, nobody: pat.ErrUnknown, "": pat.ErrUnknown, "x": pat.ErrUnknown,
		revoked.ID: pat.ErrEnded, expired.ID: pat.ErrEnded,
	} {
		if got, err := h.Change(t.Context(), mira, id, pat.Change{Name: new("mine now")}, nil); !errors.Is(err, want) || got.ID != "" {
			t.Errorf("change %q: %+v, %v; want %v", id, got, err, want)
		}
		if _, raw, err := h.Rotate(t.Context(), mira, id, time.Hour, nil); !errors.Is(err, want) || raw != "" {
			t.Errorf("rotate %q: %q, %v; want %v", id, raw, err, want)
		}
	}
	if got, err := h.Get(t.Context(), noor, theirs.ID); err != nil || got.Name != "x" {
		t.Errorf("the other's is now %+v, %v", got, err)
	}
	for _, id := range []string{theirs.ID, revoked.ID, expired.ID} {
		if trail := h.trail(t, id); trail["pat.changed"]+trail["pat.rotated"] != 0 {
			t.Errorf("trail %v", trail)
		}
	}
}

// TestATokenDoesNotUndoWhatAPersonShortened: a request of a token may be on its way while a person gives that token, or
// the one whose end it moves, an earlier end. It goes by the ends that there are when it gets its turn.
func TestATokenDoesNotUndoWhatAPersonShortened(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url))
		late, early := h.at.Add(48*time.Hour), h.at.Add(time.Hour)
		token, raw := h.mint(t, pat.Order{UserID: mira, ClientID: own, Name: "token", ExpiresAt: late})
		other, _ := h.mint(t, pat.Order{UserID: mira, ClientID: own, Name: "other", ExpiresAt: early})
		before := h.principal(t, raw)
		_, err := h.Change(t.Context(), mira, token.ID, pat.Change{ExpiresAt: &early}, nil)
		must(t, err)
		for name, id := range map[string]string{"its own": token.ID, "another one's": other.ID} {
			_, err := h.Change(t.Context(), mira, id, pat.Change{ExpiresAt: &late}, before)
			var refusal *pat.Error
			if !errors.As(err, &refusal) || refusal.Field != "expires_at" {
				t.Errorf("%s end was moved: %v", name, err)
			}
			if got, err := h.Get(t.Context(), mira, id); err != nil || !got.ExpiresAt.Equal(early) {
				t.Errorf("%s end is %v, %v", name, got.ExpiresAt, err)
			}
		}
	})
}
