// Package ratelimit slows down those who ask or guess too often.
//
// It owns named limits, the counters behind them (a [Source]: [Memory] in this process, [Redis] for several) and the
// [Guard] that counts guesses before their outcome is known. It does not own what is guessed, nor what an answer looks
// like: server asks, and turns a refused [Decision] into a 429 with Retry-After.
//
//	Guard.Begin ── from a known browser: its own allowance, and nothing else counts; once that is spent, as a stranger
//	     │         from a stranger: address, name and address: one is spent → give the others back, refuse
//	     │                          account and address, account: one is spent → blind
//	     ▼
//	the secret is checked (blind: not at all, with the same work)
//	     │
//	     ├─ wrong:  nothing to do, the try is already counted
//	     ├─ right:  Attempt.Succeed gives the try back, forgives the pair and remembers it
//	     └─ never came to it (a database was gone): Attempt.Cancel gives the try back
//
// Three things must hold at once, and they decide what is counted by what:
//
//   - Guesses at one account are bounded, from wherever and under whichever name. So they are counted by the account that
//     the name belongs to, over all addresses, and for each network; one network cannot spend what the account has.
//   - Nobody locks the owner out. So a browser in which the account has signed in before (server knows it by a signed
//     cookie) counts by itself, not by address or account. It has few tries: whoever takes such a cookie gets those.
//   - Nobody learns which names exist, or which two belong to one account. A refusal (429) therefore depends only on what
//     the guesser can see anyway: the address, and the text that was typed from there. What is counted by account shows
//     in nothing: the attempt is blind, and looks, costs and counts like one with a wrong password. A name that nobody has
//     is an account of its own, so it behaves like any other. Were spent accounts refused instead, ten wrong guesses at
//     "mira" would make the first one at "mira@example.org" a 429, and anybody else's address a 401.
//
// IPv6 addresses count by their /64, /56 and /48, each with its own, larger allowance.
//
// Only server (and cmd/patio, which builds the Source) uses it.
package ratelimit
