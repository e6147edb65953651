/**
 * Appends under load until it is killed, and prints each ack once it has it: `acked conversation seq key .`, and
 * `stated conversation seq key .` for the state that some entries get.
 * A refused append is `refused <name>`; it is followed by a read, which must work: `unreadable` when it does not.
 * Started by the tests beside it: `node --conditions=source timeline-crash-child.ts <folder> <round> [keep]`. With `keep` it drops,
 * again and again, what is older than that many ms.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../src/engine/failure.ts'
import { openLevelTimeline } from '../src/engine/timeline/level.ts'
import { authorOf, counts } from './timeline-crash-draft.ts'

const CALLERS = 48
const CONVERSATIONS = 6

const [folder, round, keep] = process.argv.slice(2) as [string, string, string?]
const timeline = await openLevelTimeline(folder, { maxBatch: 32 })
let next = 0

async function appendOne(): Promise<void> {
  const n = next++
  const conversation = `app\u001fcrash${n % CONVERSATIONS}`
  const key = `${round}-${n}`
  const draft = {
    conversation,
    value: key.padEnd(50 + ((n * 37) % 400), '.'),
    dedupe: { key, digest: key },
    outbox: n % 5 === 0 ? [{ kind: 'after', value: key }] : [],
    author: authorOf(n),
    counts: counts(n),
  }
  // Now and then a client sends twice at once, as one does that lost its connection.
  const [{ seq }] = await Promise.all([timeline.append(draft), n % 7 === 0 ? timeline.append(draft) : undefined])
  // A write to a pipe is synchronous: what was printed is with the parent, even when the next moment kills this process.
  process.stdout.write(`acked ${conversation} ${seq} ${key} .\n`)
  if (n % 11 !== 0) return
  await timeline.change(conversation, { value: key, states: [{ seq, value: key, after: 0 }] })
  process.stdout.write(`stated ${conversation} ${seq} ${key} .\n`)
}

async function caller(): Promise<never> {
  for (;;) {
    try {
      await appendOne()
    } catch (error) {
      process.stdout.write(`refused ${error instanceof Failure ? error.errorName : error}\n`)
      const read = await timeline.read('app\u001fcrash0', { limit: 50 }).catch(() => [])
      if (read.length === 0) process.stdout.write('unreadable\n')
      await sleep(20)
    }
  }
}

async function dropOld(ms: number): Promise<never> {
  for (;;) {
    const dropped = await timeline.drop(() => Date.now() - ms)
    if (dropped > 0) process.stdout.write('dropped\n')
    await sleep(5)
  }
}

if (keep !== undefined) void dropOld(Number(keep))
await Promise.all(Array.from({ length: CALLERS }, caller))
