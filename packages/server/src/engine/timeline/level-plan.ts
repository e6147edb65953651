import { type Failure, fail } from '../failure.ts'
import { withNewest } from './level-authors.ts'
import type { Advance } from './level-cache.ts'
import {
  authorKey,
  changeKey,
  type DedupeRecord,
  dayOf,
  dedupeKey,
  dedupeRecord,
  entryKey,
  entryRecord,
  type Garbage,
  garbageKey,
  garbageRecord,
  headKey,
  headRecord,
  OUTBOX_COUNTER_KEY,
  outboxId,
  outboxKey,
  outboxRecord,
  type StoredHead,
  stateKey,
  stateRecord,
  timedRecord,
} from './level-keys.ts'
import type { KeyRange, WriteBatch } from './level-store.ts'
import { isRetryOf, noEntry } from './limits.ts'
import type { Appended, ChangeDraft, Changed, Draft, Entry, State } from './timeline.ts'

/** What waits for a commit. */
export type Work = AppendWork | ChangeWork | EraseWork | DropWork | ClearWork | RestoreWork

export interface AppendWork extends Caller<Appended> {
  readonly kind: 'append'
  readonly draft: Draft
  /** Of `draft.dedupe`, see `dedupeName`. */
  readonly name: string | undefined
}

export interface ChangeWork extends Caller<Changed> {
  readonly kind: 'change'
  readonly conversation: string
  readonly draft: ChangeDraft
}

export interface EraseWork extends Caller<void> {
  readonly kind: 'erase'
  readonly keys: readonly string[]
}

/** Ends what can be read of a conversation at `to`, from below. */
export interface DropWork extends Caller<void> {
  readonly kind: 'drop'
  readonly garbage: Garbage
  /** How many entries before `garbage.to` do not count. */
  readonly uncounted: number
}

/** Is done before the batch that it comes in. */
export interface ClearWork extends Caller<void> {
  readonly kind: 'clear'
  readonly range: KeyRange
}

/** Records of conversations that nobody uses yet, as they were elsewhere. */
export interface RestoreWork extends Caller<void> {
  readonly kind: 'restore'
  /** Key, value, key, value … */
  readonly puts: readonly string[]
}

interface Caller<Answer> {
  readonly resolve: (answer: Answer) => void
  readonly reject: (failure: Failure) => void
}

/** The store as it is before the commit. */
export interface Known {
  readonly now: number
  readonly outboxCount: number
  head(conversation: string): StoredHead
  /** changeSeq of the state under a key, of those that the batch replaces; 0 when there is none. */
  stateSeq(key: string): number
  /** The live record of a dedupe name. */
  remembered(name: string): DedupeRecord | undefined
}

/** What a commit writes, and what follows once it is durable. Nothing outside of it changes before. */
export interface Plan extends WriteBatch {
  readonly advances: ReadonlyMap<string, Advance>
  /** The dedupe records in `puts`. */
  readonly remember: readonly Remembered[]
  readonly outboxCount: number
  readonly answers: readonly (() => void)[]
}

export interface Remembered {
  readonly day: number
  readonly name: string
}

interface Advancing extends Advance {
  /** Nobody's but this commit's until it is durable. */
  readonly head: { -readonly [Field in keyof StoredHead]: StoredHead[Field] }
  authors?: Map<string, number>
  readonly entries: Entry[]
  states?: Map<number, State>
}

/**
 * Numbers a batch in its order. A caller whose first result is durable already is answered at once.
 *
 * `const plan = planCommit(batch, known); await store.write(plan); for (const answer of plan.answers) answer()`
 */
