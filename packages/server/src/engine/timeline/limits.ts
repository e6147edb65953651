/// <reference lib="es2024.string" />
import { type Failure, fail } from '../failure.ts'
import type { ChangeDraft, Draft, UnreadQuery } from './timeline.ts'

/** How long a dedupe key is kept unless told otherwise, ms. */
export const DEDUPE_FOR = 86_400_000

/** What a timeline takes. Bytes are UTF-8. */
export const TIMELINE_LIMITS = {
  conversationBytes: 512,
  valueBytes: 65_536,
  /** Of `dedupe.key` and of `dedupe.digest`. */
  dedupeBytes: 512,
  outboxEntries: 16,
  kindBytes: 64,
  authorBytes: 128,
  /** Of one change. */
  states: 32,
  /** Most rows that one read gives. */
  readRows: 1_000,
} as const

const CONTROL = /[\u0000-\u001e\u007f-\u009f]/

/**
 * Refuses a draft that no engine takes.
 * @throws Failure BAD_PARAMETER
 */
export function checkDraft(draft: Draft): void {
  checkConversation(draft.conversation)
  checkText('value', draft.value, TIMELINE_LIMITS.valueBytes)
  if (draft.dedupe !== undefined) {
    checkFilled('dedupe.key', draft.dedupe.key, TIMELINE_LIMITS.dedupeBytes)
    checkText('dedupe.digest', draft.dedupe.digest, TIMELINE_LIMITS.dedupeBytes)
  }
  if (draft.outbox !== undefined) checkOutbox(draft.outbox)
  if (draft.author !== undefined) checkAuthor(draft.author)
}

/** Is a draft the same try as an entry that was stored under its key? Whether it says the same is another question. */
export const isRetryOf = (first: { readonly time: number }, { dedupe }: Draft, now: number): boolean =>
  dedupe?.within === undefined || first.time + dedupe.within > now

/** @throws Failure BAD_PARAMETER */
export function checkUnread({ conversation, after, author }: UnreadQuery): void {
  checkConversation(conversation)
  checkPosition('after', after)
  checkAuthor(author)
}

/** @throws Failure BAD_PARAMETER */
export function checkConversation(conversation: string): void {
  checkFilled('conversation', conversation, TIMELINE_LIMITS.conversationBytes)
  if (CONTROL.test(conversation)) throw fail('BAD_PARAMETER', 'conversation has a control character.')
}

/** @throws Failure BAD_PARAMETER */
export function checkChange(draft: ChangeDraft): void {
  checkText('value', draft.value, TIMELINE_LIMITS.valueBytes)
  const states = draft.states ?? []
  if (states.length > TIMELINE_LIMITS.states) {
    throw fail('BAD_PARAMETER', `The change has ${states.length} states; at most ${TIMELINE_LIMITS.states}.`)
  }
  if (new Set(states.map((state) => state.seq)).size < states.length) {
    throw fail('BAD_PARAMETER', 'The change has two states of one entry.')
  }
  for (const { seq, value, after } of states) {
    checkPosition('state.seq', seq)
    checkPosition('state.after', after)
    checkText('state.value', value, TIMELINE_LIMITS.valueBytes)
  }
}

/** What a change says when it names an entry that is not there. */
export const noEntry = (seq: number): Failure => fail('BAD_PARAMETER', `There is no entry ${seq} to have a state.`)

/** @throws Failure BAD_PARAMETER */
export function checkLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= TIMELINE_LIMITS.readRows) return
  throw fail('BAD_PARAMETER', `limit is ${limit}; it must be an integer from 1 to ${TIMELINE_LIMITS.readRows}.`)
}

/** @throws Failure BAD_PARAMETER */
export function checkPosition(name: string, position: number): void {
  if (Number.isSafeInteger(position) && position >= 0) return
  throw fail('BAD_PARAMETER', `${name} is ${position}; it must be an integer from 0.`)
}

function checkAuthor(author: string): void {
  checkFilled('author', author, TIMELINE_LIMITS.authorBytes)
  if (CONTROL.test(author)) throw fail('BAD_PARAMETER', 'author has a control character.')
}

function checkOutbox(outbox: NonNullable<Draft['outbox']>): void {
  if (outbox.length > TIMELINE_LIMITS.outboxEntries) {
    throw fail('BAD_PARAMETER', `outbox has ${outbox.length} entries; at most ${TIMELINE_LIMITS.outboxEntries}.`)
  }
  for (const { kind, value } of outbox) {
    checkFilled('outbox.kind', kind, TIMELINE_LIMITS.kindBytes)
    if (CONTROL.test(kind)) throw fail('BAD_PARAMETER', 'outbox.kind has a control character.')
    checkText('outbox.value', value, TIMELINE_LIMITS.valueBytes)
  }
}

function checkFilled(name: string, text: string, maxBytes: number): void {
  checkText(name, text, maxBytes)
  if (text === '') throw fail('BAD_PARAMETER', `${name} is empty.`)
}

/** A lone surrogate has no UTF-8 form: the text could not be given back unchanged. */
function checkText(name: string, text: string, maxBytes: number): void {
  if (typeof text !== 'string') throw fail('BAD_PARAMETER', `${name} must be text.`)
  if (!text.isWellFormed()) throw fail('BAD_PARAMETER', `${name} is not well-formed Unicode.`)
  // A UTF-16 unit takes at most three bytes, so most texts need no count.
  if (text.length * 3 <= maxBytes) return
  const bytes = Buffer.byteLength(text)
  if (bytes > maxBytes) throw fail('BAD_PARAMETER', `${name} has ${bytes} bytes; at most ${maxBytes}.`)
}
