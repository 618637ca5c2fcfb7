package notices

import "slices"

// Subject is what a notice is about: whose id its Token has.
type Subject int

// The subjects.
const (
	OfToken    Subject = iota // a personal access token
	OfApp                     // an app that the person has allowed
	OfClient                  // a client that the person owns
	OfClients                 // a client that the person does not have any more
	OfAccount                 // the person's account
	OfSecurity                // its second factor
)

// Subject is what the notice is about.
func (n Notice) Subject() Subject {
	if n.Deleted() {
		return OfClients
	}
	return n.Kind.traits().subject
}

// Deleted reports whether the notice says that a client was deleted.
func (n Notice) Deleted() bool { return n.Kind == ClientChanged && slices.Contains(n.Changed, Deleted) }

// Deleted is what Changed has where the client was deleted.
const Deleted = "deleted"

// Grave reports whether something was ended that its owner had not ended.
func (n Notice) Grave() bool { return n.Kind.traits().grave }

// signpost is how a mail leads to what it is about: what is there, its path
// below the issuer, and what it has to do with the reader's account.
type signpost struct{ label, path, because string }

func (n Notice) signpost() signpost {
	switch n.Subject() {
	case OfApp:
		return signpost{"Your apps:", "/account/apps", "the app was allowed by"}
	case OfClient:
		return signpost{"The client:", "/developer/clients/" + n.Token.ID, "the client belongs to"}
	case OfClients:
		return signpost{"Your clients:", "/developer/clients", "the client belonged to"}
	case OfAccount:
		return signpost{"Your account:", "/account", "it is about"}
	case OfSecurity:
		return signpost{"Your second factor:", "/account/security", "it is about"}
	}
	return signpost{"The token:", "/account/tokens/" + n.Token.ID, "the token belongs to"}
}
