import { type ConversationView, useChat, useConversations, useIsReady } from '@signet/chat/react'
import { useEffect, useState } from 'react'

/** A conversation of the list, or one in which nothing was said yet. */
export function useConversation(conversationID: string): ConversationView | undefined {
  const chat = useChat()
  const isReady = useIsReady()
  const line = useConversations().find((one) => one.conversationID === conversationID)
  const [blank, setBlank] = useState<ConversationView>()
  useEffect(() => {
    if (line || !isReady) return
    let isOver = false
    const target = conversationID.slice(3)
    const named = conversationID.startsWith('C2C') ? chat.getUserProfile({ userIDList: [target] }) : Promise.resolve()
    named
      .catch(() => {})
      .then(() => chat.getConversationProfile(conversationID))
      .then(({ data }) => !isOver && setBlank({ ...data.conversation }))
      .catch(() => {})
    return () => {
      isOver = true
    }
  }, [chat, isReady, line, conversationID])
  return line ?? (blank?.conversationID === conversationID ? blank : undefined)
}
