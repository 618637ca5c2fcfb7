import { createRemoteJWKSet, jwtVerify } from 'jose'
import { assert, done, given } from './patio.mjs'

const keys = createRemoteJWKSet(new URL(given.issuer + '/.well-known/jwks.json'))
const { payload } = await jwtVerify(given.jwt, keys, { issuer: given.issuer, audience: given.resource, typ: 'at+jwt' })
assert.equal(payload.sub, given.user)
await assert.rejects(jwtVerify(given.jwt, keys, { issuer: given.issuer, audience: 'https://elsewhere.example.org' }))
done()
