import type { CHANGE_OPS } from '@signet/protocol/realtime/ops/changes'
import { fail } from '../../engine/failure.ts'
import { type Handlers, RawJson } from '../../engine/realtime/dispatch.ts'
import type { Session } from '../../engine/realtime/session.ts'
import type { Silenced } from '../global-mute/guard.ts'
import { originOf } from '../webhooks/origin.ts'
import { identityOf } from './caller.ts'
import { readChanges } from './changes.ts'
import { changeExtensions, readExtensions } from './extensions.ts'
import type { Filter } from './filter.ts'
import { modify } from './modify.ts'
import { react, reactionUsers } from './reactions.ts'
import { type RecallParts, recall } from './recall.ts'
import { type ConversationKinds, kindOf, need, openConversation, type Rights } from './view.ts'

export interface ChangeHandlerParts extends RecallParts {
  readonly kinds: ConversationKinds
  readonly filter: Filter
  readonly silenced: Silenced
  /** Largest message of an application, bytes. */
  maxBytes(sdkAppId: number): number
}

/** On a page when the client names no number. */
const READERS = 100

/** Socket requests about messages that were sent. */
export function changeHandlers(parts: ChangeHandlerParts): Pick<Handlers, keyof typeof CHANGE_OPS> {
  const open = (session: Session, { conversation }: { conversation: string }) =>
    openConversation(parts.kinds, { ...identityOf(session), origin: originOf(session) }, conversation)

  /** @throws Failure FORBIDDEN when the conversation does not have that */
  async function placeOf(session: Session, data: { conversation: string; seq: number }, right?: keyof Rights) {
    const view = await open(session, data)
    if (right !== undefined) need(view.rights, right)
    const window = { ...view.window, at: parts.clock.now() }
    return { ...view, window, seq: data.seq, userId: view.self.userId }
  }

  /** The same for what says something there. @throws Failure SENDER_MUTED, GROUP_MUTED as well */
  async function speaksAt(session: Session, data: { conversation: string; seq: number }, right: keyof Rights) {
    const place = await placeOf(session, data, right)
    const refusal = await parts.silenced(place.self, kindOf(data.conversation))
    if (refusal !== undefined) throw fail(refusal)
    await place.mayWrite?.()
    return place
  }

  return {
    async 'message.recall'(session, data) {
      const place = await placeOf(session, data, 'recall')
      const by = { userId: place.userId, others: place.rights.recallOthers, origin: originOf(session) }
      return recall(parts, place, by, data.reason)
    },
    async 'message.modify'(session, data) {
      const place = await speaksAt(session, data, 'modify')
      const by = { userId: place.userId, others: place.rights.modifyOthers }
      const { sdkAppId } = place.self
      const body = data.body && parts.filter(sdkAppId, data.body)
      return modify(parts, place, by, { ...data, body }, parts.maxBytes(sdkAppId))
    },
    async 'message.receipt'(session, data) {
      const view = await open(session, data)
      need(view.rights, 'receipts')
      return view.receipts.report(data.seqs)
    },
    async 'receipt.counts'(session, data) {
      const view = await open(session, data)
      need(view.rights, 'receipts')
      return { receipts: [...(await view.receipts.counts(data.seqs))] }
    },
    async 'receipt.readers'(session, { seq, read, limit = READERS, ...data }) {
      const view = await open(session, data)
      need(view.rights, 'receipts')
      const { userIds, cursor } = await view.receipts.readers(seq, read, { cursor: data.cursor, limit })
      return { userIds: [...userIds], ...(cursor === undefined ? {} : { cursor }) }
    },
    async 'message.read'(session, data) {
      return (await open(session, data)).markRead(data.upTo)
    },
    async 'reaction.add'(session, data) {
      const place = await placeOf(session, data, 'react')
      await place.mayWrite?.()
      return react(parts, place, place.userId, data.reaction, true)
    },
    async 'reaction.remove'(session, data) {
      const place = await placeOf(session, data, 'react')
      return react(parts, place, place.userId, data.reaction, false)
    },
    async 'reaction.users'(session, data) {
      return reactionUsers(
        parts.timeline,
        await placeOf(session, data, 'history'),
        data.reaction,
        data.from,
        data.limit,
      )
    },
    async 'extension.set'(session, data) {
      const place = await speaksAt(session, data, 'extensions')
      return changeExtensions(parts, place, place.userId, { do: 'set', extensions: data.extensions })
    },
    async 'extension.delete'(session, { keys, ...data }) {
      const place = await placeOf(session, data, 'extensions')
      return changeExtensions(parts, place, place.userId, keys ? { do: 'delete', keys } : { do: 'clear' })
    },
    async 'extension.get'(session, data) {
      return readExtensions(parts.timeline, await placeOf(session, data, 'history'), data.startSeq)
    },
    async changes(session, data) {
      const view = await open(session, data)
      need(view.rights, 'history')
      const window = { ...view.window, at: parts.clock.now() }
      return new RawJson(await readChanges(parts.timeline, { ...view, window }, data.after, data.limit))
    },
  }
}
