import { copyOf } from '../copy.ts'
import { type Message, MessageOf } from '../message.ts'

/** A message as plain data, without what apps add to it. */
export type KeptMessage = Readonly<Record<string, unknown>>

const ORIGIN = [
  'ID',
  'type',
  'payload',
  'conversationID',
  'from',
  'to',
  'flow',
  'random',
  'clientTime',
  'time',
] as const
const REST = [
  'sequence',
  'status',
  'isModified',
  'isPeerRead',
  'isRead',
  'priority',
  'nick',
  'avatar',
  'nameCard',
  'atUserList',
  'cloudCustomData',
  'needReadReceipt',
  'readReceiptInfo',
  'isSupportExtension',
  'isSystemMessage',
  'receiverList',
  'version',
  'clientSequence',
] as const

/** The message as it is now. */
export function keptMessage(message: Message): KeptMessage {
  return copyOf(Object.fromEntries([...ORIGIN, ...REST].map((key) => [key, message[key]])))
}

/** A message that is as the kept one was. */
export function messageFrom(kept: KeptMessage): Message {
  const message = new MessageOf(kept as unknown as ConstructorParameters<typeof MessageOf>[0]) as Message
  for (const key of REST) if (key in kept) Object.assign(message, { [key]: kept[key] })
  return message
}
