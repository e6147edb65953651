import { type TestIm, testIm } from '@signet/testkit'
import { type RawBuilder, sql } from 'kysely'
import { expect, it } from 'vitest'
import { rest, restCode } from './call.ts'
import { items, play, type Step, withAccounts } from './scenario.ts'

/** As if it had grown over years. */
const grown = (im: TestIm, statement: RawBuilder<unknown>): Promise<unknown> =>
  im.server.im.db.write([{ compile: () => statement.compile(im.server.im.db.read) }])

const refused = (user: string, code: number) => ({ ResultItem: items({ [user]: code }), Fail_Account: [user] })
const step = (call: string, fields: object, gives: Step['gives'], rows: Step['rows'] = {}): Step => ({
  call,
  with: { From_Account: 'ann', ...fields },
  gives,
  rows,
})

const friends = (im: TestIm, userId: string) =>
  sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)
    insert into friend select ${im.sdkAppId}, ${userId}, 'f' || i, '', '', '', '', 0 from n`

it('[FRD1] nobody has more than 3000 friends, whoever adds whom, and the operator’s word holds', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat')
  await im.server.im.accounts.apps.updateSettings(im.sdkAppId, { allowType: 'AllowType_Type_AllowAny' })
  await grown(im, friends(im, 'ann'))
  await grown(im, friends(im, 'ben'))
  const add = (From_Account: string, To_Account: string) => ({
    From_Account,
    AddFriendItem: [{ To_Account, AddSource: 'AddSource_Type_Test' }],
  })
  const forbid = [{ Tag: 'Tag_Profile_IM_AdminForbidType', Value: 'AdminForbid_Type_SendOut' }]
  await play(im, [
    step('sns/friend_add', add('ann', 'cat'), refused('cat', 30010)),
    step('sns/friend_add', add('cat', 'ben'), refused('ben', 30014)),
    step(
      'sns/friend_import',
      { AddFriendItem: [{ To_Account: 'cat', AddSource: 'AddSource_Type_Test' }] },
      refused('cat', 30010),
    ),
    { call: 'profile/portrait_set', with: { From_Account: 'cat', ProfileItem: forbid }, gives: {} },
    step('sns/friend_add', add('cat', 'ann'), refused('ann', 30009)),
  ])
})

it('[FLW1] one follows 3000 and is followed by 100000', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat')
  const counts = (user: string, followers: number, following: number) =>
    grown(im, sql`insert into follow_count values (${im.sdkAppId}, ${user}, ${followers}, ${following}, 0)`)
  await counts('ann', 0, 3_000)
  await counts('ben', 100_000, 0)
  const follow = (From_Account: string, To_Account: string, code: number) =>
    step('follow/follow_add', { From_Account, FollowItem: [{ To_Account }] }, refused(To_Account, code))
  await play(im, [follow('ann', 'cat', 32100), follow('cat', 'ben', 32101)])
})

it('[MSG6] [CHG9] a message with two custom elements, and one that is written to too often, are refused', async () => {
  const limits = { requestsPerSecond: 1_000, appRequestsPerSecond: 10_000 }
  await using im = await testIm({ config: { rest: limits } })
  await withAccounts(im, 'ann', 'ben')
  const custom = { MsgType: 'TIMCustomElem', MsgContent: { Data: 'x', Desc: '', Ext: '' } }
  const to = { From_Account: 'ann', To_Account: 'ben' }
  const twice = { ...to, MsgRandom: 1, MsgBody: [custom, custom] }
  expect(await restCode(im, 'openim/sendmsg', twice)).toBe(90010)
  const one = { ...to, MsgRandom: 2, MsgBody: [custom], SupportMessageExtension: 1 }
  const { MsgKey } = await rest(im, 'openim/sendmsg', one)
  const write = { ...to, MsgKey, OperateType: 1, ExtensionList: [{ Key: 'k', Value: 'v' }] }
  for (let n = 0; n < 200; n++) await rest(im, 'openim_msg_ext_http_svc/set_key_values', write)
  expect(await restCode(im, 'openim_msg_ext_http_svc/set_key_values', write)).toBe(23003)
})
