// biome-ignore lint/correctness/noUndeclaredDependencies: a part of the test suite in contract.ts.
import { expect, test } from 'vitest'
import type { ContractSubject } from './contract.ts'
import type { Draft } from './timeline.ts'

const count = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

/** The rules TL15 and TL16. */
export function unreadRules(on: ContractSubject): void {
  const C = on.conversation
  const unread = async (author: string, after = 0, conversation = C) =>
    (await on.timeline.unread([{ conversation, after, author }]))[0]

  test('[TL15] unread is what came after the position and after what the author wrote, also after a restart', async () => {
    for (const author of ['alice', 'bob', 'bob', 'alice', 'bob']) await on.say('m', { author })
    for (const _ of ['as appended', 'as reopened']) {
      expect(await unread('alice')).toBe(1)
      expect(await unread('bob')).toBe(0)
      expect(await unread('carol')).toBe(5)
      expect(await unread('carol', 2)).toBe(3)
      expect(await unread('alice', 5)).toBe(0)
      expect(await unread('alice', 9)).toBe(0)
      expect(await unread('lice')).toBe(5)
      expect(await unread('alice', 0, `${C}2`)).toBe(0)
      await on.reopened()
    }
    await on.say('m', { author: 'alice' })
    expect(await unread('bob')).toBe(1)
  })

  test('[TL15] the newest entry of every author is known, however many there are', async () => {
    const authors = count(100).map((n) => `${n} 7\u001f\u4f60`)
    await Promise.all(authors.map((author) => on.say('m', { author })))
    for (const n of [3, 50, 3]) await on.say('again', { author: authors[n]! })
    for (const _ of ['as appended', 'as reopened']) {
      const queries = authors.map((author) => ({ conversation: C, after: 0, author }))
      const newest = (i: number) => (i === 3 ? 103 : i === 50 ? 102 : i + 1)
      expect(await on.timeline.unread(queries)).toEqual(authors.map((_, i) => 103 - newest(i)))
      await on.reopened()
    }
  })

  test('[TL15] many are asked for at once, and answered in the order asked', async () => {
    await Promise.all(count(40).map((n) => on.say('m', { conversation: `${C}${n % 4}`, author: 'alice' })))
    await on.reopened()
    const queries = count(400).map((n) => ({ conversation: `${C}${n % 5}`, after: n % 11, author: 'bob' }))
    expect(await on.timeline.unread(queries)).toEqual(
      queries.map((_, i) => ((i + 1) % 5 < 4 ? 10 - ((i + 1) % 11) : 0)),
    )
    expect(await on.timeline.unread([])).toEqual([])
  })

  test('[TL15] a retry reads nothing: only what is stored does', async () => {
    const dedupe = { key: '1', digest: 'd' }
    await on.say('first', { author: 'alice', dedupe })
    await on.say('answer', { author: 'bob' })
    await on.say('first', { author: 'alice', dedupe })
    expect(await unread('alice')).toBe(1)
  })

  test('[TL15] whoever asks while others write gets a count that was true at some moment', async () => {
    const writing = Promise.all(
      count(400).map(async (n) => {
        await on.say('m', { author: `user${n % 40}`, counts: n % 3 > 0 })
        const [mine] = await on.timeline.unread([{ conversation: C, after: 0, author: `user${n % 40}` }])
        // Nobody has written more than everybody's later entries, and an entry is read by who wrote it.
        expect(mine).toBeLessThan(400 - n + 1)
      }),
    )
    await writing
    expect(await unread('user0')).toBe(0)
    expect(await unread('user1')).toBe(26)
  })

  test('[TL16] an entry that does not count is never unread, and is read by who wrote it', async () => {
    const drafts: Partial<Draft>[] = [{}, { counts: false }, { counts: false, author: 'bob' }, {}, { counts: true }]
    for (const draft of drafts) await on.say('m', { author: 'alice', ...draft })
    for (const _ of ['as appended', 'as reopened']) {
      expect(await Promise.all([0, 1, 2, 3, 4, 5].map((after) => unread('carol', after)))).toEqual([3, 2, 2, 2, 1, 0])
      expect(await unread('bob')).toBe(2)
      expect(await on.values()).toEqual(Array(5).fill('m'))
      await on.reopened()
    }
    await on.say('tip', { counts: false })
    expect(await unread('alice')).toBe(0)
    expect(await unread('carol', 4)).toBe(1)
  })

  test('[TL16] an entry without an author is nobody’s, and counts', async () => {
    await on.say('system')
    expect(await unread('alice')).toBe(1)
  })
}
