import { ERRORS } from '@signet/protocol/errors'
import { COMMANDS } from '@signet/protocol/rest/commands'
import { familyOf } from '@signet/protocol/rest/families'
import { type TestIm, testIm } from '@signet/testkit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fitting, type JsonSchema, unfitting } from './arbitrary.ts'
import { rest } from './call.ts'
import { otherApp } from './other-app.ts'
import { stateOf, withAccounts } from './scenario.ts'

const WORDS = [
  'ann',
  'ben',
  'cat',
  'ghost',
  'pub',
  'priv',
  'room',
  'AddSource_Type_Test',
  'Tag_Profile_IM_Nick',
  'Tag_SNS_IM_Remark',
  '1_1_1',
  "x' or 1=1 --",
  '%_\\',
]
const RUNS = 6

/** An application with a little of everything. Its administrator is no word above, so that no call kicks who calls. */
async function furnished(): Promise<TestIm> {
  const limits = { requestsPerSecond: 1_000_000, appRequestsPerSecond: 1_000_000 }
  const im = await testIm({ config: { rest: limits } })
  await withAccounts(im, 'ann', 'ben', 'cat')
  const MemberList = [{ Member_Account: 'ben' }]
  for (const [GroupId, Type] of [
    ['pub', 'Public'],
    ['priv', 'Private'],
  ]) {
    const wish = { GroupId, Type, Name: GroupId, Owner_Account: 'ann', MemberList }
    await rest(im, 'group_open_http_svc/create_group', wish)
  }
  await rest(im, 'group_open_http_svc/create_group', { GroupId: 'room', Type: 'AVChatRoom', Name: 'room' })
  return im
}

const commands = Object.entries(COMMANDS).map(([path, { input }]) => ({ path, input: input as JsonSchema }))
const internal = (path: string): number => ERRORS[familyOf(path).internal].code

it('[REST11][CHK23] whatever fits the schema of a command is never a fault of the server', async () => {
  await using im = await furnished()
  for (const { path, input } of commands) {
    await fc.assert(
      fc.asyncProperty(fitting(input, WORDS), async (body) => {
        const { ErrorCode, ErrorInfo } = await rest(im, path, body as object)
        if (ErrorCode === internal(path)) throw new Error(`${path}: ${ErrorInfo}`)
      }),
      { numRuns: RUNS, seed: 7, endOnFailure: true },
    )
  }
}, 120_000)

it('[REST11] what does not fit is refused by its code, and changes nothing', async () => {
  await using im = await furnished()
  for (const { path, input } of commands) {
    if (Object.keys(input.properties ?? {}).length === 0) continue
    const before = await stateOf(im)
    await fc.assert(
      fc.asyncProperty(unfitting(input, WORDS), async (body) => {
        const { ErrorCode } = await rest(im, path, body)
        expect([0, internal(path)], `${path} ${JSON.stringify(body)}`).not.toContain(ErrorCode)
      }),
      { numRuns: RUNS, seed: 8, endOnFailure: true },
    )
    expect(await stateOf(im), path).toBe(before)
  }
}, 120_000)

it('[CHK11] another application with the same ids changes nothing here, whatever it calls', async () => {
  await using im = await furnished()
  const other = await otherApp(im)
  await im.server.im.accounts.importMany(
    other.sdkAppId,
    ['ann', 'ben', 'cat'].map((userId) => ({ userId })),
  )
  const before = await stateOf(im, im.sdkAppId)
  expect(before).toContain('ann')
  for (const { path, input } of commands) {
    const bodies = fc.sample(fitting(input, WORDS), { numRuns: 4, seed: 9 })
    await Promise.all(bodies.map((body) => rest(im, path, body as object, other)))
  }
  expect(await stateOf(im, im.sdkAppId)).toBe(before)
}, 60_000)
