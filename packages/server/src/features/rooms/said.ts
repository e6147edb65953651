import { hash } from 'node:crypto'
import { fail } from '../../engine/failure.ts'
import type { Sent } from '../messages/send.ts'
import { REMEMBERED_MESSAGES } from './rules.ts'

/** What was said in a room lately, by the identity of a retry (MSG4). */
export class Said {
  readonly #byKey = new Map<string, { readonly digest: string; readonly sent: Sent }>()

  /** The first result of a message that was said already. @throws Failure MESSAGE_ID_REUSED */
  find(key: string, value: string): Sent | undefined {
    const known = this.#byKey.get(key)
    if (known === undefined) return undefined
    if (known.digest !== hash('sha256', value, 'base64url')) throw fail('MESSAGE_ID_REUSED')
    return { ...known.sent, duplicate: true }
  }

  remember(key: string, value: string, sent: Sent): void {
    this.#byKey.set(key, { digest: hash('sha256', value, 'base64url'), sent })
    if (this.#byKey.size > REMEMBERED_MESSAGES) this.#byKey.delete(this.#byKey.keys().next().value!)
  }
}
