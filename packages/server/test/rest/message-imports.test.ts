import { type RawClient, type TestIm, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { HOOK_CONFIG, hear, receiver } from '../webhook-receiver.ts'
import { rest } from './call.ts'
import { play, type Step, withAccounts } from './scenario.ts'

const text = (Text: string) => [{ MsgType: 'TIMTextElem', MsgContent: { Text } }]
const hoursAgo = (im: TestIm, n: number): number => Math.floor(im.clock.now() / 1000) - n * 3600
const call =
  (path: string, base: object) =>
  (fields: object, gives: Step['gives'], rows?: Step['rows']): Step => ({
    call: path,
    with: { ...base, ...fields },
    gives,
    ...(rows && { rows }),
  })
const unread = async (client: RawClient, conversation: string) =>
  (await client.request('conversation.get', { conversations: [conversation] })).conversations[0]!.unread
const history = async (client: RawClient, conversation: string) =>
  (await client.request('history', { conversation, limit: 50 })).messages

it('[MSG17] an imported private message bears its old time, comes once, is unread for nobody and no webhook hears of it', async () => {
  await using im = await testIm({ config: { webhooks: HOOK_CONFIG } })
  await using hook = await receiver()
  await hear(im, hook, ['C2C.CallbackBeforeSendMsg', 'C2C.CallbackAfterSendMsg'])
  await withAccounts(im, 'ann')
  const ben = await im.enter('ben')
  const [older, newer] = [hoursAgo(im, 9), hoursAgo(im, 8)]
  const base = { SyncFromOldSystem: 2, From_Account: 'ann', To_Account: 'ben', MsgRandom: 1, MsgTimeStamp: older }
  const importmsg = call('openim/importmsg', { ...base, MsgBody: text('first') })
  const { SyncFromOldSystem: _, ...noKind } = base
  await play(im, [
    importmsg({ MsgSeq: 7, CloudCustomData: 'c' }, {}, { c2c_contact: 2 }),
    importmsg({ MsgBody: text('another') }, {}, {}),
    importmsg({ MsgRandom: 2, MsgTimeStamp: newer, MsgBody: text('second') }, {}, {}),
    importmsg({ MsgRandom: 1, MsgTimeStamp: newer, From_Account: 'ben', To_Account: 'ann' }, {}, {}),
    { call: 'openim/importmsg', with: { ...noKind, MsgBody: text('x') }, gives: 90030, rows: {} },
    ...[3, '2', 0].map((SyncFromOldSystem) => importmsg({ SyncFromOldSystem }, 90030, {})),
    importmsg({ MsgTimeStamp: hoursAgo(im, -1) }, 90006, {}),
    importmsg({ MsgTimeStamp: undefined }, 90006, {}),
    importmsg({ MsgRandom: undefined }, 90005, {}),
    importmsg({ MsgBody: [] }, 90002, {}),
    importmsg({ MsgBody: text('x'.repeat(13_000)) }, 93000, {}),
    importmsg({ From_Account: 'ghost' }, 90008, {}),
    importmsg({ To_Account: 'ghost' }, 90012, {}),
    importmsg({ To_Account: 'a/b' }, 90012, {}),
  ])
  const seen = await history(ben, 'C2Cann')
  expect(seen.map(({ body, from, sentAt }) => [(body[0]!.MsgContent as { Text: string }).Text, from, sentAt])).toEqual([
    ['first', 'ann', older * 1000],
    ['second', 'ann', newer * 1000],
    ['first', 'ben', newer * 1000],
  ])
  for (const { time } of seen) expect(time).toBeGreaterThanOrEqual(newer * 1000 + 3_600_000)
  expect(await unread(ben, 'C2Cann')).toBe(0)
  const list = (await ben.request('conversation.get', { conversations: ['C2Cann'] })).conversations
  expect(list[0]!.time).toBe(newer * 1000)
  const range = { MaxCnt: 10, MinTime: 0, MaxTime: hoursAgo(im, -1) }
  const pulled = await rest(im, 'openim/admin_getroammsg', { Operator_Account: 'ben', Peer_Account: 'ann', ...range })
  const { MsgList } = pulled as unknown as { MsgList: { MsgTimeStamp: number; MsgKey: string }[] }
  expect(MsgList.map(({ MsgTimeStamp }) => MsgTimeStamp)).toEqual([older, newer, newer])
  expect(MsgList[0]).toMatchObject({ MsgSeq: 7, MsgRandom: 1, MsgClientTime: older, CloudCustomData: 'c' })
  const { MsgKey } = MsgList[0]!
  await play(im, [
    { call: 'openim/admin_msgwithdraw', with: { From_Account: 'ann', To_Account: 'ben', MsgKey }, gives: {} },
  ])
  expect(ben.messages).toEqual([])
  expect(hook.received).toEqual([])
})

it('[MSG17] what is imported as new is told to devices, once, and counts as unread', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann')
  const ben = await im.enter('ben')
  const sentAt = hoursAgo(im, 0)
  const message = { From_Account: 'ann', To_Account: 'ben', MsgTimeStamp: sentAt, MsgBody: text('x') }
  const importmsg = call('openim/importmsg', message)
  await play(im, [
    importmsg({ SyncFromOldSystem: 1, MsgRandom: 1 }, {}),
    importmsg({ SyncFromOldSystem: 1, MsgRandom: 1 }, {}),
    importmsg({ SyncFromOldSystem: 5, MsgRandom: 2 }, {}),
  ])
  await ben.until(() => ben.messages.length >= 2)
  expect(ben.messages.map(({ message }) => [message.random, message.sentAt])).toEqual([
    [1, sentAt * 1000],
    [2, sentAt * 1000],
  ])
  expect(await unread(ben, 'C2Cann')).toBe(2)
})

