import type { Group } from '@signet/chat'
import type { ConversationView } from '@signet/chat/react'
import { Avatar } from '../people/avatar.tsx'
import { conversationName, isGroup, targetOf } from '../people/names.ts'
import { usePresence } from '../people/presence.ts'
import { Button } from '../shell/button.tsx'
import { ChevronLeftIcon, InfoCircleIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { go } from '../shell/route.ts'
import { shellWords } from '../shell/words.ts'
import { useTyping } from './typing.ts'
import { threadWords } from './words.ts'

export interface ThreadHeadProps {
  readonly conversation: ConversationView
  readonly group: Group | undefined
  readonly isPanelOpen: boolean
  readonly onPanel: () => void
}

/** Who the conversation is with, and how they are now. */
export function ThreadHead({ conversation, group, isPanelOpen, onPanel }: ThreadHeadProps) {
  const word = useWords(threadWords)
  const shell = useWords(shellWords)
  const { conversationID } = conversation
  const isOfGroup = isGroup(conversationID)
  const target = targetOf(conversationID)
  const isOnline = usePresence(isOfGroup ? '' : target)
  const isTyping = useTyping(conversationID)
  const name = group?.name || conversationName(conversation)
  const state = isOfGroup
    ? group && word.members(group.memberCount)
    : isTyping
      ? word.typing
      : isOnline === undefined
        ? ''
        : isOnline
          ? word.online
          : word.offline
  return (
    <header className="thread-head">
      <Button
        className="only-narrow"
        variant="text"
        shape="square"
        icon={<ChevronLeftIcon />}
        aria-label={shell.back}
        onClick={() => go({ kind: 'home' })}
      />
      <Avatar id={target} name={name} size={40} isGroup={isOfGroup} isOnline={isOnline} />
      <div className="thread-title">
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <p className={isTyping ? 'note is-typing' : 'note'} aria-live="polite">
          {state}
        </p>
      </div>
      <Button
        variant="text"
        shape="square"
        icon={<InfoCircleIcon />}
        aria-label={isOfGroup ? word.details : word.peerInfo}
        title={isOfGroup ? word.details : word.peerInfo}
        aria-expanded={isPanelOpen}
        onClick={onPanel}
      />
    </header>
  )
}
