import { randomInt } from 'node:crypto'
import { type RawClient, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest, restCode } from './call.ts'

const say = (client: RawClient, to: object, Text: string, more: object = {}) =>
  client.request('send', {
    ...to,
    random: randomInt(2 ** 32),
    clientTime: 1,
    body: [{ MsgType: 'TIMTextElem', MsgContent: { Text } }],
    ...more,
  })
const textsOf = (messages: readonly { MsgBody: readonly { MsgContent: { Text: string } }[] }[]) =>
  messages.map(({ MsgBody }) => MsgBody[0]?.MsgContent.Text ?? '')

it('[MSG15] the application reads no message of a private conversation whose lifetime is over', async () => {
  await using im = await testIm()
  const [alice] = [await im.enter('alice'), await im.enter('bob')]
  await say(alice, { to: 'bob' }, 'stays')
  await say(alice, { to: 'bob' }, 'goes', { lifeTime: 60 })
  const pull = async () => {
    const range = { MaxCnt: 10, MinTime: 0, MaxTime: 4e9 }
    const answer = await rest(im, 'openim/admin_getroammsg', {
      Operator_Account: 'bob',
      Peer_Account: 'alice',
      ...range,
    })
    return textsOf(answer['MsgList'] as never)
  }
  expect(await pull()).toEqual(['stays', 'goes'])
  im.clock.advance(60_000)
  expect(await pull()).toEqual(['stays'])
})

it('[MSG15][GRP31] nor one of a group, where it leaves a hole; what was cleared is not there at all', async () => {
  await using im = await testIm()
  const alice = await im.enter('alice')
  const { groupId } = await alice.request('group.create', { type: 'Public', name: 'club' })
  await say(alice, { group: groupId }, 'cleared')
  const { seq } = await say(alice, { group: groupId }, 'stays')
  const gone = await say(alice, { group: groupId }, 'goes', { lifeTime: 60, cloudCustomData: 'secret' })
  const pull = async () => {
    const ask = { GroupId: groupId, ReqMsgNumber: 20 }
    const answer = await rest(im, 'group_open_http_svc/group_msg_get_simple', ask)
    return answer['RspMsgList'] as never as { MsgSeq: number; IsPlaceMsg: number; MsgBody: never[] }[]
  }
  im.clock.advance(60_000)
  const listed = await pull()
  expect(textsOf(listed).slice(0, 2)).toEqual(['', 'stays'])
  expect(listed[0]).toMatchObject({ MsgSeq: gone.seq, IsPlaceMsg: 1, MsgBody: [] })
  expect(JSON.stringify(listed)).not.toContain('secret')
  await rest(im, 'group_open_http_svc/clear_group_msg', { GroupId: groupId, MsgSeq: seq - 1 })
  expect((await pull()).map(({ MsgSeq }) => MsgSeq)).toEqual([gone.seq, seq])
  const recall = { GroupId: groupId, MsgSeqList: [{ MsgSeq: seq - 1 }] }
  const { RecallRetList } = await rest(im, 'group_open_http_svc/group_msg_recall', recall)
  expect(RecallRetList).toEqual([{ MsgSeq: seq - 1, RetCode: expect.any(Number) }])
  expect((RecallRetList as { RetCode: number }[])[0]!.RetCode).not.toBe(0)
  expect(await restCode(im, 'group_open_http_svc/group_msg_get_simple', { GroupId: 'no', ReqMsgNumber: 1 })).toBe(10010)
})
