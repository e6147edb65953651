import { type MessageOf, TYPES } from '@signet/chat'
import { type MessageView, useChat, useConversations } from '@signet/chat/react'
import { useState } from 'react'
import { Avatar } from '../people/avatar.tsx'
import { conversationName, isGroup, targetOf } from '../people/names.ts'
import { Dialog } from '../shell/dialog.tsx'
import { useWords } from '../shell/language.tsx'
import { TextField } from '../shell/text-field.tsx'
import { useToast } from '../shell/toast.tsx'
import { send } from './sending.ts'
import { threadWords } from './words.ts'

/** Sends a copy of a message to another conversation. */
export function Forward({ message, onClose }: { readonly message: MessageView; readonly onClose: () => void }) {
  const chat = useChat()
  const word = useWords(threadWords)
  const say = useToast()
  const [query, setQuery] = useState('')
  const wanted = query.trim().toLocaleLowerCase()
  const lines = useConversations().filter(
    (line) => line.type !== TYPES.CONV_SYSTEM && conversationName(line).toLocaleLowerCase().includes(wanted),
  )
  const forward = async (conversationID: string, name: string): Promise<void> => {
    onClose()
    await say.failing(async () => {
      const copy = chat.createForwardMessage({
        to: targetOf(conversationID),
        conversationType: isGroup(conversationID) ? TYPES.CONV_GROUP : TYPES.CONV_C2C,
        // A copy answers nothing where it goes.
        cloudCustomData: '',
        payload: message.original as MessageOf<typeof TYPES.MSG_TEXT>,
      })
      if (await send(chat, copy)) say.good(word.forwarded(name))
    })
  }
  return (
    <Dialog title={word.forwardTo} onClose={onClose}>
      <TextField
        isQuiet
        label={word.findConversation}
        value={query}
        placeholder={word.findConversation}
        onChange={setQuery}
      />
      {lines.length === 0 && <p className="note">{word.noConversations}</p>}
      <ul className="people-pick list">
        {lines.map((line) => {
          const { conversationID } = line
          const name = conversationName(line)
          return (
            <li key={conversationID}>
              <button type="button" className="person-button" onClick={() => void forward(conversationID, name)}>
                <Avatar id={targetOf(conversationID)} name={name} size={36} isGroup={isGroup(conversationID)} />
                <bdi>{name}</bdi>
              </button>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
