import type { MessageView } from '@signet/chat/react'
import { useErrorText } from '../shell/error-text.ts'
import { CheckDoubleIcon, CheckIcon, ErrorCircleIcon, TimeIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import type { MessageActs } from './message-menu.tsx'
import { useWay } from './sending.ts'
import { threadWords } from './words.ts'

export interface MessageStatusProps {
  readonly message: MessageView
  readonly isLast: boolean
  readonly isOfGroup: boolean
  readonly acts: MessageActs
}

/** What became of an own message: on its way, sent, read, or why not. */
export function MessageStatus({ message, isLast, isOfGroup, acts }: MessageStatusProps) {
  const word = useWords(threadWords)
  const errorText = useErrorText()
  const way = useWay(message.ID)
  const { status, readReceiptInfo, needReadReceipt } = message
  if (status === 'fail')
    return (
      <span className="message-failed">
        <ErrorCircleIcon />
        <span>
          {way?.isCancelled ? word.cancelled : word.failed}
          {way?.error !== undefined && !way.isCancelled && `: ${errorText(way.error)}`}
        </span>
        <button type="button" className="link-button" onClick={() => acts.resend(message)}>
          {word.resend}
        </button>
      </span>
    )
  if (status === 'unSend') return <TimeIcon role="img" aria-label={word.sending} />
  if (isOfGroup) {
    const { readCount = 0, unreadCount = 0 } = readReceiptInfo
    if (!needReadReceipt || readCount + unreadCount === 0)
      return isLast ? <CheckIcon role="img" aria-label={word.sent} /> : null
    return (
      <button type="button" className="link-button" onClick={() => acts.showReaders(message)}>
        {word.readBy(readCount, readCount + unreadCount)}
      </button>
    )
  }
  if (!isLast) return null
  return message.isPeerRead ? (
    <CheckDoubleIcon className="is-read" role="img" aria-label={word.read} />
  ) : (
    <CheckIcon role="img" aria-label={word.sent} />
  )
}
