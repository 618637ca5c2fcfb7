// What the programs in this folder share: the person in front of the browser is played by the test that runs them.
import assert from 'node:assert/strict'
import { createInterface } from 'node:readline'

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

// given is what the test registered.
export const given = JSON.parse(process.env.GIVEN)

// open has the person open an authorization URL, sign in and press Allow, and returns where that led.
export async function open(url) {
  console.log('open ' + url)
  const { value } = await answers.next()
  return new URL(value)
}

// me asks Patio's REST API who a token speaks for.
export async function me(token, status = 200) {
  const answer = await fetch(given.issuer + '/api/v1/me', { headers: { Authorization: 'Bearer ' + token } })
  assert.equal(answer.status, status)
  return answer.json()
}

// works insists that a token speaks for the person.
export async function works(token) {
  assert.equal((await me(token)).user.id, given.user)
}

export { assert }

// done ends the program, which may have timers and connections left.
export function done() {
  console.log('done')
  process.exit(0)
}
