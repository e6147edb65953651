import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest } from './call.ts'
import { play, type Step, withAccounts } from './scenario.ts'

const GroupId = '@TGS#_one'
const TopicId = `${GroupId}@TOPIC#_news`
const topic = (command: string, fields: object, gives: Step['gives'], rows?: Step['rows']): Step => ({
  call: `million_group_open_http_svc/${command}`,
  with: { GroupId, ...fields },
  gives,
  ...(rows === undefined ? {} : { rows }),
})
const group = (command: string, fields: object, gives: Step['gives'], rows?: Step['rows']): Step => ({
  call: `group_open_http_svc/${command}`,
  with: { GroupId, ...fields },
  gives,
  ...(rows === undefined ? {} : { rows }),
})
const community = (more: object = {}): Step =>
  group(
    'create_group',
    { Type: 'Community', Name: 'One', Owner_Account: 'ann', MemberList: [{ Member_Account: 'ben' }], ...more },
    { GroupId, Type: 'Community' },
  )

it('[TOP1] topics are made, changed, read and deleted', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  await play(im, [
    community({ SupportTopic: 1 }),
    topic('create_topic', { TopicId, TopicName: 'News', CustomString: 'c' }, { TopicId }, { topic: 1 }),
    topic('create_topic', { TopicId, TopicName: 'News' }, 10021, {}),
    topic('create_topic', { TopicId: 'news', TopicName: 'News' }, 10015, {}),
    topic('create_topic', { TopicName: 'x'.repeat(101) }, 10004, {}),
    topic('create_topic', { GroupId: 'nope', TopicName: 'x' }, 10010, {}),
    topic('modify_topic', { TopicId, TopicName: 'Fresh', ShutUpAllFlag: 'On', Introduction: 'i' }, {}, {}),
    topic('modify_topic', { TopicId: `${GroupId}@TOPIC#_no`, TopicName: 'x' }, 110003, {}),
    topic('modify_topic', { GroupId: '@TGS#_two', TopicId, TopicName: 'x' }, 110003, {}),
  ])
  const { TopicAndSelfInfo } = await rest(im, 'million_group_open_http_svc/get_topic', {
    GroupId,
    From_Account: 'ben',
    TopicIdList: [TopicId, `${GroupId}@TOPIC#_no`],
  })
  expect(TopicAndSelfInfo).toMatchObject([
    {
      ErrorCode: 0,
      SelfInfo: { ShutUpTime: 0, MsgSeq: 0, MsgFlag: 'AcceptAndNotify' },
      TopicInfo: {
        TopicName: 'Fresh',
        GroupID: GroupId,
        TopicId,
        NextMsgSeq: 1,
        Introduction: 'i',
        CustomString: 'c',
        MuteAllMember: 'On',
      },
    },
    { ErrorCode: 110003, TopicInfo: { TopicId: `${GroupId}@TOPIC#_no` } },
  ])
  await play(im, [
    {
      call: 'million_group_open_http_svc/get_topic',
      with: { GroupId, From_Account: 'ben', ResponseFilter: ['TopicName'] },
      gives: {
        TopicAndSelfInfo: [
          {
            ErrorCode: 0,
            ErrorInfo: '',
            SelfInfo: { ShutUpTime: 0, MsgSeq: 0, MsgFlag: 'AcceptAndNotify' },
            TopicInfo: { TopicName: 'Fresh', TopicId, GroupID: GroupId },
          },
        ],
      },
    },
    topic('get_topic', { From_Account: 'eve' }, 10007),
    group('forbid_send_msg', { TopicId, Members_Account: ['ben'], MuteTime: 4294967295 }, {}, { group_mute: 1 }),
    group('forbid_send_msg', { TopicId: 'x', Members_Account: ['ben'], MuteTime: 1 }, 110003, {}),
    group('get_group_muted_account', {}, { GroupId, MutedAccountList: [], ShuttedUinList: [] }),
    group(
      'get_group_muted_account',
      { TopicId },
      {
        GroupId,
        MutedAccountList: [{ Member_Account: 'ben', MutedUntil: 4294967295 }],
        ShuttedUinList: [{ Member_Account: 'ben', ShuttedUntil: 4294967295 }],
      },
    ),
    topic(
      'destroy_topic',
      { TopicIdList: [TopicId, 'nope'] },
      {
        DestroyResultItem: [
          { TopicId, ErrorCode: 0, ErrorInfo: '' },
          { TopicId: 'nope', ErrorCode: 110003, ErrorInfo: 'There is no such topic.' },
        ],
      },
      { group_mute: -1, topic: -1 },
    ),
  ])
})

it('[TOP1] a topic is imported with its time, into a community that has topics', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  const imported = { Type: 'Community', TopicId, TopicName: 'Old', CreateTime: 1_500_000_000 }
  await play(im, [
    community(),
    topic('create_topic', { TopicName: 'x' }, 11000, {}),
    group('import_topic', imported, 11000, {}),
  ])
  const other = { ...imported, GroupId: '@TGS#_two', TopicId: '@TGS#_two@TOPIC#_t' }
  await play(im, [
    { ...community({ SupportTopic: 1, GroupId: '@TGS#_two' }), gives: { GroupId: '@TGS#_two', Type: 'Community' } },
    group('import_topic', { ...other, CreateTime: 4_000_000_000 }, 10004, {}),
    group('import_topic', { ...other, Type: 'Public' }, 10004, {}),
    group('import_topic', other, { TopicId: other.TopicId }, { topic: 1 }),
  ])
  const { TopicAndSelfInfo } = await rest(im, 'million_group_open_http_svc/get_topic', {
    GroupId: '@TGS#_two',
    From_Account: 'ann',
  })
  expect(TopicAndSelfInfo).toMatchObject([{ TopicInfo: { CreateTime: 1_500_000_000 } }])
})

it('[PERM1] permission groups are made in communities alone', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  const wish = { PermissionGroupId: '@PMG#_a', PermissionGroupName: 'Writers', Permission: 64 }
  await play(im, [
    community(),
    group('create_permission_group', wish, { PermissionGroupId: '@PMG#_a' }, { permission_group: 1 }),
    group('create_permission_group', wish, 10021, {}),
    group('create_permission_group', { ...wish, PermissionGroupId: 'a' }, 10015, {}),
    group('create_permission_group', { ...wish, PermissionGroupId: '@PMG#_b', Permission: 4096 }, 10004, {}),
    group('create_group', { GroupId: 'pub', Type: 'Public', Name: 'P' }, { GroupId: 'pub', Type: 'Public' }),
    group('create_permission_group', { ...wish, GroupId: 'pub' }, 10007, {}),
  ])
})
