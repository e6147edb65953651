import { EVENT, type Message, TYPES } from '@signet/chat'
import { type MessageView, useChat } from '@signet/chat/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { isGroup, targetOf } from '../people/names.ts'

/** As widespread kits say it, so that their users see each other type. */
const BUSINESS = 'user_typing_status'
const SAY_EVERY_MS = 3_000
const SHOWN_MS = 5_000

/** Whether a message says only that somebody types, or has stopped to: 1 or 0; nothing for another message. */
export function typingState(message: Pick<Message | MessageView, 'type' | 'payload'>): 0 | 1 | undefined {
  if (message.type !== TYPES.MSG_CUSTOM) return undefined
  try {
    const data: unknown = JSON.parse((message.payload as { data: string }).data)
    const { businessID, typingStatus } = data as { businessID?: unknown; typingStatus?: unknown }
    if (businessID !== BUSINESS) return undefined
    return typingStatus === 1 ? 1 : 0
  } catch {
    return undefined
  }
}

/** Whether the other side of a private chat types now. */
export function useTyping(conversationID: string): boolean {
  const chat = useChat()
  const [isTyping, setIsTyping] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    setIsTyping(false)
    const stop = chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => {
      for (const message of data) {
        if (message.conversationID !== conversationID || message.flow === 'out') continue
        const isNow = typingState(message) === 1
        clearTimeout(timer)
        setIsTyping(isNow)
        if (isNow) timer = setTimeout(() => setIsTyping(false), SHOWN_MS)
      }
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [chat, conversationID])
  return isTyping
}

/** Tells the other side of a private chat that one types; nothing is stored. */
export function useSayTyping(conversationID: string): (isTyping: boolean) => void {
  const chat = useChat()
  const said = useRef({ at: 0, isTyping: false })
  return useCallback(
    (isTyping) => {
      const now = Date.now()
      const { at, isTyping: before } = said.current
      if (isGroup(conversationID) || (isTyping === before && (!isTyping || now - at < SAY_EVERY_MS))) return
      said.current = { at: now, isTyping }
      const data = JSON.stringify({ businessID: BUSINESS, typingStatus: isTyping ? 1 : 0, version: 1 })
      const message = chat.createCustomMessage({
        to: targetOf(conversationID),
        conversationType: TYPES.CONV_C2C,
        payload: { data, description: '', extension: '' },
      })
      // It is of the moment: what does not arrive now is of no use later.
      chat.sendMessage(message, { onlineUserOnly: true }).catch(() => {})
    },
    [chat, conversationID],
  )
}
