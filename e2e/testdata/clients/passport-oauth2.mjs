import express from 'express'
import OAuth2Strategy from 'passport-oauth2'
import { assert, done, given, me, open, works } from './patio.mjs'

// The strategy alone, with what passport and express-session would give it.
let issued
const strategy = new OAuth2Strategy({
  authorizationURL: given.issuer + '/oauth/authorize', tokenURL: given.issuer + '/oauth/token', callbackURL: given.callback,
  clientID: given.confidential.id, clientSecret: given.confidential.secret, scope: ['profile'], state: true, pkce: true,
}, (accessToken, refreshToken, profile, verified) => {
  issued = { accessToken, refreshToken }
  verified(null, profile)
})
strategy.userProfile = (token, ready) => me(token).then((found) => ready(null, found.user), ready)

const session = {}
const app = express()
app.get('/', (request, response) => {
  request.session = session
  const attempt = Object.create(strategy)
  attempt.redirect = (url) => response.redirect(url)
  attempt.success = (user) => response.json(user)
  attempt.fail = (info) => response.status(401).json(info)
  attempt.error = (error) => response.status(500).send(String(error))
  attempt.authenticate(request, {})
})
const server = app.listen(0, '127.0.0.1')
await new Promise((resolve) => server.on('listening', resolve))
const home = `http://127.0.0.1:${server.address().port}/`
const first = await fetch(home, { redirect: 'manual' })
const back = await open(first.headers.get('location'))
const user = await fetch(home + back.search)
assert.equal(user.status, 200)
assert.equal((await user.json()).id, given.user)
assert.ok(issued.refreshToken)
await works(issued.accessToken)
done()
