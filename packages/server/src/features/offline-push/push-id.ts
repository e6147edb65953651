import { createHmac, timingSafeEqual } from 'node:crypto'
import type { PushTaskOf } from './note.ts'

/** What webhooks tell of a push, and what its id holds, so that nothing has to be kept until its gateway reports. */
export interface PushFacts {
  readonly sdkAppId: number
  readonly from: string
  readonly to: string
  /** The MsgKey of a private message. */
  readonly key?: string
  readonly group?: string
  readonly msgSeq: number
  readonly random: number
  /** seconds */
  readonly time: number
  readonly task?: PushTaskOf
}

const TAG_BYTES = 16
const MOST_CHARS = 2_048

/** The id of a push: what it is about and a proof that this server made it. The same for every try of the same push. */
export function pushId(key: Buffer, facts: PushFacts): string {
  const text = Buffer.from(JSON.stringify(facts)).toString('base64url')
  return `${text}.${tagOf(key, text).toString('base64url')}`
}

/** What an id is about; nothing when this server did not make it for this application. */
export function readPushId(key: Buffer, sdkAppId: number, id: string): PushFacts | undefined {
  const [text, tag, ...more] = id.split('.')
  if (!text || tag === undefined || more.length > 0 || id.length > MOST_CHARS) return undefined
  const given = Buffer.from(tag, 'base64url')
  if (given.length !== TAG_BYTES || !timingSafeEqual(given, tagOf(key, text))) return undefined
  const facts = JSON.parse(Buffer.from(text, 'base64url').toString()) as PushFacts
  return facts.sdkAppId === sdkAppId ? facts : undefined
}

const tagOf = (key: Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest().subarray(0, TAG_BYTES)
