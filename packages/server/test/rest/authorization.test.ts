import { COMMANDS } from '@signet/protocol/rest/commands'
import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { restCode } from './call.ts'
import { otherApp } from './other-app.ts'

/** Codes of the door. A call with an empty body that got through is answered with something else. */
const DOOR = [60004, 60005, 60010, 70001, 70009, 70013, 70014]

it('[REST2][CHK10][CHK11] every command × who calls: only an administrator of this application gets through', async () => {
  const rest = { requestsPerSecond: 100_000, appRequestsPerSecond: 100_000 }
  await using im = await testIm({ config: { login: { failuresPerMinute: 100_000 }, rest } })
  const other = await otherApp(im)
  await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId: 'alice' })
  const { usersig } = other.query
  const callers: [string, number, Record<string, string | number | undefined>][] = [
    ['nobody', 60004, { identifier: undefined, usersig: undefined }],
    ['an administrator without a ticket', 60005, { usersig: undefined }],
    ['an expired ticket', 70001, { usersig: im.sign('administrator', { expire: 5, issuedAgo: 60 }) }],
    ['a user', 60010, { identifier: 'alice', usersig: im.sign('alice') }],
    ['a user with the name of the administrator', 70013, { usersig: im.sign('alice') }],
    ['an administrator of another application', 70014, { usersig }],
    ['a ticket that says this application, signed by another one', 70009, { usersig: other.forge(im.sdkAppId) }],
    ['a ticket for another application', 70014, { sdkappid: other.sdkAppId, usersig: im.sign('administrator') }],
  ]
  for (const path of Object.keys(COMMANDS)) {
    for (const [who, code, query] of callers) {
      const got = await restCode(im, path, {}, { query })
      expect(got, `${path} by ${who}`).toBe(code)
    }
    expect(DOOR, `${path} by the administrator`).not.toContain(await restCode(im, path))
    expect(DOOR, `${path} by the other administrator`).not.toContain(await restCode(im, path, {}, other))
  }
})
