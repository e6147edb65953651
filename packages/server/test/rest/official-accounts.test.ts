import type { WireChanged } from '@signet/protocol/realtime/changes'
import { type TestIm, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest } from './call.ts'
import { body, list, NEWS, Official_Account, results, SERVICE, step, wish } from './official.ts'
import { play, withAccounts } from './scenario.ts'

const keyText = expect.stringMatching(/^\d+_\d+_\d+$/)

async function withNews(im: TestIm, ...subscribers: string[]): Promise<void> {
  await withAccounts(im, 'ann', ...subscribers)
  await rest(im, `${SERVICE}/create_official_account`, wish)
  if (subscribers.length > 0) await rest(im, `${SERVICE}/add_subscriber`, { Official_Account, ...list(...subscribers) })
}

/** Waits until all that goes out in the background is out. */
async function settled(im: TestIm): Promise<void> {
  await expect
    .poll(async () => (await im.server.im.push.store.appsAtWork()).length, { timeout: 10_000, interval: 10 })
    .toBe(0)
}

it('[OFF1] official accounts are made, told, changed and deleted', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', '@TOA#_user')
  const info = (fields: object, ErrorCode = 0) => ({
    OfficialAccountInfoList: [{ ErrorCode, ErrorInfo: ErrorCode === 0 ? '' : expect.stringMatching(/./), ...fields }],
  })
  const get = { OfficialAccountIdList: [{ Official_Account }] }
  const filter = { ResponseFilter: { OfficialAccountBaseInfoFilter: ['Name', 'CustomString'] } }
  const made = { account: 1, official_account: 1 }
  await play(im, [
    step('create_official_account', { ...wish, Owner_Account: 'ghost' }, 10019, {}),
    step('create_official_account', { ...wish, OfficialAccountUserID: 'news' }, 10004, {}),
    step('create_official_account', { ...wish, OfficialAccountUserID: '@TOA#_user' }, 10021, {}),
    step('create_official_account', { ...wish, Name: '' }, 10004, {}),
    step('create_official_account', { ...wish, Name: 'é'.repeat(76) }, 10004, {}),
    step('create_official_account', { ...wish, CustomString: 'x'.repeat(3001) }, 10004, {}),
    step('create_official_account', wish, { OfficialAccountUserID: NEWS }, made),
    step('create_official_account', wish, 10021, {}),
    step('create_official_account', { Owner_Account: 'ann', Name: 'Other' }, anyId, made),
    step('modify_official_account_base_info', { OfficialAccount: NEWS, Name: 'Daily', CustomString: 'c' }, {}, {}),
    step('modify_official_account_base_info', { Official_Account: 'ann', Name: 'Daily' }, 10010, {}),
    step('modify_official_account_base_info', { Official_Account, FaceUrl: 'x'.repeat(501) }, 10004, {}),
    step(
      'get_official_account_info',
      { ...get, ...filter },
      info({ Official_Account, Name: 'Daily', CustomString: 'c' }),
    ),
    step('get_official_account_info', { OfficialAccountIdList: [] }, 10004),
    step(
      'get_official_account_info',
      { OfficialAccountIdList: [{ Official_Account: 'ann' }] },
      info({ Official_Account: 'ann' }, 10010),
    ),
    step('destroy_official_account', { Official_Account: 'ann' }, 10010, {}),
    step(
      'destroy_official_account',
      { Official_Account },
      {},
      { account: -1, official_account: -1, erased_account: 1 },
    ),
    step('destroy_official_account', { Official_Account }, 10010, {}),
  ])
})

