package web

// LeakedToken is where anybody pastes a token that they have found: POST
// /leaked-token with csrf_token and token.
type LeakedToken struct {
	Frame
	Token string // what was pasted into a form that had expired; empty after anything else
	Error string // why nothing was done and what to do; empty: nothing was sent yet, or it was done
}

func (LeakedToken) page() string { return "leaked_token" }
