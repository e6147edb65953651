import type { WireExtension } from '@signet/protocol/realtime/changes'
import type { OpOutput } from '@signet/protocol/realtime/requests'
import type { Core } from '../core.ts'
import { clientError } from '../errors.ts'
import { factsOf } from '../facts.ts'
import type { Message } from '../message.ts'
import { done, type Result } from '../result.ts'
import { placeOf } from './message-changes.ts'

/** A key and its value beside a message. */
export interface Extension {
  /** At most 100 bytes. */
  readonly key: string
  /** At most 1,000 bytes. */
  readonly value: string
}

/** What became of one key: code 0, or 23001 with the value that somebody else has set. */
export interface ExtensionResult extends Extension {
  /** 0: done. 23001: somebody else was faster, and `value` is theirs. */
  readonly code: number
}

/** Keys and values beside messages that were sent with `isSupportExtension`. */
export class ExtensionMethods {
  readonly #core: Core

  /** @internal */
  constructor(core: Core) {
    this.#core = core
  }

  /**
   * Sets keys, at most 20 a call. A key that somebody else has set meanwhile is answered with 23001 and is not overwritten.
   *
   * @example `await chat.setMessageExtensions(message, [{ key: 'vote', value: 'yes' }])`
   * @throws {ChatError} 23002 when the message was sent without support for extensions
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#setMessageExtensions
   */
  async setMessageExtensions(
    message: Message,
    extensions: readonly Extension[],
  ): Promise<Result<{ extensions: ExtensionResult[] }>> {
    const place = placeOf(message)
    if (!Array.isArray(extensions) || extensions.length === 0)
      throw clientError('INVALID_OPERATION', 'extensions must be a list of { key, value }.')
    const known = await this.#known(message)
    const wanted = extensions.map(({ key, value }) => ({ key, value, seq: known.get(key)?.seq ?? 0 }))
    return done(this.#learn(message, await this.#core.ask('extension.set', { ...place, extensions: wanted }), 'set'))
  }

  /**
   * The keys and values of a message, or of it only some.
   *
   * @example `const { data: { extensions } } = await chat.getMessageExtensions(message)`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#getMessageExtensions
   */
  async getMessageExtensions(
    message: Message,
    keyList?: readonly string[],
  ): Promise<Result<{ extensions: Extension[] }>> {
    placeOf(message)
    const all = [...(await this.#known(message)).values()]
    const wanted = keyList?.length ? all.filter(({ key }) => keyList.includes(key)) : all
    return done({ extensions: wanted.map(({ key, value }) => ({ key, value })) })
  }

  /**
   * Deletes keys; without a list all of them.
   *
   * @example `await chat.deleteMessageExtensions(message, ['vote'])`
   *
   * Official reference: https://web.sdk.qcloud.com/im/doc/v3/en/SDK.html#deleteMessageExtensions
   */
  async deleteMessageExtensions(
    message: Message,
    keyList?: readonly string[],
  ): Promise<Result<{ extensions: ExtensionResult[] }>> {
    const place = placeOf(message)
    const known = await this.#known(message)
    const keys = keyList?.map((key) => ({ key, seq: known.get(key)?.seq ?? 0 }))
    const answer = await this.#core.ask('extension.delete', { ...place, ...(keys?.length && { keys }) })
    return done(this.#learn(message, answer, 'delete'))
  }

  /** All keys, asked for once; what happens later is told by the server. */
  async #known(message: Message): Promise<Map<string, WireExtension>> {
    const facts = factsOf(message)
    if (facts.extensions) return facts.extensions
    const found = new Map<string, WireExtension>()
    let startSeq = 0
    for (;;) {
      const page = await this.#core.ask('extension.get', { ...placeOf(message), startSeq })
      for (const extension of page.extensions) found.set(extension.key, extension)
      if (page.complete) break
      startSeq = (page.extensions.at(-1)?.seq ?? 0) + 1
    }
    facts.extensions = found
    return found
  }

  /** The answer comes before or after the event of the same change: the greater number is the newer value. */
  #learn(message: Message, { results }: OpOutput<'extension.set'>, work: 'set' | 'delete') {
    const known = factsOf(message).extensions
    for (const { code, key, value, seq } of results) {
      const isNewer = seq >= (known?.get(key)?.seq ?? 0)
      if (known && work === 'delete' && code === 0 && isNewer) known.delete(key)
      else if (known && seq > 0 && isNewer) known.set(key, { key, value, seq })
      else if (known && seq === 0) known.delete(key)
    }
    return { extensions: results.map(({ code, key, value }) => ({ code, key, value })) }
  }
}
