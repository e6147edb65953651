import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest, restCode } from './call.ts'
import { otherApp } from './other-app.ts'
import { play, type Step, withAccounts } from './scenario.ts'

const group = (command: string, fields: object, gives: Step['gives'], rows?: Step['rows']): Step => ({
  call: `group_open_http_svc/${command}`,
  with: fields,
  gives,
  ...(rows && { rows }),
})
const Type = 'Public'

it('[GRP7][GRP8] groups are made with owner, members and limits, each limit with its code', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat')
  const made = (GroupId: unknown, more: object = {}) => ({ GroupId, Type, ...more })
  const server = expect.stringMatching(/^@TGS#2/)
  const MemberList = [
    { Member_Account: 'ben', Role: 'Admin' },
    { Member_Account: 'cat', AppMemberDefinedData: [{ Key: 'k', Value: 'v' }] },
  ]
  await play(im, [
    group('create_group', { Type, Name: 'One', Owner_Account: 'ann', GroupId: 'one', MemberList }, made('one'), {
      im_group: 1,
      group_member: 3,
    }),
    group('create_group', { Type, Name: 'Two' }, made(server), { im_group: 1 }),
    group(
      'create_group',
      { Type: 'Work', Name: 'W', Owner_Account: 'ann' },
      { GroupId: expect.stringMatching(/^@TGS#1/), Type: 'Private' },
      { im_group: 1, group_member: 1 },
    ),
    group(
      'create_group',
      { Type: 'AVChatRoom', Name: 'R' },
      { GroupId: expect.stringMatching(/^@TGS#a/), Type: 'AVChatRoom', HugeGroupFlag: 1 },
      { im_group: 1 },
    ),
    group('create_group', { Type, Name: 'One', GroupId: 'one' }, 10021, {}),
    group('create_group', { Type, Name: 'é'.repeat(51) }, 10004, {}),
    group('create_group', { Type, Name: 'é'.repeat(50), Introduction: 'x'.repeat(241) }, 10004, {}),
    group('create_group', { Type, GroupId: 'two' }, 10004, {}),
    group('create_group', { Type: 'Party', Name: 'P' }, 10004, {}),
    group('create_group', { Type, Name: 'G', Owner_Account: 'ghost' }, 10019, {}),
    group('create_group', { Type, Name: 'G', GroupId: '@TGS#mine' }, 10015, {}),
    group('create_group', { Type, Name: 'G', MaxMemberCount: 1_000_000 }, 10038, {}),
    group(
      'create_group',
      { Type, Name: 'G', MemberList: Array.from({ length: 101 }, (_, i) => ({ Member_Account: `u${i}` })) },
      10005,
      {},
    ),
    group('create_group', { Type: 'AVChatRoom', Name: 'R', MemberList: [{ Member_Account: 'ben' }] }, 10007, {}),
    group('create_group', { Type: 'Public', Name: 'C', SupportTopic: 1 }, 10007, {}),
  ])
  const { GroupInfo } = await rest(im, 'group_open_http_svc/get_group_info', {
    GroupIdList: ['one', 'nope', 'one'],
    ResponseFilter: null,
  })
  const [first, second, third] = GroupInfo as Record<string, unknown>[]
  expect(first).toMatchObject({
    GroupId: 'one',
    ErrorCode: 0,
    Type,
    Name: 'One',
    Appid: im.sdkAppId,
    Owner_Account: 'ann',
    MemberNum: 3,
    MaxMemberNum: 2000,
    ApplyJoinOption: 'NeedPermission',
    ShutUpAllMember: 'Off',
    MuteAllMember: 'Off',
    SupportTopic: 0,
    EnablePermission: 0,
    DefaultPermission: 0,
    MemberList: [
      { Member_Account: 'ann', Role: 'Owner' },
      { Member_Account: 'ben', Role: 'Admin', MuteUntil: 0, ShutUpUntil: 0 },
      { Member_Account: 'cat', Role: 'Member', AppMemberDefinedData: [{ Key: 'k', Value: 'v' }] },
    ],
  })
  expect(second).toMatchObject({ GroupId: 'nope', ErrorCode: 10010 })
  expect(third).toEqual(first)
})

it('[GRP5] a filter leaves out what it does not name; changes are all or nothing', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  const GroupIdList = ['one']
  await play(im, [
    group(
      'create_group',
      {
        Type,
        Name: 'One',
        Owner_Account: 'ann',
        GroupId: 'one',
        AppDefinedData: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      },
      { GroupId: 'one', Type },
    ),
    group(
      'get_group_info',
      {
        GroupIdList,
        ResponseFilter: {
          GroupBaseInfoFilter: ['Name', 'MemberNum'],
          MemberInfoFilter: ['Role'],
          AppDefinedDataFilter_Group: ['b'],
        },
      },
      {
        GroupInfo: [
          {
            GroupId: 'one',
            ErrorCode: 0,
            ErrorInfo: '',
            Name: 'One',
            MemberNum: 1,
            AppDefinedData: [{ Key: 'b', Value: '2' }],
            MemberList: [{ Member_Account: 'ann', Role: 'Owner' }],
          },
        ],
      },
    ),
    group(
      'modify_group_base_info',
      {
        GroupId: 'one',
        Name: 'Uno',
        ShutUpAllMember: 'On',
        MaxMemberNum: 5,
        AppDefinedData: [{ Key: 'a', Value: '' }],
      },
      {},
      {},
    ),
    group('modify_group_base_info', { GroupId: 'one', Name: 'Ein', Notification: 'x'.repeat(401) }, 10004),
    group('modify_group_base_info', { GroupId: 'one', MaxMemberNum: 0 }, 10004),
    group('modify_group_base_info', { GroupId: 'nope', Name: 'Ein' }, 10010),
    group('modify_group_base_info', { GroupId: 'one', MuteAllMember: 'Maybe' }, 10004),
    group(
      'get_group_info',
      {
        GroupIdList,
        ResponseFilter: { GroupBaseInfoFilter: ['Name', 'MuteAllMember', 'MaxMemberNum', 'AppDefinedData'] },
      },
      {
        GroupInfo: [
          {
            GroupId: 'one',
            ErrorCode: 0,
            ErrorInfo: '',
            Name: 'Uno',
            MuteAllMember: 'On',
            MaxMemberNum: 5,
            AppDefinedData: [{ Key: 'b', Value: '2' }],
          },
        ],
      },
    ),
    group('get_group_info', { GroupIdList: Array.from({ length: 51 }, (_, i) => `g${i}`) }, 10004),
    group('change_group_owner', { GroupId: 'one', NewOwner_Account: 'ben' }, 10004),
    group(
      'add_group_member',
      { GroupId: 'one', MemberList: [{ Member_Account: 'ben' }] },
      { MemberList: [{ Member_Account: 'ben', Result: 1 }] },
    ),
    group('change_group_owner', { GroupId: 'one', NewOwner_Account: 'ben' }, {}),
    group(
      'get_role_in_group',
      { GroupId: 'one', User_Account: ['ann', 'ben'] },
      {
        UserIdList: [
          { Member_Account: 'ann', Role: 'Member' },
          { Member_Account: 'ben', Role: 'Owner' },
        ],
      },
    ),
    group('destroy_group', { GroupId: 'one' }, {}, { im_group: -1, group_member: -2 }),
    group('destroy_group', { GroupId: 'one' }, 10010),
  ])
})

it('[CHK11] lists of groups are those of the application and of the user, in pages that end', async () => {
  await using im = await testIm({ config: { rest: { requestsPerSecond: 1000 } } })
  await withAccounts(im, 'ann')
  for (const [i, kind] of ['Public', 'Public', 'ChatRoom', 'AVChatRoom', 'Public'].entries()) {
    await rest(im, 'group_open_http_svc/create_group', {
      Type: kind,
      Name: `G${i}`,
      GroupId: `g${i}`,
      Owner_Account: 'ann',
    })
  }
  const other = await otherApp(im)
  expect(await rest(im, 'group_open_http_svc/get_appid_group_list', {}, other)).toMatchObject({
    TotalCount: 0,
    GroupIdList: [],
    Next: 0,
  })
  const ids = (answer: object) =>
    (answer as { GroupIdList: { GroupId: string }[] }).GroupIdList.map(({ GroupId }) => GroupId)
  const first = await rest(im, 'group_open_http_svc/get_appid_group_list', { Limit: 2, GroupType: 'Public' })
  expect([first['TotalCount'], ids(first), first['Next']]).toEqual([3, ['g0', 'g1'], 2])
  expect(await restCode(im, 'group_open_http_svc/get_appid_group_list')).toBe(10006)
  const joined = (more: object) =>
    rest(im, 'group_open_http_svc/get_joined_group_list', { Member_Account: 'ann', ...more })
  expect([(await joined({}))['TotalCount'], ids(await joined({}))]).toEqual([4, ['g0', 'g1', 'g2', 'g4']])
  expect(ids(await joined({ WithHugeGroups: 1 }))).toEqual(['g0', 'g1', 'g2', 'g3', 'g4'])
  expect(ids(await joined({ Limit: 2, Offset: 1, GroupType: 'Public' }))).toEqual(['g1', 'g4'])
  const shown = await joined({
    Limit: 1,
    ResponseFilter: { GroupBaseInfoFilter: ['Type', 'Name'], SelfInfoFilter: ['Role', 'UnreadMsgNum'] },
  })
  expect(shown['GroupIdList']).toEqual([
    { GroupId: 'g0', Type: 'Public', Name: 'G0', SelfInfo: { Role: 'Owner', UnreadMsgNum: 0 } },
  ])
  expect(await restCode(im, 'group_open_http_svc/get_joined_group_list', { Member_Account: 'ghost' })).toBe(10019)
  for (const path of ['get_group_member_info', 'destroy_group', 'get_group_muted_account']) {
    expect(await restCode(im, `group_open_http_svc/${path}`, { GroupId: 'g0' }, other), path).toBe(10010)
  }
})
