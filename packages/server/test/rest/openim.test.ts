import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest, restCode } from './call.ts'
import { otherApp } from './other-app.ts'
import { play, type Step, withAccounts } from './scenario.ts'

const text = (Text: string) => [{ MsgType: 'TIMTextElem', MsgContent: { Text } }]
const message = (To_Account: string | string[], MsgRandom: number, more: object = {}) => ({
  From_Account: 'ann',
  To_Account,
  MsgRandom,
  MsgBody: text('hi'),
  ...more,
})
const openim = (command: string, fields: object, gives: Step['gives']): Step => ({
  call: `openim/${command}`,
  with: fields,
  gives,
})
const without = (field: string) => {
  const { [field]: _, ...rest } = message('ben', 7) as Record<string, unknown>
  return rest
}

it('[MSG2] sendmsg reaches devices of both, names the message, and each wrong field has its code', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann')
  const [ann, ben] = [await im.enter('ann'), await im.enter('ben')]
  const sent = await rest(
    im,
    'openim/sendmsg',
    message('ben', 5, {
      MsgSeq: 9,
      CloudCustomData: 'c',
      MsgTimeStamp: 1_700_000_000,
      IsNeedReadReceipt: 1,
      SendMsgControl: ['NoUnread'],
    }),
  )
  expect(sent).toMatchObject({
    ErrorCode: 0,
    MsgKey: `9_5_${sent['MsgTime']}`,
    MsgId: expect.stringMatching(/^\d+-1700000000-5$/),
  })
  for (const device of [ann, ben]) {
    const isMessage = ({ type }: { type: string }) => type === 'message'
    await device.until(() => device.pushes.some(isMessage))
    expect(device.pushes.find(isMessage)).toMatchObject({
      message: {
        from: 'ann',
        to: 'ben',
        msgSeq: 9,
        random: 5,
        cloudCustomData: 'c',
        needReceipt: true,
        noUnread: true,
      },
    })
  }
  await play(im, [
    openim('sendmsg', without('To_Account'), 90003),
    openim('sendmsg', { ...message('ben', 1), To_Account: ['ben'] }, 90003),
    openim('sendmsg', without('MsgRandom'), 90005),
    openim('sendmsg', { ...message('ben', 1), MsgRandom: '1' }, 90005),
    openim('sendmsg', message('ben', -1), 90005),
    openim('sendmsg', without('MsgBody'), 90007),
    openim('sendmsg', message('ben', 1, { MsgBody: { MsgType: 'TIMTextElem' } }), 90007),
    openim('sendmsg', message('ben', 1, { MsgBody: [{ MsgType: 'TIMNopeElem', MsgContent: {} }] }), 90002),
    openim('sendmsg', message('ben', 1, { MsgBody: [] }), 90002),
    openim('sendmsg', message('ben', 1, { From_Account: 'ghost' }), 90008),
    openim('sendmsg', message('ben', 1, { From_Account: 5 }), 90008),
    openim('sendmsg', message('ghost', 1), 90012),
    openim('sendmsg', message('a/b', 1), 90012),
    openim('sendmsg', message('ben', 1, { MsgTimeStamp: 'now' }), 90006),
    openim('sendmsg', message('ben', 1, { SyncOtherMachine: 'yes' }), 90031),
    openim('sendmsg', message('ben', 1, { MsgLifeTime: 'long' }), 90044),
    openim('sendmsg', message('ben', 1, { OfflinePushInfo: { PushFlag: 7 } }), 90043),
    openim('sendmsg', message('ben', 1, { MsgBody: text('é'.repeat(6200)) }), 93000),
  ])
  const bytes = await rest(im, 'openim/sendmsg', { ...message('ben', 2), From_Account: undefined })
  expect(bytes.ErrorCode).toBe(0)
})

it('[MSG4][CHK30] a call that is made again in the same second stores one message, and answers with the first', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  const call = () => rest(im, 'openim/sendmsg', message('ben', 5, { MsgTimeStamp: 1_700_000_000 }))
  const answers = await Promise.all(Array.from({ length: 20 }, call))
  expect(new Set(answers.map((answer) => answer['MsgKey'])).size).toBe(1)
  expect(
    await restCode(im, 'openim/sendmsg', message('ben', 5, { MsgTimeStamp: 1_700_000_000, MsgBody: text('other') })),
  ).toBe(90002)
  const roam = await rest(im, 'openim/admin_getroammsg', {
    Operator_Account: 'ben',
    Peer_Account: 'ann',
    MaxCnt: 100,
    MinTime: 0,
    MaxTime: 4_000_000_000,
  })
  expect(roam).toMatchObject({ Complete: 1, MsgCnt: 1 })
})

