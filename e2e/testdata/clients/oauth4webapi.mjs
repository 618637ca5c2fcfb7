import * as oauth from 'oauth4webapi'
import { assert, done, given, open, works } from './patio.mjs'

const insecure = { [oauth.allowInsecureRequests]: true }
const issuer = new URL(given.issuer)
const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure }))
for (const [id, auth] of [[given.public.id, oauth.None()], [given.confidential.id, oauth.ClientSecretBasic(given.confidential.secret)]]) {
  const app = { client_id: id }
  const verifier = oauth.generateRandomCodeVerifier(), state = oauth.generateRandomState()
  const url = new URL(as.authorization_endpoint)
  for (const [name, value] of Object.entries({
    client_id: id, redirect_uri: given.callback, response_type: 'code', scope: 'profile  notes:read', state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  })) url.searchParams.set(name, value)
  const parameters = oauth.validateAuthResponse(as, app, await open(url), state)
  const issued = await oauth.processAuthorizationCodeResponse(as, app,
    await oauth.authorizationCodeGrantRequest(as, app, auth, parameters, given.callback, verifier, insecure))
  await works(issued.access_token)
  const request = new Request(given.issuer + '/api/v1/me', { headers: { authorization: 'Bearer ' + issued.access_token } })
  const claims = await oauth.validateJwtAccessToken(as, request, given.issuer, insecure)
  assert.equal(claims.sub, given.user)
  const again = await oauth.processRefreshTokenResponse(as, app,
    await oauth.refreshTokenGrantRequest(as, app, auth, issued.refresh_token, insecure))
  await works(again.access_token)
  await oauth.processRevocationResponse(await oauth.revocationRequest(as, app, auth, again.refresh_token, insecure))
  const refused = await oauth.refreshTokenGrantRequest(as, app, auth, again.refresh_token, insecure)
  await assert.rejects(oauth.processRefreshTokenResponse(as, app, refused), { error: 'invalid_grant' })
  const dead = await oauth.protectedResourceRequest(again.access_token, 'GET', new URL(given.issuer + '/api/v1/me'), new Headers(), null, insecure)
    .catch((e) => e)
  assert.equal(dead.cause?.[0]?.parameters.error ?? dead.status, 'invalid_token')
}
done()
