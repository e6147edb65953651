import type { CHANGE_OPS } from '@signet/protocol/realtime/ops/changes'
import { type Handlers, RawJson } from '../../engine/realtime/dispatch.ts'
import type { Session } from '../../engine/realtime/session.ts'
import { identityOf, peerOf } from './caller.ts'
import { readChanges } from './changes.ts'
import { changeExtensions, readExtensions } from './extensions.ts'
import { modify } from './modify.ts'
import { react, reactionUsers } from './reactions.ts'
import { markRead, type ReadParts } from './read.ts'
import { type RecallParts, recall } from './recall.ts'
import { sendReceipts } from './receipt.ts'
import type { UserRoutes } from './to-user.ts'

export interface ChangeHandlerParts extends RecallParts, ReadParts {
  readonly toUser: UserRoutes
  /** Largest message of an application, bytes. */
  maxBytes(sdkAppId: number): number
}

/** Socket requests about messages that were sent. */
export function changeHandlers(parts: ChangeHandlerParts): Pick<Handlers, keyof typeof CHANGE_OPS> {
  /** The caller is part of every route, so nobody names a log that is not theirs (MSG5). */
  function placeOf(session: Session, { conversation, seq = 0 }: { conversation: string; seq?: number }) {
    const { sdkAppId, userId } = identityOf(session)
    const peerId = peerOf(conversation)
    return { route: parts.toUser(sdkAppId, userId, peerId), seq, sdkAppId, userId, peerId }
  }

  return {
    'message.recall'(session, data) {
      const place = placeOf(session, data)
      return recall(parts, place, place.userId, data.reason)
    },
    'message.modify'(session, data) {
      const place = placeOf(session, data)
      return modify(parts, place, place.userId, data, parts.maxBytes(place.sdkAppId))
    },
    'message.receipt'(session, data) {
      const { route, userId } = placeOf(session, data)
      return sendReceipts(parts, route, userId, data.seqs)
    },
    'message.read'(session, data) {
      const { route, ...side } = placeOf(session, data)
      return markRead(parts, route, side, data.upTo)
    },
    'reaction.add'(session, data) {
      const place = placeOf(session, data)
      return react(parts, place, place.userId, data.reaction, true)
    },
    'reaction.remove'(session, data) {
      const place = placeOf(session, data)
      return react(parts, place, place.userId, data.reaction, false)
    },
    'reaction.users'(session, data) {
      return reactionUsers(parts.timeline, placeOf(session, data), data.reaction, data.from, data.limit)
    },
    'extension.set'(session, data) {
      const place = placeOf(session, data)
      return changeExtensions(parts, place, place.userId, { do: 'set', extensions: data.extensions })
    },
    'extension.delete'(session, { keys, ...data }) {
      const place = placeOf(session, data)
      return changeExtensions(parts, place, place.userId, keys ? { do: 'delete', keys } : { do: 'clear' })
    },
    'extension.get'(session, data) {
      return readExtensions(parts.timeline, placeOf(session, data), data.startSeq)
    },
    async changes(session, { conversation, after, limit }) {
      const { route } = placeOf(session, { conversation })
      return new RawJson(await readChanges(parts.timeline, route.timeline, after, limit))
    },
  }
}
