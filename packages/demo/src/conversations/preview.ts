import { TYPES } from '@signet/chat'
import type { ConversationView } from '@signet/chat/react'
import type { GroupTip } from '../thread/tip.ts'

interface PreviewWords {
  readonly you: string
  readonly recalledByYou: string
  readonly recalled: string
  readonly image: string
  readonly file: string
  readonly audio: string
  readonly video: string
  readonly sticker: string
  readonly location: string
  readonly merged: string
  readonly custom: string
  readonly tip: string
}

/** What a message is in one line, without who wrote it. */
export function oneLine(type: string, payload: unknown, word: PreviewWords): string {
  switch (type) {
    case TYPES.MSG_TEXT:
      return (payload as { text?: string } | null)?.text ?? ''
    case TYPES.MSG_IMAGE:
      return `[${word.image}]`
    case TYPES.MSG_FILE:
      return `[${word.file}] ${(payload as { fileName?: string } | null)?.fileName ?? ''}`
    case TYPES.MSG_AUDIO:
      return `[${word.audio}]`
    case TYPES.MSG_VIDEO:
      return `[${word.video}]`
    case TYPES.MSG_FACE:
      return `[${word.sticker}]`
    case TYPES.MSG_LOCATION:
      return `[${word.location}]`
    case TYPES.MSG_MERGER:
      return `[${word.merged}]`
    case TYPES.MSG_GRP_TIP:
    case TYPES.MSG_GRP_SYS_NOTICE:
      return `[${word.tip}]`
    case TYPES.MSG_CUSTOM:
      return (payload as { description?: string } | null)?.description || `[${word.custom}]`
    default:
      return ''
  }
}

/** What happened in a group last, unless somebody wrote since. */
export function lastTip({ lastMessage: { type, payload, isRevoked } }: ConversationView): GroupTip | undefined {
  if (type !== TYPES.MSG_GRP_TIP || isRevoked) return undefined
  const tip = payload as Partial<GroupTip> | null
  const isWhole = Array.isArray(tip?.memberList) && Array.isArray(tip.userIDList) && tip.newGroupProfile !== undefined
  return isWhole ? (tip as GroupTip) : undefined
}

/** The second line of a conversation in the list. @param tip what happened last, in words, if it is that */
export function preview(
  { type, lastMessage }: ConversationView,
  me: string,
  word: PreviewWords,
  tip: string | undefined,
): string {
  const { isRevoked, revoker, fromAccount, nameCard, nick, payload } = lastMessage
  if (isRevoked) return (revoker || fromAccount) === me ? word.recalledByYou : word.recalled
  if (tip !== undefined) return tip
  const line = oneLine(lastMessage.type, payload, word)
  const isNamed = type === TYPES.CONV_GROUP && fromAccount !== '' && lastMessage.type !== TYPES.MSG_GRP_TIP
  if (line === '' || !isNamed) return line
  return `${fromAccount === me ? word.you : nameCard || nick || fromAccount}: ${line}`
}
