import { type ConversationView, type MessageView, useChat } from '@signet/chat/react'
import { chatStore } from '@signet/chat/store'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { isGroup } from '../people/names.ts'

/** Receipts of one call. */
const MOST = 30

function watchVisible(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}

const isVisible = (): boolean => document.visibilityState === 'visible'

/** Whoever looks at a conversation reads it: while the page is in front, what is shown counts as read. */
export function useReading(conversation: ConversationView | undefined, messages: readonly MessageView[]): void {
  const chat = useChat()
  const isLooking = useSyncExternalStore(watchVisible, isVisible)
  const told = useRef(new Set<string>())
  const conversationID = conversation?.conversationID
  const unread = conversation?.unreadCount ?? 0

  useEffect(() => {
    // What fails now is tried with the next message.
    if (isLooking && conversationID !== undefined && unread > 0) chat.setMessageRead({ conversationID }).catch(() => {})
  }, [chat, isLooking, conversationID, unread])

  useEffect(() => {
    if (!isLooking || conversationID === undefined || !isGroup(conversationID)) return
    const asking = messages.filter(
      ({ needReadReceipt, flow, sequence, ID, isRevoked }) =>
        needReadReceipt && flow === 'in' && sequence > 0 && !isRevoked && !told.current.has(ID),
    )
    for (let from = 0; from < asking.length; from += MOST) {
      const some = asking.slice(from, from + MOST)
      for (const { ID } of some) told.current.add(ID)
      chat.sendMessageReadReceipt(some.map(({ original }) => original)).catch(() => {
        for (const { ID } of some) told.current.delete(ID)
      })
    }
  }, [chat, isLooking, conversationID, messages])
}

/** Counts of readers for own messages of a group, read once for each page that comes. */
export function useReceiptCounts(conversationID: string, messages: readonly MessageView[]): void {
  const chat = useChat()
  const asked = useRef(new Set<string>())
  useEffect(() => {
    if (!isGroup(conversationID)) return
    const own = messages.filter(
      ({ needReadReceipt, flow, sequence, ID }) =>
        needReadReceipt && flow === 'out' && sequence > 0 && !asked.current.has(ID),
    )
    for (let from = 0; from < own.length; from += MOST) {
      const some = own.slice(from, from + MOST)
      for (const { ID } of some) asked.current.add(ID)
      chat.getMessageReadReceiptList(some.map(({ original }) => original)).then(
        // An answer is no event: the list is told by hand.
        ({ data }) => chatStore(chat).messages(conversationID).changed(data.messageList),
        () => {},
      )
    }
  }, [chat, conversationID, messages])
}
