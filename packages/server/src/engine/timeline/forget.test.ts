import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { expect, test } from 'vitest'
import { openLevelTimeline } from './level.ts'
import { createMemoryTimeline } from './memory.ts'
import { EMPTY_HEAD, type Timeline } from './timeline.ts'

/** Two tenants whose names begin alike, each with entries, states, events, authors, retries and outbox entries. */
async function fill(timeline: Timeline): Promise<void> {
  for (const tenant of ['14\u001f', '140\u001f']) {
    for (let i = 0; i < 1100; i++) {
      await Promise.all(
        ['a', 'b'].map((name) =>
          timeline.append({
            conversation: `${tenant}${name}`,
            value: `v${i}`,
            author: `u${i % 20}`,
            dedupe: { key: `k${i}`, digest: 'd' },
            ...(i === 0 ? { outbox: [{ kind: 'x', value: 'y' }] } : {}),
          }),
        ),
      )
    }
    await timeline.change(`${tenant}a`, { value: 'e', states: [{ seq: 1, value: 's', after: 0 }] })
  }
}

async function expectForgotten(timeline: Timeline): Promise<void> {
  const before = await timeline.read('140\u001fa', { limit: 5 })
  expect(await timeline.forget('14\u001f')).toBe(2)
  expect(await timeline.heads(['14\u001fa', '14\u001fb'])).toEqual([EMPTY_HEAD, EMPTY_HEAD])
  expect(await timeline.read('14\u001fa', { limit: 5 })).toEqual([])
  expect(await timeline.changes('14\u001fa', 0, 5)).toEqual([])
  expect((await timeline.outbox(10)).map(({ conversation }) => conversation)).toEqual(['140\u001fa', '140\u001fb'])
  expect(await timeline.read('140\u001fa', { limit: 5 })).toEqual(before)
  expect((await timeline.heads(['140\u001fa']))[0]).toMatchObject({ seq: 1100, changeSeq: 1 })
  expect(await timeline.forget('14\u001f')).toBe(0)
  const anew = { conversation: '14\u001fa', value: 'n', dedupe: { key: 'k0', digest: 'other' } }
  expect(await timeline.append(anew)).toMatchObject({ seq: 1, duplicate: false })
}

test('[TL22] a forgotten tenant is as one that never was, and its neighbour stays as it is: in memory', async () => {
  const timeline = createMemoryTimeline()
  await fill(timeline)
  await expectForgotten(timeline)
})

test('[TL22] a forgotten tenant is as one that never was, and its neighbour stays as it is: in the log store, to the last key', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'signet-forget-'))
  try {
    const timeline = await openLevelTimeline(folder)
    await fill(timeline)
    await expectForgotten(timeline)
    await timeline.forget('14\u001f')
    await timeline.close()
    const db = new ClassicLevel(folder)
    const left = (await db.iterator().all()).filter(([key, value]) => `${key} ${value}`.includes('14\u001f'))
    await db.close()
    expect(left).toEqual([])
  } finally {
    await rm(folder, { recursive: true })
  }
})
