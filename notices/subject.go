package notices

// Subject is what a notice is about: whose id its Token has.
type Subject int

// The subjects.
const (
	OfToken  Subject = iota // a personal access token
	OfApp                   // an app that the person has allowed
	OfClient                // a client that the person owns
)

// Subject is what the notice is about.
func (n Notice) Subject() Subject {
	switch n.Kind {
	case AccessLeaked:
		return OfApp
	case ClientTokenLeaked, ClientSecretLeaked:
		return OfClient
	}
	return OfToken
}

// Grave reports whether something was ended that its owner had not ended.
func (n Notice) Grave() bool { return n.Kind != TokenCreated && n.Kind != TokenExpiring }

// signpost is how a mail leads to what it is about: what is there, its path
// below the issuer, and what it has to do with the reader's account.
type signpost struct{ label, path, because string }

func (n Notice) signpost() signpost {
	switch n.Subject() {
	case OfApp:
		return signpost{"Your apps:", "/account/apps", "the app was allowed by"}
	case OfClient:
		return signpost{"The client:", "/developer/clients/" + n.Token.ID, "the client belongs to"}
	}
	return signpost{"The token:", "/account/tokens/" + n.Token.ID, "the token belongs to"}
}
