import { type Handlers, RawJson } from '../../engine/realtime/dispatch.ts'
import { identityOf, peerOf } from './caller.ts'
import { readChanges } from './changes.ts'
import { markRead, type ReadParts } from './read.ts'
import { type RecallParts, recall } from './recall.ts'
import { c2cTimeline } from './rules.ts'
import type { UserRoutes } from './to-user.ts'

export interface ChangeHandlerParts extends RecallParts, ReadParts {
  readonly toUser: UserRoutes
}

/** Socket requests about messages that were sent. The caller is part of every route, so nobody names a log that is not theirs (MSG5). */
export function changeHandlers(
  parts: ChangeHandlerParts,
): Pick<Handlers, 'message.recall' | 'message.read' | 'changes'> {
  return {
    'message.recall'(session, { conversation, seq, reason }) {
      const self = identityOf(session)
      const route = parts.toUser(self.sdkAppId, self.userId, peerOf(conversation))
      return recall(parts, { route, seq }, self.userId, reason)
    },

    'message.read'(session, { conversation, upTo }) {
      const { sdkAppId, userId } = identityOf(session)
      const peerId = peerOf(conversation)
      return markRead(parts, parts.toUser(sdkAppId, userId, peerId), { sdkAppId, userId, peerId }, upTo)
    },

    async changes(session, { conversation, after, limit }) {
      const self = identityOf(session)
      const timeline = c2cTimeline(self.sdkAppId, self.userId, peerOf(conversation))
      return new RawJson(await readChanges(parts.timeline, timeline, after, limit))
    },
  }
}
