package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// badNames are names that nobody may give, and what the refusal says.
var badNames = map[string]string{
	"\u200b":         "U+200B",
	"Pa\u200btio":    "U+200B",
	"\u3164":         "U+3164",
	"a\u2800b":       "U+2800",
	"a\U000e0041":    "U+E0041",
	"love ❤\ufe0f":   "U+FE0F",
	"a\u2028b":       "U+2028",
	"a\ue000":        "U+E000",
	"a\u0378":        "U+0378",
	"\u0301a":        "U+0301",
	"Pаyments":       "U+0430", // Cyrillic
	"Team 👩\u200d💻":  "U+200D",
	"!?":             "letter or a digit",
	"a" + fiveAccent: "4 combining marks",
}

const fiveAccent = "\u0301\u0301\u0301\u0301\u0301"

// reservedNames are names that only the operator may give, with Example Bank in the settings.
var reservedNames = []string{"Patio", "P-A-T-I-O", "РАТІО", "Examp1e Bank", "example bank!"}

// legalNames are names in many scripts.
var legalNames = []string{
	"Ünï 🦊", "会議メモ", "한국어 서비스", "می\u200cخواهم", "क्\u200dष", "Notes Заметки", "Patio CLI (official)", "山田\u3000太郎",
}

// TestNamesOfEverything: what a client, an account or a token may be called is the same over REST, on the pages and at
// the command line, on every database.
func TestNamesOfEverything(t *testing.T) {
	eachWith(t, settings{"names.reserved": "Example Bank"}, func(t *testing.T, p *patio) {
		mira := p.person(t)
		on := p.client(t, mira, clientSpec{Scopes: []string{"profile", "clients:write", "clients:read", "tokens:write", "tokens:read"}})
		hers, _ := p.pat(t, mira, on)
		before := p.named(t, mira)
		t.Run("REST", func(t *testing.T) { badNamesByREST(t, p, hers, on) })
		t.Run("pages", func(t *testing.T) { badNamesOnPages(t, p, mira, on) })
		t.Run("command line", func(t *testing.T) { badNamesByCLI(t, p, mira, on) })
		if after := p.named(t, mira); after != before {
			t.Errorf("something was stored: %s; before it was %s", after, before)
		}
		t.Run("legal", func(t *testing.T) { legalNamesStay(t, p, hers, on) })
		t.Run("operator", func(t *testing.T) { operatorsNames(t, p, mira, on) })
	})
}

// named is every name that the command line shows, but of tokens that were revoked.
func (p *patio) named(t *testing.T, who person) string {
	t.Helper()
	var all []string
	for _, rows := range [][]object{
		p.cli(t, "user", "list").list(t, "items"),
		p.cli(t, "client", "list", "--owner", who.Username).list(t, "items"),
		p.cli(t, "pat", "list", "--user", who.Username).list(t, "items"),
	} {
		for _, row := range rows {
			if row["revoked_at"] == nil { // a client and an account have none
				all = append(all, row.text(t, "name"))
			}
		}
	}
	return strings.Join(all, "|")
}

// refusedNames are the bad names and the reserved ones, with what a refusal says.
func refusedNames(yield func(name, says string) bool) {
	for name, says := range badNames {
		if !yield(name, says) {
			return
		}
	}
	for _, name := range reservedNames {
		if !yield(name, "reserved") {
			return
		}
	}
}

func badNamesByREST(t *testing.T, p *patio, token string, on client) {
	_, id := p.ownToken(t, token, on)
	for name, says := range refusedNames {
		for _, call := range []struct {
			method, path string
			body         order
		}{
			{http.MethodPost, "/clients", order{"name": name, "type": "public", "scopes": []string{"profile"}}},
			{http.MethodPatch, "/clients/" + on.ID, order{"name": name}},
			{http.MethodPost, "/personal-access-tokens", order{"client_id": on.ID, "name": name}},
			{http.MethodPatch, "/personal-access-tokens/" + id, order{"name": name}},
		} {
			got := p.api(t, call.method, call.path, token, call.body)
			got.named(t, http.StatusUnprocessableEntity, "name")
			if detail := got.object(t).text(t, "detail"); !strings.Contains(detail, says) {
				t.Errorf("%s %s, %+q: %q does not say %q", call.method, call.path, name, detail, says)
			}
		}
	}
	p.cli(t, "pat", "revoke", id, "--yes")
}

