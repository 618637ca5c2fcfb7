package web_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/patio-auth/patio/server/web"
)

// scene is a page with values as they are in real life.
type scene struct {
	name string
	view web.View
}

var (
	mira    = &web.Person{Username: "mira", Name: "Mira Kovač", Initials: "MK", Href: "/account"}
	inside  = web.Frame{User: mira, CSRFToken: "c5rf", HomeHref: "/account", Nav: nav("Tokens")}
	outside = web.Frame{CSRFToken: "c5rf"}
	ledger  = web.Scope{Name: "read", Title: "Read your things", Description: "Lists and details, nothing is changed"}
	profile = web.Scope{Name: "profile", Title: "See your profile", Description: "Your name and picture"}
	offline = web.Scope{Name: "offline_access", Title: "Stay connected", Description: "Until you withdraw it under Apps"}
	editing = web.Scope{Name: "write", Description: "Create and change your things"}
)

var ledgerlyGrants = []web.AppGrant{{Origin: "ledgerly.example"},
	{Origin: "com.ledgerly.app:", Resource: "https://notes.example.com/v1", Fewer: true, Scopes: []string{"read"}}}

func nav(active string) []web.NavItem {
	var items []web.NavItem
	for _, label := range []string{"Tokens", "Apps", "API clients", "Account"} {
		items = append(items, web.NavItem{Label: label, Href: "/account/" + strings.ToLower(label[:3]), Active: label == active})
	}
	return items
}

func flashed(f web.Frame, kind web.FlashKind, message string) web.Frame {
	f.Flash = &web.Flash{Kind: kind, Message: message}
	return f
}

func scenes() []scene {
	all := []scene{
		{"login", web.Login{Frame: outside, ReturnTo: "/oauth/authorize?client_id=x", App: "Ledgerly"}},
		{"login-error", web.Login{Frame: outside, Username: "mira", Error: "That user name and password do not go together. Look at both and try again.", App: "Ledgerly", ForgotHref: "/forgot", PasskeyHref: "/passkey"}},
		{"consent", consent(web.Destination{Host: "ledgerly.example"}, false)},
		{"consent-grown", consent(web.Destination{Scheme: "com.ledgerly.app"}, true)},
		{"consent-device", consent(web.Destination{Host: "127.0.0.1:51004", ThisDevice: true}, false)},
		{"consent-long", web.Consent{Frame: web.Frame{User: &web.Person{Username: "maximiliane.von-und-zu-hohenstein@example.org"}, CSRFToken: "c5rf"}, NotYouHref: "/logout",
			Client:      "Buchhaltungssoftwareübersichtsdienst für Vereine und Verbände",
			Destination: web.Destination{Host: "anmeldung.buchhaltungssoftwareuebersichtsdienst.vereine-und-verbaende.example:8443"},
			Scopes:      []web.ConsentScope{{Scope: web.Scope{Name: "reports:export:everything:since:the:beginning"}}, {Scope: editing}},
			Maker:       "Maximiliane von und zu Hohenstein-Schwarzenberg", Registered: "12 March 2026",
			APIs: []web.ConsentAPI{{Name: "Buchhaltung", Identifier: "https://api.buchhaltungssoftwareuebersichtsdienst.vereine-und-verbaende.example/v1"},
				{Name: "Notes", Identifier: "https://notes.example", New: true}}, DefaultAudience: true,
			Lasts: "Until you withdraw it or the app is not used for 30 days, 1 year at most", WithdrawHref: "/account/apps"}},
		{"consent-moved", moved(consent(web.Destination{Host: "ledgerly-app.example"}, false))},
		{"error", web.ErrorPage{Frame: outside, Status: 400, Heading: "This link does not work",
			Message: "The app that sent you here asked to send you on to an address it has not registered, so you stay here.",
			Hint:    "Go back to the app and try again. If it keeps happening, tell the people who make it.", RequestID: "01JD7Z4Q8W"}},
		{"error-way-on", web.ErrorPage{Frame: outside, Status: 404, Heading: "There is no such page", Message: "The address may be mistyped.", ActionHref: "/account", ActionLabel: "Go to your account"}},
		{"logout", web.Logout{Frame: inside, CancelHref: "/account"}},
		{"signed-out", web.SignedOut{Frame: outside, LoginHref: "/login"}},
		{"leaked-token", web.LeakedToken{Frame: outside}},
		{"leaked-token-done", web.LeakedToken{Frame: flashed(outside, web.FlashOK, "Thank you. If Patio had issued it, it no longer works, and its owner is told.")}},
		{"leaked-token-error", web.LeakedToken{Frame: inside, Error: "This is not a token of Patio's, or a part of it is missing. Nothing was done. Paste all of it, from the prefix to the last character."}},
		{"account", account()},
		{"notices", web.Notices{Frame: inside, Rows: noticeRows(), Read: &web.ReadForm{Action: "/account/notices/read", UpTo: "1"}, MoreHref: "?cursor=1"}},
		{"notices-none", web.Notices{Frame: inside}},
	}
	return slices.Concat(all, securityScenes(), tokenScenes(), clientScenes())
}

