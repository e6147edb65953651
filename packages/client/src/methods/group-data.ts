import type { GroupEvent } from '@signet/protocol/group'
import type { Core } from '../core.ts'
import { EVENT } from '../event-names.ts'
import { eventOf } from '../groups/event-of.ts'
import { done, type Result } from '../result.ts'
import { checkGroupId } from './groups.ts'

type Attributes = Record<string, string>
type Counters = Record<string, number>

/** What apps keep in a group: attributes (texts) and counters (numbers). */
export class GroupDataMethods {
  readonly #core: Core
  /** The sequence of the attributes as they were read last: who writes on it is refused when somebody was faster. */
  readonly #seqs = new Map<string, number>()
  /** Counters as they were last known, to tell which have changed. */
  readonly #counters = new Map<string, Counters>()

  /** @internal */
  constructor(core: Core) {
    this.#core = core
    core.attach({
      forget: () => {
        this.#seqs.clear()
        this.#counters.clear()
      },
      push: (packet) => {
        const event = eventOf(packet)
        if (event) this.#happened(event)
      },
    })
  }

  /**
   * Replaces all attributes: at most 16 keys of 32 bytes, values of 4,000 bytes.
   *
   * @example `await chat.initGroupAttributes({ groupID: 'room', groupAttributes: { topic: 'cats' } })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#initGroupAttributes
   */
  async initGroupAttributes(options: {
    readonly groupID: string
    readonly groupAttributes: Attributes
  }): Promise<Result<{ groupAttributes: Attributes }>> {
    const { groupID, groupAttributes } = options
    checkGroupId(groupID)
    const items = itemsOf(groupAttributes)
    await this.#write(groupID, this.#core.ask('group.setAttributes', { groupId: groupID, items }))
    return done({ groupAttributes: { ...groupAttributes } })
  }