// ownToken makes a token by another one.
func (p *patio) ownToken(t *testing.T, by string, on client) (token, id string) {
	t.Helper()
	made := p.api(t, http.MethodPost, "/personal-access-tokens", by, order{"client_id": on.ID, "name": "nightly backup"}).
		is(t, http.StatusCreated).object(t)
	p.hide(made.text(t, "token"))
	return made.text(t, "token"), made.text(t, "id")
}

func badNamesOnPages(t *testing.T, p *patio, who person, on client) {
	_, id := p.pat(t, who, on)
	b := p.session(t, who).browser
	for _, name := range []string{"\u200b", "a\u2028b", "Pаyments", "!?", "Patio"} {
		says, bad := badNames[name]
		if !bad {
			says = "reserved"
		}
		for path, more := range map[string]url.Values{
			"/developer/clients/new":                 {"scope": {"profile"}, "redirect_uris": {callback}},
			"/developer/clients/" + on.ID:            {},
			"/account/tokens/new?client_id=" + on.ID: {"expires_in": {"7d"}},
			"/account/tokens/" + id:                  {"scope": {"profile"}},
		} {
			at := b.open(t, path).is(t, http.StatusOK)
			more.Set("name", name)
			at = b.submit(t, at, at.form(t, "name"), more)
			at.is(t, http.StatusUnprocessableEntity).says(t, says)
		}
	}
	p.cli(t, "pat", "revoke", id, "--yes")
}

func badNamesByCLI(t *testing.T, p *patio, who person, on client) {
	for _, name := range []string{"\u200b", "a\u2028b", "Pаyments"} {
		says := badNames[name]
		for _, args := range [][]string{
			{"user", "create", "--username", "nobody", "--email", "nobody@example.org", "--password-stdin"},
			{"client", "create", "--owner", who.Username, "--type", "public", "--scope", "profile"},
			{"pat", "create", "--user", who.Username, "--client", on.ID},
		} {
			got := p.run(t, who.Password+"\n", append(args, "--name="+name)...)
			if got.Status != 1 || got.Stdout != "" || !strings.Contains(got.Stderr, says) || strings.Count(got.Stderr, "\n") != 1 {
				t.Errorf("%v %+q: exit status %d, %q on stdout, %q on stderr", args, name, got.Status, got.Stdout, got.Stderr)
			}
		}
	}
}

// legalNamesStay: what is accepted comes back as it was sent.
func legalNamesStay(t *testing.T, p *patio, token string, on client) {
	_, id := p.ownToken(t, token, on)
	for _, name := range legalNames {
		made, _ := p.registered(t, token, order{"name": name, "type": "public", "scopes": []string{"profile"}})
		p.api(t, http.MethodGet, "/clients/"+made.ID, token, nil).is(t, http.StatusOK).object(t).shows(t, object{"name": name})
		path := "/personal-access-tokens/" + id
		p.api(t, http.MethodPatch, path, token, order{"name": name}).is(t, http.StatusOK).object(t).shows(t, object{"name": name})
		p.api(t, http.MethodGet, path, token, nil).is(t, http.StatusOK).object(t).shows(t, object{"name": name})
	}
}

// operatorsNames: the command line and an administrator in the browser may give reserved names; an administrator's
// token may not.
func operatorsNames(t *testing.T, p *patio, who person, on client) {
	for _, name := range reservedNames {
		p.client(t, who, clientSpec{Name: name})
		p.cli(t, "pat", "create", "--user", who.Username, "--client", on.ID, "--name", name)
	}
	boss := p.person(t, "--admin", "--name", "Patio")
	b := p.session(t, boss).browser
	at := b.open(t, "/developer/clients/new").is(t, http.StatusOK)
	b.submit(t, at, at.form(t, "name"), url.Values{"name": {"Patio"}, "scope": {"profile"}, "redirect_uris": {callback}}).is(t, http.StatusOK)
	token, _ := p.pat(t, boss, p.client(t, boss, clientSpec{Scopes: []string{"clients:write"}}))
	p.api(t, http.MethodPost, "/clients", token, order{"name": "Patio", "type": "public", "scopes": []string{"profile"}}).
		named(t, http.StatusUnprocessableEntity, "name")
}
