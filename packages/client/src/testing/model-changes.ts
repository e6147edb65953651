import type { ChangeEvent, WireChange } from '@signet/protocol/realtime/changes'

/** The second log of each conversation, and up to where its users have read. */
export class ModelChanges {
  readonly #logs = new Map<string, WireChange[]>()
  readonly #read = new Map<string, number>()

  of(name: string): readonly WireChange[] {
    return this.#logs.get(name) ?? []
  }

  add(name: string, event: ChangeEvent, time: number): WireChange {
    const log = this.#logs.get(name) ?? []
    this.#logs.set(name, log)
    const change: WireChange = { ...event, changeSeq: log.length + 1, time }
    log.push(change)
    if (event.kind === 'read') this.wrote(name, event.by, event.upTo)
    return change
  }

  /** Who writes has read what came before. */
  wrote(name: string, by: string, seq: number): void {
    this.#read.set(`${name} ${by}`, Math.max(this.readBy(name, by), seq))
  }

  readBy(name: string, user: string): number {
    return this.#read.get(`${name} ${user}`) ?? 0
  }

  lastTime(name: string): number {
    return this.of(name).at(-1)?.time ?? 0
  }
}
