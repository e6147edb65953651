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
const create = (Type: string, ...members: string[]) =>
  group(
    'create_group',
    { Type, Name: 'One', Owner_Account: 'ann', MemberList: members.map((Member_Account) => ({ Member_Account })) },
    { GroupId, Type, ...(Type === 'AVChatRoom' ? { HugeGroupFlag: 1 } : {}) },
  )
const names = (...users: string[]) => users.map((Member_Account) => ({ Member_Account }))

it('[GRP4][REST10] members come and go, each with an outcome in the order asked', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat', 'dan')
  const dan = await im.enter('dan')
  await play(im, [
    create('Public', 'ben'),
    group(
      'add_group_member',
      { MemberList: names('dan', 'ghost', 'ben', 'dan') },
      {
        MemberList: [
          { Member_Account: 'dan', Result: 1 },
          { Member_Account: 'ghost', Result: 0 },
          { Member_Account: 'ben', Result: 2 },
          { Member_Account: 'dan', Result: 1 },
        ],
      },
      { group_member: 1 },
    ),
    group('add_group_member', { MemberList: names(...Array.from({ length: 301 }, (_, i) => `u${i}`)) }, 10005, {}),
    group('add_group_member', { MemberList: 'dan' }, 10004, {}),
    group(
      'get_group_member_info',
      { Limit: 2, Offset: 1, MemberInfoFilter: ['Role'] },
      {
        MemberNum: 3,
        MemberList: [
          { Member_Account: 'ben', Role: 'Member' },
          { Member_Account: 'dan', Role: 'Member' },
        ],
      },
    ),
    group(
      'get_group_member_info',
      { Next: '', Limit: 2, MemberInfoFilter: ['Role'], MemberRoleFilter: ['Owner'] },
      { MemberNum: 3, MemberList: [{ Member_Account: 'ann', Role: 'Owner' }], Next: '' },
    ),
    group(
      'get_specified_group_member_info',
      { Member_List_Account: ['dan', 'ghost'], MemberInfoFilter: ['NameCard'] },
      { GroupId, MemberList: [{ Member_Account: 'dan', NameCard: '' }] },
    ),
    group(
      'delete_group_member',
      { MemberToDel_Account: ['dan', 'ghost', 'dan'], Reason: 'r' },
      {},
      { group_member: -1 },
    ),
    group('delete_group_member', { MemberToDel_Account: ['ann', 'ben'] }, 10007, {}),
    group('delete_group_member', { GroupId: 'nope', MemberToDel_Account: ['ben'] }, 10010, {}),
  ])
  await dan.until(() => dan.pushes.some((packet) => packet.type === 'group' && packet.event.kind === 'memberKicked'))
})

it('[GRP9] what is noted about a member is changed, also about the owner, with both names of the mute', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  const modify = (fields: object, gives: Step['gives']) =>
    group('modify_group_member_info', { Member_Account: 'ben', ...fields }, gives)
  await play(im, [
    create('Public', 'ben'),
    modify(
      {
        Role: 'Admin',
        MsgFlag: 'Discard',
        NameCard: 'Benny',
        AppMemberDefinedData: [{ Key: 'k', Value: 'v' }],
        ShutUpTime: 60,
      },
      {},
    ),
    modify({ Member_Account: 'ann', NameCard: 'Boss' }, {}),
    modify({ NameCard: 'x'.repeat(51) }, 10004),
    modify({ Member_Account: 'ghost', Role: 'Admin' }, 10019),
    modify({ Role: 'Owner' }, 10004),
  ])
  const { MemberList } = await rest(im, 'group_open_http_svc/get_group_member_info', { GroupId })
  const [ann, ben] = MemberList as Record<string, unknown>[]
  expect(ann).toMatchObject({ Member_Account: 'ann', NameCard: 'Boss', MuteUntil: 0 })
  expect(ben).toMatchObject({
    Role: 'Admin',
    MsgFlag: 'Discard',
    NameCard: 'Benny',
    AppMemberDefinedData: [{ Key: 'k', Value: 'v' }],
  })
  expect(ben!['MuteUntil']).toBe(ben!['ShutUpUntil'])
  expect(ben!['MuteUntil']).toBeGreaterThan(im.clock.now() / 1000 + 50)
})

it('[GRP12] members are silenced all or none, and kept out for a time; lists tell who', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat', 'dan')
  const at = expect.any(Number)
  const muted = (...users: string[]) => ({
    GroupId,
    MutedAccountList: users.map((Member_Account) => ({ Member_Account, MutedUntil: at })),
    ShuttedUinList: users.map((Member_Account) => ({ Member_Account, ShuttedUntil: at })),
  })
  await play(im, [
    create('Public', 'ben', 'cat'),
    group('forbid_send_msg', { Members_Account: ['ben', 'cat'], ShutUpTime: 60 }, {}, { group_mute: 2 }),
    group('forbid_send_msg', { Members_Account: ['ben', 'dan'], MuteTime: 0 }, 10004, {}),
    group('forbid_send_msg', { Members_Account: ['ben', 'ghost'], MuteTime: 0 }, 10019, {}),
    group('forbid_send_msg', { Members_Account: ['ben'] }, 10004, {}),
    group('get_group_muted_account', {}, muted('ben', 'cat')),
    group('forbid_send_msg', { Members_Account: ['ben'], MuteTime: 0 }, {}, { group_mute: -1 }),
    group('get_group_shutted_uin', {}, muted('cat')),
    group(
      'ban_group_member',
      { Members_Account: ['ben', 'dan'], Duration: 60, Description: 'd' },
      {},
      { group_ban: 2, group_member: -1 },
    ),
    group(
      'ban_group_member',
      { Members_Account: Array.from({ length: 21 }, (_, i) => `u${i}`), Duration: 60 },
      10005,
      {},
    ),
    group('add_group_member', { MemberList: names('ben') }, { MemberList: [{ Member_Account: 'ben', Result: 0 }] }, {}),
    group(
      'get_group_ban_member',
      { Limit: 1, Offset: 0 },
      { BannedAccountList: [{ Member_Account: 'ben', BannedUntil: at }], NextOffset: 1 },
    ),
    group(
      'get_group_ban_member',
      { Limit: 1, Offset: 1 },
      { BannedAccountList: [{ Member_Account: 'dan', BannedUntil: at }], NextOffset: 2 },
    ),
    group('get_group_ban_member', { Limit: 1, Offset: 2 }, { BannedAccountList: [], NextOffset: 0 }),
    group('unban_group_member', { Members_Account: ['ben', 'cat'] }, {}, { group_ban: -1 }),
    group(
      'add_group_member',
      { MemberList: names('ben') },
      { MemberList: [{ Member_Account: 'ben', Result: 1 }] },
      { group_member: 1 },
    ),
  ])
})

it('[GRP1] what a type of group does not have is 10007', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  await play(im, [
    create('AVChatRoom'),
    group('add_group_member', { MemberList: names('ben') }, 10007),
    group('delete_group_member', { MemberToDel_Account: ['ben'] }, 10007),
    group('get_role_in_group', { User_Account: ['ben'] }, 10007),
    group('change_group_owner', { NewOwner_Account: 'ben' }, 10007),
    group('destroy_group', {}, {}),
    create('Private', 'ben'),
    group('forbid_send_msg', { Members_Account: ['ben'], MuteTime: 1 }, 10007),
    group('get_group_muted_account', {}, 10007),
  ])
})
