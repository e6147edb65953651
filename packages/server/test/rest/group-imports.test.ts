import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest } from './call.ts'
import { play, type Step, withAccounts } from './scenario.ts'

const GroupId = 'one'
const group = (command: string, fields: object, gives: Step['gives'], rows?: Step['rows']): Step => ({
  call: `group_open_http_svc/${command}`,
  with: { GroupId, ...fields },
  gives,
  ...(rows && { rows }),
})
const hours = (im: { clock: { now(): number } }, n: number) => Math.floor(im.clock.now() / 1000) - n * 3600
const say = (Random: number): Step =>
  group(
    'send_group_msg',
    { Random, From_Account: 'ann', MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'x' } }] },
    { MsgTime: expect.any(Number), MsgSeq: expect.any(Number), MsgId: expect.any(String) },
  )

it('[GRP30] a group and its members come with their past, and nobody is told', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'cat')
  const ben = await im.enter('ben')
  const [CreateTime, JoinTime] = [hours(im, 5), hours(im, 3)]
  const wish = { Type: 'Public', Name: 'One', Owner_Account: 'ann' }
  await play(im, [
    group('import_group', { ...wish, CreateTime }, { GroupId }, { im_group: 1, group_member: 1 }),
    group('import_group_info', { ...wish, CreateTime }, 10021, {}),
    group('import_group', { ...wish, GroupId: 'two', CreateTime: hours(im, -2) }, 10004, {}),
    group('import_group', { ...wish, GroupId: 'room', Type: 'AVChatRoom' }, 10007, {}),
    say(1),
    group('import_group_member', { MemberList: [{ Member_Account: 'cat', JoinTime: hours(im, 9) }] }, 10004, {}),
    group(
      'import_group_member',
      {
        MemberList: [
          { Member_Account: 'ben', JoinTime, Role: 'Admin', UnreadMsgNum: 1 },
          { Member_Account: 'ghost' },
          { Member_Account: 'ann' },
        ],
      },
      {
        MemberList: [
          { Member_Account: 'ben', Result: 1 },
          { Member_Account: 'ghost', Result: 0 },
          { Member_Account: 'ann', Result: 2 },
        ],
      },
      { group_member: 1 },
    ),
  ])
  const { GroupInfo } = await rest(im, 'group_open_http_svc/get_group_info', { GroupIdList: [GroupId] })
  expect((GroupInfo as object[])[0]).toMatchObject({
    CreateTime,
    MemberList: [{ Member_Account: 'ann' }, { Member_Account: 'ben', JoinTime, Role: 'Admin' }],
  })
  const seen = await ben.request('history', { conversation: `GROUP${GroupId}` })
  expect(seen.messages).toHaveLength(1)
  expect(ben.pushes.filter((packet) => packet.type === 'group')).toEqual([])
  // Quiet as it was, they hear the group from now on.
  await play(im, [say(2)])
  await ben.until(() => ben.pushes.some((packet) => packet.type === 'message' && packet.message.random === 2))
})

it('[GRP31][GRP32] a member’s unread count is set, and what is cleared is seen by nobody', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann')
  const ben = await im.enter('ben')
  const unread = (UnreadMsgNum: number) => group('set_unread_msg_num', { Member_Account: 'ben', UnreadMsgNum }, {})
  await play(im, [
    group(
      'create_group',
      { Type: 'Public', Name: 'One', Owner_Account: 'ann', MemberList: [{ Member_Account: 'ben' }] },
      { GroupId, Type: 'Public' },
    ),
    ...[1, 2, 3].map(say),
  ])
  const counted = async () => {
    const { conversations } = await ben.request('conversation.get', { conversations: [`GROUP${GroupId}`] })
    return conversations[0]!.unread
  }
  const visible = async () =>
    (await ben.request('history', { conversation: `GROUP${GroupId}`, limit: 50 })).messages.map(({ random }) => random)
  expect(await counted()).toBe(3)
  for (const [asked, got] of [
    [0, 0],
    [2, 2],
    [99, 3],
    [1, 1],
  ] as const) {
    await play(im, [unread(asked)])
    expect(await counted(), `asked for ${asked}`).toBe(got)
  }
  const second = (await ben.request('history', { conversation: `GROUP${GroupId}` })).messages.find(
    ({ random }) => random === 2,
  )!
  await play(im, [
    group('set_unread_msg_num', { Member_Account: 'ghost', UnreadMsgNum: 1 }, 10004),
    group('clear_group_msg', { GroupId: 'nope' }, 10010),
    group('clear_group_msg', { MsgSeq: second.seq }, {}),
  ])
  expect(await visible()).toEqual([3])
  await play(im, [group('clear_group_msg', {}, {}), group('clear_group_msg', { MsgSeq: 1 }, {})])
  expect(await visible()).toEqual([])
})
