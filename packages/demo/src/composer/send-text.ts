import { type Chat, TYPES } from '@signet/chat'
import type { ConversationView } from '@signet/chat/react'
import { isGroup, senderName, targetOf } from '../people/names.ts'
import { quoteData } from '../thread/quote.ts'
import { send } from '../thread/sending.ts'
import type { Draft } from './draft.ts'
import { type Mentionable, named } from './mentions.ts'

export interface Written {
  readonly conversation: ConversationView
  readonly draft: Draft
  readonly text: string
  readonly chosen: readonly Mentionable[]
}

/** Sends what was written, or stores the edit. A message that cannot be sent stands in the list and says why. @throws for an edit that is refused */
export async function sendText(chat: Chat, { conversation, draft, text, chosen }: Written): Promise<void> {
  const trimmed = text.trim()
  if (draft.kind === 'edit') return edit(chat, draft, trimmed)
  const { conversationID } = conversation
  const isOfGroup = isGroup(conversationID)
  const to = targetOf(conversationID)
  const atUserList = named(trimmed, chosen)
  const more = {
    // The application counts readers in groups; in a private chat one sees it anyway.
    ...(isOfGroup && conversation.subType !== TYPES.GRP_AVCHATROOM && { needReadReceipt: true }),
    ...(draft.kind === 'reply' && {
      cloudCustomData: quoteData(draft.message, abstractOf(draft.message), senderName(draft.message)),
    }),
  }
  const message =
    isOfGroup && atUserList.length > 0
      ? chat.createTextAtMessage({
          to,
          conversationType: TYPES.CONV_GROUP,
          payload: { text: trimmed, atUserList },
          ...more,
        })
      : chat.createTextMessage({
          to,
          conversationType: isOfGroup ? TYPES.CONV_GROUP : TYPES.CONV_C2C,
          payload: { text: trimmed },
          ...more,
        })
  void send(chat, message)
}

async function edit(chat: Chat, { message }: Extract<Draft, { kind: 'edit' }>, text: string): Promise<void> {
  const { original } = message
  if (original.type !== TYPES.MSG_TEXT || original.payload.text === text) return
  const before = original.payload
  original.payload = { ...before, text }
  try {
    await chat.modifyMessage(original)
  } catch (error) {
    original.payload = before
    throw error
  }
}

function abstractOf(message: Extract<Draft, { kind: 'reply' }>['message']): string {
  if (message.type === TYPES.MSG_TEXT) return message.payload.text
  return message.type === TYPES.MSG_FILE ? message.payload.fileName : `[${message.type.replace(/^TIM|Elem$/g, '')}]`
}
