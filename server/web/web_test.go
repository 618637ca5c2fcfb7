package web_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/patio-auth/patio/server/web"
)

func TestEveryViewHasAScene(t *testing.T) {
	seen := map[reflect.Type]bool{}
	for _, s := range scenes() {
		seen[reflect.TypeOf(s.view)] = true
	}
	for _, v := range web.Views {
		if !seen[reflect.TypeOf(v)] {
			t.Errorf("%T has no scene in the gallery", v)
		}
	}
}

// TestPagesAreSound looks at every page three times: with real values, with
// none, and with every text a hostile one.
func TestPagesAreSound(t *testing.T) {
	p := pages(t)
	all := scenes()
	for _, v := range web.Views {
		name := reflect.TypeOf(v).Name()
		all = append(all, scene{name + " empty", v}, scene{name + " hostile", hostile(v)})
	}
	for _, s := range all {
		t.Run(s.name, func(t *testing.T) {
			page := parse(t, render(t, p, s.view))
			checkNothingInline(t, page)
			checkDocument(t, page)
			checkForms(t, page)
			checkDirection(t, page)
		})
	}
}

func TestWords(t *testing.T) {
	p := pages(t)
	for _, s := range scenes() {
		if words := text(parse(t, render(t, p, s.view))); strings.Contains(words, "!") {
			t.Errorf("%s raises its voice: %q", s.name, words)
		}
	}
}

func TestHiddenFieldsComeBackAsTheyWere(t *testing.T) {
	value := "a\"b<c>&'\u202e é"
	page := parse(t, render(t, pages(t), web.Consent{Fields: []web.Field{{Name: "state", Value: value}}}))
	for n := range elements(page, "input") {
		if attr(n, "name") == "state" {
			if attr(n, "value") != value {
				t.Errorf("state came back as %q, was %q", attr(n, "value"), value)
			}
			return
		}
	}
	t.Error("state did not come back")
}

// TestFormContracts holds the names that the server reads from each form.
func TestFormContracts(t *testing.T) {
	p := pages(t)
	for _, c := range []struct{ scene, action, want string }{
		{"login", "/login", "csrf_token return_to username password"},
		{"consent", "/oauth/authorize", "csrf_token client_id state decision=deny decision=allow"},
		{"logout", "/logout", "csrf_token"},
		{"account", "/account/password", "csrf_token current_password new_password revoke"},
		{"token-new", "/account/tokens", "csrf_token client_id name scope scope scope expires_in allowed_ips resource"},
		{"token-revoke", "/account/tokens/1/revoke", "csrf_token"},
		{"app-withdraw", "/account/apps/ledgerly/withdraw", "csrf_token"},
		{"token", "/account/tokens/1", "csrf_token name scope expires_in allowed_ips"},
		{"token", "/account/tokens/1/rotate", "csrf_token overlap"},
		{"client-new", "/developer/clients", "csrf_token name type type scope scope scope grant_type grant_type redirect_uris access_token_format user_tokens"},
		{"client", "/developer/clients/1", "csrf_token name redirect_uris grant_type grant_type access_token_format user_tokens"},
		{"client", "/developer/clients/1/secret", "csrf_token overlap"},
		{"client", "/developer/clients/1/disable", "csrf_token"},
		{"client-delete", "/developer/clients/1/delete", "csrf_token"},
		{"token-revoke-other", "/developer/clients/1/tokens/2/revoke", "csrf_token"},
	} {
		t.Run(c.scene, func(t *testing.T) {
			for form := range elements(parse(t, render(t, p, sceneOf(t, c.scene))), "form") {
				if attr(form, "action") == c.action {
					if got := strings.Join(fieldNames(form), " "); got != c.want {
						t.Errorf("the form sends %q, want %q", got, c.want)
					}
					return
				}
			}
			t.Errorf("no form leads to %s", c.action)
		})
	}
}

