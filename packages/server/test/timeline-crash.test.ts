import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLevelTimeline } from '../src/engine/timeline/level.ts'
import { Acks, expectOutbox, expectRemembered, expectWhole } from './timeline-crash-log.ts'

const KILLS = 50

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timeline-crash-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test(`[CHK48] [TL1] [TL12] killed at ${KILLS} random moments under load: every acked entry is there once, in one order`, async () => {
  const acks = new Acks()
  for (let round = 0; round < KILLS; round++) {
    const before = acks.byKey.size
    const child = acks.start(folder, String(round))
    // Every fifth is killed while it starts or repairs what the last one left; the others once they append.
    if (round % 5 === 4) await sleep(60 + Math.random() * 150)
    else {
      while (acks.byKey.size === before && child.process.exitCode === null) await sleep(2)
      await sleep(Math.random() * 60)
    }
    child.process.kill('SIGKILL')
    await child.exited
    expect(child.process.signalCode).toBe('SIGKILL')
    await using timeline = await opened(folder)
    if (round % 10 === 9) await expectWhole(timeline, acks)
  }
  expect(acks.others).toEqual(new Map())
  expect(acks.byKey.size).toBeGreaterThan(KILLS * 10)
  expect(acks.stated.size).toBeGreaterThan(KILLS)
  await using timeline = await opened(folder)
  const stored = await expectWhole(timeline, acks)
  await expectRemembered(timeline, acks)
  await expectOutbox(timeline, stored)
  // What was stored without an ack that arrived: at most what was under way at each kill.
  expect(stored.size - acks.byKey.size).toBeLessThanOrEqual(KILLS * 48)
}, 120_000)

test('[TL1] a folder that is open in another process is refused with a clear error', async () => {
  const acks = new Acks()
  const child = acks.start(folder, '0')
  try {
    while (acks.byKey.size === 0) await sleep(5)
    await expect(openLevelTimeline(folder)).rejects.toMatchObject({
      code: 'TIMELINE_LOCKED',
      message: expect.stringContaining('is open in another process'),
    })
  } finally {
    child.process.kill('SIGKILL')
    await child.exited
  }
})

async function opened(folder: string) {
  const timeline = await openLevelTimeline(folder)
  return Object.assign(timeline, { [Symbol.asyncDispose]: () => timeline.close() })
}