it('[GRP34] messages of a group come with their times, each with an outcome, and once however often they are sent', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'gone')
  const ben = await im.enter('ben')
  const GroupId = 'past'
  const at = hoursAgo(im, 5)
  const wish = { GroupId, Type: 'Public', Name: 'Past', Owner_Account: 'ann', CreateTime: hoursAgo(im, 6) }
  const importGroupMsg = call('group_open_http_svc/import_group_msg', { GroupId })
  const item = (SendTime: number, more: object = {}) => ({
    From_Account: 'ann',
    SendTime,
    MsgBody: text('x'),
    Random: 1,
    ...more,
  })
  const stored = (MsgSeq: number, MsgTime: number) => ({ Result: 0, MsgSeq, MsgTime })
  const members = { MemberList: [{ Member_Account: 'ben' }] }
  const first = [item(at), item(at, { Random: 2 }), item(at + 60, { From_Account: 'gone' })]
  const firstIn = [stored(1, at), stored(2, at), stored(3, at + 60)]
  await play(im, [
    call('group_open_http_svc/import_group', wish)({}, { GroupId }),
    call('group_open_http_svc/import_group_member', { GroupId })(members, {
      MemberList: [{ Member_Account: 'ben', Result: 1 }],
    }),
    importGroupMsg({ MsgList: first }, { ImportMsgResult: firstIn }),
    importGroupMsg({ MsgList: first }, { ImportMsgResult: firstIn }),
    importGroupMsg(
      {
        RecentContactFlag: 1,
        MsgList: [
          item(at),
          item(at + 30),
          item(hoursAgo(im, 7)),
          item(at + 90, { Random: undefined }),
          item(at + 80),
          item(at + 95, { From_Account: 'ghost' }),
          item(at + 96, { MsgBody: text('x'.repeat(13_000)) }),
          item(hoursAgo(im, -1)),
          item(at + 97),
        ],
      },
      {
        ImportMsgResult: [
          stored(1, at),
          { Result: 10004 },
          { Result: 10004 },
          stored(4, at + 90),
          { Result: 10004 },
          { Result: 10019 },
          { Result: 80002 },
          { Result: 10004 },
          stored(5, at + 97),
        ],
      },
    ),
    importGroupMsg({ MsgList: [item(at + 90, { Random: undefined })] }, { ImportMsgResult: [stored(4, at + 90)] }, {}),
    importGroupMsg({ MsgList: [] }, 10004),
    importGroupMsg({ MsgList: Array.from({ length: 21 }, () => item(at)) }, 10005),
    importGroupMsg({ MsgList: [{ ...item(at), MsgBody: 'x' }] }, 10004),
    importGroupMsg({ GroupId: 'nope', MsgList: first }, 10010),
  ])
  const conversation = `GROUP${GroupId}`
  const told = (await history(ben, conversation)).filter(({ event }) => event === undefined)
  expect(told.map(({ seq, from, sentAt, noLastMsg }) => [seq, from, sentAt! / 1000 - at, noLastMsg])).toEqual([
    [1, 'ann', 0, true],
    [2, 'ann', 0, true],
    [3, 'gone', 60, true],
    [4, 'ann', 90, undefined],
    [5, 'ann', 97, undefined],
  ])
  expect(await unread(ben, conversation)).toBe(0)
  expect(ben.messages).toEqual([])
  const simple = await rest(im, 'group_open_http_svc/group_msg_get_simple', { GroupId, ReqMsgNumber: 1 })
  expect(simple['RspMsgList']).toMatchObject([{ MsgSeq: 5, MsgTimeStamp: at + 97 }])
  await play(im, [
    call('group_open_http_svc/set_unread_msg_num', { GroupId })({ Member_Account: 'ben', UnreadMsgNum: 2 }, {}),
  ])
  expect(await unread(ben, conversation)).toBe(2)
})