func TestSays(t *testing.T) {
	p := pages(t)
	for _, c := range []struct{ scene, want string }{
		{"login", "to continue to Ledgerly"},
		{"login-error", "Use a passkey"},
		{"consent", "Allow sends you back to ledgerly.example"},
		{"consent", "Ledgerly wants to use your account"},
		{"consent-grown", "Ledgerly asks for more than before"},
		{"consent-grown", "Stay connected New"},
		{"consent-grown", "Allow opens Ledgerly on this device com.ledgerly.app:"},
		{"consent-device", "this device 127.0.0.1:51004"},
		{"error", "Request 01JD7Z4Q8W"},
		{"tokens", "Never expires"},
		{"tokens-none", "No tokens yet"},
		{"tokens-none-here", "No token is in this list."},
		{"token-new-errors", "Tick at least one."},
		{"token-created", "inherited from Reports, less write"},
		{"token-created", "14 February 2027 in 84 days"},
		{"token-created-never", "all that Personal has"},
		{"token-rotated", "works until 22 November 2026, 14:05 UTC"},
		{"token-new-personal", "It comes with a private client"},
		{"token-client-personal", "Just for me"},
		{"token", "inherited from Reports, less write"},
		{"token", "used after that, it ends the token"},
		{"token-errors", "Keep at least one ticked"},
		{"token-over", "a replaced secret was used after its overlap"},
		{"token-revoke-other", "Revoke a token of Theo Brandt?"},
		{"apps-none", "No apps yet"},
		{"clients", "and 5 more"},
		{"clients-none", "No clients yet"},
		{"client-new", "Take the fewest that it can work with"},
		{"client-new-errors", "ledgerly.example/other"},
		{"client-created-public", "A public client has no secret"},
		{"client", "Fixed when it was registered"},
		{"client", "Theo Brandt theo"},
		{"client-off", "It is switched off"},
		{"client-delete", "3 personal access tokens, and what was made with them"},
	} {
		if got := text(parse(t, render(t, p, sceneOf(t, c.scene)))); !strings.Contains(got, c.want) {
			t.Errorf("%s does not say %q but %q", c.scene, c.want, got)
		}
	}
	for _, absent := range []string{"passkey", "Forgot"} {
		if got := text(parse(t, render(t, p, sceneOf(t, "login")))); strings.Contains(got, absent) {
			t.Errorf("login offers %q, which was not asked for", absent)
		}
	}
}

// TestTokenIsShownWhole: the line to paste carries the whole token, both in
// the copy button and when it is selected by hand.
func TestTokenIsShownWhole(t *testing.T) {
	v := sceneOf(t, "token-created").(web.TokenCreated)
	line := `curl -H "Authorization: Bearer ` + v.Token + "\" \\\n     " + v.TryURL
	page := parse(t, render(t, pages(t), v))
	var copies []string
	for n := range elements(page, "button") {
		if text := attr(n, "data-copy"); text != "" {
			copies = append(copies, text)
		}
	}
	if want := []string{v.Token, line}; !reflect.DeepEqual(copies, want) {
		t.Errorf("the copy buttons hold %q, want %q", copies, want)
	}
	for n := range elements(page, "pre") {
		if got := rawText(n); got != line {
			t.Errorf("by hand one copies %q, want %q", got, line)
		}
	}
	if short := (web.TokenCreated{Token: "pat_short"}).Short(); short != (web.Shortened{Head: "pat_short"}) {
		t.Errorf("a short token is cut into %+v", short)
	}
}

func TestPlot(t *testing.T) {
	p := pages(t)
	for _, c := range []struct {
		name   string
		use    []int
		bars   int
		idle   int
		spoken string
	}{
		{"none", nil, 0, 0, ""},
		{"idle", []int{0, 0}, 2, 2, "Used 0 times in 2 days"},
		{"busy", []int{0, 1, 1000}, 3, 1, "Used 1001 times in 3 days"},
		{"nonsense", []int{-4, 2}, 2, 1, "Used 2 times in 2 days"},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := parse(t, render(t, p, web.Tokens{Rows: []web.TokenRow{{Name: "x", Use: c.use}}}))
			bars, idle, spoken := 0, 0, ""
			for n := range elements(page, "rect") {
				bars++
				if attr(n, "class") == "idle" {
					idle++
				}
				spoken = attr(n.Parent, "aria-label")
			}
			if bars != c.bars || idle != c.idle || spoken != c.spoken {
				t.Errorf("%d bars, %d idle, %q; want %d, %d, %q", bars, idle, spoken, c.bars, c.idle, c.spoken)
			}
		})
	}
}

type closedPipe struct{}

func (closedPipe) Write([]byte) (int, error) { return 0, errors.New("closed") }

func TestRenderErrors(t *testing.T) {
	p := pages(t)
	if err := p.Render(closedPipe{}, web.Login{}); err == nil {
		t.Error("a write that failed went unnoticed")
	}
	if err := p.Render(closedPipe{}, nil); err == nil {
		t.Error("no view at all went unnoticed")
	}
}

func sceneOf(t *testing.T, name string) web.View {
	t.Helper()
	for _, s := range scenes() {
		if s.name == name {
			return s.view
		}
	}
	t.Fatalf("there is no scene %q", name)
	return nil
}

func fieldNames(form *html.Node) []string {
	var names []string
	for n := range form.Descendants() {
		name := attr(n, "name")
		switch {
		case n.Data == "button" && name != "":
			names = append(names, name+"="+attr(n, "value"))
		case (n.Data == "input" || n.Data == "select" || n.Data == "textarea") && name != "":
			names = append(names, name)
		}
	}
	return names
}
