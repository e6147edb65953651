import { type Handlers, RawJson } from '../../engine/realtime/dispatch.ts'
import { originOf } from '../webhooks/origin.ts'
import { identityOf } from './caller.ts'
import { draftOf } from './draft.ts'
import { readHistory } from './history.ts'
import { getMerged, type MergedParts, putMerged } from './merged.ts'
import type { RecallParts } from './recall.ts'
import { type SendParts, send } from './send.ts'
import { signal } from './signal.ts'
import { type ConversationKinds, openConversation } from './view.ts'

export interface MessageParts extends SendParts, RecallParts {
  readonly kinds: ConversationKinds
  readonly merged: MergedParts
  /** Largest message of an application, bytes. */
  maxBytes(sdkAppId: number): number
}

/** Socket requests about messages. */
export function messageHandlers(parts: MessageParts): Pick<Handlers, 'send' | 'merged.put' | 'merged.get' | 'history'> {
  return {
    async send(session, data) {
      const self = identityOf(session)
      const draft = draftOf(self, data)
      const { msgSeq } = draft
      const kind = data.group === undefined ? parts.kinds.C2C : parts.kinds.GROUP
      const route = kind.route(self, draft.to)
      const options = { maxBytes: parts.maxBytes(self.sdkAppId), sentBy: session.id, origin: originOf(session) }
      if (data.onlineOnly === true) return { seq: 0, msgSeq, ...(await signal(parts, route, draft, options)) }
      const sent = await send(parts, route, draft, options)
      const { seq, time } = sent
      return sent.duplicate ? { seq, time, msgSeq, duplicate: true } : { seq, time, msgSeq }
    },

    async 'merged.put'(session, { messages }) {
      return { key: await putMerged(parts.merged, identityOf(session).sdkAppId, messages) }
    },

    async 'merged.get'(session, { key }) {
      const list = await getMerged(parts.merged, identityOf(session).sdkAppId, key)
      return new RawJson(`{"messages":${list}}`)
    },

    async history(session, { conversation, ...range }) {
      const { channel, window } = await openConversation(parts.kinds, identityOf(session), conversation)
      return new RawJson(await readHistory(parts.timeline, channel.timeline, range, window))
    },
  }
}
