import { type MessageView, useChat } from '@signet/chat/react'
import { useWords } from '../shell/language.tsx'
import { useToast } from '../shell/toast.tsx'
import { toggleReaction, useReactions } from './reactions.ts'
import { threadWords } from './words.ts'

/** The reactions to a message; pressed, the own one is added or taken back. */
export function ReactionBar({ message }: { readonly message: MessageView }) {
  const chat = useChat()
  const word = useWords(threadWords)
  const say = useToast()
  const reactions = useReactions(message.ID)
  if (reactions.length === 0) return null
  return (
    <div className="reactions">
      {reactions.map(({ reactionID: id, totalUserCount, reactedByMyself: isMine, partialUserList }) => (
        <button
          key={id}
          type="button"
          className="reaction"
          aria-pressed={isMine}
          aria-label={word.reactionCount(id, totalUserCount)}
          title={partialUserList.map(({ nick, userID }) => nick || userID).join(', ')}
          onClick={() => void say.failing(() => toggleReaction(chat, message, { id, isMine }))}
        >
          <bdi className="reaction-kind">{id}</bdi>
          <span>{totalUserCount}</span>
        </button>
      ))}
    </div>
  )
}
