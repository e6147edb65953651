import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openLevelTimeline } from '../src/engine/timeline/level.ts'
import type { Timeline } from '../src/engine/timeline/timeline.ts'
import { Acks, CONVERSATIONS, expectRemembered, expectUnread, readAll } from './timeline-crash-log.ts'

const KILLS = 8
const KEEP_MS = 120

test(`[TL18] killed at ${KILLS} random moments while old entries are dropped: what is left is whole, and every ack is remembered`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'timeline-drop-'))
  const acks = new Acks()
  let gone = 0
  for (let round = 0; round < KILLS; round++) {
    const child = acks.start(folder, String(round), String(KEEP_MS))
    const before = dropped(acks)
    while (dropped(acks) === before && child.process.exitCode === null) await sleep(2)
    await sleep(Math.random() * 150)
    child.process.kill('SIGKILL')
    await child.exited
    const timeline = await openLevelTimeline(folder)
    gone = await expectRest(timeline, acks)
    if (round === KILLS - 1) {
      await expectRemembered(timeline, acks)
      // What the kills left half dropped goes with the next drop, and nothing else does.
      expect(await timeline.drop(() => 1)).toBe(0)
      expect(await expectRest(timeline, acks)).toBe(gone)
    }
    await timeline.close()
  }
  expect(gone).toBeGreaterThan(KILLS * 10)
  await rm(folder, { recursive: true, force: true })
}, 120_000)

const dropped = (acks: Acks): number => acks.others.get('dropped') ?? 0

/** The entries that are left go without a gap up to the head, and each is the one that was acked. @returns how many are gone */
async function expectRest(timeline: Timeline, acks: Acks): Promise<number> {
  const heads = await timeline.heads(CONVERSATIONS)
  const first = new Map<string, number>()
  const keys = new Map<string, string>()
  for (const [i, conversation] of CONVERSATIONS.entries()) {
    const entries = await readAll(timeline, conversation)
    const oldest = heads[i]!.seq - entries.length + 1
    expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, n) => oldest + n))
    await expectUnread(timeline, conversation, entries)
    first.set(conversation, oldest)
    for (const { seq, value } of entries) keys.set(`${conversation} ${seq}`, value.replace(/\.*$/, ''))
  }
  for (const [key, { conversation, seq }] of acks.byKey) {
    const wanted = seq < first.get(conversation)! ? undefined : key
    if (keys.get(`${conversation} ${seq}`) !== wanted) expect(keys.get(`${conversation} ${seq}`)).toBe(wanted)
  }
  return [...first.values()].reduce((sum, oldest) => sum + oldest - 1, 0)
}
