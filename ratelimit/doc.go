// Package ratelimit slows down whoever asks or guesses too often.
//
// It owns named limits, the counters behind them (a [Source]: [Memory] in this process, [Redis] for several) and the [Guard] that counts guesses before
// their outcome is known. It does not own what is guessed, nor what an answer looks like: server asks, and turns a
// refused [Decision] into a 429 with Retry-After.
//
//	Guard.Begin ── reserve one try: address, account and address, account
//	     │              any of them spent: give the others back, refuse
//	     ▼
//	the secret is checked
//	     │
//	     ├─ wrong:  nothing to do, the try is already counted
//	     ├─ right:  Attempt.Succeed gives the try back, forgives the pair and remembers it
//	     └─ never came to it (a database was gone): Attempt.Cancel gives the try back
//
// Only server (and cmd/patio, which builds the Source) comes in.
package ratelimit
