import { generateCodeVerifier, OAuth2Client, OAuth2Fetch } from '@badgateway/oauth2-client'
import { assert, done, given, open, works } from './patio.mjs'

for (const registered of [{ clientId: given.confidential.id, clientSecret: given.confidential.secret }, { clientId: given.public.id }]) {
  const client = new OAuth2Client({ server: given.issuer, discoveryEndpoint: '/.well-known/oauth-authorization-server', ...registered })
  const codeVerifier = await generateCodeVerifier()
  const back = await open(await client.authorizationCode.getAuthorizeUri({
    redirectUri: given.callback, state: 's', codeVerifier, scope: ['profile', 'notes:read'],
  }))
  const issued = await client.authorizationCode.getTokenFromCodeRedirect(back, { redirectUri: given.callback, state: 's', codeVerifier })
  await works(issued.accessToken)
  const next = await client.refreshToken(issued)
  const fetching = new OAuth2Fetch({ client, getNewToken: () => null, getStoredToken: () => next })
  const answer = await fetching.fetch(given.issuer + '/api/v1/me')
  assert.equal((await answer.json()).user.id, given.user)
  await client.revoke(next, 'refresh_token')
  await assert.rejects(client.refreshToken(next))
}
done()
