import { createHash, randomBytes } from 'node:crypto'
import { AuthorizationCode, ClientCredentials } from 'simple-oauth2'
import { assert, done, given, open, works, me } from './patio.mjs'

const auth = { tokenHost: given.issuer, tokenPath: '/oauth/token', authorizePath: '/oauth/authorize', revokePath: '/oauth/revoke' }
for (const options of [{ authorizationMethod: 'header' }, { authorizationMethod: 'header', credentialsEncodingMode: 'loose' }, { authorizationMethod: 'body' }]) {
  const registered = options.authorizationMethod === 'body' ? given.post : given.confidential
  const app = new AuthorizationCode({ client: registered, auth, options })
  const verifier = randomBytes(32).toString('base64url')
  const back = await open(app.authorizeURL({
    redirect_uri: given.callback, scope: ['profile', 'notes:read'], state: 's',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  }))
  const issued = await app.getToken({ code: back.searchParams.get('code'), redirect_uri: given.callback, code_verifier: verifier })
  await works(issued.token.access_token)
  const next = await issued.refresh({ scope: 'profile' })
  await works(next.token.access_token)
  await next.revoke('access_token')
  await me(next.token.access_token, 401)
  const last = await next.refresh()
  await last.revokeAll()
  await assert.rejects(last.refresh())
}
const robot = new ClientCredentials({ client: given.robot, auth: { tokenHost: given.issuer, tokenPath: '/oauth/token' } })
assert.equal((await robot.getToken({ scope: 'notes:read' })).token.scope, 'notes:read')
done()
