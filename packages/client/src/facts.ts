import type { WireChange, WireChanged, WireExtension } from '@signet/protocol/realtime/changes'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import { fromWire } from './elements.ts'
import type { Message } from './message.ts'
import { rawOf } from './raw.ts'
import { TYPES } from './type-constants.ts'

export interface Reaction {
  count: number
  /** The first ten of them. */
  readonly users: string[]
  /** Whether the own user is one of them; undefined when the first ten do not tell. */
  isMine: boolean | undefined
}

/** What is known about a message beside what apps see of it. */
export interface Facts {
  /** The newest event that is in it. */
  changeSeq: number
  readonly reactions: Map<string, Reaction>
  /** Undefined until somebody asked for them. */
  extensions: Map<string, WireExtension> | undefined
}

const known = new WeakMap<Message, Facts>()

export function factsOf(message: Message): Facts {
  const raw = rawOf(message)
  const facts = known.get(raw) ?? { changeSeq: 0, reactions: new Map(), extensions: undefined }
  known.set(raw, facts)
  return facts
}

/** How many users of a reaction are named. */
export const NAMED_USERS = 10

/** The message as it was read from the server just now. @returns whether that was newer than what was known */
export function adopt(message: Message, wire: WireMessage, me: string): boolean {
  const { changed } = wire
  const facts = factsOf(message)
  if (!changed || changed.changeSeq <= facts.changeSeq) return false
  facts.changeSeq = changed.changeSeq
  // Values that were set meanwhile are not told here: they are asked for again.
  facts.extensions = undefined
  if (changed.recalled) revoke(message, changed.recalled.by, changed.recalled.reason)
  if (changed.edit) edit(message, wire, changed.edit.version)
  reactionsFrom(facts, changed, me)
  if (changed.readBy) countReaders(message)
  return true
}

/** An event that happened to the message. @returns whether it was news */
export function apply(message: Message, change: WireChange, me: string): boolean {
  const facts = factsOf(message)
  if (change.changeSeq <= facts.changeSeq) return false
  facts.changeSeq = change.changeSeq
  if (change.kind === 'recall') revoke(message, change.by, change.reason)
  else if (change.kind === 'modify') edit(message, change, change.version)
  else if (change.kind === 'reaction') react(facts, change, me)
  else if (change.kind === 'extension') extend(facts, change)
  else if (change.kind === 'receipt') countReaders(message)
  return true
}

function revoke(message: Message, by: string, reason = ''): void {
  message.isRevoked = true
  message.revoker = by
  message.revokerInfo = { userID: by, nick: '', avatar: '' }
  message.revokeReason = reason
}

function edit(message: Message, { body, cloudCustomData }: Partial<WireMessage>, version: number): void {
  message.isModified = true
  message.version = version
  if (cloudCustomData !== undefined) message.cloudCustomData = cloudCustomData
  const element = body && fromWire(body[0])
  if (element) Object.assign(message, { payload: element.payload })
}

/** In groups the server counts: not all readers are told to this client. */
function countReaders(message: Message): void {
  if (message.conversationType === TYPES.CONV_C2C)
    message.readReceiptInfo = { readCount: 1, unreadCount: 0, isPeerRead: true }
}

function reactionsFrom(facts: Facts, { reactions }: WireChanged, me: string): void {
  if (!reactions) return
  const before = new Map(facts.reactions)
  facts.reactions.clear()
  for (const { id, count, users } of reactions) {
    const isAllKnown = users.length === count
    const isMine = users.includes(me) || (isAllKnown ? false : before.get(id)?.isMine)
    facts.reactions.set(id, { count, users: [...users], isMine })
  }
}

function react(facts: Facts, { id, by, on, count }: Extract<WireChange, { kind: 'reaction' }>, me: string): void {
  const reaction = facts.reactions.get(id) ?? { count: 0, users: [], isMine: false }
  const place = reaction.users.indexOf(by)
  if (on && place < 0 && reaction.users.length < NAMED_USERS) reaction.users.push(by)
  if (!on && place >= 0) reaction.users.splice(place, 1)
  reaction.count = count
  if (by === me) reaction.isMine = on
  if (count === 0) facts.reactions.delete(id)
  else facts.reactions.set(id, reaction)
}

function extend(facts: Facts, change: Extract<WireChange, { kind: 'extension' }>): void {
  const { extensions } = facts
  if (!extensions) return
  if (change.do === 'clear') extensions.clear()
  for (const extension of change.extensions) {
    if (change.do === 'set') extensions.set(extension.key, extension)
    else extensions.delete(extension.key)
  }
}
