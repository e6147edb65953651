import { TYPES } from '@signet/chat'
import type { ConversationView } from '@signet/chat/react'
import { memo, useRef, useState } from 'react'
import { Avatar } from '../people/avatar.tsx'
import { conversationName, isGroup, targetOf } from '../people/names.ts'
import { useNicks } from '../people/nicks.ts'
import { usePresence } from '../people/presence.ts'
import { ChevronDownIcon, NotificationErrorIcon, PinFilledIcon } from '../shell/icons.ts'
import { useLanguage, useWords } from '../shell/language.tsx'
import { useLongPress } from '../shell/long-press.ts'
import type { MenuPlace } from '../shell/menu.tsx'
import { hashOf } from '../shell/route.ts'
import { listTime } from '../thread/time.ts'
import { peopleOf, tipText } from '../thread/tip.ts'
import { tipWords } from '../thread/tip-words.ts'
import { ConversationMenu } from './conversation-menu.tsx'
import { lastTip, preview } from './preview.ts'
import { conversationWords } from './words.ts'

export interface ConversationRowProps {
  readonly conversation: ConversationView
  readonly me: string
  readonly isOpen: boolean
}

/** One line of the list. A line that has not changed is not drawn again. */
export const ConversationRow = memo(({ conversation, me, isOpen }: ConversationRowProps) => {
  const word = useWords(conversationWords)
  const tips = useWords(tipWords)
  const { language } = useLanguage()
  const [place, setPlace] = useState<MenuPlace>()
  const moreButton = useRef<HTMLButtonElement>(null)
  const { conversationID, unreadCount, isPinned, draftText, lastMessage, messageRemindType, groupAtInfoList } =
    conversation
  const name = conversationName(conversation)
  const isOfGroup = isGroup(conversationID)
  const isOnline = usePresence(isOfGroup ? '' : targetOf(conversationID))
  const isMuted = messageRemindType !== TYPES.MSG_REMIND_ACPT_AND_NOTE
  const isLive = conversation.subType === TYPES.GRP_AVCHATROOM
  const kinds = groupAtInfoList.flatMap(({ atTypeArray }) => atTypeArray)
  const mention =
    kinds.includes(TYPES.CONV_AT_ME) || kinds.includes(TYPES.CONV_AT_ALL_AT_ME)
      ? word.mentioned
      : kinds.includes(TYPES.CONV_AT_ALL) && word.mentionedAll
  const tip = lastTip(conversation)
  const nickOf = useNicks(tip ? peopleOf(tip) : [])
  const touch = useLongPress(setPlace)
  const isDraft = draftText !== '' && !isOpen

  return (
    <li
      className={`conversation${isOpen ? ' open' : ''}${isPinned ? ' pinned' : ''}`}
      {...touch}
      onContextMenu={(event) => {
        event.preventDefault()
        setPlace({ x: event.clientX, y: event.clientY })
      }}
    >
      <a
        className="conversation-link"
        href={hashOf({ kind: 'conversation', id: conversationID })}
        aria-current={isOpen ? 'page' : undefined}
      >
        <Avatar id={targetOf(conversationID)} name={name} size={44} isGroup={isOfGroup} isOnline={isOnline} />
        <span className="conversation-text">
          <span className="conversation-top">
            <bdi className="conversation-name">{name}</bdi>
            {isLive && <span className="live-tag">{word.live}</span>}
            <span className="conversation-time">
              {lastMessage.lastTime > 0 && listTime(lastMessage.lastTime, language, word.yesterday)}
            </span>
          </span>
          <span className="conversation-bottom">
            <span className="conversation-preview">
              {mention && <b className="mention">{mention} </b>}
              {isDraft && <b className="draft">{word.draft} </b>}
              <bdi>{isDraft ? draftText : preview(conversation, me, word, tip && tipText(tip, tips, nickOf))}</bdi>
            </span>
            {isPinned && <PinFilledIcon className="conversation-sign" aria-label={word.pinned} role="img" />}
            {isMuted && <NotificationErrorIcon className="conversation-sign" aria-label={word.muted} role="img" />}
            {unreadCount > 0 && (
              <span className={isMuted ? 'badge quiet' : 'badge'}>
                <span aria-hidden="true">{unreadCount > 99 ? '99+' : unreadCount}</span>
                <span className="unseen">{word.unread(unreadCount)}</span>
              </span>
            )}
          </span>
        </span>
      </a>
      <button
        ref={moreButton}
        type="button"
        className="conversation-more"
        aria-label={word.more(name)}
        aria-haspopup="menu"
        onClick={() => setPlace(moreButton.current!.getBoundingClientRect())}
      >
        <ChevronDownIcon />
      </button>
      <ConversationMenu conversation={conversation} name={name} place={place} onClose={() => setPlace(undefined)} />
    </li>
  )
})