// moved is a consent that asks for much, of an app that leads elsewhere than
// before and that nobody has reviewed.
func moved(c web.Consent) web.Consent {
	c.NewOrigin, c.Reviewed, c.Maker, c.SecondFactor, c.DefaultAudience = true, false, "Theo Brandt", true, false
	c.Sensitive = []web.ConsentScope{{Scope: web.Scope{Name: "tokens:write", Title: "Manage your personal access tokens", Description: "Make and revoke them, never wider than this access"}}}
	c.APIs = []web.ConsentAPI{{Name: "Notes", Identifier: "https://notes.example/v1"}}
	return c
}

func consent(to web.Destination, grown bool) web.Consent {
	return web.Consent{
		Registered: "12 March 2026", Reviewed: true, DefaultAudience: true, WithdrawHref: "/account/apps",
		Lasts: "Until you withdraw it, or the app is not used for 30 days",
		Frame: web.Frame{User: mira, CSRFToken: "c5rf"}, Client: "Ledgerly", NotYouHref: "/logout?return_to=%2F", Destination: to,
		Fields: []web.Field{{Name: "client_id", Value: "ledgerly"}, {Name: "state", Value: `a"b<c`}},
		Scopes: []web.ConsentScope{{Scope: ledger}, {Scope: profile}, {Scope: offline, New: grown}, {Scope: editing, New: grown}},
	}
}

func noticeRows() []web.NoticeRow {
	return []web.NoticeRow{
		{Title: "A token was found in the open", Token: "ci: release notes", Client: "Reports", When: "3 minutes ago", Href: "/account/tokens/1", New: true, Grave: true,
			Note: "Somebody reported it as leaked, found at https://github.com/someone/dotfiles/blob/8f3c1d/.netrc. It has been ended, so that nobody can use it. Make a new one where you still need it."},
		{Title: "A token ends soon", Token: "laptop, spreadsheet sync", Client: "Personal", When: "2 hours ago", Href: "/account/tokens/2", New: true,
			Note: "It ends on 29 November 2026, 14:05 UTC. Whatever uses it stops working then: make a new one in time, or move its end."},
		{Title: "An old secret came back", Token: "old dashboard", Client: "Dashboard", When: "4 days ago", Href: "/account/tokens/3", Grave: true,
			Note: "A replaced secret was used from 198.51.100.7 after its overlap. Since nobody can tell who has it, the token has been ended. Make a new one where you still need it."},
		{Title: "A new token", Token: "A name that somebody took their time over, because it says what the token is for and where it runs", When: "21 days ago", Href: "/account/tokens/4",
			Note: "It was made from 198.51.100.7 and never ends by itself. If that was not you, revoke it."},
	}
}

