import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest } from './call.ts'
import { items, play, type Step, withAccounts } from './scenario.ts'

const follow = (command: string, fields: object, gives: Step['gives'], rows?: Step['rows']): Step => ({
  call: `follow/follow_${command}`,
  with: { From_Account: 'ann', ...fields },
  gives,
  ...(rows && { rows }),
})

it('[FLW1] following is begun, counted, told both ways and ended, each user with an outcome', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat')
  const whom = (...users: string[]) => ({ FollowItem: users.map((To_Account) => ({ To_Account })) })
  await play(im, [
    follow(
      'add',
      whom('ben', 'ghost', 'ann'),
      { ResultItem: items({ ben: 0, ghost: 30003, ann: 30001 }), Fail_Account: ['ghost', 'ann'] },
      { follow: 1, follow_count: 2 },
    ),
    follow('add', whom('ben'), { ResultItem: items({ ben: 0 }) }, {}),
    {
      call: 'follow/follow_add',
      with: { From_Account: 'ben', ...whom('ann') },
      gives: { ResultItem: items({ ann: 0 }) },
      rows: { follow: 1 },
    },
    follow(
      'check',
      { To_Account: ['ben', 'cat'] },
      { ResultItem: [...items({ ben: 0 }, { FollowType: 3 }), ...items({ cat: 0 }, { FollowType: 0 })] },
    ),
    follow(
      'get_info',
      { To_Account: ['ben', 'ghost'] },
      {
        FollowInfo: [
          ...items({ ben: 0 }, { FollowerCount: 1, FollowingCount: 1, MutualFollowingCount: 1 }),
          ...items({ ghost: 30003 }, { FollowerCount: 0, FollowingCount: 0, MutualFollowingCount: 0 }),
        ],
        Fail_Account: ['ghost'],
      },
    ),
    follow(
      'get',
      { FollowType: 2 },
      { FollowItem: [{ To_Account: 'ben', FollowTime: expect.any(Number), ProfileItem: [] }], NextCursor: '' },
    ),
    follow('get', { FollowType: 4 }, 30001),
    follow('delete', { To_Account: ['ben', 'cat'] }, { ResultItem: items({ ben: 0, cat: 0 }) }, { follow: -1 }),
    follow('add', whom(...Array.from({ length: 21 }, (_, i) => `u${i}`)), 30001, {}),
    { call: 'follow/follow_get', with: { From_Account: 'ghost', FollowType: 1 }, gives: 30003 },
  ])
})

it('pages of followers end and hold everybody once', async () => {
  await using im = await testIm()
  const users = Array.from({ length: 7 }, (_, i) => `u${i}`)
  await withAccounts(im, 'ann', ...users)
  for (const user of users)
    await rest(im, 'follow/follow_add', { From_Account: user, FollowItem: [{ To_Account: 'ann' }] })
  const seen: string[] = []
  let StartCursor = ''
  do {
    const page = await rest(im, 'follow/follow_get', { From_Account: 'ann', FollowType: 1, StartCursor, WantNum: 3 })
    seen.push(...(page['FollowItem'] as { To_Account: string }[]).map((item) => item.To_Account))
    StartCursor = page['NextCursor'] as string
  } while (StartCursor !== '' && seen.length < 100)
  expect(seen).toEqual(users)
})
