import { Failure, fail } from '../failure.ts'
import type { HotConversations } from './level-cache.ts'
import type { DedupeDays } from './level-dedupe.ts'
import {
  COMMITS_KEY,
  type DedupeRecord,
  headKey,
  readDedupe,
  readHead,
  readState,
  type StoredHead,
  stateKey,
} from './level-keys.ts'
import type { OutboxPosition } from './level-outbox.ts'
import { type ChangeWork, type Known, type Plan, planCommit, type Work } from './level-plan.ts'
import type { SeenKeys } from './level-seen.ts'
import type { LevelStore } from './level-store.ts'
import type { Lineage } from './lineage.ts'

export interface CommitterOptions {
  readonly store: LevelStore
  readonly hot: HotConversations
  readonly days: DedupeDays
  readonly seen: SeenKeys
  readonly outbox: OutboxPosition
  /** Known once the store was opened. */
  readonly lineage: () => Lineage
  readonly now: () => number
  readonly dedupeFor: number
  /** Told of every commit that failed, with what the store said. */
  readonly onFailure: (error: unknown) => void
}

/**
 * One group commit: look up what the batch depends on, number it, write it, then answer. Only one may be under way, so that what was
 * looked up is still so when it is written.
 *
 * `groupCommit({ …, commit: committer({ store, hot, days, seen, outbox, lineage, now, dedupeFor, onFailure }) })`
 */
export function committer(options: CommitterOptions): (batch: readonly Work[]) => Promise<void> {
  const { store, hot, days, seen, outbox, dedupeFor } = options

  async function lookUp(batch: readonly Work[]): Promise<Known> {
    const now = options.now()
    const heads = new Map<string, StoredHead>()
    const remembered = new Map<string, DedupeRecord>()
    const stateSeqs = new Map<string, number>()
    const asked: string[] = []
    const take: ((record: string) => void)[] = []

    function lookUpHead(conversation: string): void {
      if (heads.has(conversation)) return
      const cached = hot.get(conversation)
      heads.set(conversation, cached?.head ?? readHead(undefined))
      if (cached !== undefined) return
      asked.push(headKey(conversation))
      take.push((record) => heads.set(conversation, readHead(record)))
    }

    function lookUpName(name: string): void {
      if (!seen.mayHave(name)) return
      for (const stored of days.keysOf(name, now)) {
        asked.push(stored)
        take.push((record) => {
          const found = readDedupe(record)
          const newest = remembered.get(name)
          if (found.time + dedupeFor > now && !(newest && newest.time >= found.time)) remembered.set(name, found)
        })
      }
    }

    function lookUpStates({ conversation, draft }: ChangeWork): void {
      if (draft.states === undefined || hot.get(conversation)?.head.states === 0) return
      for (const { seq } of draft.states) {
        const key = stateKey(conversation, seq)
        asked.push(key)
        take.push((record) => stateSeqs.set(key, readState(record).changeSeq))
      }
    }

    for (const work of batch) {
      if (work.kind === 'append') {
        lookUpHead(work.draft.conversation)
        if (work.name !== undefined) lookUpName(work.name)
      } else if (work.kind === 'change') {
        lookUpHead(work.conversation)
        lookUpStates(work)
      } else if (work.kind === 'drop') lookUpHead(work.garbage.conversation)
    }
    if (asked.length > 0) {
      const records = await store.read((db) => db.getMany(asked))
      for (const [i, record] of records.entries()) if (record !== undefined) take[i]?.(record)
    }
    return {
      now,
      outboxCount: outbox.count,
      head: (conversation) => heads.get(conversation)!,
      stateSeq: (key) => stateSeqs.get(key) ?? 0,
      remembered: (name) => remembered.get(name),
    }
  }

  function apply(plan: Plan): void {
    for (const [conversation, advance] of plan.advances) hot.advance(conversation, advance)
    outbox.advance(plan.outboxCount)
  }

  return async (batch) => {
    try {
      await store.ready()
      for (const work of batch) if (work.kind === 'clear') await store.clear(work.range)
      const plan = planCommit(batch, await lookUp(batch))
      for (const { day, name } of plan.remember) {
        days.used(day)
        seen.add(day, name)
      }
      if (plan.puts.length + plan.deletes.length > 0) {
        const commits = options.lineage().commits + 1
        await store.write({ puts: [...plan.puts, COMMITS_KEY, String(commits)], deletes: plan.deletes })
        options.lineage().advance(commits)
      }
      apply(plan)
      for (const answer of plan.answers) answer()
    } catch (error) {
      for (const work of batch) work.reject(Object.assign(fail('STORE_UNAVAILABLE'), { cause: error }))
      // Refusals while a repair is due are not worth a line in a log each.
      if (!(error instanceof Failure)) options.onFailure(error)
    }
  }
}
