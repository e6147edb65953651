import type { KickReason } from '@signet/protocol/realtime/frames'
import type { OpInput } from '@signet/protocol/realtime/requests'
import { type Handlers, RawJson } from '../../engine/realtime/dispatch.ts'
import type { Session } from '../../engine/realtime/session.ts'
import type { Guard, Silenced } from '../global-mute/guard.ts'
import { SELF_TEST_KEY } from '../self-test/passes.ts'
import { originOf } from '../webhooks/origin.ts'
import { identityOf } from './caller.ts'
import { draftOf } from './draft.ts'
import type { Filter, Written } from './filter.ts'
import { readHistory } from './history.ts'
import { getMerged, type MergedParts, putMerged } from './merged/merged.ts'
import type { RecallParts } from './recall.ts'
import { type SendParts, send } from './send.ts'
import { signal } from './signal.ts'
import { type ConversationKinds, need, openConversation } from './view.ts'

export interface MessageParts extends SendParts, RecallParts {
  readonly kinds: ConversationKinds
  /** What is asked of whoever sends, whatever the conversation. @throws Failure */
  readonly guard: Guard
  readonly silenced: Silenced
  readonly filter: Filter
  readonly merged: MergedParts
  /** Largest message of an application, bytes. */
  maxBytes(sdkAppId: number): number
}

/** Why the sessions of somebody end whose account was kicked or deleted. */
const SHUT_OUT: KickReason = 'REST_API_Kick'

/** Socket requests about messages. */
export function messageHandlers(parts: MessageParts): Pick<Handlers, 'send' | 'merged.put' | 'merged.get' | 'history'> {
  return {
    async send(session, data) {
      const self = identityOf(session)
      const draft = draftOf(self, { ...data, body: parts.filter(self.sdkAppId, data.body, writtenBy(session, data)) })
      const { msgSeq } = draft
      const kind = data.group === undefined ? 'C2C' : 'GROUP'
      const route = parts.guard(self, kind, parts.kinds[kind].route(self, draft.to))
      const options = {
        maxBytes: parts.maxBytes(self.sdkAppId),
        sentBy: session.id,
        // An application is not told of users that it does not have.
        ...(self.keyId === SELF_TEST_KEY ? {} : { origin: originOf(session) }),
        isShutOut: () => session.ending?.reason === SHUT_OUT,
      }
      if (data.onlineOnly === true) return { seq: 0, msgSeq, ...(await signal(parts, route, draft, options)) }
      const sent = await send(parts, route, draft, options)
      const { seq, time } = sent
      if (sent.dropReason !== undefined) return { seq, time, msgSeq, dropReason: sent.dropReason }
      const { body, cloudCustomData } = sent.rewritten ?? draft
      const isOther = body !== data.body || cloudCustomData !== data.cloudCustomData
      return {
        seq,
        time,
        msgSeq,
        ...(sent.duplicate && { duplicate: true as const }),
        // Of a retry the first result counts, which may be another one than this.
        ...(isOther && !sent.duplicate && { stored: { body, cloudCustomData: cloudCustomData ?? '' } }),
      }
    },

    async 'merged.put'(session, { messages }) {
      const self = identityOf(session)
      const { sdkAppId } = self
      return { key: await putMerged(parts.merged, self, messages, (body) => parts.filter(sdkAppId, body)) }
    },

    async 'merged.get'(session, { key }) {
      const list = await getMerged(parts.merged, identityOf(session).sdkAppId, key)
      return new RawJson(`{"messages":${list}}`)
    },

    async history(session, { conversation, ...range }) {
      const { channel, window, rights } = await openConversation(parts.kinds, identityOf(session), conversation)
      need(rights, 'history')
      return new RawJson(
        await readHistory(parts.timeline, channel.timeline, range, { ...window, at: parts.clock.now() }),
      )
    },
  }
}

const writtenBy = (session: Session, { to, group, cloudCustomData }: OpInput<'send'>): Written => ({
  from: identityOf(session).userId,
  scene: group === undefined ? 'C2C' : 'Group',
  contact: group ?? to ?? '',
  cloudCustomData,
  origin: originOf(session),
})
