package e2e_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/notices/noticestest"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// posted is one message to the webhook.
type posted struct {
	Type string
	Data struct {
		UserID      string `json:"user_id"`
		Address     string
		Browser     string
		Changed     []string
		SuspendedBy string `json:"suspended_by"`
		Left        *int   `json:"recovery_codes_left"`
		Client      struct {
			ID string `json:"client_id"`
		}
		Credential struct{ Kind, Name string }
	}
}

// toldOf waits until the webhook has had so many messages about a person, and gives the new ones by kind.
func toldOf(t *testing.T, hook *noticestest.Receiver, who person, seen map[string]bool, count int) []posted {
	t.Helper()
	var fresh []posted
	soon(t, "the webhook is told", func() bool {
		fresh = nil
		for _, p := range hook.Posts() {
			var got posted
			if err := json.Unmarshal([]byte(p.Body), &got); err != nil {
				t.Fatal(err)
			}
			if got.Data.UserID == who.ID && got.Type != "token.created" && !seen[p.ID] {
				fresh = append(fresh, got)
			}
		}
		return len(fresh) >= count
	})
	for _, p := range hook.Posts() {
		seen[p.ID] = true
	}
	return fresh
}

// kindsOf counts messages by kind and how the change was made.
func kindsOf(all []posted) map[string]int {
	got := map[string]int{}
	for _, p := range all {
		got[strings.TrimSpace(p.Type+" "+p.Data.Credential.Kind)]++
	}
	return got
}

func areKinds(t *testing.T, all []posted, want map[string]int) {
	t.Helper()
	if got := kindsOf(all); !maps.Equal(got, want) {
		t.Errorf("told of %v, want %v", got, want)
	}
}

// agent is a browser that calls itself something.
type agent struct {
	name string
	next http.RoundTripper
}

// RoundTrip is http.RoundTripper's.
func (a agent) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("User-Agent", a.name)
	return a.next.RoundTrip(r)
}

func (p *patio) browserCalled(name string) *browser {
	b := p.browser()
	b.client.Transport = agent{name, b.client.Transport}
	return b
}

// TestCredentialNotices: every change to somebody's credentials is told, whichever way it is made.
func TestCredentialNotices(t *testing.T) {
	mail, hook := noticestest.NewMailServer(t, noticestest.MailOptions{StartTLS: true, Username: "patio", Password: smtpPassword}), noticestest.NewReceiver(t, nil)
	p := start(t, storagetest.Fresh(t, storage.SQLite), outwards(mail, hook))
	p.hide(smtpPassword, "the-key-of-the-hook", hook.Secret, strings.TrimPrefix(hook.Secret, "whsec_"))
	t.Run("in the browser", func(t *testing.T) { t.Parallel(); browserChangesAreTold(t, p, hook) })
	t.Run("by the operator", func(t *testing.T) { t.Parallel(); operatorChangesAreTold(t, p, hook, mail) })
	t.Run("of clients", func(t *testing.T) { t.Parallel(); clientChangesAreTold(t, p, hook) })
}