it('[GRP34] what was cleared may be imported again, a live room takes nothing, and a topic is a log of its own', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  const SendTime = hoursAgo(im, 1)
  const MsgList = [{ From_Account: 'ann', SendTime, Random: 1, MsgBody: text('x') }]
  const stored = (MsgSeq: number) => ({ ImportMsgResult: [{ Result: 0, MsgSeq, MsgTime: SendTime }] })
  const importGroup = call('group_open_http_svc/import_group', { Owner_Account: 'ann', CreateTime: SendTime })
  const importGroupMsg = call('group_open_http_svc/import_group_msg', { MsgList })
  const [GroupId, TopicId] = ['@TGS#_players', '@TGS#_players@TOPIC#_news']
  await rest(im, 'group_open_http_svc/create_group', { GroupId: 'room', Type: 'AVChatRoom', Name: 'r' })
  await play(im, [
    importGroup({ GroupId: 'pub', Type: 'Public', Name: 'pub' }, { GroupId: 'pub' }),
    importGroupMsg({ GroupId: 'pub' }, stored(1)),
    call('group_open_http_svc/add_group_member', { GroupId: 'pub' })(
      { MemberList: [{ Member_Account: 'ben' }] },
      { MemberList: [{ Member_Account: 'ben', Result: 1 }] },
    ),
    // That somebody came now is in the log, and no message that older ones could not come after.
    importGroupMsg({ GroupId: 'pub', MsgList: [{ ...MsgList[0], Random: 2 }] }, stored(3)),
    call('group_open_http_svc/clear_group_msg', { GroupId: 'pub' })({}, {}),
    importGroupMsg({ GroupId: 'pub' }, stored(4)),
    importGroupMsg({ GroupId: 'room' }, 10007),
    importGroup({ GroupId, Type: 'Community', Name: 'c', SupportTopic: 1 }, { GroupId }),
    importGroupMsg({ GroupId }, 10007),
    importGroupMsg({ GroupId, TopicId }, 110_003),
    call('group_open_http_svc/import_topic', {
      Type: 'Community',
      GroupId,
      TopicId,
      TopicName: 'news',
      CreateTime: SendTime,
    })({}, { TopicId }),
    importGroupMsg({ GroupId: 'pub', TopicId }, 110_003),
    importGroupMsg({ GroupId, TopicId }, stored(1)),
    importGroupMsg({ GroupId, TopicId }, stored(1)),
  ])
})
