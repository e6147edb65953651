import { TYPES } from '@signet/chat'
import { type MessageView, useChat, useMessages } from '@signet/chat/react'
import { useMemo, useRef, useState } from 'react'
import { Loading } from 'tdesign-react'
import { Composer } from '../composer/composer.tsx'
import { type Draft, NEW_DRAFT } from '../composer/draft.ts'
import { sendFiles } from '../composer/send-files.ts'
import { GroupPanel } from '../groups/group-panel.tsx'
import { useGroup } from '../groups/use-group.ts'
import { conversationName, isGroup, targetOf } from '../people/names.ts'
import { PersonPanel } from '../people/person-panel.tsx'
import { useWords } from '../shell/language.tsx'
import { useToast } from '../shell/toast.tsx'
import { firstUnread } from './arrange.ts'
import { Forward } from './forward.tsx'
import { MessageList } from './message-list.tsx'
import type { MessageActs } from './message-menu.tsx'
import { useReactionsLoaded } from './reactions.ts'
import { Readers } from './readers.tsx'
import { send } from './sending.ts'
import { ThreadHead } from './thread-head.tsx'
import { typingState } from './typing.ts'
import { useConversation } from './use-conversation.ts'
import { useReading, useReceiptCounts } from './use-reading.ts'
import { threadWords } from './words.ts'

/** A private chat or a group: who it is with, what was said, and where one writes. */
export function Thread({ conversationID }: { readonly conversationID: string }) {
  const chat = useChat()
  const word = useWords(threadWords)
  const say = useToast()
  const conversation = useConversation(conversationID)
  const list = useMessages(conversationID)
  const isOfGroup = isGroup(conversationID)
  const group = useGroup(isOfGroup ? targetOf(conversationID) : '')
  const [draft, setDraft] = useState<Draft>(NEW_DRAFT)
  const [isPanelOpen, setIsPanelOpen] = useState(false)
  const [forwarded, setForwarded] = useState<MessageView>()
  const [read, setRead] = useState<MessageView>()
  const [isDropping, setIsDropping] = useState(false)
  const messages = useMemo(() => list.messages.filter((message) => typingState(message) === undefined), [list.messages])
  const shown = useMemo(() => ({ ...list, messages }), [list, messages])
  const unreadFrom = useUnreadFrom(conversation?.unreadCount, messages)
  useReading(conversation, messages)
  useReceiptCounts(conversationID, messages)
  useReactionsLoaded(messages)

  const role = group?.selfInfo.role
  const mayRecallAny = role === TYPES.GRP_MBR_ROLE_OWNER || role === TYPES.GRP_MBR_ROLE_ADMIN
  const acts = useMemo<MessageActs>(
    () => ({
      reply: (message) => setDraft({ kind: 'reply', message }),
      edit: (message) => setDraft({ kind: message.isRevoked ? 'again' : 'edit', message }),
      forward: setForwarded,
      resend: (message) => void send(chat, message.original),
      showReaders: setRead,
      mayRecallAny,
    }),
    [chat, mayRecallAny],
  )

  if (!conversation)
    return (
      <div className="thread">
        <Loading className="thread-wait" />
      </div>
    )
  const name = conversationName(conversation)
  const drop = (event: React.DragEvent): void => {
    event.preventDefault()
    setIsDropping(false)
    void say.failing(() => sendFiles(chat, conversationID, [...event.dataTransfer.files]))
  }
  return (
    <>
      <section
        className="thread"
        aria-label={name}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes('Files')) return
          event.preventDefault()
          setIsDropping(true)
        }}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node)) setIsDropping(false)
        }}
        onDrop={drop}
      >
        <ThreadHead
          conversation={conversation}
          group={group}
          isPanelOpen={isPanelOpen}
          onPanel={() => setIsPanelOpen(!isPanelOpen)}
        />
        {group && group.notification !== '' && (
          <p className="notice">
            <bdi>{group.notification}</bdi>
          </p>
        )}
        <MessageList name={name} list={shown} isOfGroup={isOfGroup} unreadFrom={unreadFrom} acts={acts} />
        <Composer
          key={conversationID}
          conversation={conversation}
          group={group}
          draft={draft}
          onDone={() => setDraft(NEW_DRAFT)}
        />
        {isDropping && <div className="drop-here">{word.dropHere}</div>}
      </section>
      {isPanelOpen &&
        (isOfGroup ? (
          group && <GroupPanel group={group} onClose={() => setIsPanelOpen(false)} />
        ) : (
          <PersonPanel userID={targetOf(conversationID)} name={name} onClose={() => setIsPanelOpen(false)} />
        ))}
      {forwarded && <Forward message={forwarded} onClose={() => setForwarded(undefined)} />}
      {read && <Readers message={read} onClose={() => setRead(undefined)} />}
    </>
  )
}

/** Where new messages began when the conversation was opened: it stays there while one reads, and waits for the page that has it. */
function useUnreadFrom(unread: number | undefined, messages: readonly MessageView[]): string | undefined {
  const opened = useRef<{ readonly unread: number; readonly newest: number }>(undefined)
  // The first count is the one: it is nought as soon as the server knows that somebody looks, which may be before the first page is here.
  const count = useRef(unread)
  count.current ??= unread
  if (opened.current === undefined && count.current !== undefined && messages.length > 0)
    opened.current = { unread: count.current, newest: messages.at(-1)?.sequence ?? 0 }
  return useMemo(() => {
    const { unread: count = 0, newest = 0 } = opened.current ?? {}
    return firstUnread(
      messages.filter(({ sequence }) => sequence > 0 && sequence <= newest),
      count,
    )
  }, [messages])
}
