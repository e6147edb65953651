import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest, restCode } from './call.ts'
import { play, type Step, withAccounts } from './scenario.ts'

const GroupId = 'one'
const text = (Text: string) => [{ MsgType: 'TIMTextElem', MsgContent: { Text } }]
const group = (command: string, fields: object, gives: Step['gives']): Step => ({
  call: `group_open_http_svc/${command}`,
  with: { GroupId, ...fields },
  gives,
})
const message = (Random: number, more: object = {}) => ({
  Random,
  From_Account: 'ann',
  MsgBody: text(`m${Random}`),
  ...more,
})
const sent = (MsgSeq: unknown = expect.any(Number)) => ({
  MsgTime: expect.any(Number),
  MsgSeq,
  MsgId: expect.any(String),
})
const create = (Type: string, ...members: string[]): Step => ({
  call: 'group_open_http_svc/create_group',
  with: {
    GroupId,
    Type,
    Name: 'One',
    Owner_Account: 'ann',
    MemberList: members.map((Member_Account) => ({ Member_Account })),
  },
  gives: { GroupId, Type },
})

it('[GRP21] members and administrators of the application speak in a group, others do not; a mute holds members alone', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'cat')
  const ben = await im.enter('ben')
  await play(im, [
    create('ChatRoom', 'ben'),
    group('send_group_msg', message(1), sent(1)),
    group('send_group_msg', message(2, { From_Account: undefined }), sent(2)),
    group('send_group_msg', message(3, { From_Account: 'cat' }), 10007),
    group('send_group_msg', message(3, { From_Account: 'ghost' }), 10019),
    group('send_group_msg', { ...message(3), GroupId: 'nope' }, 10010),
    group('send_group_msg', { ...message(3), GroupId: 'nope', From_Account: undefined }, 10010),
    group('forbid_send_msg', { Members_Account: ['ben'], MuteTime: 60 }, {}),
    group('send_group_msg', message(4, { From_Account: 'ben' }), 10017),
    group('send_group_msg', message(4, { MsgBody: text('é'.repeat(6200)) }), 80002),
    group('send_group_msg', message(4, { MsgBody: 'hi' }), 10004),
    group('send_group_msg', { From_Account: 'ann', MsgBody: text('x') }, 10004),
    group('send_group_msg', message(5, { OnlineOnlyFlag: 1 }), sent(0)),
    group('send_group_msg', message(6, { To_Account: ['ben', 'cat'] }), 10004),
    group(
      'send_group_msg',
      message(6, {
        To_Account: ['ben'],
        MsgPriority: 'High',
        GroupAtInfo: [{ GroupAtAllFlag: 0, GroupAt_Account: 'ben' }],
      }),
      sent(),
    ),
  ])
  await ben.until(() => ben.pushes.some((packet) => packet.type === 'message' && packet.message.random === 6))
  expect(ben.pushes.find((packet) => packet.type === 'message' && packet.message.random === 6)).toMatchObject({
    message: { from: 'ann', targets: ['ben'], mentions: ['ben'], priority: 'High' },
  })
})

it('[MSG18] a Random that comes again within five minutes is the same message of a group, later it is another one', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  await play(im, [create('Public', 'ben')])
  const say = (more: object = {}) =>
    rest(im, 'group_open_http_svc/send_group_msg', { GroupId, ...message(7, { From_Account: 'ann', ...more }) })
  const first = await say()
  im.clock.advance(299_000)
  expect(await say()).toEqual(first)
  expect(await say({ MsgBody: text('another') })).toMatchObject({ ErrorCode: 10004 })
  expect(await say({ From_Account: 'ben' })).not.toMatchObject({ MsgSeq: first['MsgSeq'] })
  im.clock.advance(2_000)
  const later = await say()
  expect(later['MsgSeq']).toBeGreaterThan(first['MsgSeq'] as number)
  expect(later['MsgId']).not.toBe(first['MsgId'])
})

it('[GRP22][CHG4] what was said in a group is read, changed and taken back, each seq with an outcome', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  await play(im, [create('ChatRoom', 'ben')])
  const seqs: number[] = []
  for (const Random of [1, 2, 3]) {
    const from = Random === 3 ? 'ben' : 'ann'
    const { MsgSeq } = await rest(im, 'group_open_http_svc/send_group_msg', {
      GroupId,
      ...message(Random, { From_Account: from }),
    })
    seqs.push(MsgSeq as number)
  }
  im.clock.advance(10 * 86_400_000)
  const [first, second, third] = seqs as [number, number, number]
  await play(im, [
    { call: 'openim/modify_group_msg', with: { GroupId, MsgSeq: first, MsgBody: text('new') }, gives: {} },
    group('modify_group_msg', { MsgSeq: first, CloudCustomData: 'c' }, {}),
    group('modify_group_msg', { MsgSeq: 99, CloudCustomData: 'c' }, 10030),
    group(
      'group_msg_recall',
      { MsgSeqList: [{ MsgSeq: second }, { MsgSeq: 99 }, { MsgSeq: second }], Reason: 'r' },
      {
        RecallRetList: [
          { MsgSeq: second, RetCode: 0 },
          { MsgSeq: 99, RetCode: 10030 },
          { MsgSeq: second, RetCode: 10032 },
        ],
      },
    ),
    group('delete_group_msg_by_sender', { Sender_Account: 'ben' }, {}),
    group('group_msg_recall', { GroupId: 'nope', MsgSeqList: [{ MsgSeq: 1 }] }, 10010),
  ])
  const { RspMsgList, IsFinished } = await rest(im, 'group_open_http_svc/group_msg_get_simple', {
    GroupId,
    ReqMsgNumber: 20,
  })
  const shown = (RspMsgList as { IsSystemMsg?: number }[]).filter((item) => item.IsSystemMsg === undefined)
  expect(IsFinished).toBe(1)
  expect(shown).toMatchObject([
    { MsgSeq: third, IsPlaceMsg: 2, MsgBody: [] },
    { MsgSeq: second, IsPlaceMsg: 2, MsgBody: [] },
    { MsgSeq: first, IsPlaceMsg: 0, MsgBody: text('new'), CloudCustomData: 'c', MsgPriority: 2, From_Account: 'ann' },
  ])
  const page = await rest(im, 'group_open_http_svc/group_msg_get_simple', {
    GroupId,
    ReqMsgNumber: 1,
    ReqMsgSeq: first,
  })
  expect(page['RspMsgList']).toMatchObject([{ MsgSeq: first }])
  await play(im, [
    {
      call: 'group_open_http_svc/create_group',
      with: { GroupId: 'room', Type: 'AVChatRoom', Name: 'R' },
      gives: { GroupId: 'room', Type: 'AVChatRoom', HugeGroupFlag: 1 },
    },
    group('group_msg_recall', { GroupId: 'room', MsgSeqList: [{ MsgSeq: 1 }] }, 10033),
    group('group_msg_get_simple', { GroupId: 'room', ReqMsgNumber: 1 }, 10007),
  ])
})

