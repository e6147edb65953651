import { expect, test } from 'vitest'
import { ManualClock, settle } from '../../test/manual-clock.ts'
import type { GroupMember } from '../groups/group.ts'
import type { ChatParts } from './chat-parts.ts'
import { MemberList } from './member-list.ts'

/** A group whose members a test sets. */
function group(size: number) {
  const state = { members: [] as GroupMember[], asked: [] as unknown[], failure: undefined as Error | undefined }
  state.members = Array.from({ length: size }, (_, n) => ({ userID: `u${n}` }) as GroupMember)
  const chat = {
    isReady: () => true,
    async getGroupMemberList({ offset = 0, count = 15 }: { offset?: number; count?: number }) {
      state.asked.push(offset)
      if (state.failure) throw state.failure
      const end = Number(offset) + count
      const memberList = state.members.slice(Number(offset), end)
      return { code: 0, data: { memberList, offset: end < state.members.length ? end : 0 } }
    },
  } as unknown as ChatParts
  const clock = new ManualClock()
  return { state, clock, list: new MemberList(chat, 'team', clock) }
}

test('nobody is asked for until somebody looks; then page by page', async () => {
  const { state, list } = group(120)
  await settle()
  expect(state.asked).toEqual([])
  list.subscribe(() => {})
  expect(list.get().isLoading).toBe(true)
  await settle()
  expect([list.get().members.length, list.get().isComplete, list.get().isLoading]).toEqual([50, false, false])
  await list.loadMore()
  await list.loadMore()
  await list.loadMore()
  expect([list.get().members.length, list.get().isComplete]).toEqual([120, true])
  expect(state.asked).toEqual([0, 50, 100])
})

test('a change of the group reads again what is shown, at most once a second', async () => {
  const { state, clock, list } = group(80)
  list.subscribe(() => {})
  await settle()
  await list.loadMore()
  await clock.advance(2_000)
  state.asked.length = 0
  state.members.shift()
  for (let n = 0; n < 10; n++) list.stale()
  await clock.advance(0)
  expect(list.get().members[0]?.userID).toBe('u1')
  for (let n = 0; n < 10; n++) list.stale()
  await clock.advance(5_000)
  expect(state.asked).toEqual([0, 50, 0, 50])
})

test('what failed is told, and asked for again', async () => {
  const { state, list } = group(1)
  state.failure = new Error('away')
  list.subscribe(() => {})
  await settle()
  expect(list.get().error?.message).toBe('away')
  state.failure = undefined
  list.resume()
  await settle()
  expect([list.get().members.length, list.get().error]).toEqual([1, undefined])
})

test('an answer for the user before is nobody’s', async () => {
  const { list } = group(1)
  list.subscribe(() => {})
  list.reset()
  await settle()
  expect(list.get().members).toEqual([])
})
