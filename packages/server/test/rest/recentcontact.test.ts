import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest, restCode } from './call.ts'
import { play, type Step, withAccounts } from './scenario.ts'

const recent = (command: string, fields: object, gives: Step['gives']): Step => ({
  call: `recentcontact/${command}`,
  with: { From_Account: 'ann', ...fields },
  gives,
})
const said = (From_Account: string, To_Account: string) => ({
  From_Account,
  To_Account,
  MsgRandom: 1,
  MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'x' } }],
})
const c2c = (To_Account: string) => ({ Type: 1, To_Account })
const done = { ResultCode: 0, ResultInfo: '' }

it('[CNV5] conversations are listed newest first, pinned ones before, and leave the list without leaving the peer’s', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ben', 'cat', 'dan')
  const ann = await im.enter('ann')
  for (const peer of ['ben', 'cat', 'dan']) {
    await rest(im, 'openim/sendmsg', said(peer, 'ann'))
    im.clock.advance(5000)
  }
  await ann.request('conversation.pin', { conversation: 'C2Cben', pinned: true })
  const list = async (more: object = {}) => {
    const answer = await rest(im, 'recentcontact/get_list', {
      From_Account: 'ann',
      TimeStamp: 0,
      StartIndex: 0,
      TopTimeStamp: 0,
      TopStartIndex: 0,
      AssistFlags: 7,
      ...more,
    })
    expect(answer).toMatchObject({ ErrorCode: 0, CompleteFlag: 1 })
    return (answer['SessionItem'] as { To_Account: string; TopFlag: number; UnreadMsgCount: number }[]).map((item) => [
      item.To_Account,
      item.TopFlag,
      item.UnreadMsgCount,
    ])
  }
  expect(await list()).toEqual([
    ['ben', 1, 1],
    ['dan', 0, 1],
    ['cat', 0, 1],
  ])
  expect(await list({ StartIndex: 3 })).toEqual([])
  await play(im, [
    recent('delete', { type: 1, To_Account: 'dan' }, {}),
    recent('delete', { Type: 1, To_Account: 'cat', ClearRamble: 1 }, {}),
    recent('delete', { Type: 2, ToGroupid: 'nope' }, {}),
    recent('delete', { Type: 1 }, 50002),
    recent('delete', { From_Account: 'ghost', Type: 1, To_Account: 'ben' }, 50001),
  ])
  expect(await list()).toEqual([['ben', 1, 1]])
  const roam = (Operator_Account: string, Peer_Account: string) =>
    rest(im, 'openim/admin_getroammsg', {
      Operator_Account,
      Peer_Account,
      MaxCnt: 10,
      MinTime: 0,
      MaxTime: 4_000_000_000,
    })
  expect([
    (await roam('ann', 'cat'))['MsgCnt'],
    (await roam('cat', 'ann'))['MsgCnt'],
    (await roam('ann', 'dan'))['MsgCnt'],
  ]).toEqual([0, 1, 1])
})

it('[CNV7] conversations are grouped and marked, each with an outcome, and found again', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat')
  for (const peer of ['ben', 'cat']) await rest(im, 'openim/sendmsg', said(peer, 'ann'))
  const created = await rest(im, 'recentcontact/create_contact_group', {
    From_Account: 'ann',
    GroupContactItem: [{ GroupName: 'work', ContactItem: [c2c('ben')] }],
  })
  const { GroupResultItem } = created as unknown as { GroupResultItem: [{ GroupItem: { GroupId: number } }] }
  const { GroupId } = GroupResultItem[0].GroupItem
  expect(GroupResultItem).toEqual([
    { GroupItem: { GroupName: 'work', GroupId }, ResultItem: [{ ContactItem: c2c('ben'), ...done }] },
  ])
  const update = (UpdateGroup: object, result: object) =>
    recent(
      'update_contact_group',
      { UpdateType: 1, UpdateGroup },
      { UpdateType: 1, UpdateGroupResult: { GroupId, ...result } },
    )
  const change = (ContactOptType: number, user: string) => ({ ContactOptType, ContactItem: c2c(user) })
  const marks = (...bits: number[]) => Array.from({ length: 64 }, (_, i) => (bits.includes(i) ? '1' : '0')).join('')
  const GroupItem = [{ GroupName: 'job', GroupId }]
  await play(im, [
    update(
      { UpdateGroupType: 1, OldGroupName: 'work', NewGroupName: 'job' },
      { UpdateGroupType: 1, GroupName: 'job', OldGroupName: 'work', ContactResultItem: [] },
    ),
    update(
      { UpdateGroupType: 2, OldGroupName: 'job', ContactUpdateItem: [change(1, 'cat'), change(2, 'ben')] },
      {
        UpdateGroupType: 2,
        GroupName: 'job',
        OldGroupName: 'job',
        ContactResultItem: [
          { ...change(1, 'cat'), ...done },
          { ...change(2, 'ben'), ...done },
        ],
      },
    ),
    recent('update_contact_group', { UpdateGroup: { UpdateGroupType: 2, OldGroupName: 'none' } }, 51009),
    recent('create_contact_group', { GroupContactItem: [{ GroupName: 'é'.repeat(17) }] }, 51011),
    recent(
      'mark_contact',
      { MarkItem: [{ OptType: 3, ContactItem: c2c('ben'), SetMark: [0, 33], CustomMark: 'vip' }] },
      { ResultItem: [{ OptType: 3, ContactItem: c2c('ben'), ...done }] },
    ),
    recent(
      'mark_contact',
      { MarkItem: [{ OptType: 1, ContactItem: c2c('ben'), ClearMark: [0] }] },
      { ResultItem: [{ OptType: 1, ContactItem: c2c('ben'), ...done }] },
    ),
    recent('mark_contact', { MarkItem: [] }, 51006),
    recent(
      'get_contact_group',
      {},
      {
        ContactItem: [
          {
            ...c2c('ben'),
            StandardMark: marks(33),
            CustomMark: 'vip',
            ContactGroupId: [],
            Timestamp: expect.any(Number),
          },
          {
            ...c2c('cat'),
            StandardMark: marks(),
            CustomMark: '',
            ContactGroupId: [GroupId],
            Timestamp: expect.any(Number),
          },
        ],
        GroupItem,
        CompleteFlag: 1,
        NextStartIndex: 2,
      },
    ),
    recent(
      'search_contact_group',
      { ContactItem: [c2c('cat'), c2c('ghost')] },
      {
        ContactResultItem: [
          {
            ...c2c('cat'),
            StandardMark: marks(),
            CustomMark: '',
            ContactGroupId: [GroupId],
            Timestamp: expect.any(Number),
          },
        ],
        GroupItem,
      },
    ),
    recent('del_contact_group', { GroupName: ['job'] }, { GroupItem }),
    recent('del_contact_group', { GroupName: ['job'] }, 51009),
  ])
  expect(await restCode(im, 'recentcontact/get_contact_group', { From_Account: 'ghost' })).toBe(50001)
})
