import { EVENT, TYPES } from '@signet/chat'
import { useChat } from '@signet/chat/react'
import { useEffect } from 'react'
import { useWords } from '../shell/language.tsx'
import { useToast } from '../shell/toast.tsx'
import { groupWords } from './words.ts'

/** What groups tell the own user alone, as short news. */
export function useGroupNotices(): void {
  const chat = useChat()
  const word = useWords(groupWords)
  const say = useToast()
  useEffect(
    () =>
      chat.on(EVENT.GROUP_SYSTEM_NOTICE_RECEIVED, ({ data: { message } }) => {
        if (message.type !== TYPES.MSG_GRP_SYS_NOTICE) return
        const { operationType, operatorID, operatorInfo, groupProfile } = message.payload
        const name = groupProfile.groupName || groupProfile.groupID
        const texts: Readonly<Record<number, string>> = {
          1: word.knock(operatorInfo?.nick || operatorID),
          2: word.approved(name),
          3: word.rejected(name),
          4: word.removedFrom(name),
          5: word.dissolved(name),
          7: word.invitedTo(name),
        }
        const text = texts[operationType]
        if (text !== undefined) say.good(text)
      }),
    [chat, word, say],
  )
}
