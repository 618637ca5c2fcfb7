package notices

import "time"

// Words is what a notice says to a person, beside the name of the token and of
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
		return Words{"A token ends soon", "It ends on " + day(n.Token.ExpiresAt) + ". Whatever uses it stops working then: make a new one in time, or move its end."}
	case TokenLeaked:
		return Words{"A token was found in the open", n.found() + " It has been ended, so that nobody can use it. Make a new one where you still need it."}
	case TokenTripwire:
		return Words{"An old secret came back", "A replaced secret was used" + n.from() + " after its overlap. Since nobody can tell who has it, the token has been ended. Make a new one where you still need it."}
	case AccessLeaked:
		return Words{"An app's token was found in the open", n.found() + " Everything that the app held for you has been ended. Where you still use it, allow it again."}
	case ClientTokenLeaked:
		return Words{"A client's token was found in the open", n.found() + " That one token has been ended. Look where the client leaves its tokens."}
	case ClientSecretLeaked:
		return Words{"A client's secret was found in the open", n.found() + " It has been ended, so that nobody can pretend to be the client. Make a new one, and give it to the program."}
	}
	return Words{Title: string(n.Kind)}
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
