import { dropOldest } from './bounded.ts'
import type { Core } from './core.ts'
import { Addresses } from './files/addresses.ts'
import type { NameCards } from './groups/name-cards.ts'
import type { Message } from './message.ts'
import { groupOfMessage, nameMessage, peopleOf } from './names.ts'
import type { Part } from './part.ts'

/** People without an account who are remembered as such. */
const MOST_STRANGERS = 10_000
/** A name that is older than this is read again when its owner writes, ms. */
const FRESH = 10 * 60_000

/** What messages need before an app sees them: the addresses of their files and the names of their people. */
export class Arrivals implements Part {
  readonly #core: Core
  readonly #cards: NameCards
  readonly #addresses: Addresses
  /** Who was asked for: who has no profile is not asked for again. */
  readonly #asked = new Map<string, true>()

  constructor(core: Core, cards: NameCards) {
    this.#core = core
    this.#cards = cards
    this.#addresses = new Addresses(core)
    core.attach(this)
  }

  /** Whether something is to be asked for. */
  isNeeded(messages: readonly Message[]): boolean {
    return (
      this.#addresses.isNeeded(messages) ||
      messages.some((message) => this.#unknownIn(message).length > 0 || this.#isCardNeeded(message))
    )
  }

  /** Asks for what is missing. What cannot be had stays empty; that is no error of the message. */
  async resolve(messages: readonly Message[]): Promise<void> {
    await Promise.all([this.#addresses.resolve(messages), this.#name(messages)])
  }

  received(messages: readonly Message[]): void {
    for (const { from, flow } of messages) {
      const read = this.#core.people.known(from)?.lastUpdatedTime ?? 0
      if (flow === 'in' && read > 0 && read < this.#core.env.clock.now() - FRESH) this.#core.people.refresh(from)
    }
  }

  forget(): void {
    this.#asked.clear()
  }

  async #name(messages: readonly Message[]): Promise<void> {
    const unknown = [...new Set(messages.flatMap((message) => this.#unknownIn(message)))]
    for (const userId of unknown) this.#asked.set(userId, true)
    dropOldest(this.#asked, MOST_STRANGERS)
    const byGroup = new Map<string, string[]>()
    for (const message of messages) {
      if (!this.#isCardNeeded(message)) continue
      const groupId = groupOfMessage(message)
      byGroup.set(groupId, [...(byGroup.get(groupId) ?? []), message.from])
    }
    await Promise.all([
      unknown.length > 0 && this.#core.people.fetchUnknown(unknown),
      ...[...byGroup].map(([groupId, userIds]) => this.#cards.fetchUnknown(groupId, userIds)),
    ])
    for (const message of messages) nameMessage(message, this.#core.lookups)
  }

  #unknownIn(message: Message): string[] {
    const isUnknown = (userId: string): boolean =>
      !this.#asked.has(userId) && !this.#core.people.known(userId)?.lastUpdatedTime
    return peopleOf(message).filter(isUnknown)
  }

  /** In a live room nobody has a name of its own. */
  #isCardNeeded(message: Message): boolean {
    const groupId = groupOfMessage(message)
    if (groupId === '' || message.from === '' || message.isSystemMessage) return false
    return this.#core.liveRooms.online(groupId) === undefined && !this.#cards.has(groupId, message.from)
  }
}
