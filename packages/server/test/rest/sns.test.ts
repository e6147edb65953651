import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest } from './call.ts'
import { items, play, type Step, withAccounts } from './scenario.ts'

const From_Account = 'ann'
const AddSource = 'AddSource_Type_Test'
const sns = (command: string, fields: object, gives: Step['gives'], rows?: Step['rows']): Step => ({
  call: `sns/${command}`,
  with: { From_Account, ...fields },
  gives,
  ...(rows && { rows }),
})
const add = (To_Account: string, more: object = {}) => ({ AddFriendItem: [{ To_Account, AddSource, ...more }] })
const refused = (codes: Record<string, number>) => ({
  ResultItem: items(codes),
  Fail_Account: Object.keys(codes).filter((user) => codes[user] !== 0),
})
const done = (...users: string[]) => ({ ResultItem: items(Object.fromEntries(users.map((user) => [user, 0]))) })

it('[FRD1][REST10] friends are added as the other side allows, by force, and each has its own outcome', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat', 'dan')
  const allow = (To: string, Value: string) => ({
    call: 'profile/portrait_set',
    with: { From_Account: To, ProfileItem: [{ Tag: 'Tag_Profile_IM_AllowType', Value }] },
    gives: {},
  })
  await play(im, [
    allow('ben', 'AllowType_Type_AllowAny'),
    allow('dan', 'AllowType_Type_DenyAny'),
    sns('friend_add', add('ben', { Remark: 'B', GroupName: 'work' }), done('ben'), {
      friend: 2,
      friend_group: 1,
      friend_group_member: 1,
    }),
    sns('friend_add', add('ben'), done('ben'), {}),
    sns('friend_add', add('cat'), refused({ cat: 30539 }), { friend_application: 2 }),
    sns('friend_add', add('dan'), refused({ dan: 30516 }), {}),
    sns('friend_add', { ...add('dan'), ForceAddFlags: 1, AddType: 'Add_Type_Single' }, done('dan'), { friend: 1 }),
    sns('friend_add', add('ghost'), refused({ ghost: 30003 }), {}),
    sns('friend_add', add('ann'), refused({ ann: 30001 }), {}),
    sns('friend_add', add('cat', { AddSource: 'elsewhere' }), refused({ cat: 30001 }), {}),
    sns('friend_add', { AddFriendItem: [{ To_Account: 'cat' }] }, 30001, {}),
    { call: 'sns/friend_add', with: { From_Account: 'ghost', ...add('ann') }, gives: 30003, rows: {} },
    sns(
      'friend_check',
      { To_Account: ['ben', 'cat', 'dan', 'ghost'], CheckType: 'CheckResult_Type_Both' },
      {
        InfoItem: [
          ...items({ ben: 0 }, { Relation: 'CheckResult_Type_BothWay' }),
          ...items({ cat: 0 }, { Relation: 'CheckResult_Type_NoRelation' }),
          ...items({ dan: 0 }, { Relation: 'CheckResult_Type_AWithB' }),
          ...items({ ghost: 30003 }, { Relation: 'CheckResult_Type_NoRelation' }),
        ],
        Fail_Account: ['ghost'],
      },
    ),
    sns('friend_delete', { To_Account: ['dan', 'cat'] }, refused({ dan: 0, cat: 31704 }), { friend: -1 }),
    sns('friend_delete', { To_Account: ['ben'], DeleteType: 'Delete_Type_Both' }, done('ben'), {
      friend: -2,
      friend_group_member: -1,
    }),
  ])
})

