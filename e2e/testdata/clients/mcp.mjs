// An MCP server and an MCP client, both of the TypeScript SDK, with a client that is registered with Patio.
import express from 'express'
import { auth, UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js'
import { assert, done, given, open } from './patio.mjs'

const home = new URL(given.mcp) // registered as a resource server, as the SDK spells it or not
const basic = 'Basic ' + Buffer.from(given.mcpServer.id + ':' + given.mcpServer.secret).toString('base64')
const verifier = {
  async verifyAccessToken(token) {
    const answer = await fetch(given.issuer + '/oauth/introspect', {
      method: 'POST', headers: { Authorization: basic }, body: new URLSearchParams({ token }),
    })
    const found = await answer.json()
    if (!found.active) throw new InvalidTokenError('not active')
    return { token, clientId: found.client_id, scopes: found.scope.split(' '), expiresAt: found.exp, extra: { user: found.sub } }
  },
}
const app = express()
app.use(express.json())
const metadata = { resource: home.href, authorization_servers: [given.issuer], scopes_supported: ['notes:read'] }
app.get(['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp'], (_, response) => response.json(metadata))
const guard = requireBearerAuth({ verifier, requiredScopes: ['notes:read'], resourceMetadataUrl: home.origin + '/.well-known/oauth-protected-resource/mcp' })
app.all('/mcp', guard, async (request, response) => {
  const server = new McpServer({ name: 'notes', version: '1' })
  server.registerTool('whoami', {}, async (extra) => ({ content: [{ type: 'text', text: extra.authInfo.extra.user }] }))
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined })
  await server.connect(transport)
  await transport.handleRequest(request, response, request.body)
})
await new Promise((resolve) => app.listen(Number(home.port), home.hostname, resolve))

for (const registered of [
  { client_id: given.public.id, token_endpoint_auth_method: 'none' },
  { client_id: given.confidential.id, client_secret: given.confidential.secret, token_endpoint_auth_method: 'client_secret_basic' },
]) {
  const kept = {}
  const provider = {
    redirectUrl: given.callback,
    clientMetadata: { client_name: 'MCP client', redirect_uris: [given.callback], grant_types: ['authorization_code', 'refresh_token'] },
    clientInformation: () => registered,
    tokens: () => kept.tokens, saveTokens: (tokens) => { kept.tokens = tokens },
    codeVerifier: () => kept.verifier, saveCodeVerifier: (verifier) => { kept.verifier = verifier },
    redirectToAuthorization: (url) => { kept.url = url },
    state: () => 'state of the client',
  }
  const transport = new StreamableHTTPClientTransport(home, { authProvider: provider })
  await assert.rejects(new Client({ name: 'c', version: '1' }).connect(transport), UnauthorizedError)
  const back = await open(kept.url)
  assert.equal(back.searchParams.get('state'), 'state of the client')
  await transport.finishAuth(back.searchParams.get('code'))
  const client = new Client({ name: 'c', version: '1' })
  await client.connect(new StreamableHTTPClientTransport(home, { authProvider: provider }))
  assert.equal((await client.callTool({ name: 'whoami' })).content[0].text, given.user)

  // A refresh: the SDK uses the refresh token when it is asked to authorize again.
  const before = kept.tokens
  assert.equal(await auth(provider, { serverUrl: home }), 'AUTHORIZED')
  assert.notEqual(kept.tokens.refresh_token, before.refresh_token)
  assert.equal((await client.callTool({ name: 'whoami' })).content[0].text, given.user)
}

// A personal access token that expires, as a static header.
const header = new StreamableHTTPClientTransport(home, { requestInit: { headers: { Authorization: 'Bearer ' + given.expiring } } })
const client = new Client({ name: 'c', version: '1' })
await client.connect(header)
assert.equal((await client.callTool({ name: 'whoami' })).content[0].text, given.user)
done()
