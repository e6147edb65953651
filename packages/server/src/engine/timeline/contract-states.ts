// biome-ignore lint/correctness/noUndeclaredDependencies: a part of the test suite in contract.ts.
import { expect, test } from 'vitest'
import type { ContractSubject } from './contract.ts'
import { EMPTY_HEAD, type StateDraft } from './timeline.ts'

const count = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

/** The rules TL12 to TL14. */
export function stateRules(on: ContractSubject): void {
  const C = on.conversation
  const become = (value: string, ...states: StateDraft[]) => on.timeline.change(C, { value, states })
  const stated = async () => (await on.timeline.read(C, { limit: 1000 })).map((entry) => entry.state?.value)

  test('[TL13] a state is read with its entry and bears the number of its change, also after a restart', async () => {
    const { time } = await on.say('a')
    await on.say('b')
    expect(await become('edit', { seq: 1, value: 'A \0', after: 0 })).toEqual({ changeSeq: 1, time: on.clock })
    for (const _ of ['as changed', 'as reopened']) {
      const entries = await on.timeline.read(C, { limit: 10 })
      expect(entries).toEqual([
        { seq: 1, time, value: 'a', state: { changeSeq: 1, value: 'A \0' } },
        { seq: 2, time, value: 'b' },
      ])
      expect(await on.timeline.read(C, { after: 0, limit: 1 })).toEqual([entries[0]])
      expect(await on.timeline.read(C, { after: 1, limit: 1 })).toEqual([entries[1]])
      await on.reopened()
    }
    await become('edit again', { seq: 1, value: 'AA', after: 1 })
    await become('other', { seq: 2, value: 'B', after: 0 })
    expect(await stated()).toEqual(['AA', 'B'])
    await on.reopened()
    expect(await stated()).toEqual(['AA', 'B'])
    expect((await on.timeline.changes(C, 0, 10)).map((change) => change.value)).toEqual(['edit', 'edit again', 'other'])
  })

  test('[TL12] of two who read the same state one is refused, and nothing of the refused change is stored', async () => {
    await Promise.all([on.say('a'), on.say('b')])
    const [first, second, third] = await Promise.allSettled([
      become('one', { seq: 1, value: 'one', after: 0 }),
      become('two', { seq: 2, value: 'two', after: 0 }, { seq: 1, value: 'two', after: 0 }),
      become('three', { seq: 1, value: 'three', after: 1 }),
    ])
    expect(first).toMatchObject({ status: 'fulfilled', value: { changeSeq: 1 } })
    expect(second).toMatchObject({ status: 'rejected', reason: { errorName: 'CHANGE_CONFLICT' } })
    expect(third).toMatchObject({ status: 'fulfilled', value: { changeSeq: 2 } })
    await on.reopened()
    expect(await stated()).toEqual(['three', undefined])
    expect((await on.timeline.changes(C, 0, 10)).map((change) => change.value)).toEqual(['one', 'three'])
    await expect(become('late', { seq: 1, value: 'x', after: 1 })).rejects.toMatchObject({
      errorName: 'CHANGE_CONFLICT',
    })
    await expect(become('none', { seq: 2, value: 'x', after: 1 })).rejects.toMatchObject({
      errorName: 'CHANGE_CONFLICT',
    })
  })

  test('[TL12] an entry that does not exist gets no state, and the one that is appended before it in its commit does', async () => {
    const refused = become('early', { seq: 1, value: 'x', after: 0 })
    await expect(refused).rejects.toMatchObject({ errorName: 'BAD_PARAMETER' })
    expect(await on.timeline.heads([C])).toEqual([EMPTY_HEAD])
    await Promise.all([on.say('a'), become('edit', { seq: 1, value: 'A', after: 0 })])
    expect(await stated()).toEqual(['A'])
    await on.reopened()
    expect(await stated()).toEqual(['A'])
  })

  test('[TL14] an entry keeps its number, time and value whatever its state becomes', async () => {
    await Promise.all(count(90).map((n) => on.say(`m${n}`)))
    const before = await on.timeline.read(C, { limit: 1000 })
    on.clock += 1000
    for (const seq of [90, 3, 60]) await become('edit', { seq, value: `s${seq}`, after: 0 })
    for (const _ of ['as changed', 'as reopened']) {
      const after = await on.timeline.read(C, { limit: 1000 })
      expect(after.map(({ state: _, ...entry }) => entry)).toEqual(before)
      expect(after.flatMap((entry) => entry.state?.value ?? [])).toEqual(['s3', 's60', 's90'])
      expect((await on.timeline.read(C, { before: 61, limit: 2 })).map((entry) => entry.state?.value)).toEqual([
        undefined,
        's60',
      ])
      await on.reopened()
    }
    expect((await on.timeline.heads([C]))[0]).toMatchObject({ seq: 90, time: before.at(-1)!.time, changedAt: on.clock })
    expect(await on.say('next')).toMatchObject({ seq: 91 })
  })
}
