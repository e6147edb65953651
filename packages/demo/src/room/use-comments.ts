import { TYPES } from '@signet/chat'
import { type MessageView, useMessages } from '@signet/chat/react'
import { useMemo } from 'react'
import { senderName } from '../people/names.ts'
import { useNicks } from '../people/nicks.ts'
import { useWords } from '../shell/language.tsx'
import { peopleOf, tipText } from '../thread/tip.ts'
import { tipWords } from '../thread/tip-words.ts'
import type { Comment } from './comment.ts'
import { roomWords } from './words.ts'

/** A room that runs for hours shows what was said last. */
const MOST = 200

/** What was said in a live room since one is in it. */
export function useComments(groupID: string, owner: string): readonly Comment[] {
  const word = useWords(roomWords)
  const tips = useWords(tipWords)
  const { messages } = useMessages(`${TYPES.CONV_GROUP}${groupID}`)
  const shown = useMemo(() => messages.slice(-MOST), [messages])
  const nickOf = useNicks(
    shown.flatMap((message) => (message.type === TYPES.MSG_GRP_TIP ? peopleOf(message.payload) : [])),
  )
  return useMemo(() => {
    const comment = (message: MessageView): Comment[] => {
      const { ID: id, from, type } = message
      const isHost = from === owner
      if (type === TYPES.MSG_TEXT)
        return [{ id, from, name: senderName(message), text: message.payload.text, kind: 'said', isHost }]
      if (type !== TYPES.MSG_GRP_TIP) return []
      const who = message.payload.memberList.map(({ nick, userID }) => nick || nickOf(userID)).join(tips.and)
      const text = {
        [TYPES.GRP_TIP_MBR_JOIN]: word.entered(who),
        [TYPES.GRP_TIP_MBR_QUIT]: word.left(who),
      }[message.payload.operationType]
      return [{ id, from, name: '', text: text ?? tipText(message.payload, tips, nickOf), kind: 'news', isHost: false }]
    }
    return shown.flatMap(comment)
  }, [shown, owner, word, tips, nickOf])
}
