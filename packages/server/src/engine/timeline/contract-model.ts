import type { Appended, ChangeDraft, Draft, Entry, Range, State, UnreadQuery } from './timeline.ts'

/** What a timeline must answer, in the plainest way that says it. Time is left out: the model has no clock. */
export class TimelineModel {
  readonly #logs = new Map<
    string,
    { entries: Draft[]; states: Map<number, State>; changes: string[]; keys: Map<string, [string, number]> }
  >()
  /** `conversation/seq/kind/value` of everything that is not done, in order. */
  outbox: string[] = []

  #log(conversation: string) {
    let log = this.#logs.get(conversation)
    if (log === undefined) {
      log = { entries: [], states: new Map(), changes: [], keys: new Map() }
      this.#logs.set(conversation, log)
    }
    return log
  }

  append(draft: Draft): Pick<Appended, 'seq' | 'duplicate'> | 'MESSAGE_ID_REUSED' {
    const log = this.#log(draft.conversation)
    const known = draft.dedupe && log.keys.get(draft.dedupe.key)
    if (known !== undefined) {
      return known[0] === draft.dedupe?.digest ? { seq: known[1], duplicate: true } : 'MESSAGE_ID_REUSED'
    }
    const seq = log.entries.push(draft)
    if (draft.dedupe !== undefined) log.keys.set(draft.dedupe.key, [draft.dedupe.digest, seq])
    for (const job of draft.outbox ?? []) this.outbox.push(`${draft.conversation}/${seq}/${job.kind}/${job.value}`)
    return { seq, duplicate: false }
  }

  change(conversation: string, draft: ChangeDraft): number | 'CHANGE_CONFLICT' | 'BAD_PARAMETER' {
    const log = this.#log(conversation)
    for (const { seq, after } of draft.states ?? []) {
      if (log.entries[seq - 1] === undefined) return 'BAD_PARAMETER'
      if (this.stateSeq(conversation, seq) !== after) return 'CHANGE_CONFLICT'
    }
    const changeSeq = log.changes.push(draft.value)
    for (const { seq, value } of draft.states ?? []) log.states.set(seq, { changeSeq, value })
    return changeSeq
  }

  stateSeq(conversation: string, seq: number): number {
    return this.#log(conversation).states.get(seq)?.changeSeq ?? 0
  }

  head(conversation: string): { seq: number; changeSeq: number } {
    const log = this.#log(conversation)
    return { seq: log.entries.length, changeSeq: log.changes.length }
  }

  read(conversation: string, range: Range): Omit<Entry, 'time'>[] {
    const log = this.#log(conversation)
    const all = log.entries.map(({ value }, i) => {
      const state = log.states.get(i + 1)
      return state === undefined ? { seq: i + 1, value } : { seq: i + 1, value, state }
    })
    const inside = all.filter(({ seq }) => seq > (range.after ?? 0) && seq < (range.before ?? Number.POSITIVE_INFINITY))
    const upward = range.after !== undefined && range.before === undefined
    return upward ? inside.slice(0, range.limit) : inside.slice(-range.limit)
  }

  unread({ conversation, after, author }: UnreadQuery): number {
    const { entries } = this.#log(conversation)
    const read = Math.max(after, entries.findLastIndex((entry) => entry.author === author) + 1)
    return entries.filter((entry, i) => i + 1 > read && entry.counts !== false).length
  }

  changes(conversation: string, after: number, limit: number): string[] {
    return this.#log(conversation).changes.slice(after, after + limit)
  }
}
