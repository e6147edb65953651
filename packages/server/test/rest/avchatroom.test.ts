import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { play, type Step, withAccounts } from './scenario.ts'

const GroupId = 'room'
const room = (command: string, fields: object, gives: Step['gives']): Step => ({
  call: `group_open_avchatroom_http_svc/${command}`,
  with: { GroupId, ...fields },
  gives,
})
const group = (command: string, fields: object, gives: Step['gives']): Step => ({
  call: `group_open_http_svc/${command}`,
  with: { GroupId, ...fields },
  gives,
})
const text = (Text: string) => [{ MsgType: 'TIMTextElem', MsgContent: { Text } }]

it('[CHK11] a live room tells who is in it and who runs it, and hears what is said to all', async () => {
  await using im = await testIm()
  await withAccounts(im, 'cat')
  await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId: 'ben', nick: 'Ben', faceUrl: 'f' })
  const ann = await im.enter('ann')
  const person = { NickName: 'Ben', Avatar: 'f' }
  await play(im, [
    group('create_group', { Type: 'AVChatRoom', Name: 'R' }, { GroupId, Type: 'AVChatRoom', HugeGroupFlag: 1 }),
  ])
  await ann.request('group.join', { groupId: GroupId })
  await play(im, [
    group('get_online_member_num', {}, { GroupId, OnlineMemberNum: 1 }),
    {
      call: 'group_open_http_svc/get_group_info',
      with: { GroupIdList: [GroupId], ResponseFilter: { GroupBaseInfoFilter: ['OnlineMemberNum'] } },
      gives: { GroupInfo: [{ GroupId, ErrorCode: 0, ErrorInfo: '', OnlineMemberNum: 1 }] },
    },
    room(
      'get_members',
      { Timestamp: 0 },
      {
        MemberList: [{ Member_Account: 'ann', JoinTime: expect.any(Number), NickName: '', Avatar: '' }],
        NextTimestamp: 0,
      },
    ),
    room('check_members', { Member_Account: ['ben', 'ann'] }, { Member_Account: ['ann'] }),
    room('modify_admin', { CommandType: 1, Admin_Account: ['ben'] }, {}),
    room('modify_admin', { CommandType: 1, Admin_Account: ['ghost'] }, 10019),
    room('get_admin_list', {}, { Admin_List: [{ Admin_Account: 'ben', ...person }] }),
    room('modify_admin', { CommandType: 2, Admin_Account: ['ben'] }, {}),
    room('get_admin_list', {}, { Admin_List: [] }),
    room('get_admin_list', { GroupId: 'nope' }, 10010),
    group(
      'send_group_msg',
      { Random: 1, MsgBody: text('to one') },
      { MsgTime: expect.any(Number), MsgSeq: expect.any(Number), MsgId: expect.any(String) },
    ),
    group(
      'send_broadcast_msg',
      { Random: 2, From_Account: 'cat', MsgBody: text('to all') },
      { MsgSeq: expect.any(Number) },
    ),
    group('send_broadcast_msg', { Random: 3, From_Account: 'cat', MsgBody: text('again') }, 10006),
    group('create_group', { GroupId: 'pub', Type: 'Public', Name: 'P' }, { GroupId: 'pub', Type: 'Public' }),
    group('get_online_member_num', { GroupId: 'pub' }, 10007),
    room('get_members', { GroupId: 'pub' }, 10007),
  ])
  await ann.until(() => JSON.stringify(ann.pushes).includes('to all'))
  expect(JSON.stringify(ann.pushes)).toContain('to one')
})

it('[ROOM10] users of a live room are marked while they are in it, and found by their marks', async () => {
  await using im = await testIm()
  const [ann, ben] = await Promise.all(['ann', 'ben'].map((userId) => im.enter(userId)))
  await play(im, [
    group('create_group', { Type: 'AVChatRoom', Name: 'R' }, { GroupId, Type: 'AVChatRoom', HugeGroupFlag: 1 }),
  ])
  for (const client of [ann, ben]) await client!.request('group.join', { groupId: GroupId })
  const wish = (user: string, ...Marks: number[]) => ({ Member_Account: user, Marks })
  const listed = (...users: string[]) => ({
    MemberList: users.map((user) => expect.objectContaining({ Member_Account: user })),
    NextTimestamp: 0,
  })
  await play(im, [
    room(
      'modify_user_info',
      { CommandType: 1, MemberList: [wish('ann', 1000, 600), wish('ghost', 1000)] },
      {
        CommandType: 1,
        MemberList: [wish('ann', 1000, 600)],
      },
    ),
    room('get_members', { Mark: 1000 }, listed('ann')),
    room('get_members', { Mark: 1001 }, listed()),
    room('get_members', {}, listed('ben')),
    room('modify_user_info', { CommandType: 1, MemberList: [wish('ghost', 1000)] }, 10004),
    room('modify_user_info', { CommandType: 1, MemberList: [wish('ann', 500)] }, 10004),
    room('modify_user_info', { GroupId: 'nope', CommandType: 1, MemberList: [wish('ann', 1000)] }, 10010),
    room(
      'modify_user_info',
      { CommandType: 1, MemberList: [wish('ben', ...Array.from({ length: 9 }, (_, i) => 2000 + i))] },
      10005,
    ),
    room(
      'modify_user_info',
      { CommandType: 2, MemberList: [wish('ann', 600)] },
      {
        CommandType: 2,
        MemberList: [wish('ann', 600)],
      },
    ),
    room('get_members', {}, listed('ben', 'ann')),
  ])
  await ann!.request('group.quit', { groupId: GroupId })
  await play(im, [room('get_members', { Mark: 1000 }, listed())])
})
