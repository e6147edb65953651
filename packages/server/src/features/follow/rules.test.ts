import { FOLLOW_LIMITS } from '@signet/protocol/follow'
import { expect, it } from 'vitest'
import { followRefusal, followType } from './rules.ts'

const none = { followers: 0, following: 0, mutual: 0 }

it('[FLW2] following is refused at the limit of whom one follows and of how many follow one', () => {
  const { following, followers } = FOLLOW_LIMITS
  expect(followRefusal({ ...none, following: following - 1 }, { ...none, followers: followers - 1 })).toBeUndefined()
  expect(followRefusal({ ...none, following }, none)).toBe('FOLLOWING_LIMIT')
  expect(followRefusal(none, { ...none, followers })).toBe('FOLLOWERS_LIMIT')
  expect(followRefusal({ ...none, followers }, { ...none, following })).toBeUndefined()
})

it('[FLW1] a relation is a number: 1 they follow me, 2 I follow them, 3 both', () => {
  expect([followType(false, false), followType(true, false), followType(false, true), followType(true, true)]).toEqual([
    0, 1, 2, 3,
  ])
})