func account() web.Account {
	return web.Account{
		Frame: flashed(inside, web.FlashError, "Your password is as it was."),
		Name:  "Mira Kovač", Username: "mira", Email: "mira@example.org", Since: "12 March 2026", Notices: noticeRows()[:2],
		Links: []web.AccountLink{{Label: "Personal access tokens", Note: "4 active, one ends in 6 days", Href: "/account/tokens"},
			{Label: "Apps", Note: "1 app may use your account", Href: "/account/apps"}},
		Password: &web.PasswordForm{Action: "/account/password", MinLength: 12, Ends: "3 live tokens end with it. One API client that a token created is suspended, and everything on it ends.",
			Errors: web.Errors{"current_password": "That is not your current password. Type it again."}},
		Sessions: []web.SessionRow{{Name: "Firefox on Linux", Note: "Since 12 March 2026, used just now, from 198.51.100.7", Here: true},
			{Name: "Safari on iPhone", Note: "Since 3 March 2026, used 3 days ago, from 2001:db8:1234:5678:9abc:def0:1234:5678", EndAction: "/account/sessions/x/end"}},
		EndOthersAction: "/account/sessions/end",
	}
}

func tokenScenes() []scene {
	reports := web.ClientChoice{ID: "reports", Name: "Reports", Scopes: []web.Scope{ledger, editing}}
	created := web.TokenCreated{Frame: inside, Name: "ci: release notes", Client: "Reports", ClientHref: "/clients/reports",
		Token: "pat_9WtRq2YhM7xNc4VbK0sLdPzA1eGuJ83kfTiLk4e", TryURL: "https://auth.example/api/v1/me",
		Scopes: []string{"read"}, Missing: []string{"write"}, ExpiresOn: "14 February 2027", ExpiresIn: "in 84 days", DoneHref: "/account/tokens"}
	form := web.TokenNew{Frame: inside, Client: reports, ChangeHref: "/account/tokens/new", CancelHref: "/account/tokens", ExpiresIn: "90d",
		Expiries: []web.Expiry{{Value: "30d", Label: "30 days, until 21 December 2026"}, {Value: "90d", Label: "90 days, until 19 February 2027"},
			{Value: "365d", Label: "1 year, until 21 November 2027"}, {Label: "Never"}},
		Scopes: []web.ScopeChoice{{Scope: ledger, Checked: true}, {Scope: editing}, {Scope: web.Scope{Name: "reports:export"}, Checked: true}}}
	wrong := form
	wrong.Name = "nightly backup"
	wrong.Errors = web.Errors{"name": "You have a token with this name. Choose another.", "scope": "Tick at least one."}
	personal := form
	personal.Client, personal.Personal = web.ClientChoice{ID: "personal", Name: "Personal"}, true
	bound := form
	bound.Limits = web.Limits{AllowedIPs: "203.0.113.0/24\n10.0.0.1/8", Resource: "https://notes.example.com"}
	bound.Errors = web.Errors{"allowed_ips": "This has a network with bits set behind its length; 10.0.0.1/8 would be 10.0.0.0/8."}
	form.Privileges = web.Privileges{SetUpHref: "/account/security"}
	personal.Privileges = web.Privileges{Offered: true, Hint: "It may also do what asks for a second factor. They last until 22 December 2026, or end with the token. You are asked for your second factor first."}
	created.Privileges = "Until 22 December 2026, in 30 days"
	rotated := created
	rotated.Replaced, rotated.DoneHref = "The old one works until 22 November 2026, 14:05 UTC. Whoever uses it after that ends the token.", "/account/tokens/1"
	return []scene{
		{"tokens", tokens()},
		{"tokens-plain", web.Tokens{Frame: flashed(inside, web.FlashOK, "“old dashboard” is revoked."), NewHref: "/account/tokens/new", Rows: plainRows(), Pages: web.Paging{From: 51, To: 100, Total: 213, PreviousHref: "?page=1", NextHref: "?page=3"}, Tools: tools()}},
		{"tokens-none", web.Tokens{Frame: inside, NewHref: "/account/tokens/new"}},
		{"tokens-none-allowed", web.Tokens{Frame: inside}},
		{"tokens-none-here", web.Tokens{Frame: inside, NewHref: "/account/tokens/new", Filters: tokens().Filters}},
		{"token-client", web.TokenClient{Frame: inside, Clients: []web.ClientChoice{reports, {ID: "personal", Name: "Personal", Scopes: []web.Scope{ledger, editing, profile}}, {ID: "a b&c", Name: "Dashboard"}}, CancelHref: "/account/tokens"}},
		{"token-new", form},
		{"token-new-errors", wrong},
		{"token-new-personal", personal},
		{"token-new-limits", bound},
		{"token-limits", boundToken()},
		{"token", token()},
		{"token-family", tokenFamily()},
		{"token-errors", tokenRefused()},
		{"token-over", web.Token{Frame: inside, Name: "old dashboard", Hint: "pat_c5N…Vv8s", Scopes: []string{"read"}, Created: "3 May 2026", BackHref: "/account/tokens",
			Ends: web.Pill{Text: "Revoked", Title: "21 November 2026", State: web.PillOver}, Notes: []string{"It ended on 21 November 2026: a replaced secret was used after its overlap."}}},
		{"token-created", created},
		{"token-created-never", web.TokenCreated{Frame: inside, Name: "laptop", Client: "Personal", Token: created.Token, TryURL: created.TryURL, Scopes: []string{"read", "write"}, DoneHref: "/account/tokens"}},
		{"token-rotated", rotated},
		{"token-client-personal", web.TokenClient{Frame: inside, Clients: []web.ClientChoice{reports}, PersonalHref: "/account/tokens/new?client_id=personal", CancelHref: "/account/tokens"}},
		{"token-client-none", web.TokenClient{Frame: inside, RegisterHref: "/developer/clients/new"}},
		{"token-revoke-other", web.TokenRevoke{Frame: inside, Action: "/developer/clients/1/tokens/2/revoke", Holder: "Theo Brandt", Client: "Reports", Scopes: []string{"read"}, LastUsed: "Never", CancelHref: "/developer/clients/1"}},
		{"apps", web.Apps{Frame: flashed(inside, web.FlashOK, "Withdrawn. The app can no longer use your account."), Rows: tokens().Apps, MoreHref: "?cursor=1"}},
		{"apps-none", web.Apps{Frame: inside}},
		{"token-revoke", web.TokenRevoke{Frame: inside, Action: "/account/tokens/1/revoke", Name: "nightly backup", Hint: "pat_7Kq…m2Xd", Client: "Reports", LastUsed: "3 minutes ago, from 198.51.100.7", CancelHref: "/account/tokens"}},
		{"token-revoke-family", web.TokenRevoke{Frame: inside, Action: "/account/tokens/1/revoke", Name: "nightly backup", Hint: "pat_7Kq…m2Xd", Client: "Reports",
			LastUsed: "3 minutes ago from 198.51.100.7", Agent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 " + strings.Repeat("x", 90), Uses: "Used 412 times in the last 30 days, on 21 days", CancelHref: "/account/tokens",
			Breaks:  "Whatever uses this token stops working at once, and 11 live tokens end with it.",
			Clients: "2 API clients that it created are suspended, and everything on them ends.",
			Ends:    []string{"laptop", "ci: release notes", "Ledgerly"}, MoreEnd: "And 8 more."}},
		{"app-withdraw", web.AppWithdraw{Frame: inside, Action: "/account/apps/ledgerly/withdraw", App: "Ledgerly", Grants: ledgerlyGrants, Scopes: []string{"read", "profile"}, LastUsed: "today", Tokens: "2 live tokens end with it.", Clients: "3 API clients that it created are suspended, and everything on them ends.", CancelHref: "/account/tokens"}},
	}
}

