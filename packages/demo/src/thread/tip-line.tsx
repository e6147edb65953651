import { TYPES } from '@signet/chat'
import type { MessageView } from '@signet/chat/react'
import { useNicks } from '../people/nicks.ts'
import { useWords } from '../shell/language.tsx'
import { useSession } from '../shell/session-context.ts'
import type { MessageActs } from './message-menu.tsx'
import { peopleOf, tipText } from './tip.ts'
import { tipWords } from './tip-words.ts'
import { threadWords } from './words.ts'

/** Longer ago, ms, a message that was taken back is not offered to be written anew. */
const RECENT_MS = 300_000

/** Something that happened in a conversation, between the messages. */
export function TipLine({ message, acts }: { readonly message: MessageView; readonly acts: MessageActs }) {
  const word = useWords(threadWords)
  const tips = useWords(tipWords)
  const { userID } = useSession()
  const nickOf = useNicks(message.type === TYPES.MSG_GRP_TIP ? peopleOf(message.payload) : [message.revoker])
  if (!message.isRevoked)
    return message.type === TYPES.MSG_GRP_TIP ? (
      <li className="tip">
        <bdi>{tipText(message.payload, tips, nickOf)}</bdi>
      </li>
    ) : null
  const { revoker, revokerInfo, nameCard, nick, from, flow, type, time } = message
  const isMine = (revoker || from) === userID
  const name = revokerInfo.nick || (revoker === from ? nameCard || nick : '') || nickOf(revoker || from)
  const isOffered = flow === 'out' && isMine && type === TYPES.MSG_TEXT && Date.now() - time * 1000 < RECENT_MS
  return (
    <li className="tip" data-id={message.ID}>
      <bdi>{isMine ? word.recalledByYou : word.recalledBy(name)}</bdi>
      {isOffered && type === TYPES.MSG_TEXT && message.payload.text !== '' && (
        <button type="button" className="link-button" onClick={() => acts.edit(message)}>
          {word.editAgain}
        </button>
      )}
    </li>
  )
}
