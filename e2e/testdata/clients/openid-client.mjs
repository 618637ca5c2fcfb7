import * as client from 'openid-client'
import { assert, done, given, open, works } from './patio.mjs'

const server = new URL(given.issuer)
const options = { algorithm: 'oauth2', execute: [client.allowInsecureRequests] }
for (const [id, secret, method] of [
  [given.confidential.id, given.confidential.secret, client.ClientSecretBasic],
  [given.post.id, given.post.secret, client.ClientSecretPost],
  [given.public.id, undefined, () => client.None()],
]) {
  const config = await client.discovery(server, id, secret, method(secret), options)
  const verifier = client.randomPKCECodeVerifier(), state = client.randomState()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: given.callback, scope: 'profile notes:read', state, resource: given.resource,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  })
  const back = await open(url)
  let tokens = await client.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: state })
  assert.equal(tokens.token_type, 'bearer')
  for (let i = 0; i < 2; i++) tokens = await client.refreshTokenGrant(config, tokens.refresh_token)
  if (secret) assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, true)
  await client.tokenRevocation(config, tokens.refresh_token)
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' })
  if (secret) assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, false)
}

const config = await client.discovery(server, given.robot.id, given.robot.secret, client.ClientSecretBasic(given.robot.secret), options)
const own = await client.clientCredentialsGrant(config, { scope: 'notes:read', resource: given.resource })
assert.equal(own.scope, 'notes:read')
const answer = await client.fetchProtectedResource(config, given.pat, new URL(given.issuer + '/api/v1/me'), 'GET')
assert.equal((await answer.json()).user.id, given.user)
await works(given.pat)
done()
