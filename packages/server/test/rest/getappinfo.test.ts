import { type TestIm, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest } from './call.ts'
import { otherApp } from './other-app.ts'
import { withAccounts } from './scenario.ts'

const HOUR = 3_600_000
const text = (Text: string) => [{ MsgType: 'TIMTextElem', MsgContent: { Text } }]
const days = async (im: TestIm, RequestField?: string[]) => {
  const answer = await rest(im, 'openconfigsvr/getappinfo', RequestField === undefined ? {} : { RequestField })
  expect(answer).toMatchObject({ ErrorCode: 0, ErrorInfo: 'OK' })
  return answer['Result'] as Record<string, string>[]
}
/** The day in UTC+8. */
const dayName = (ms: number) => new Date(ms + 8 * HOUR).toISOString().slice(0, 10).replaceAll('-', '')

it('[DAY1] [DAY2] what happens is counted by day and application, and told for thirty days', async () => {
  await using im = await testIm()
  // Noon, so that no day ends on the way.
  im.clock.advance(24 * HOUR - ((im.clock.now() + 8 * HOUR) % (24 * HOUR)) + 12 * HOUR)
  await withAccounts(im, 'dan')
  const alice = await im.enter('alice')
  const bob = await im.enter('bob')
  await im.enter('bob', { platform: 'Web' })
  for (const random of [1, 2, 3, 3]) {
    await alice.request('send', { to: 'bob', random, clientTime: 1, body: text('hi') as never })
  }
  await bob.request('send', { to: 'alice', random: 9, clientTime: 1, body: text('hi') as never })
  const { groupId } = await alice.request('group.create', {
    type: 'Public',
    name: 'G',
    members: [{ userId: 'bob' }],
  } as never)
  await alice.request('send', { group: groupId, random: 5, clientTime: 1, body: text('all') as never })
  await rest(im, 'group_open_http_svc/delete_group_member', { GroupId: groupId, MemberToDel_Account: ['bob'] })
  await rest(im, 'sns/friend_add', {
    From_Account: 'alice',
    AddFriendItem: [{ To_Account: 'dan', AddSource: 'AddSource_Type_Test' }],
    AddType: 'Add_Type_Both',
    ForceAddFlags: 1,
  })
  await rest(im, 'group_open_http_svc/destroy_group', { GroupId: groupId })

  const told = await days(im)
  expect(told).toHaveLength(30)
  expect(told.map(({ Date: day }) => day)).toEqual(
    Array.from({ length: 30 }, (_, i) => dayName(im.clock.now() - i * 24 * HOUR)),
  )
  expect(told[0]).toMatchObject({
    AppId: String(im.sdkAppId),
    ActiveUserNum: '2',
    RegistUserNumTotal: '4',
    LoginUserNum: '2',
    UpMsgNum: '5',
    SendMsgUserNum: '2',
    C2CUpMsgNum: '4',
    C2CSendMsgUserNum: '2',
    MaxOnlineNum: '2',
    ChainIncrease: '1',
    ChainDecrease: '0',
    GroupUpMsgNum: '1',
    GroupSendMsgUserNum: '1',
    GroupSendMsgGroupNum: '1',
    GroupQuitGroupTimes: '1',
    GroupNewGroupNum: '1',
    GroupAllGroupNum: '0',
    GroupDestroyGroupNum: '1',
    CallBackReq: '0',
  })
  expect(Number(told[0]!['LoginTimes'])).toBeGreaterThanOrEqual(2)
  expect(Number(told[0]!['C2CDownMsgNum'])).toBeGreaterThanOrEqual(4)
  expect(Object.values(told[0]!).every((value) => typeof value === 'string')).toBe(true)

  im.clock.advance(24 * HOUR)
  await bob.request('send', { to: 'alice', random: 10, clientTime: 1, body: text('next day') as never })
  const later = await days(im, ['UpMsgNum', 'RegistUserNumTotal', 'Nonsense'])
  expect(later.slice(0, 3)).toEqual([
    { UpMsgNum: '1', RegistUserNumTotal: '4', Date: dayName(im.clock.now()) },
    { UpMsgNum: '5', RegistUserNumTotal: '4', Date: told[0]!['Date'] },
    { UpMsgNum: '0', RegistUserNumTotal: expect.any(String), Date: told[1]!['Date'] },
  ])
  const other = await otherApp(im)
  const theirs = await rest(im, 'openconfigsvr/getappinfo', {}, other)
  expect((theirs['Result'] as object[])[0]).toMatchObject({ UpMsgNum: '0', ActiveUserNum: '0' })
})
