package notices

import (
	"fmt"
	"strings"
	"time"
)

// Words is what a notice says to a person, without the name of the token and of
// its client, which stand by themselves.
type Words struct {
	Title string // a few words, the same for every notice of its kind
	Note  string // what it means and what to do
}

// Words is what the notice says, the same on the page and in a mail.
func (n Notice) Words() Words {
	switch n.Kind {
	case TokenCreated:
		return Words{"A new token", n.made() + " If that was not you, revoke it."}
	case TokenExpiring:
		return Words{"A token ends soon", "It ends on " + day(n.Token.ExpiresAt) +
			". Whatever uses it stops working then: make a new one in time, or move its end."}
	case TokenLeaked:
		return Words{"A token was found in the open", n.found() +
			" It has been ended, so that nobody can use it. Make a new one where you still need it."}
	case TokenTripwire:
		return Words{"An old secret came back", "A replaced secret was used" + n.from() +
			" after its overlap. Since nobody can tell who has it, the token has been ended. Make a new one where you still need it."}
	case AccessLeaked:
		return Words{"An app's token was found in the open", n.found() +
			" Everything that the app held for you has been ended. Where you still use it, allow it again."}
	case ClientTokenLeaked:
		return Words{"A client's token was found in the open", n.found() +
			" That one token has been ended. Look where the client leaves its tokens."}
	case ClientSecretLeaked:
		return Words{"A client's secret was found in the open", n.found() +
			" It has been ended, so that nobody can pretend to be the client. Make a new one, and give it to the program."}
	case ClientChanged, ClientSecretRotated, ClientSuspended, ClientActivated, ClientApproved, ClientTransferred, ConsentUnreviewed:
		return n.clientWords()
	}
	return n.accountWords()
}

// accountWords is what a notice says about how the person signs in.
func (n Notice) accountWords() Words {
	const signOut = " If that was not you, change your password now and sign out other browsers."
	const reset = " If that was not you, reset your password and tell the people who run this service."
	switch n.Kind {
	case PasswordChanged:
		return Words{"Your password was changed", "It was changed" + n.how() + ". Other browsers have been signed out." + reset}
	case SecondFactorAdded:
		return Words{"A second factor was added", "It was added" + n.how() +
			". Signing in now asks for its code, too." + reset}
	case SecondFactorRemoved:
		return Words{"Your second factor was removed", "It was removed" + n.how() +
			". Signing in now takes only the password. If that was not you, change your password and add a second factor again."}
	case RecoveryCodesRenewed:
		return Words{"You have new recovery codes", "They were made" + n.how() + ". The earlier ones do not work any more." + signOut}
	case RecoveryCodeUsed:
		return Words{"A recovery code was used", "It was used" + n.how() + ". " + n.codesLeft() + signOut}
	case EmailChanged:
		return Words{"Your e-mail address was changed", "It was changed" + n.how() +
			". Notices now go to the new address. If you did not ask for that, tell the people who run this service."}
	case NewDevice:
		return Words{"A sign-in from a new device", n.browser() + " signed in" + n.from() + "." + signOut}
	}
	return Words{Title: string(n.Kind)}
}

// clientWords is what a notice says about a client.
func (n Notice) clientWords() Words {
	const undo = " If that was not you, look at the client and revoke the tokens that you do not know."
	switch n.Kind {
	case ClientChanged:
		if n.Deleted() {
			return Words{"An API client was deleted", "It was deleted" + n.how() +
				", and everything issued to it has ended. If that was not you, revoke the tokens that you do not know."}
		}
		return Words{"An API client was changed", n.whatChanged() + " changed" + n.how() + "." + undo}
	case ClientSecretRotated:
		return Words{"An API client has a new secret", "It was made" + n.how() + "." + undo}
	case ClientSuspended:
		return Words{"An API client was suspended", suspended[n.Reason] + " Its tokens are refused until it is active again."}
	case ClientActivated:
		return Words{"An API client is active again", "It was activated" + n.how() + ". Its tokens work again unless they have ended."}
	case ClientApproved:
		return Words{"An API client was approved", "An operator has approved it, and it works from now on."}
	case ClientTransferred:
		return Words{"An API client has a new owner", "An operator has transferred it to your account. You decide what it may do from now on."}
	}
	return Words{"You allowed an app that nobody has reviewed", "No operator of this service has reviewed it. " +
		"If you did not mean to, withdraw it."}
}

// suspended says by what a client was suspended.
var suspended = map[string]string{
	"":               "It was suspended.",
	"owner":          "It was suspended from your account.",
	"operator":       "An operator has suspended it. Ask the people who run this service.",
	"owner_disabled": "It was suspended with the account of its owner.",
	"token_revoked":  "The token that made it was revoked, so it was suspended too.",
}

// fieldWords are the fields of a client in a person's words.
var fieldWords = map[string]string{
	"name": "name", "redirect_uris": "redirect addresses", "grant_types": "grant types",
	"access_token_format": "access token format", "user_tokens": "setting that lets other people make tokens on it",
	"token_endpoint_auth_method": "authentication method", "require_pkce": "PKCE requirement", "jwks": "keys", "resource_server": "resource server",
}

func (n Notice) whatChanged() string {
	var parts []string
	for _, field := range n.Changed {
		if words, known := fieldWords[field]; known {
			parts = append(parts, words)
		}
	}
	switch len(parts) {
	case 0:
		return "It was"
	case 1:
		if strings.HasSuffix(parts[0], "s") {
			return "Its " + parts[0] + " were"
		}
		return "Its " + parts[0] + " was"
	}
	return "Its " + strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1] + " were"
}

// how says by whom and from where something was done, as far as it is known.
func (n Notice) how() string {
	name := line(n.By.Name, maxName)
	switch n.By.Credential {
	case "cli":
		return " by an operator"
	case "session":
		return " in a browser" + n.from()
	case "pat":
		return " with the personal access token “" + name + "”" + n.from()
	case "oauth":
		return " by the app “" + name + "”" + n.from()
	}
	return n.from()
}

func (n Notice) browser() string {
	if n.Browser == "" {
		return "A browser"
	}
	return line(n.Browser, maxName)
}

func (n Notice) codesLeft() string {
	switch n.CodesLeft {
	case 0:
		return "None are left: make new ones."
	case 1:
		return "One is left: make new ones."
	}
	return fmt.Sprintf("%d are left.", n.CodesLeft)
}

func (n Notice) from() string {
	if n.Address == "" {
		return ""
	}
	return " from " + n.Address
}

func (n Notice) made() string {
	end := "ends on " + day(n.Token.ExpiresAt) + "."
	if n.Token.ExpiresAt.IsZero() {
		end = "never ends by itself."
	}
	if n.Address == "" {
		return "It " + end
	}
	return "It was made from " + n.Address + " and " + end
}

func (n Notice) found() string {
	if n.Source == "" {
		return "Somebody reported it as leaked."
	}
	return "Somebody reported it as leaked, found at " + n.Source + "."
}

// day is a moment as a person reads it, precise enough for an end.
func day(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }
