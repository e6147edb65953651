import type { Appended, Draft, Entry, Range } from './timeline.ts'

/** What a timeline must answer, in the plainest way that says it. Time is left out: the model has no clock. */
export class TimelineModel {
  readonly #logs = new Map<string, { entries: string[]; changes: string[]; keys: Map<string, [string, number]> }>()
  /** `conversation/seq/kind/value` of everything that is not done, in order. */
  outbox: string[] = []

  #log(conversation: string) {
    let log = this.#logs.get(conversation)
    if (log === undefined) {
      log = { entries: [], changes: [], keys: new Map() }
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
    const seq = log.entries.push(draft.value)
    if (draft.dedupe !== undefined) log.keys.set(draft.dedupe.key, [draft.dedupe.digest, seq])
    for (const job of draft.outbox ?? []) this.outbox.push(`${draft.conversation}/${seq}/${job.kind}/${job.value}`)
    return { seq, duplicate: false }
  }

  change(conversation: string, value: string): number {
    return this.#log(conversation).changes.push(value)
  }

  head(conversation: string): { seq: number; changeSeq: number } {
    const log = this.#log(conversation)
    return { seq: log.entries.length, changeSeq: log.changes.length }
  }

  read(conversation: string, range: Range): Pick<Entry, 'seq' | 'value'>[] {
    const all = this.#log(conversation).entries.map((value, i) => ({ seq: i + 1, value }))
    const inside = all.filter(({ seq }) => seq > (range.after ?? 0) && seq < (range.before ?? Number.POSITIVE_INFINITY))
    const upward = range.after !== undefined && range.before === undefined
    return upward ? inside.slice(0, range.limit) : inside.slice(-range.limit)
  }

  changes(conversation: string, after: number, limit: number): string[] {
    return this.#log(conversation).changes.slice(after, after + limit)
  }
}