it('[BLK2][FRD8] the application writes in spite of blacklists and friend checks, and signals are stored nowhere', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann')
  const ben = await im.enter('ben')
  await im.server.im.accounts.apps.updateSettings(im.sdkAppId, { privateMessages: 'friends' })
  await play(im, [
    {
      call: 'sns/black_list_add',
      with: { From_Account: 'ben', To_Account: ['ann'] },
      gives: { ResultItem: [{ To_Account: 'ann', ResultCode: 0, ResultInfo: '' }] },
    },
    openim('sendmsg', message('ben', 1), {
      MsgTime: expect.any(Number),
      MsgKey: expect.any(String),
      MsgId: expect.any(String),
    }),
  ])
  for (const [i, more] of [{ OnlineOnlyFlag: 1 }, { MsgLifeTime: 0 }].entries()) {
    expect((await rest(im, 'openim/sendmsg', message('ben', 10 + i, more))).ErrorCode).toBe(0)
  }
  await ben.until(() => ben.pushes.filter((packet) => packet.type === 'signal').length === 2)
  const { head } = await ben.request('history', { conversation: 'C2Cann' })
  expect(head).toBe(1)
})

it('[REST10] a batch reports who failed: nobody, some, all', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat')
  const names = { MsgKey: expect.stringMatching(/^\d+_3_\d+$/), MsgId: expect.any(String) }
  await play(im, [
    openim('batchsendmsg', message(['ben', 'cat', 'ben'], 3), names),
    openim('batchsendmsg', message(['ghost', 'ben', 'a/b'], 3), {
      ActionStatus: 'SomeError',
      ...names,
      ErrorList: [
        { To_Account: 'ghost', ErrorCode: 70107 },
        { To_Account: 'a/b', ErrorCode: 70107 },
      ],
    }),
    openim('batchsendmsg', message(['ghost'], 3), 90012),
    openim('batchsendmsg', message([], 3), 90003),
    openim('batchsendmsg', message('ben', 3), 90003),
    openim(
      'batchsendmsg',
      message(
        Array.from({ length: 501 }, (_, i) => `u${i}`),
        3,
      ),
      90011,
    ),
  ])
})

it('[CHG4][CHG6] a message is changed, taken back however old, and never twice', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann')
  const ben = await im.enter('ben')
  const { MsgKey } = await rest(im, 'openim/sendmsg', message('ben', 5))
  const place = { From_Account: 'ann', To_Account: 'ben', MsgKey }
  im.clock.advance(10 * 86_400_000)
  await play(im, [
    openim('modify_c2c_msg', { ...place, MsgBody: text('new') }, {}),
    openim('modify_c2c_msg', { ...place, CloudCustomData: 'c2' }, {}),
    openim('modify_c2c_msg', place, 90007),
    openim('modify_c2c_msg', { ...place, MsgBody: 'new' }, 90007),
    openim('modify_c2c_msg', { ...place, From_Account: 'ben', To_Account: 'ann', MsgBody: text('x') }, 20022),
  ])
  const { messages } = await ben.request('history', { conversation: 'C2Cann' })
  expect(messages[0]).toMatchObject({ body: text('new'), cloudCustomData: 'c2' })
  await play(im, [
    openim('admin_msgwithdraw', { ...place, MsgKey: 'nonsense' }, 90054),
    openim('admin_msgwithdraw', { ...place, MsgKey: '1_2_3' }, 20022),
    openim('admin_msgwithdraw', { ...place, From_Account: 'ghost' }, 90008),
    openim('admin_msgwithdraw', place, {}),
    openim('admin_msgwithdraw', place, 20023),
    openim('modify_c2c_msg', { ...place, MsgBody: text('late') }, 20023),
  ])
})

it('[CHK11] roaming pages end, hold every message once, and are one side’s view; others see nothing of it', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat')
  for (let i = 0; i < 25; i++) {
    const [From_Account, To_Account] = i % 2 === 0 ? ['ann', 'ben'] : ['ben', 'ann']
    await rest(im, 'openim/sendmsg', { From_Account, To_Account, MsgRandom: i, MsgBody: text(`m${i}`) })
  }
  const pull = (more: object, call = {}) =>
    rest(
      im,
      'openim/admin_getroammsg',
      { Operator_Account: 'ann', Peer_Account: 'ben', MaxCnt: 10, MinTime: 0, MaxTime: 4_000_000_000, ...more },
      call,
    )
  const seen: number[] = []
  let page = await pull({})
  for (let left = 5; left > 0; left--) {
    const list = page['MsgList'] as { MsgRandom: number }[]
    expect(page['MsgCnt']).toBe(list.length)
    seen.unshift(...list.map(({ MsgRandom }) => MsgRandom))
    if (page['Complete'] === 1) break
    page = await pull({ MaxTime: page['LastMsgTime'], LastMsgKey: page['LastMsgKey'] })
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => i))
  expect((await pull({ MaxTime: 1000 }))['MsgList']).toEqual([])
  expect((await pull({ Peer_Account: 'cat' }))['MsgCnt']).toBe(0)
  const other = await otherApp(im)
  await im.server.im.accounts.import({ sdkAppId: other.sdkAppId, userId: 'ann' })
  await im.server.im.accounts.import({ sdkAppId: other.sdkAppId, userId: 'ben' })
  expect((await pull({}, other))['MsgList']).toEqual([])
  const old = { Operator_Account: undefined, Peer_Account: undefined, From_Account: 'ann', To_Account: 'ben' }
  expect((await pull(old))['MsgCnt']).toBe(10)
  expect(
    await restCode(im, 'openim/admin_getroammsg', {
      From_Account: 'ghost',
      To_Account: 'ben',
      MaxCnt: 1,
      MinTime: 0,
      MaxTime: 1,
    }),
  ).toBe(90008)
})