func tokens() web.Tokens {
	daily := make([]int, 20)
	for i := range daily {
		daily[i] = 24
	}
	return web.Tokens{
		Frame: inside, NewHref: "/account/tokens/new", RegisterHref: "/clients/new",
		Filters: []web.Filter{{"Active", "?", 4, true}, {"Expiring", "?f=expiring", 1, false}, {"Unused", "?f=unused", 1, false}, {"Expired", "?f=expired", 2, false}, {"Revoked", "?f=revoked", 7, false}},
		Rows: []web.TokenRow{
			row("nightly backup", "pat_7Kq…m2Xd", "Reports", "used 3 minutes ago", web.Pill{Text: "Never expires", State: web.PillNever}, daily, "read"),
			row("laptop, spreadsheet sync", "pat_Zb1…0aPq", "Personal", "used yesterday, Berlin", web.Pill{Text: "In 6 days", Title: "27 November", State: web.PillSoon}, []int{0, 3, 9, 1, 0, 0, 6, 11, 4, 3, 0, 0, 8, 12, 4, 2, 0, 0, 9, 6}, "read", "write"),
			row("ci: release notes", "pat_9Wt…Lk4e", "Reports", "used 2 hours ago", web.Pill{Text: "In 84 days", Title: "14 February 2027", State: web.PillOK}, []int{1, 1, 4, 1, 1, 5, 1, 2, 1, 6, 1, 1, 3, 1, 1, 7, 2, 1, 1, 4}, "read"),
			row("old dashboard", "pat_c5N…Vv8s", "Dashboard", "used 94 days ago", web.Pill{Text: "Unused", State: web.PillUnused}, make([]int, 20), "read", "profile"),
		},
		Apps: []web.AppRow{{Name: "Ledgerly", Grants: ledgerlyGrants, Scopes: []string{"read", "profile"}, Allowed: "allowed 12 March, used today",
			Use: []int{2, 3, 5, 4, 4, 0, 0, 3, 6, 5, 4, 2, 0, 0, 5, 6, 6, 4, 3, 2}, WithdrawHref: "/account/apps/ledgerly/withdraw"}},
	}
}