it('[FRD11] friends are imported with their past, one-sided, twice without harm; fields are updated and read', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat')
  const item = {
    AddSource,
    Remark: 'B',
    GroupName: ['work', 'old'],
    AddTime: 1_500_000_000,
    CustomItem: [{ Tag: 'Tag_SNS_Custom_Test', Value: 'x' }],
  }
  const importBoth = {
    AddFriendItem: [
      { To_Account: 'ben', ...item },
      { To_Account: 'ghost', AddSource },
      { To_Account: 'ben', AddSource, Remark: 'twice' },
    ],
  }
  const ResultItem = [...items({ ben: 0, ghost: 30003 }), ...items({ ben: 0 })]
  await play(im, [
    sns(
      'friend_import',
      importBoth,
      { ResultItem, Fail_Account: ['ghost'] },
      { friend: 1, friend_group: 2, friend_group_member: 2 },
    ),
    sns('friend_import', importBoth, { ResultItem, Fail_Account: ['ghost'] }, {}),
    sns('friend_import', add('cat'), done('cat'), { friend: 1 }),
    sns(
      'friend_update',
      {
        UpdateItem: [
          {
            To_Account: 'cat',
            SnsItem: [
              { Tag: 'Tag_SNS_IM_Remark', Value: 'C' },
              { Tag: 'Tag_SNS_IM_Group', Value: ['old'] },
            ],
          },
          { To_Account: 'ghost', SnsItem: [{ Tag: 'Tag_SNS_IM_Remark', Value: 'G' }] },
          { To_Account: 'cat', SnsItem: [{ Tag: 'Tag_SNS_IM_AddTime', Value: '1' }] },
        ],
      },
      { ResultItem: [...items({ cat: 0, ghost: 30001 }), ...items({ cat: 30001 })], Fail_Account: ['ghost', 'cat'] },
      { friend_group_member: 1 },
    ),
    sns(
      'friend_get_list',
      {
        To_Account: ['ben', 'ghost'],
        TagList: ['Tag_SNS_IM_Remark', 'Tag_SNS_IM_AddTime', 'Tag_SNS_Custom_Test', 'Tag_Profile_IM_Nick'],
      },
      {
        InfoItem: [
          ...items(
            { ben: 0 },
            {
              SnsProfileItem: [
                { Tag: 'Tag_SNS_IM_Remark', Value: 'B' },
                { Tag: 'Tag_SNS_IM_AddTime', Value: 1_500_000_000 },
                { Tag: 'Tag_SNS_Custom_Test', Value: 'x' },
              ],
            },
          ),
          ...items({ ghost: 30001 }, { SnsProfileItem: [] }),
        ],
        Fail_Account: ['ghost'],
      },
    ),
    sns('friend_get_list', { To_Account: ['ben'], TagList: ['Tag_SNS_IM_Nope'] }, 30001),
  ])
  const first = await rest(im, 'sns/friend_get', { From_Account, StartIndex: 0 })
  expect(first).toMatchObject({ FriendNum: 2, CompleteFlag: 1, NextStartIndex: 2 })
  const { StandardSequence, CustomSequence } = first
  const same = await rest(im, 'sns/friend_get_all', { From_Account, StartIndex: 0, StandardSequence, CustomSequence })
  expect(same['UserDataItem']).toEqual([
    { To_Account: 'ben', ValueItem: [] },
    { To_Account: 'cat', ValueItem: [] },
  ])
  await play(im, [
    sns('friend_delete_all', {}, {}, { friend: -2, friend_group_member: -3 }),
    sns('friend_delete_all', {}, {}, {}),
  ])
  const list = await rest(im, 'sns/friend_get', { From_Account, StartIndex: 0 })
  expect(list).toMatchObject({ UserDataItem: [], FriendNum: 0, CompleteFlag: 1, NextStartIndex: 0 })
})

