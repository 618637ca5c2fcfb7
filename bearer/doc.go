// Package bearer is the resource server's SDK of Patio: it takes the bearer token out of a request, asks whether it
// is good, and answers with one [Principal] whatever kind of token it was, or with one kind of refusal.
//
// It owns the Authorization header (RFC 6750) and, where they are switched on, the other ways for a personal access
// token ([WithPersonalToken], [WithPersonalTokenQuery]), the offline check of JWT access tokens (RFC 9068), the client's side
// of introspection (RFC 7662) and of discovery (RFC 8414), and the refusals (RFC 6750 section 3, RFC 9457). It does
// not own what a token is worth: the authorization server decides that, and your handlers decide what a scope opens.
// Resource servers come in through [New]; Patio itself, with a [Verifier] of its own, through [Middleware].
//
//	request ──► TokenFromRequest ── none: 401 · twice, in the URL, malformed: 400
//	                  │
//	            Verifier.Verify
//	                  ├─ pat_…, pca_… ── checksum ──► introspection ──► active? issuer? audience? end?
//	                  ├─ a.b.c ── typ, alg, kid ──► JWKS, cached ──► signature, issuer, audience, times
//	                  └─ anything else: 401, and nothing leaves this process
//	                  │
//	            Principal in the context ──► RequireUser ── a client: 403
//	                                     ──► RequireScope ── missing: 403 ──► your handler
//
//	whatever is refused ──► WriteError: status, WWW-Authenticate, problem document
//
// # Audience
//
// A token is taken when its audience names [Config.Audience], this resource server, or [Config.DefaultAudience],
// which stands for every resource server of the issuer: Patio puts it into tokens that were asked for without a
// resource (RFC 8707). It is the issuer's own URL unless the operator says otherwise. To take only tokens that were
// asked for this resource server by name, set DefaultAudience to the same value as Audience.
//
// # What revocation means here
//
// Introspection answers are not cached: a personal access token or an opaque token that is revoked is dead at the
// next request. A JWT is checked offline, so one that was revoked is good here until its expiry, ten minutes at most
// with Patio's defaults. Where that is too long, set [Config.Revocations] to follow the stream of what has ended: one
// connection, and a revoked JWT is refused within a second or so; while the stream is interrupted each JWT is asked about
// ([FollowOrAsk]) or refused ([FollowOrRefuse]). Or set [Config.IntrospectJWT]: each request then costs a round trip to the
// authorization server, and none is let in while that server cannot be reached.
//
// # What the holder of a token sees
//
// With each introspection goes what the request needs of the token, as far as the middleware can see it ahead
// ([RequireScope] right behind it or on a route of a [net/http.ServeMux], or [ForScopes]). It changes nothing about
// the answer: Patio counts it, so that the holder of a personal access token sees which of its scopes are used.
package bearer
