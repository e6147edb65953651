import { TYPES } from '@signet/chat'
import { type MessageView, useChat } from '@signet/chat/react'
import { CopyIcon, DeleteIcon, Edit1Icon, QuoteIcon, RollbackIcon, Share1Icon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { Menu, type MenuItem, type MenuPlace } from '../shell/menu.tsx'
import { useToast } from '../shell/toast.tsx'
import { REACTIONS, toggleReaction, useReactions } from './reactions.ts'
import { threadWords } from './words.ts'

/** What the thread does with a message. Stays the same object, so that rows are not drawn again. */
export interface MessageActs {
  readonly reply: (message: MessageView) => void
  readonly edit: (message: MessageView) => void
  readonly forward: (message: MessageView) => void
  readonly resend: (message: MessageView) => void
  readonly showReaders: (message: MessageView) => void
  /** Whether the own user may take back what others wrote here. */
  readonly mayRecallAny: boolean
}

export interface MessageMenuProps {
  readonly message: MessageView
  readonly place: MenuPlace
  readonly acts: MessageActs
  readonly onClose: () => void
}

/** Reactions and deeds for one message: only those that may succeed. */
export function MessageMenu({ message, place, acts, onClose }: MessageMenuProps) {
  const chat = useChat()
  const word = useWords(threadWords)
  const say = useToast()
  const reactions = useReactions(message.ID)
  const isOwn = message.flow === 'out'
  const isSent = message.status === 'success' && message.sequence > 0
  const { original } = message

  const items: MenuItem[] = []
  const offer = (isOffered: boolean, item: MenuItem): void => {
    if (isOffered) items.push(item)
  }
  offer(isSent, { label: word.reply, icon: <QuoteIcon />, act: () => acts.reply(message) })
  offer(isSent, { label: word.forward, icon: <Share1Icon />, act: () => acts.forward(message) })
  offer(message.type === TYPES.MSG_TEXT, {
    label: word.copy,
    icon: <CopyIcon />,
    act: () =>
      void say.failing(async () => {
        if (message.type === TYPES.MSG_TEXT) await navigator.clipboard.writeText(message.payload.text)
        say.good(word.copied)
      }),
  })
  offer(isSent && isOwn && message.type === TYPES.MSG_TEXT, {
    label: word.edit,
    icon: <Edit1Icon />,
    act: () => acts.edit(message),
  })
  offer(isSent && (isOwn || acts.mayRecallAny), {
    label: word.recall,
    icon: <RollbackIcon />,
    act: () => void say.failing(() => chat.revokeMessage(original)),
  })
  items.push({
    label: word.remove,
    icon: <DeleteIcon />,
    isDangerous: true,
    act: () => void say.failing(() => chat.deleteMessage([original])),
  })

  const head = isSent && (
    <div className="reaction-pick">
      {REACTIONS.map((id) => {
        const isMine = reactions.some(({ reactionID, reactedByMyself }) => reactionID === id && reactedByMyself)
        return (
          <button
            key={id}
            type="button"
            role="menuitem"
            className={isMine ? 'mine' : undefined}
            aria-label={word.react(id)}
            onClick={() => {
              onClose()
              void say.failing(() => toggleReaction(chat, message, { id, isMine }))
            }}
          >
            {id}
          </button>
        )
      })}
    </div>
  )
  return <Menu label={word.actions} items={items} place={place} head={head} onClose={onClose} />
}
