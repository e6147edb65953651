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
