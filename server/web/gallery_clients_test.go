package web_test

import "github.com/patio-auth/patio/server/web"

func token() web.Token {
	return web.Token{
		Frame: inside, Name: "ci: release notes", Hint: "pat_9Wt…Lk4e", Client: "Reports", ClientHref: "/developer/clients/reports",
		Scopes: []string{"read"}, Missing: []string{"write"}, Ends: web.Pill{Text: "In 84 days", Title: "14 February 2027", State: web.PillOK},
		Created: "21 November 2026", LastUsed: "2 hours ago from 198.51.100.7", Agent: "curl/8.14.1", RevokeHref: "/account/tokens/1/revoke", BackHref: "/account/tokens",
		Notes: []string{"The old secret was used 3 times since the new one was made, last 2 hours ago. Something still has it: give it the new one."},
		Edit: &web.TokenEdit{Action: "/account/tokens/1", Name: "ci: release notes", ExpiresIn: "keep",
			Scopes:   []web.ScopeChoice{{Scope: ledger, Checked: true}},
			Expiries: []web.Expiry{{Value: "keep", Label: "As now: 14 February 2027"}, {Value: "365d", Label: "In 1 year, until 21 November 2027"}, {Label: "Never"}}},
		Rotate: overlap("/account/tokens/1/rotate"),
	}
}

func tokenRefused() web.Token {
	v := token()
	edit := *v.Edit
	edit.Name, edit.ExpiresIn = "", "365d"
	edit.Errors = web.Errors{"name": "The name takes 1 to 100 characters.", "scope": "Keep at least one ticked, or revoke the token instead.",
		"expires_in": "That end lies after the end of the token that made this one."}
	v.Edit = &edit
	return v
}

func overlap(action string) *web.SecretForm {
	return &web.SecretForm{Action: action, Overlap: "86400", Overlaps: []web.Expiry{{Value: "0", Label: "no longer"}, {Value: "86400", Label: "1 day more"}}}
}

func clientScenes() []scene {
	at := web.Frame{User: mira, CSRFToken: "c5rf", HomeHref: "/account/tokens", Nav: nav("API clients")}
	form := web.ClientNew{Frame: at, Action: "/developer/clients", Type: "confidential", CancelHref: "/developer/clients",
		Scopes:       []web.ScopeChoice{{Scope: ledger}, {Scope: editing}, {Scope: web.Scope{Name: "reports:export"}}},
		ClientFields: web.ClientFields{Format: "jwt", Grants: grantChoices()}}
	wrong := form
	wrong.Name, wrong.Type, wrong.RedirectURIs, wrong.UserTokens = "Ledgerly", "public", "https://ledgerly.example/callback\nledgerly.example/other", true
	wrong.Errors = web.Errors{"redirect_uris": "The list names \"ledgerly.example/other\": a redirect URI must be absolute, such as https://app.example.org/callback.",
		"grant_type": "The list cannot hold client_credentials for a public client, which has no secret to prove itself with."}
	made := web.ClientCreated{Frame: at, Name: "Ledgerly", ID: "01a2008a-7976-7698-9166-ca0780cef321", Secret: "pcs_9WtRq2YhM7xNc4VbK0sLdPzA1eGuJ83kfTiLk4e",
		Scopes: []string{"read", "profile"}, DoneHref: "/developer/clients/1"}
	public, again := made, made
	public.Secret = ""
	again.Scopes, again.Replaced = nil, "The old one works until 22 November 2026, 14:05 UTC."
	off := client(at)
	off.Off, off.NewTokenHref, off.SwitchAction, off.Secret, off.Tokens = true, "", "/developer/clients/1/enable", nil, nil
	off.RedirectURIs, off.Grants, off.Scopes = nil, nil, nil
	off.State = "It is switched off. Every token on it is refused until you switch it on again."
	off.Edit.Errors = web.Errors{"redirect_uris": "The list takes at most 20 URIs."}
	return []scene{
		{"clients", web.Clients{Frame: at, NewHref: "/developer/clients/new", Pages: web.Paging{From: 1, To: 50, Total: 60, NextHref: "?page=2"}, Tools: tools(), Rows: []web.ClientRow{
			{Name: "Ledgerly", Href: "/developer/clients/1", ID: made.ID, Kind: "Confidential", Scopes: []string{"read", "write", "profile", "email", "openid", "offline_access"}, More: 5, Note: "registered 21 November 2026"},
			{Name: "Old command line tool", Href: "/developer/clients/2", Kind: "Public", Scopes: []string{"read"}, Note: "registered 3 May 2026", Off: true},
		}}},
		{"clients-none", web.Clients{Frame: flashed(at, web.FlashOK, "The client is deleted. Everything that was issued to it has ended."), NewHref: "/developer/clients/new"}},
		{"client-new", form},
		{"client-new-errors", wrong},
		{"client-created", made},
		{"client-created-public", public},
		{"client-new-secret", again},
		{"client", client(at)},
		{"client-off", off},
		{"client-delete", web.ClientDelete{Frame: at, Action: "/developer/clients/1/delete", Name: "Ledgerly", ID: made.ID, Secret: true, Tokens: "3 personal access tokens", Clients: "One API client that a token on it created is suspended, and everything on it ends.", CancelHref: "/developer/clients/1"}},
	}
}

func client(at web.Frame) web.Client {
	others := row("Theo Brandt", "", "", "used yesterday", web.Pill{Text: "In 6 days", Title: "27 November 2026", State: web.PillSoon}, nil, "read")
	others.Holder, others.EditHref = "theo", ""
	return web.Client{
		Frame: at, Name: "Ledgerly", ID: "01a2008a-7976-7698-9166-ca0780cef321", Kind: "Confidential, it keeps a secret", Scopes: []web.Scope{ledger, editing, profile},
		RedirectURIs: []string{"https://ledgerly.example/callback", "http://127.0.0.1/callback"}, Grants: []string{"People allow it (authorization_code)", "Stay connected (refresh_token)"},
		PKCE: "Required", Format: "Signed (JWT)", Holders: "Everybody here may make them", Created: "21 November 2026", NewTokenHref: "/account/tokens/new?client_id=1",
		Tokens: []web.TokenRow{row("nightly backup", "pat_7Kq…m2Xd", "", "used 3 minutes ago", web.Pill{Text: "Never expires", State: web.PillNever}, nil, "read"), others},
		Edit:   web.ClientEdit{Action: "/developer/clients/1", ClientFields: web.ClientFields{Name: "Ledgerly", RedirectURIs: "https://ledgerly.example/callback\nhttp://127.0.0.1/callback", UserTokens: true, Grants: grantChoices(), Format: "jwt"}},
		Secret: overlap("/developer/clients/1/secret"), SwitchAction: "/developer/clients/1/disable", DeleteHref: "/developer/clients/1/delete", Pages: web.Paging{From: 1, To: 20, NextHref: "?page=2"},
	}
}

func grantChoices() []web.ScopeChoice {
	return []web.ScopeChoice{
		{Scope: web.Scope{Name: "authorization_code", Title: "People allow it", Description: "It sends them here to sign in and say yes."}, Checked: true},
		{Scope: web.Scope{Name: "client_credentials", Title: "Act for itself"}},
	}
}