it('pages of friends and of the blacklist end, and hold everybody once', async () => {
  await using im = await testIm()
  const users = Array.from({ length: 230 }, (_, i) => `u${i}`)
  await withAccounts(im, 'ann', ...users)
  await rest(im, 'sns/friend_import', {
    From_Account,
    AddFriendItem: users.map((To_Account) => ({ To_Account, AddSource })),
  })
  const friends: string[] = []
  for (let StartIndex = 0, left = 10; left > 0; left--) {
    const page = await rest(im, 'sns/friend_get', { From_Account, StartIndex })
    friends.push(...(page['UserDataItem'] as { To_Account: string }[]).map((item) => item.To_Account))
    StartIndex = page['NextStartIndex'] as number
    if (page['CompleteFlag'] !== 0) break
  }
  expect(friends.toSorted()).toEqual(users.toSorted())
  await rest(im, 'sns/black_list_add', { From_Account, To_Account: users })
  const blocked: string[] = []
  let StartIndex = 0
  do {
    const page = await rest(im, 'sns/black_list_get', { From_Account, StartIndex, MaxLimited: 100, LastSequence: 0 })
    blocked.push(...(page['BlackListItem'] as { To_Account: string }[]).map((item) => item.To_Account))
    StartIndex = page['StartIndex'] as number
  } while (StartIndex !== 0 && blocked.length < 1000)
  expect(blocked.toSorted()).toEqual(users.toSorted())
})

it('[BLK1] the blacklist ends friendships, and tells who is on it', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben')
  const relation = (Relation: string) => ({ BlackListCheckItem: items({ ben: 0 }, { Relation }) })
  const CheckType = 'BlackCheckResult_Type_Both'
  await play(im, [
    sns('friend_add', { ...add('ben'), ForceAddFlags: 1 }, done('ben'), { friend: 2 }),
    sns('black_list_add', { To_Account: ['ben', 'ghost'] }, refused({ ben: 0, ghost: 30003 }), {
      blacklist: 1,
      friend: -2,
    }),
    sns('black_list_add', { To_Account: ['ben'] }, refused({ ben: 30001 }), {}),
    sns('black_list_check', { To_Account: ['ben'], CheckType }, relation('BlackCheckResult_Type_AWithB')),
    sns('friend_add', add('ben'), refused({ ben: 30515 }), {}),
    sns('black_list_delete', { To_Account: ['ben', 'ghost'] }, done('ben', 'ghost'), { blacklist: -1 }),
    sns('black_list_check', { To_Account: ['ben'], CheckType }, relation('BlackCheckResult_Type_NO')),
    sns('black_list_check', { To_Account: ['ben'], CheckType: 'other' }, 30001),
  ])
})

it('[FRD7] groups of friends are made all or none, filled, read and deleted', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat')
  const NeedFriend = 'Need_Friend_Type_Yes'
  const CurrentSequence = expect.any(Number)
  await play(im, [
    sns('friend_add', { ...add('ben'), ForceAddFlags: 1 }, done('ben')),
    sns(
      'group_add',
      { GroupName: ['a', 'b'], To_Account: ['ben', 'cat'] },
      { ...refused({ ben: 0, cat: 32216 }), CurrentSequence },
      { friend_group: 2, friend_group_member: 2 },
    ),
    sns('group_add', { GroupName: ['c', 'a'] }, 30001, {}),
    sns('group_add', { GroupName: ['é'.repeat(16)] }, 30001, {}),
    sns('group_add', { GroupName: Array.from({ length: 31 }, (_, i) => `g${i}`) }, 30011, {}),
    sns('group_add', { GroupName: ['c'] }, { CurrentSequence }, { friend_group: 1 }),
    sns(
      'group_get',
      { NeedFriend, GroupName: ['a', 'c', 'z'] },
      {
        ResultItem: [
          { GroupName: 'a', FriendNumber: 1, To_Account: ['ben'] },
          { GroupName: 'c', FriendNumber: 0, To_Account: [] },
        ],
        CurrentSequence,
      },
    ),
    sns('group_delete', { GroupName: ['b', 'z'] }, 30001, {}),
    sns(
      'group_delete',
      { GroupName: ['a', 'b', 'a'] },
      { CurrentSequence },
      { friend_group: -2, friend_group_member: -2 },
    ),
    sns('group_get', {}, { ResultItem: [{ GroupName: 'c', FriendNumber: 0 }], CurrentSequence }),
  ])
})