export function planCommit(batch: readonly Work[], known: Known): Plan {
  const puts: string[] = []
  const deletes: string[] = []
  const answers: (() => void)[] = []
  const advances = new Map<string, Advancing>()
  const inBatch = new Map<string, DedupeRecord>()
  const remember: Remembered[] = []
  const stateSeqs = new Map<string, number>()
  let outboxCount = known.outboxCount

  function advancing(conversation: string): Advancing {
    let advance = advances.get(conversation)
    if (advance === undefined) {
      const before = known.head(conversation)
      advance = { before, head: { ...before }, entries: [] }
      advances.set(conversation, advance)
    }
    return advance
  }

  function planAppend(work: AppendWork): void {
    const found = work.name === undefined ? undefined : known.remembered(work.name)
    const durable = found !== undefined && isRetryOf(found, work.draft, known.now) ? found : undefined
    const inThis = work.name === undefined ? undefined : inBatch.get(work.name)
    if (durable !== undefined) answerRepeated(work, durable)
    // This answer is true only if the first one becomes durable, so it waits too.
    else if (inThis !== undefined) answers.push(() => answerRepeated(work, inThis))
    else planEntry(work)
  }

  function planEntry(work: AppendWork): void {
    const { conversation, value, dedupe, outbox, author } = work.draft
    const advance = advancing(conversation)
    const { head } = advance
    const seq = ++head.seq
    const time = Math.max(known.now, head.changedAt)
    head.time = time
    head.changedAt = time
    if (work.draft.counts === false) {
      head.uncounted++
      head.lastUncounted = seq
    }
    if (author !== undefined) {
      advance.authors ??= new Map()
      advance.authors.set(author, seq)
    }
    advance.entries.push({ seq, time, value })
    puts.push(entryKey(conversation, seq), entryRecord(time, head.uncounted, value))
    if (work.name !== undefined) {
      const day = dayOf(time)
      const record = { seq, time, digest: dedupe?.digest ?? '' }
      remember.push({ day, name: work.name })
      inBatch.set(work.name, record)
      puts.push(dedupeKey(day, work.name), dedupeRecord(record))
    }
    if (outbox !== undefined) {
      for (const job of outbox) {
        puts.push(outboxKey(outboxId(++outboxCount)), outboxRecord(conversation, seq, job.kind, job.value))
      }
    }
    answers.push(() => work.resolve({ seq, time, duplicate: false }))
  }

  function planAuthors(conversation: string, head: Advancing['head'], authors: ReadonlyMap<string, number>): void {
    const { latest, left } = withNewest(head.latest, authors)
    head.latest = latest
    for (const [author, seq] of left) {
      head.authorsLeft = true
      puts.push(authorKey(conversation, author), String(seq))
    }
  }

  const stateSeq = (key: string): number => stateSeqs.get(key) ?? known.stateSeq(key)

  function planChange(work: ChangeWork): void {
    const { conversation, draft } = work
    const refusal = refusalOf(work)
    // What it collides with may be in this commit: the refusal waits for it too.
    if (refusal !== undefined) {
      answers.push(() => work.reject(refusal))
      return
    }
    const advance = advancing(conversation)
    const { head } = advance
    const changeSeq = ++head.changeSeq
    const time = Math.max(known.now, head.changedAt)
    head.changedAt = time
    puts.push(changeKey(conversation, changeSeq), timedRecord(time, draft.value))
    for (const { seq, value, after } of draft.states ?? []) {
      const key = stateKey(conversation, seq)
      if (after === 0) head.states++
      stateSeqs.set(key, changeSeq)
      advance.states ??= new Map()
      advance.states.set(seq, { changeSeq, value })
      puts.push(key, stateRecord({ changeSeq, value }))
    }
    answers.push(() => work.resolve({ changeSeq, time }))
  }

  function planDrop(work: DropWork): void {
    const { garbage, uncounted } = work
    const { head } = advancing(garbage.conversation)
    head.first = garbage.to
    head.uncountedBefore = uncounted
    puts.push(garbageKey(garbage.conversation), garbageRecord(garbage))
    answers.push(() => work.resolve())
  }

  function refusalOf({ conversation, draft }: ChangeWork): Failure | undefined {
    if (draft.states === undefined) return undefined
    const head = advances.get(conversation)?.head ?? known.head(conversation)
    for (const { seq, after } of draft.states) {
      if (seq < head.first || seq > head.seq) return noEntry(seq)
      if (stateSeq(stateKey(conversation, seq)) !== after) return fail('CHANGE_CONFLICT')
    }
    return undefined
  }

  for (const work of batch) {
    if (work.kind === 'append') planAppend(work)
    else if (work.kind === 'change') planChange(work)
    else if (work.kind === 'drop') planDrop(work)
    else if (work.kind === 'clear') answers.push(() => work.resolve())
    else if (work.kind === 'restore') {
      for (const text of work.puts) puts.push(text)
      answers.push(() => work.resolve())
    } else {
      for (const key of work.keys) deletes.push(key)
      answers.push(() => work.resolve())
    }
  }
  for (const [conversation, { head, authors }] of advances) {
    if (authors !== undefined) planAuthors(conversation, head, authors)
    puts.push(headKey(conversation), headRecord(head))
  }
  if (outboxCount > known.outboxCount) puts.push(OUTBOX_COUNTER_KEY, String(outboxCount))
  return { puts, deletes, advances, remember, outboxCount, answers }
}

function answerRepeated(work: AppendWork, first: DedupeRecord): void {
  if (first.digest === work.draft.dedupe?.digest) work.resolve({ seq: first.seq, time: first.time, duplicate: true })
  else work.reject(fail('MESSAGE_ID_REUSED'))
}