func browserChangesAreTold(t *testing.T, p *patio, hook *noticestest.Receiver) {
	who, app, b := p.guarded(t)
	seen := map[string]bool{}
	at := b.open(t, "/account/security/recovery-codes").is(t, http.StatusOK)
	at = b.submit(t, at, at.form(t, "password"), url.Values{"password": {who.Password}}).is(t, http.StatusOK)
	app.recovery = at.recoveryCodes(p)
	other := p.browserCalled("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
	at = other.signIn(t, other.open(t, "/account"), who)
	other.giveCode(t, at, app.recoveryCode(t)).is(t, http.StatusOK)
	all := toldOf(t, hook, who, seen, 4)
	areKinds(t, all, map[string]int{
		"account.second_factor_added session": 1, "account.recovery_codes_renewed session": 1, "account.recovery_code_used": 1, "account.new_device": 1,
	})
	for _, told := range all {
		if told.Data.Address != "127.0.0.1" || (told.Data.Browser == "Firefox on Linux") != (told.Type == "account.new_device") ||
			(told.Data.Left != nil && *told.Data.Left == 9) != (told.Type == "account.recovery_code_used") {
			t.Errorf("%+v", told)
		}
	}
	at = b.open(t, "/account/security/remove").is(t, http.StatusOK)
	b.submit(t, at, at.form(t, "password"), url.Values{"password": {who.Password}}).is(t, http.StatusOK)
	next := "quite another " + who.Password
	p.hide(next)
	at = b.open(t, "/account")
	b.submit(t, at, at.formTo(t, "/account/password"), url.Values{"current_password": {who.Password}, "new_password": {next}}).is(t, http.StatusOK)
	areKinds(t, toldOf(t, hook, who, seen, 2), map[string]int{"account.second_factor_removed session": 1, "account.password_changed session": 1})

	at = b.open(t, "/account/notices").says(t, "Your password was changed", "It was changed in a browser from 127.0.0.1.",
		"A sign-in from a new device", "Firefox on Linux signed in from 127.0.0.1.", "A second factor was added", "Your second factor was removed",
		"You have new recovery codes", "A recovery code was used", "9 are left.")
	if got := b.open(t, at.link(t, "Your password was changed")); got.URL.Path != "/account" {
		t.Errorf("the notice leads to %s", got.URL)
	}
	if got := b.open(t, at.link(t, "You have new recovery codes")); got.URL.Path != "/account/security" {
		t.Errorf("the notice leads to %s", got.URL)
	}
}

func operatorChangesAreTold(t *testing.T, p *patio, hook *noticestest.Receiver, mail *noticestest.MailServer) {
	who, _, b := p.guarded(t)
	seen := map[string]bool{}
	areKinds(t, toldOf(t, hook, who, seen, 1), map[string]int{"account.second_factor_added session": 1})
	p.cli(t, "user", "reset-second-factor", who.Username)
	who.Password = "quite another " + who.Password
	p.hide(who.Password)
	p.cliWith(t, who.Password+"\n", "user", "reset-password", who.Username, "--password-stdin")
	former := who.Email
	who.Email = "new-" + who.Email
	if made := p.cli(t, "user", "set", who.Username, "--email", who.Email); made.text(t, "email") != who.Email {
		t.Errorf("the account is %v", made)
	}
	areKinds(t, toldOf(t, hook, who, seen, 3), map[string]int{
		"account.second_factor_removed cli": 1, "account.password_changed cli": 1, "account.email_changed cli": 1,
	})
	soonWithin(t, 20*time.Second, func() string {
		old, now := 0, 0
		for _, m := range mail.Took() {
			if strings.HasSuffix(m.Header.Get("Subject"), "Your e-mail address was changed") {
				switch m.To[0] {
				case former:
					old++
				case who.Email:
					now++
				}
			}
		}
		if old != 1 || now != 1 {
			return "mails to both addresses"
		}
		return ""
	})
	b.signIn(t, b.open(t, "/account/notices"), who).says(t, "Your password was changed", "It was changed by an operator.",
		"Your second factor was removed", "It was removed by an operator.", "Your e-mail address was changed")
}

func clientChangesAreTold(t *testing.T, p *patio, hook *noticestest.Receiver) {
	who, b, seen := p.person(t), p.browser(), map[string]bool{}
	desk := p.client(t, who, clientSpec{Scopes: []string{"clients:read", "clients:write", "notes:read"}})
	writes, _ := p.pat(t, who, desk, "--name", "deploy <b>")
	app, _ := p.registered(t, writes, order{
		"name": "Reports", "type": "confidential", "scopes": []string{"notes:read"}, "redirect_uris": []string{callback},
	})
	p.hide(app.Secret)
	one := "/clients/" + app.ID
	p.api(t, http.MethodPatch, one, writes, order{"redirect_uris": []string{callback + "/new"}}).is(t, http.StatusOK)
	p.api(t, http.MethodPatch, one, writes, order{"redirect_uris": []string{callback + "/new"}}).is(t, http.StatusOK) // which changes nothing
	p.hide(p.api(t, http.MethodPost, one+"/secret", writes, nil).is(t, http.StatusOK).object(t).text(t, "client_secret"))
	all := toldOf(t, hook, who, seen, 2)
	areKinds(t, all, map[string]int{"client.changed pat": 1, "client.secret_rotated pat": 1})
	for _, told := range all {
		if told.Data.Credential.Name != "deploy <b>" || told.Data.Client.ID != app.ID || (len(told.Data.Changed) == 1) != (told.Type == "client.changed") {
			t.Errorf("%+v", told)
		}
	}
	at := b.signIn(t, b.open(t, "/developer/clients/"+app.ID), who).is(t, http.StatusOK)
	at = b.submit(t, at, at.formTo(t, "/developer/clients/"+app.ID), url.Values{"name": {"Accounts"}}).is(t, http.StatusOK)
	at = b.submit(t, at, at.formTo(t, "/developer/clients/"+app.ID+"/secret"), url.Values{"overlap": {"0"}}).is(t, http.StatusOK)
	p.hide(at.byID("secret"))
	areKinds(t, toldOf(t, hook, who, seen, 2), map[string]int{"client.changed session": 1, "client.secret_rotated session": 1})

	p.cli(t, "client", "disable", app.ID)
	p.cli(t, "client", "enable", app.ID)
	p.cli(t, "client", "rotate-secret", app.ID)
	p.cli(t, "client", "delete", app.ID, "--yes")
	areKinds(t, toldOf(t, hook, who, seen, 4), map[string]int{
		"client.suspended cli": 1, "client.activated cli": 1, "client.secret_rotated cli": 1, "client.changed cli": 1,
	})
	at = b.open(t, "/account/notices").says(t, "An API client was changed", "Its redirect addresses were changed with the personal access token “deploy <b>” from 127.0.0.1.",
		"Its name was changed in a browser", "An API client has a new secret", "An API client was suspended", "An operator has suspended it.",
		"An API client is active again", "An API client was deleted", "It was deleted by an operator, and everything issued to it has ended.")
	if got := b.open(t, at.link(t, "An API client was deleted")); got.URL.Path != "/developer/clients" {
		t.Errorf("the notice leads to %s", got.URL)
	}
}
