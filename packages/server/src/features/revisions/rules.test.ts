import { REVISED } from '@signet/protocol/revisions'
import { describe, expect, it } from 'vitest'
import { mergeChanges, NAMED_IN_PUSH } from './rules.ts'

const friends = (userId: string, ...userIds: string[]) => ({ userId, what: REVISED.friends, data: { userIds } })
const names = (count: number) => Array.from({ length: count }, (_, i) => `u${i}`)

describe('[REV3] the changes of one commit', () => {
  it('are one for each thing of each user, with all entries named once', () => {
    const groups = { userId: 'alice', what: REVISED.friendGroups }
    expect(
      mergeChanges([
        friends('alice', 'bob'),
        groups,
        friends('bob', 'alice'),
        friends('alice', 'carol', 'bob'),
        groups,
      ]),
    ).toEqual([friends('alice', 'bob', 'carol'), groups, friends('bob', 'alice')])
  })

  it('[REV3] name conversations as they name users', () => {
    const talks = (...conversations: string[]) => ({
      userId: 'alice',
      what: REVISED.conversations,
      data: { conversations },
    })
    expect(mergeChanges([talks('C2Cbob'), talks('GROUPg', 'C2Cbob')])).toEqual([talks('C2Cbob', 'GROUPg')])
    expect(mergeChanges([talks(...names(NAMED_IN_PUSH)), talks('x')])).toEqual([
      { userId: 'alice', what: REVISED.conversations },
    ])
  })

  it('name no entry when one of them cannot be named', () => {
    const unnamed = { userId: 'alice', what: REVISED.friends }
    expect(mergeChanges([friends('alice', 'bob'), unnamed])).toEqual([unnamed])
    expect(mergeChanges([unnamed, friends('alice', 'bob')])).toEqual([unnamed])
    expect(mergeChanges([friends('alice', ...names(NAMED_IN_PUSH))])[0]!.data?.userIds).toHaveLength(NAMED_IN_PUSH)
    expect(mergeChanges([friends('alice', ...names(NAMED_IN_PUSH), 'x')])).toEqual([unnamed])
    expect(mergeChanges([friends('alice', ...names(NAMED_IN_PUSH)), friends('alice', 'x')])).toEqual([unnamed])
  })
})
