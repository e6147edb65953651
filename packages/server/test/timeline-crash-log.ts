import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { expect } from 'vitest'
import type { Change, Entry, Timeline } from '../src/engine/timeline/timeline.ts'
import { AUTHORS, authorOf, counts } from './timeline-crash-draft.ts'

const CHILD = new URL('./timeline-crash-child.ts', import.meta.url).pathname
export const CONVERSATIONS = [0, 1, 2, 3, 4, 5].map((n) => `app\u001fcrash${n}`)

/** A running `timeline-crash-child.ts` and what it said. */
export interface Appender {
  readonly process: ChildProcess
  readonly exited: Promise<void>
}

/** Every ack that any child ever printed: key → conversation and seq. */
export class Acks {
  readonly byKey = new Map<string, { conversation: string; seq: number }>()
  /** Keys of the entries whose state was acked. */
  readonly stated = new Set<string>()
  /** What else was said, and how often. */
  readonly others = new Map<string, number>()

  /** Starts a child that appends to the folder, and takes down its acks. */
  start(folder: string, round: string, ...more: readonly string[]): Appender {
    const child = spawn(process.execPath, ['--conditions=source', CHILD, folder, round, ...more], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: child.stdout! })
    lines.on('line', (line) => this.#take(line))
    const closed = new Promise<void>((resolve) => lines.once('close', resolve))
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve())).then(() => closed)
    return { process: child, exited }
  }

  #take(line: string): void {
    const [what, conversation = '', seq, key = '', end] = line.split(' ')
    // A child that is killed may leave half a line, which is not an ack that anyone has.
    if (what === 'acked' && end === '.') this.byKey.set(key, { conversation, seq: Number(seq) })
    else if (what === 'stated' && end === '.') this.stated.add(key)
    else if (what !== 'acked' && what !== 'stated') this.others.set(line, (this.others.get(line) ?? 0) + 1)
  }
}

/**
 * Acked ⊆ stored, no gap, no duplicate; states and their changes are stored together.
 * @returns the keys of everything that is stored
 */
export async function expectWhole(timeline: Timeline, acks: Acks): Promise<ReadonlySet<string>> {
  const heads = await timeline.heads(CONVERSATIONS)
  const stored = new Map<string, { conversation: string; seq: number }>()
  for (const [i, conversation] of CONVERSATIONS.entries()) {
    const entries = await readAll(timeline, conversation)
    expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, i) => i + 1))
    expect(heads[i]?.seq).toBe(entries.length)
    await expectStates(timeline, conversation, entries, acks)
    await expectUnread(timeline, conversation, entries)
    for (const { seq, value } of entries) {
      const key = value.replace(/\.*$/, '')
      expect(stored.get(key), `${key} is stored twice`).toBeUndefined()
      stored.set(key, { conversation, seq })
    }
  }
  for (const [key, ack] of acks.byKey) {
    // toEqual on tens of thousands of keys would take the time of the test.
    const found = stored.get(key)
    if (found?.seq !== ack.seq || found.conversation !== ack.conversation)
      expect({ key, ...found }).toEqual({ key, ...ack })
  }
  return new Set(stored.keys())
}

async function expectStates(timeline: Timeline, conversation: string, entries: readonly Entry[], acks: Acks) {
  const changes = await readAllChanges(timeline, conversation)
  expect(changes.map((change) => change.changeSeq)).toEqual(changes.map((_, i) => i + 1))
  const states = entries.flatMap(({ value, state }) => (state ? [{ key: value.replace(/\.*$/, ''), ...state }] : []))
  // Every change of the child gives one entry its state, which is the key of that entry.
  expect(states.map(({ key, changeSeq }) => `${changeSeq} ${key}`).sort()).toEqual(
    changes.map(({ changeSeq, value }) => `${changeSeq} ${value}`).sort(),
  )
  const found = new Set(states.map((state) => state.value))
  for (const { value } of entries) {
    const key = value.replace(/\.*$/, '')
    if (acks.stated.has(key) && !found.has(key)) expect(`${key} lost its state`).toBe('')
  }
}

/** The counts equal those over all entries, for every author. */
export async function expectUnread(timeline: Timeline, conversation: string, entries: readonly Entry[]): Promise<void> {
  const numbers = entries.map(({ value }) => Number(value.replace(/\.*$/, '').split('-')[1]))
  const gone = (entries[0]?.seq ?? 1) - 1
  const queries = AUTHORS.map((author, i) => ({
    conversation,
    after: gone + Math.floor((entries.length * i) / 40),
    author,
  }))
  const expected = queries.map(({ after, author }) => {
    const read = Math.max(after - gone, numbers.findLastIndex((n) => authorOf(n) === author) + 1)
    return numbers.slice(read).filter(counts).length
  })
  expect(await timeline.unread(queries)).toEqual(expected)
}

/** A retry of acked appends stores nothing and answers with their numbers. */
export async function expectRemembered(timeline: Timeline, acks: Acks): Promise<void> {
  const before = await timeline.heads(CONVERSATIONS)
  await Promise.all(
    [...acks.byKey].map(async ([key, { conversation, seq }]) => {
      const again = await timeline.append({ conversation, value: 'again', dedupe: { key, digest: key } })
      if (again.seq !== seq || !again.duplicate) expect({ key, ...again }).toMatchObject({ key, seq, duplicate: true })
    }),
  )
  expect(await timeline.heads(CONVERSATIONS)).toEqual(before)
}

/** Every entry that asked for it left its outbox entry, once; nothing else did. */
export async function expectOutbox(timeline: Timeline, stored: ReadonlySet<string>): Promise<void> {
  const found: string[] = []
  for (;;) {
    const entries = await timeline.outbox(1000)
    if (entries.length === 0) break
    found.push(...entries.map((entry) => entry.value))
    await timeline.outboxDone(entries.map((entry) => entry.id))
  }
  const wanted = [...stored].filter((key) => Number(key.split('-')[1]) % 5 === 0)
  expect(found.sort()).toEqual(wanted.sort())
}

export async function readAll(timeline: Timeline, conversation: string): Promise<Entry[]> {
  const all: Entry[] = []
  for (;;) {
    const page = await timeline.read(conversation, { after: all.at(-1)?.seq ?? 0, limit: 1000 })
    if (page.length === 0) return all
    all.push(...page)
  }
}

async function readAllChanges(timeline: Timeline, conversation: string): Promise<Change[]> {
  const all: Change[] = []
  for (;;) {
    const page = await timeline.changes(conversation, all.length, 1000)
    if (page.length === 0) return all
    all.push(...page)
  }
}
