import { type Handlers, RawJson } from '../../engine/realtime/dispatch.ts'
import type { Identity } from '../../engine/realtime/session.ts'
import { identityOf, peerOf } from './caller.ts'
import { draftOf } from './draft.ts'
import { readHistory } from './history.ts'
import type { RecallParts } from './recall.ts'
import { c2cTimeline } from './rules.ts'
import { type SendParts, send } from './send.ts'
import { signal } from './signal.ts'
import { type SyncParts, syncConversations } from './sync.ts'
import type { UserRoutes } from './to-user.ts'

export interface MessageParts extends SendParts, SyncParts, RecallParts {
  readonly clock: SyncParts['clock']
  readonly toUser: UserRoutes
  /** Largest message of an application, bytes. */
  maxBytes(sdkAppId: number): number
}

/** Socket requests about messages. */
export function messageHandlers(parts: MessageParts): Pick<Handlers, 'send' | 'history' | 'sync'> {
  return {
    async send(session, data) {
      const self = identityOf(session)
      const draft = draftOf(self, data)
      const { msgSeq } = draft
      const route = parts.toUser(self.sdkAppId, self.userId, data.to)
      const options = { maxBytes: parts.maxBytes(self.sdkAppId), sentBy: session.id }
      if (data.onlineOnly === true) return { seq: 0, msgSeq, ...(await signal(parts, route, draft, options)) }
      const sent = await send(parts, route, draft, options)
      const { seq, time } = sent
      return sent.duplicate ? { seq, time, msgSeq, duplicate: true } : { seq, time, msgSeq }
    },

    async history(session, data) {
      const self = identityOf(session)
      const conversation = timelineOf(self, data.conversation)
      return new RawJson(await readHistory(parts.timeline, conversation, data))
    },

    async sync(session, data) {
      const self = identityOf(session)
      return new RawJson(await syncConversations(parts, self.sdkAppId, self.userId, data))
    },
  }
}

/** The log behind a conversation's name. The caller's own UserID is part of the key, so nobody can name a log that is not theirs (MSG5). */
const timelineOf = (self: Identity, conversation: string): string =>
  c2cTimeline(self.sdkAppId, self.userId, peerOf(conversation))