func plainRows() []web.TokenRow {
	rows := []web.TokenRow{
		row("גיבוי לילי", "pat_7Kq…m2Xd", "Reports", "used 3 minutes ago", web.Pill{Text: "In 84 days", Title: "14 February 2027", State: web.PillOK}, nil, "read"),
		row("A name that somebody took their time over, because it says what the token is for and where it runs", "pat_Zb1…0aPq", "Personal", "never used", web.Pill{Text: "Never expires", State: web.PillNever}, nil, "read", "write", "profile", "email", "reports:export", "offline_access"),
		row("old dashboard", "pat_c5N…Vv8s", "Dashboard", "used 94 days ago", web.Pill{Text: "Revoked", Title: "21 November", State: web.PillOver}, nil, "read", "profile"),
	}
	rows[2].EditHref, rows[2].RevokeHref = "", ""
	return rows
}

func row(name, hint, client, used string, ends web.Pill, use []int, scopes ...string) web.TokenRow {
	return web.TokenRow{Name: name, Hint: hint, Client: client, Used: used, Expiry: ends, Use: use, Scopes: scopes,
		EditHref: "/account/tokens/1", RevokeHref: "/account/tokens/1/revoke"}
}

func render(t *testing.T, p *web.Pages, v web.View) string {
	t.Helper()
	var page bytes.Buffer
	if err := p.Render(&page, v); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

func pages(t *testing.T) *web.Pages {
	t.Helper()
	p, err := web.New("")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestGallery writes every scene as a page that a browser can open, below the
// directory that PATIO_GALLERY names.
func TestGallery(t *testing.T) {
	dir := os.Getenv("PATIO_GALLERY")
	if dir == "" {
		t.Skip("set PATIO_GALLERY to a directory to have every page written there")
	}
	p := pages(t)
	for _, s := range scenes() {
		page := strings.ReplaceAll(render(t, p, s.view), `"`+web.StaticPrefix, `"static/`)
		save(t, filepath.Join(dir, s.name+".html"), []byte(page))
	}
	for hashed, body := range web.StaticBodies(p) {
		save(t, filepath.Join(dir, "static", hashed), body)
	}
}

func save(t *testing.T, name string, body []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, body, fs.FileMode(0o644)); err != nil {
		t.Fatal(err)
	}
}

// boundToken is bound to networks and to one API.
func boundToken() web.Token {
	t := token()
	t.WorksFrom, t.IsFor = []string{"203.0.113.0/24", "2001:db8::/32"}, []string{"https://notes.example.com"}
	t.Edit.Limits = web.Limits{AllowedIPs: "203.0.113.0/24\n2001:db8::/32"}
	return t
}

func tools() *web.ListTools {
	return &web.ListTools{
		Action: "/account/tokens", Text: "backup", Hint: "Search by token or client name", ClearHref: "/account/tokens",
		Client: web.Choice{Value: "2", Options: []web.Option{{Label: "All clients"}, {Value: "2", Label: "Dashboard"}}},
		Sort:   web.Choice{Options: []web.Option{{Label: "Newest first"}, {Value: "name", Label: "Name"}}},
	}
}
