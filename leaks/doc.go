// Package leaks is the desk at which anybody hands in a secret of Patio's that
// lies where it should not: in a repository, a log, a chat.
//
// It owns what a report does. Whoever holds a secret may end it, since they
// could use it as well; so nobody is asked who they are, and nobody is told
// what they handed in. It does not know how a report arrives (server does), nor
// what a secret was good for: the rooms that issue one do.
//
//	a report ─▶ prefix and checksum, or the signature of a JWT (junk stops here)
//	         ─▶ one read for many hashes of a kind
//	         ─▶ end, with what hangs from it, and audit, in one transaction
//
// What ends:
//
//	pat_        the token, whichever of its secrets it was, and what it made
//	pcr_        what the person allowed the app: every token of that grant
//	pca_, JWT   likewise while the token lives; it alone where no person is in it
//	pcs_        that secret of the client; the others and all tokens go on
//
// A client's secret ends at once too, although that stops the app until its
// owner makes another: a stranger who has it can be the app until then, and an
// app that stands still is noticed sooner than one that speaks with two voices.
//
// An access token that has expired ends only what it made, and one that was
// revoked nothing: it opens nothing, and old logs are full of them.
package leaks
