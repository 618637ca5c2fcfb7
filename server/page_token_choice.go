package server

import (
	"context"
	"slices"

	"github.com/patio-auth/patio/clients"
)

// personalChoice stands, in the form and in its address, for the private
// client that is made on the way where a person has none.
const personalChoice = "personal"

// mintingChoice is on which client a new token may be made.
type mintingChoice struct {
	clients.Client
	own      bool // the person's private client
	personal bool // and it is not there yet
}

// ownerOf is the user name of the owner of a client that somebody else may make
// tokens on; "" for the person's own.
func (s *Server) ownerOf(ctx context.Context, m mintingChoice, userID string) (string, error) {
	if m.personal || m.OwnerID == userID {
		return "", nil
	}
	owner, err := s.Users.Get(ctx, m.OwnerID)
	return owner.Username, err
}

// id is what the form sends of the choice.
func (m mintingChoice) id() string {
	if m.personal {
		return personalChoice
	}
	return m.ID
}

// mintingChoices are the clients to choose from, the private one last where
// the person has none yet.
func (s *Server) mintingChoices(ctx context.Context, userID string) ([]mintingChoice, error) {
	mintable, err := s.Clients.Mintable(ctx, userID)
	if err != nil {
		return nil, err
	}
	var choices []mintingChoice
	own := false
	for _, m := range mintable {
		private := m.OwnerID == userID && m.Private()
		choices, own = append(choices, mintingChoice{Client: m, own: private}), own || private
	}
	if !own {
		all := clients.Client{Name: "Personal", Scopes: s.Clients.Offered()}
		choices = append(choices, mintingChoice{Client: all, own: true, personal: true})
	}
	return choices, nil
}

// chosen is the choice of that id. Who says "the private one" means it also
// where it has been made meanwhile.
func chosen(choices []mintingChoice, id string) (mintingChoice, bool) {
	at := slices.IndexFunc(choices, func(m mintingChoice) bool { return m.id() == id || id == personalChoice && m.own })
	if at < 0 {
		return mintingChoice{}, false
	}
	return choices[at], true
}