it('[CNV3][CHG5][CHG8] unread, reading, receipts and one-sided deletion agree with each other', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  const keys: string[] = []
  for (let i = 0; i < 3; i++) {
    const sent = await rest(im, 'openim/sendmsg', message('ben', i, { IsNeedReadReceipt: 1 }))
    keys.push(sent['MsgKey'] as string)
    im.clock.advance(10_000)
  }
  const roam = async (Operator_Account: string, Peer_Account: string) => {
    const answer = await rest(im, 'openim/admin_getroammsg', {
      Operator_Account,
      Peer_Account,
      MaxCnt: 100,
      MinTime: 0,
      MaxTime: 4_000_000_000,
    })
    return (answer['MsgList'] as { IsPeerRead: number; MsgKey: string }[]).map(({ MsgKey, IsPeerRead }) => [
      MsgKey,
      IsPeerRead,
    ])
  }
  const unread = (n: number) => openim('get_c2c_unread_msg_num', { To_Account: 'ben' }, { AllC2CUnreadMsgNum: n })
  const firstTime = Number(keys[0]!.split('_')[2])
  await play(im, [
    unread(3),
    openim(
      'get_c2c_unread_msg_num',
      { To_Account: 'ben', Peer_Account: ['ann', 'ghost'] },
      {
        C2CUnreadMsgNumList: [{ Peer_Account: 'ann', C2CUnreadMsgNum: 3 }],
        ErrorList: [{ Peer_Account: 'ghost', ErrorCode: 90048 }],
      },
    ),
    openim('get_c2c_unread_msg_num', { To_Account: 'ghost' }, 90048),
    openim(
      'c2c_msg_read_receipt',
      {
        Operator_Account: 'ben',
        Peer_Account: 'ann',
        C2CMsgInfo: [{ From_Account: 'ann', To_Account: 'ben', MsgKey: keys[2] }],
      },
      {},
    ),
    openim(
      'c2c_msg_read_receipt',
      { Operator_Account: 'ben', Peer_Account: 'ann', C2CMsgInfo: [{ MsgKey: '1_2_3' }] },
      20022,
    ),
    openim('admin_set_msg_read', { Report_Account: 'ben', Peer_Account: 'ann', MsgReadTime: firstTime }, {}),
    unread(2),
  ])
  expect(await roam('ann', 'ben')).toEqual([
    [keys[0], 1],
    [keys[1], 0],
    [keys[2], 1],
  ])
  await play(im, [
    openim(
      'delete_c2c_msg_ramble',
      { Operator_Account: 'ben', Peer_Account: 'ann', MsgKeyList: [keys[1], '1_2_3'] },
      { InvalidMsgKeyList: ['1_2_3'] },
    ),
    unread(1),
    openim('admin_set_msg_read', { Report_Account: 'ben', Peer_Account: 'ann' }, {}),
    unread(0),
  ])
  expect((await roam('ben', 'ann')).map(([key]) => key)).toEqual([keys[0], keys[2]])
  expect((await roam('ann', 'ben')).map(([, read]) => read)).toEqual([1, 1, 1])
})

it('[MSG19] a message that its sender has no copy of reaches no device and no list of theirs', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  const [ann, ben] = [await im.enter('ann'), await im.enter('ben')]
  await rest(im, 'openim/sendmsg', message('ben', 1))
  const alone = await rest(im, 'openim/sendmsg', message('ben', 2, { SyncOtherMachine: 2, MsgBody: text('alone') }))
  await rest(im, 'openim/sendmsg', message('ben', 3, { MsgBody: text('"receiverOnly":true') }))
  await ben.until(() => ben.messages.length === 3)
  await ann.until(() => ann.messages.length === 2)
  expect(ben.messages.map(({ message }) => message.random)).toEqual([1, 2, 3])
  expect(ann.messages.map(({ message }) => message.random)).toEqual([1, 3])
  const { messages } = await ann.request('history', { conversation: 'C2Cben' })
  expect(messages.map(({ seq, hidden }) => [seq, hidden])).toEqual([
    [1, undefined],
    [2, true],
    [3, undefined],
  ])
  expect(JSON.stringify(messages)).not.toContain('alone')
  const changed = { From_Account: 'ann', To_Account: 'ben', MsgKey: alone['MsgKey'] }
  await rest(im, 'openim/modify_c2c_msg', { ...changed, MsgBody: text('still alone') })
  await ben.until(() => ben.pushes.some(({ type }) => type === 'change'))
  expect(JSON.stringify(ann.pushes)).not.toContain('alone')
  expect(JSON.stringify(await ann.request('sync', {}))).not.toContain('alone')
  expect(JSON.stringify(await ann.request('changes', { conversation: 'C2Cben', after: 0 }))).not.toContain('alone')
})
