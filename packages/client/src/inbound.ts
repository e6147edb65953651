import { messageId } from '@signet/protocol/ids'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import { fromWire } from './elements.ts'
import { adopt } from './facts.ts'
import { isTip, tipOf } from './groups/tips.ts'
import { type Message, MessageOf, seconds, targetOf } from './message.ts'
import type { GroupTipPayload, MessageElement } from './payloads.ts'
import { TYPES } from './type-constants.ts'

/** A message as it is pushed; without a number when it is stored nowhere. */
export type AnyWireMessage = Omit<WireMessage, 'seq'> & { readonly seq?: number }

/** What tells of a group has no sender's number: its place makes it unique. */
export const idOf = ({ event, to, seq, tinyId, clientTime, random }: AnyWireMessage): string =>
  event ? `${to}-${clientTime}-${seq}` : messageId(tinyId, clientTime, random)

/** Whether apps see it: not what is for others, or about what apps hear in another way. */
export const isShown = ({ hidden, event }: AnyWireMessage): boolean => !hidden && (!event || isTip(event))

/** When people think it was sent, ms: elsewhere, where it was imported. */
export const shownTime = ({ sentAt, time }: Pick<WireMessage, 'sentAt' | 'time'>): number => sentAt ?? time

/** It was said long ago, elsewhere: nobody is told of it as of something new. */
export const isPast = ({ sentAt, noUnread }: AnyWireMessage): boolean => sentAt !== undefined && noUnread === true

/** A message that others, or another device, sent. Of several elements, which only a backend can send, apps see the first. */
export function messageFromWire(conversationID: string, wire: AnyWireMessage, me: string): Message {
  const message = wire.event
    ? messageOf(conversationID, wire, me, { type: TYPES.MSG_GRP_TIP, payload: tipOf(wire.event, wire.time) })
    : messageOf(conversationID, wire, me, fromWire(wire.body[0]))
  message.status = 'success'
  message.sequence = wire.seq ?? 0
  message.clientSequence = wire.msgSeq
  message.cloudCustomData = wire.cloudCustomData ?? ''
  message.needReadReceipt = wire.needReceipt ?? false
  message.isSupportExtension = wire.supportExtension ?? false
  message.priority = wire.priority ?? TYPES.MSG_PRIORITY_NORMAL
  message.atUserList = [...(wire.mentions ?? []), ...(wire.mentionsAll ? [TYPES.MSG_AT_ALL] : [])]
  message.receiverList = [...(wire.targets ?? [])]
  message.isBroadcastMessage = wire.broadcast ?? false
  message._isExcludedFromUnreadCount = wire.noUnread ?? false
  message._isExcludedFromLastMessage = wire.noLastMsg ?? false
  if (wire.seq !== undefined) adopt(message, wire as WireMessage, me)
  return message
}

type Content = MessageElement | { type: TYPES.MSG_GRP_TIP; payload: GroupTipPayload }

function messageOf(conversationID: string, wire: AnyWireMessage, me: string, element: Content): Message {
  return new MessageOf({
    ID: idOf(wire),
    conversationID,
    from: wire.from,
    // What goes to all live rooms names none.
    to: wire.to || targetOf(conversationID),
    flow: wire.from === me ? 'out' : 'in',
    random: wire.random,
    clientTime: wire.clientTime,
    time: seconds(shownTime(wire)),
    type: element.type,
    payload: element.payload,
  } as Content & ConstructorParameters<typeof MessageOf>[0]) as Message
}
