import { dropOldest } from '../bounded.ts'
import type { NewsPacket } from '../connection.ts'
import type { Core } from '../core.ts'
import type { Part } from '../part.ts'
import { eventOf } from './event-of.ts'

/** Members of one request. */
const PAGE = 50
/** Names in memory. */
const MOST = 20_000

/** What members are called in their groups: read for who writes, and again when the group tells of a change. */
export class NameCards implements Part {
  readonly #core: Core
  readonly #changed: (groupId: string, userIds: readonly string[]) => void
  /** By group and user; '' of who has none. */
  readonly #known = new Map<string, string>()

  /** @param changed called when names are others than before */
  constructor(core: Core, changed: (groupId: string, userIds: readonly string[]) => void) {
    this.#core = core
    this.#changed = changed
    core.attach(this)
  }

  of(groupId: string, userId: string): string {
    return this.#known.get(key(groupId, userId)) ?? ''
  }

  has(groupId: string, userId: string): boolean {
    return this.#known.has(key(groupId, userId))
  }

  /** Reads those that were never read. Who is no member, or in a group that cannot be read, is called nothing. */
  async fetchUnknown(groupId: string, userIds: readonly string[]): Promise<void> {
    const unknown = [...new Set(userIds)].filter((userId) => !this.has(groupId, userId))
    for (let from = 0; from < unknown.length; from += PAGE) await this.#fetch(groupId, unknown.slice(from, from + PAGE))
  }

  push(packet: NewsPacket): void {
    const event = eventOf(packet)
    if (event?.kind !== 'memberChanged') return
    const { groupId, members } = event
    const known = members.filter((userId) => this.has(groupId, userId))
    if (known.length === 0 || !this.#core.isReady) return
    this.#core.background(async () => {
      await this.#fetch(groupId, known)
      this.#changed(groupId, known)
    })
  }

  forget(): void {
    this.#known.clear()
  }

  async #fetch(groupId: string, userIds: readonly string[]): Promise<void> {
    const { members } = await this.#core.connection.request('group.membersNamed', { groupId, userIds: [...userIds] })
    const cards = new Map(members.map(({ userId, nameCard }) => [userId, nameCard]))
    for (const userId of userIds) this.#known.set(key(groupId, userId), cards.get(userId) ?? '')
    dropOldest(this.#known, MOST)
  }
}

const key = (groupId: string, userId: string): string => `${userId} ${groupId}`
