import { TYPES } from '@signet/chat'
import type { MessageView } from '@signet/chat/react'
import { daysAgo } from './time.ts'

/** What a list of messages is made of. */
export type Line =
  | { readonly kind: 'day'; readonly key: string; readonly time: number }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'tip'; readonly key: string; readonly message: MessageView }
  | {
      readonly kind: 'message'
      readonly key: string
      readonly message: MessageView
      /** The first of several that one person wrote in a row: it shows who. */
      readonly isFirst: boolean
      /** The last of them: it shows when. */
      readonly isLast: boolean
    }

/** Longer pauses begin anew, seconds. */
const RUN = 300

const isTip = ({ type, isRevoked }: MessageView): boolean =>
  isRevoked || type === TYPES.MSG_GRP_TIP || type === TYPES.MSG_GRP_SYS_NOTICE

const isOneRun = (a: MessageView | undefined, b: MessageView | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  !isTip(a) &&
  !isTip(b) &&
  a.from === b.from &&
  Math.abs(b.time - a.time) < RUN &&
  daysAgo(a.time * 1000, b.time * 1000) === 0

/** Messages with what stands between them. @param unreadFrom the ID of the first message that was new when the page was opened */
export function arrange(messages: readonly MessageView[], unreadFrom: string | undefined): Line[] {
  const lines: Line[] = []
  messages.forEach((message, index) => {
    const before = messages[index - 1]
    const after = messages[index + 1]
    const { ID, time } = message
    const isUnread = ID === unreadFrom
    if (!before || daysAgo(before.time * 1000, time * 1000) > 0) lines.push({ kind: 'day', key: `day ${ID}`, time })
    if (isUnread) lines.push({ kind: 'unread', key: 'unread' })
    if (isTip(message)) lines.push({ kind: 'tip', key: ID, message })
    else
      lines.push({
        kind: 'message',
        key: ID,
        message,
        isFirst: isUnread || !isOneRun(before, message),
        isLast: after?.ID === unreadFrom || !isOneRun(message, after),
      })
  })
  return lines
}

/** Of the newest messages, the first of the last `unread` ones that others wrote; nothing when not all of them are there. */
export function firstUnread(messages: readonly MessageView[], unread: number): string | undefined {
  const others = messages.filter(({ flow, type }) => flow === 'in' && type !== TYPES.MSG_GRP_TIP)
  return unread === 0 || unread > others.length ? undefined : others.at(-unread)?.ID
}