const anyId = { OfficialAccountUserID: expect.stringMatching(/^@TOA#_[\w-]{12}$/) }

it('[OFF2] users subscribe as long as there is room, and go with their accounts', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat', 'dan')
  const subscribers = (...users: string[]) =>
    users.map((Subscriber_Account) => ({
      Subscriber_Account,
      SubscribeTime: expect.any(Number),
      CustomString: Subscriber_Account === 'ben' ? 'vip' : '',
    }))
  const rows = (official_subscriber: number) => ({ official_subscriber })
  await play(im, [
    step('create_official_account', { ...wish, MaxSubscriberNum: 2 }, { OfficialAccountUserID: NEWS }),
    step('add_subscriber', { Official_Account: 'ann', ...list('ben') }, 10010, {}),
    step('add_subscriber', { Official_Account, ...list('ghost', NEWS) }, results({ ghost: 0, [NEWS]: 0 }), {}),
    step('add_subscriber', { Official_Account, ...list('ben', 'ghost') }, results({ ben: 1, ghost: 0 }), rows(1)),
    step(
      'add_subscriber',
      { Official_Account, ...list('ben', 'cat', 'dan') },
      results({ ben: 2, cat: 1, dan: 0 }),
      rows(1),
    ),
    step('add_subscriber', { Official_Account, ...list('dan') }, 10014, {}),
    step('modify_subscriber_info', { Official_Account, Subscriber_Account: 'ben', CustomString: 'vip' }, {}, {}),
    step('modify_subscriber_info', { Official_Account, Subscriber_Account: 'dan', CustomString: '' }, 10004, {}),
    step(
      'modify_subscriber_info',
      { Official_Account, Subscriber_Account: 'ben', CustomString: 'x'.repeat(3001) },
      10004,
      {},
    ),
    step(
      'get_subscriber_info',
      { Official_Account, Limit: 1 },
      { SubscriberNum: 2, SubscriberList: subscribers('ben'), Next: 'ben' },
    ),
    step(
      'get_subscriber_info',
      { Official_Account, Limit: 1, Next: 'ben' },
      { SubscriberNum: 2, SubscriberList: subscribers('cat'), Next: '' },
    ),
    step(
      'get_subscribed_official_account_list',
      {
        Subscriber_Account: 'ben',
        ResponseFilter: { OfficialAccountBaseInfoFilter: ['SubscriberNum'], SelfInfoFilter: ['CustomString'] },
      },
      {
        TotalCount: 1,
        OfficialAccountInfoList: [{ Official_Account, SubscriberNum: 2, SelfInfo: { CustomString: 'vip' } }],
        CompleteFlag: 1,
        Next: 1,
      },
    ),
    step('get_subscribed_official_account_list', { Subscriber_Account: 'ghost' }, 10019),
    step(
      'delete_subscriber',
      { Official_Account, SubscriberToDel_Account: ['cat', 'dan'] },
      results({ cat: 1, dan: 2 }),
      rows(-1),
    ),
  ])
  await rest(im, 'im_open_login_svc/account_delete', { DeleteItem: [{ UserID: 'ben' }] })
  expect(await rest(im, `${SERVICE}/get_subscriber_info`, { Official_Account })).toMatchObject({ SubscriberNum: 0 })
})

it('[OFF3] [OFF4] what an official account says reaches who subscribed, once, and can be taken back from all', async () => {
  await using im = await testIm()
  const [ben, cat, dan] = await Promise.all(['ben', 'cat', 'dan'].map((userId) => im.enter(userId)))
  await withNews(im, 'ben', 'cat')
  const message = { Official_Account, Random: 7, MsgBody: body('one'), CloudCustomData: 'c' }
  const sent = await rest(im, `${SERVICE}/send_official_account_msg`, message)
  expect(sent).toMatchObject({ ErrorCode: 0, MsgKey: keyText })
  im.clock.advance(200_000)
  const again = await rest(im, `${SERVICE}/send_official_account_msg`, message)
  expect([again['MsgKey'], again['MsgTime']]).toEqual([sent['MsgKey'], sent['MsgTime']])
  await settled(im)
  await ben!.until(() => ben!.messages.length > 0)
  await rest(im, `${SERVICE}/send_official_account_msg`, { ...message, Random: 8, MsgBody: body('two') })
  await settled(im)
  const texts = async (client = ben!) =>
    (await client.request('history', { conversation: `C2C${NEWS}` })).messages.map(({ body: [element], changed }) =>
      (changed as WireChanged | undefined)?.recalled === undefined ? element?.MsgContent : 'taken back',
    )
  expect(await texts()).toEqual([{ Text: 'one' }, { Text: 'two' }])
  expect(await texts(cat)).toEqual([{ Text: 'one' }, { Text: 'two' }])
  expect(dan!.messages).toEqual([])

  const MsgKeyList = [{ MsgKey: sent['MsgKey'] }, '1_1_1', 'what']
  const recalled = (first: number) => ({
    RecallRetList: [sent['MsgKey'], '1_1_1', 'what'].map((MsgKey, i) => ({ MsgKey, RetCode: i === 0 ? first : 10030 })),
  })
  const item = (Random: number, text: string) => ({
    MsgKey: keyText,
    MsgTimeStamp: expect.any(Number),
    MsgRandom: Random,
    IsPlaceMsg: 0,
    MsgBody: body(text),
    CloudCustomData: 'c',
  })
  const newest = { RspMsgList: [item(8, 'two')], LastMsgKey: keyText }
  await play(im, [
    step(
      'official_account_msg_get_simple',
      { Official_Account, ReqMsgNumber: 1 },
      {
        Official_Account,
        IsFinished: 0,
        ...newest,
      },
    ),
    step('official_account_msg_recall', { Official_Account, MsgKeyList, Reason: 'x'.repeat(101) }, 10004, {}),
    step('official_account_msg_recall', { Official_Account: 'ann', MsgKeyList }, 10010, {}),
    step('official_account_msg_recall', { Official_Account, MsgKeyList, Reason: 'wrong' }, recalled(0)),
    step('official_account_msg_recall', { Official_Account, MsgKeyList }, recalled(10032)),
    step(
      'official_account_msg_get_simple',
      { Official_Account, ReqMsgNumber: 20 },
      {
        Official_Account,
        IsFinished: 1,
        ...newest,
      },
    ),
    step('official_account_msg_get_simple', { Official_Account, ReqMsgNumber: 20, LastMsgKey: '1_1_1' }, 10030),
    step('official_account_msg_get_simple', { Official_Account: 'ann', ReqMsgNumber: 20 }, 10010),
    step('send_official_account_msg', { ...message, Official_Account: 'ann' }, 10010),
    step('send_official_account_msg', { ...message, Random: 8, MsgBody: body('three') }, 10004),
    step('send_official_account_msg', { ...message, MsgBody: body('x'.repeat(20_000)) }, 80002),
  ])
  const withRecalled = { Official_Account, ReqMsgNumber: 20, WithRecalledMsg: 1 }
  const all = await rest(im, `${SERVICE}/official_account_msg_get_simple`, withRecalled)
  expect((all['RspMsgList'] as object[])[1]).toMatchObject({ IsPlaceMsg: 2, MsgBody: [] })
  await settled(im)
  expect(await texts()).toEqual(['taken back', { Text: 'two' }])
  expect(await texts(cat)).toEqual(['taken back', { Text: 'two' }])

  await rest(im, `${SERVICE}/delete_subscriber`, { Official_Account, SubscriberToDel_Account: ['cat'] })
  await rest(im, `${SERVICE}/send_official_account_msg`, { ...message, Random: 9, OnlineOnlyFlag: 1 })
  await settled(im)
  await ben!.until(() => ben!.pushes.some(({ type }) => type === 'signal'))
  expect(cat!.pushes.filter(({ type }) => type === 'signal')).toEqual([])
  expect(await texts()).toHaveLength(2)
})