  /**
   * Adds or overwrites attributes.
   *
   * @example `await chat.setGroupAttributes({ groupID: 'room', groupAttributes: { topic: 'dogs' } })`
   * @throws {ChatError} 10056 when somebody changed them since you read them: read them again
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setGroupAttributes
   */
  async setGroupAttributes(options: {
    readonly groupID: string
    readonly groupAttributes: Attributes
  }): Promise<Result<{ groupAttributes: Attributes }>> {
    const { groupID, groupAttributes } = options
    checkGroupId(groupID)
    const input = { groupId: groupID, items: itemsOf(groupAttributes), ...this.#seqOf(groupID) }
    await this.#write(groupID, this.#core.ask('group.modifyAttributes', input))
    return done({ groupAttributes: { ...groupAttributes } })
  }

  /**
   * Takes attributes away; with an empty list all of them.
   *
   * @example `await chat.deleteGroupAttributes({ groupID: 'room', keyList: ['topic'] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#deleteGroupAttributes
   */
  async deleteGroupAttributes(options: {
    readonly groupID: string
    readonly keyList?: readonly string[]
  }): Promise<Result<{ keyList: string[] }>> {
    const { groupID, keyList = [] } = options
    checkGroupId(groupID)
    const keys = keyList.length > 0 ? [...keyList] : Object.keys(await this.#read(groupID))
    const input = { groupId: groupID, ...this.#seqOf(groupID) }
    const written =
      keyList.length > 0
        ? this.#core.ask('group.deleteAttributes', { ...input, keys })
        : this.#core.ask('group.clearAttributes', input)
    await this.#write(groupID, written)
    return done({ keyList: keys })
  }

  /**
   * Attributes; with an empty list all of them.
   *
   * @example `const { data: { groupAttributes } } = await chat.getGroupAttributes({ groupID: 'room', keyList: [] })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getGroupAttributes
   */
  async getGroupAttributes(options: {
    readonly groupID: string
    readonly keyList?: readonly string[]
  }): Promise<Result<{ groupAttributes: Attributes }>> {
    const { groupID, keyList = [] } = options
    checkGroupId(groupID)
    const all = await this.#read(groupID)
    const wanted =
      keyList.length > 0 ? Object.entries(all).filter(([key]) => keyList.includes(key)) : Object.entries(all)
    return done({ groupAttributes: Object.fromEntries(wanted) })
  }

  /**
   * Sets counters, at most 20.
   *
   * @example `await chat.setGroupCounters({ groupID: 'room', counters: { likes: 0 } })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setGroupCounters
   */
  async setGroupCounters(options: {
    readonly groupID: string
    readonly counters: Counters
  }): Promise<Result<{ counters: Counters }>> {
    return done({ counters: await this.#count(options.groupID, 'Set', options.counters) })
  }

  /**
   * Raises a counter; one that is not there starts from 0.
   *
   * @example `await chat.increaseGroupCounter({ groupID: 'room', key: 'likes', value: 1 })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#increaseGroupCounter
   */
  async increaseGroupCounter(options: { readonly groupID: string; readonly key: string; readonly value: number }) {
    return this.#move('Increase', options)
  }

  /**
   * Lowers a counter.
   *
   * @example `await chat.decreaseGroupCounter({ groupID: 'room', key: 'likes', value: 1 })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#decreaseGroupCounter
   */
  async decreaseGroupCounter(options: { readonly groupID: string; readonly key: string; readonly value: number }) {
    return this.#move('Decrease', options)
  }

  /**
   * Counters; without a list all of them.
   *
   * @example `const { data: { counters } } = await chat.getGroupCounters({ groupID: 'room' })`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getGroupCounters
   */
  async getGroupCounters(options: {
    readonly groupID: string
    readonly keyList?: readonly string[]
  }): Promise<Result<{ counters: Counters }>> {
    const { groupID, keyList = [] } = options
    checkGroupId(groupID)
    const keys = keyList.length > 0 ? { keys: [...keyList] } : {}
    const { counters } = await this.#core.ask('group.counters', { groupId: groupID, ...keys })
    const found = countersOf(counters)
    this.#counters.set(groupID, { ...this.#counters.get(groupID), ...found })
    return done({ counters: found })
  }

  async #move(
    mode: 'Increase' | 'Decrease',
    { groupID, key, value }: { readonly groupID: string; readonly key: string; readonly value: number },
  ): Promise<Result<{ groupID: string; key: string; value: number }>> {
    const counters = await this.#count(groupID, mode, { [key]: value })
    return done({ groupID, key, value: counters[key] ?? 0 })
  }

  async #count(groupID: string, mode: 'Set' | 'Increase' | 'Decrease', values: Counters): Promise<Counters> {
    checkGroupId(groupID)
    const wanted = Object.entries(values ?? {}).map(([key, value]) => ({ key, value }))
    const { counters } = await this.#core.ask('group.updateCounters', { groupId: groupID, mode, counters: wanted })
    return countersOf(counters)
  }

  async #read(groupID: string): Promise<Attributes> {
    const { seq, items } = await this.#core.ask('group.attributes', { groupId: groupID })
    return this.#learn(groupID, seq, items)
  }

  #learn(groupID: string, seq: number, items: readonly { readonly key: string; readonly value: string }[]): Attributes {
    this.#seqs.set(groupID, seq)
    return Object.fromEntries(items.map(({ key, value }) => [key, value]))
  }

  async #write(groupID: string, written: Promise<{ seq: number }>): Promise<void> {
    try {
      this.#seqs.set(groupID, (await written).seq)
    } catch (error) {
      // What was read is old: the next write stands on its own unless the app reads again.
      this.#seqs.delete(groupID)
      throw error
    }
  }

  #seqOf(groupID: string): { seq?: number } {
    const seq = this.#seqs.get(groupID)
    return seq === undefined ? {} : { seq }
  }

  #happened(event: GroupEvent): void {
    const { events } = this.#core
    const { groupId: groupID } = event
    if (event.kind === 'attributesChanged' && events.has(EVENT.GROUP_ATTRIBUTES_UPDATED)) {
      const { seq, items } = event
      // Told late: what is known is newer.
      if (seq < (this.#seqs.get(groupID) ?? 0)) return
      const tell = (groupAttributes: Attributes): void =>
        events.emit(EVENT.GROUP_ATTRIBUTES_UPDATED, { groupID, groupAttributes })
      if (items === undefined) this.#core.background(async () => tell(await this.#read(groupID)))
      else tell(this.#learn(groupID, seq, items))
    }
    if (event.kind === 'countersChanged' && events.has(EVENT.GROUP_COUNTER_UPDATED)) {
      const before = this.#counters.get(groupID) ?? {}
      const now = countersOf(event.counters)
      this.#counters.set(groupID, now)
      for (const [key, value] of Object.entries(now))
        if (before[key] !== value) events.emit(EVENT.GROUP_COUNTER_UPDATED, { groupID, key, value })
    }
  }
}

const itemsOf = (attributes: Attributes) => Object.entries(attributes ?? {}).map(([key, value]) => ({ key, value }))

const countersOf = (counters: readonly { readonly key: string; readonly value: number }[]): Counters =>
  Object.fromEntries(counters.map(({ key, value }) => [key, value]))