it('[GRP28] receipts are counted for the application, and reported for members', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat')
  await play(im, [create('Public', 'ben', 'cat')])
  const send = async (Random: number, more: object = {}) =>
    (await rest(im, 'group_open_http_svc/send_group_msg', { GroupId, ...message(Random, more) }))['MsgSeq'] as number
  const [asks, plain] = [await send(1, { NeedReadReceipt: 1 }), await send(2)]
  const detail = (Filter: number) => ({ MsgSeq: asks, Filter, Cursor: '', Count: 10 })
  const done = { MsgSeq: asks, IsFinish: 1, IsFinished: 1, Cursor: '' }
  await play(im, [
    group('group_msg_receipt', { From_Account: 'ben', MsgSeqList: [{ MsgSeq: asks }] }, {}),
    group('group_msg_receipt', { From_Account: 'ghost', MsgSeqList: [{ MsgSeq: asks }] }, 10007),
    group(
      'get_group_msg_receipt',
      { MsgSeqList: [{ MsgSeq: asks }, { MsgSeq: plain }, { MsgSeq: 99 }] },
      {
        GroupMsgReceiptList: [
          { MsgSeq: asks, Code: 0, ReadNum: 1, UnreadNum: 1 },
          { MsgSeq: plain, Code: 10062, ReadNum: 0, UnreadNum: 0 },
          { MsgSeq: 99, Code: 10062, ReadNum: 0, UnreadNum: 0 },
        ],
      },
    ),
    group('get_group_msg_receipt_detail', detail(0), { ...done, ReadList: [{ Read_Account: 'ben' }] }),
    group('get_group_msg_receipt_detail', detail(1), { ...done, UnreadList: [{ Unread_Account: 'cat' }] }),
    group('get_group_msg_receipt_detail', { ...detail(1), MsgSeq: plain }, 10062),
  ])
})

it('[CHG9] the application keeps keys and values beside messages, and overwrites what is there', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  await play(im, [create('Public', 'ben')])
  const inGroup = await rest(im, 'group_open_http_svc/send_group_msg', {
    GroupId,
    ...message(1, { SupportMessageExtension: 1 }),
  })
  const c2c = await rest(im, 'openim/sendmsg', {
    From_Account: 'ann',
    To_Account: 'ben',
    MsgRandom: 1,
    SupportMessageExtension: 1,
    MsgBody: text('x'),
  })
  const places: [string, object][] = [
    ['group_', { GroupId, MsgSeq: inGroup['MsgSeq'] }],
    ['', { From_Account: 'ann', To_Account: 'ben', MsgKey: c2c['MsgKey'] }],
  ]
  for (const [prefix, place] of places) {
    const set = (fields: object, gives: Step['gives']): Step => ({
      call: `openim_msg_ext_http_svc/${prefix}set_key_values`,
      with: { ...place, ...fields },
      gives,
    })
    const result = (Key: string, Value: string, Seq: number) => ({ ErrorCode: 0, Extension: { Key, Value, Seq } })
    await play(im, [
      set(
        {
          OperateType: 1,
          ExtensionList: [
            { Key: 'a', Value: '1' },
            { Key: 'b', Value: '2' },
          ],
        },
        { ExtensionList: [result('a', '1', 1), result('b', '2', 2)] },
      ),
      set(
        { OperateType: 1, ExtensionList: [{ Key: 'a', Value: '3', Seq: 77 }] },
        { ExtensionList: [result('a', '3', 3)] },
      ),
      set({ OperateType: 2, ExtensionList: [{ Key: 'b' }] }, { ExtensionList: [result('b', '2', 2)] }),
      {
        call: `openim_msg_ext_http_svc/${prefix}get_key_values`,
        with: { ...place, StartSeq: 0 },
        gives: { ExtensionList: [{ Key: 'a', Value: '3', Seq: 3 }], CompleteFlag: 1, LatestSeq: 3, ClearSeq: 0 },
      },
      set({ OperateType: 3 }, { ExtensionList: [result('a', '3', 3)] }),
    ])
  }
  const plain = await rest(im, 'group_open_http_svc/send_group_msg', { GroupId, ...message(2) })
  const get = 'openim_msg_ext_http_svc/group_get_key_values'
  expect(await restCode(im, get, { GroupId, MsgSeq: plain['MsgSeq'], StartSeq: 0 })).toBe(23002)
  expect(await restCode(im, get, { GroupId, MsgSeq: 99, StartSeq: 0 })).toBe(23004)
})
