import { type Group, TYPES } from '@signet/chat'
import { type ConversationView, useChat } from '@signet/chat/react'
import { useEffect, useId, useRef, useState } from 'react'
import { conversationName, isGroup } from '../people/names.ts'
import { Button } from '../shell/button.tsx'
import { SendIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { useToast } from '../shell/toast.tsx'
import { useSayTyping } from '../thread/typing.ts'
import { AttachButtons } from './attach-buttons.tsx'
import type { Draft } from './draft.ts'
import { DraftBar } from './draft-bar.tsx'
import { EmojiButton } from './emoji-button.tsx'
import { MentionList } from './mention-list.tsx'
import { type Mentionable, withMention } from './mentions.ts'
import { sendFiles } from './send-files.ts'
import { sendText } from './send-text.ts'
import { silence } from './silence.ts'
import { useMentions } from './use-mentions.ts'
import { composerWords } from './words.ts'

export interface ComposerProps {
  readonly conversation: ConversationView
  readonly group: Group | undefined
  readonly draft: Draft
  /** The reply or the edit is done, or given up. */
  readonly onDone: () => void
}

/** Longer than this, the server takes no text. */
const MOST_LETTERS = 4_000

/** Where one writes. What was not sent stays with its conversation. */
export function Composer({ conversation, group, draft, onDone }: ComposerProps) {
  const chat = useChat()
  const word = useWords(composerWords)
  const say = useToast()
  const { conversationID } = conversation
  const [text, setText] = useState(conversation.draftText)
  const [caret, setCaret] = useState(text.length)
  const [chosen, setChosen] = useState<readonly Mentionable[]>([])
  const field = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const sayTyping = useSayTyping(conversationID)
  const mentions = useMentions(isGroup(conversationID) ? conversationID : '', text, caret)
  /** What was being written when an edit began; it comes back afterwards. */
  const parked = useRef<string>(undefined)
  const kept = useRef('')
  kept.current = parked.current ?? text

  useEffect(() => {
    const edited = draft.kind === 'edit' || draft.kind === 'again' ? draft.message : undefined
    if (edited?.type === TYPES.MSG_TEXT) {
      parked.current ??= kept.current
      setText(edited.payload.text)
    } else if (parked.current !== undefined) {
      setText(parked.current)
      parked.current = undefined
    }
    // On a touch screen the keyboard would cover what one came to read.
    if (draft.kind !== 'new' || matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [draft])

  useEffect(
    () => () => {
      sayTyping(false)
      // Nobody is left to keep it for when the login is over.
      chat.setConversationDraft({ conversationID, draftText: kept.current.trim() }).catch(() => {})
    },
    [chat, conversationID, sayTyping],
  )

  const reason = silence(group, conversationID, word)
  if (reason !== undefined) return <p className="composer-silent">{reason}</p>

  const put = (next: { text: string; caret: number }): void => {
    setText(next.text)
    setCaret(next.caret)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(next.caret, next.caret)
    })
  }
  const mention = (person: Mentionable): void => {
    setChosen((before) => [...before, person])
    put(withMention(text, caret, person.name))
  }
  const submit = async (): Promise<void> => {
    if (text.trim() === '') return
    const before = text
    setText('')
    sayTyping(false)
    if (await say.failing(() => sendText(chat, { conversation, draft, text: before, chosen }))) setText(before)
    else onDone()
  }
  const press = (event: React.KeyboardEvent): void => {
    // A keyboard that composes signs uses Enter and Escape for itself.
    if (event.nativeEvent.isComposing) return
    if (mentions.press(event, mention)) return
    if (event.key === 'Escape' && draft.kind !== 'new') onDone()
    if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.altKey) return
    event.preventDefault()
    void submit()
  }
  return (
    <div className="composer">
      {draft.kind !== 'new' && <DraftBar draft={draft} onStop={onDone} />}
      {mentions.people.length > 0 && (
        <MentionList id={listId} people={mentions.people} active={mentions.active} onPick={mention} />
      )}
      <div className="composer-row">
        {draft.kind !== 'edit' && (
          <AttachButtons onFiles={(files) => void say.failing(() => sendFiles(chat, conversationID, files))} />
        )}
        <textarea
          ref={field}
          className="composer-text"
          rows={1}
          value={text}
          maxLength={MOST_LETTERS}
          placeholder={word.write(conversationName(conversation))}
          title={word.hint}
          aria-label={word.write(conversationName(conversation))}
          aria-autocomplete={isGroup(conversationID) ? 'list' : undefined}
          aria-controls={mentions.people.length > 0 ? listId : undefined}
          aria-activedescendant={mentions.people.length > 0 ? `${listId}-${mentions.active}` : undefined}
          onChange={(event) => {
            setText(event.target.value)
            setCaret(event.target.selectionStart)
            sayTyping(event.target.value.trim() !== '')
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={press}
          onPaste={(event) => {
            const files = [...event.clipboardData.files]
            if (files.length === 0) return
            event.preventDefault()
            void say.failing(() => sendFiles(chat, conversationID, files))
          }}
        />
        <EmojiButton
          onPick={(sign) => put({ text: text.slice(0, caret) + sign + text.slice(caret), caret: caret + sign.length })}
        />
        <Button
          theme="primary"
          shape="circle"
          icon={<SendIcon />}
          aria-label={draft.kind === 'edit' ? word.save : word.send}
          disabled={text.trim() === ''}
          onClick={() => void submit()}
        />
      </div>
    </div>
  )
}
