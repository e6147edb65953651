import { TYPES } from '@signet/chat'
import { useConversations } from '@signet/chat/react'
import { useRef, useState } from 'react'
import { Button } from '../shell/button.tsx'
import { AddIcon, SearchIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { Menu, type MenuPlace } from '../shell/menu.tsx'
import { OwnBar } from '../shell/own-bar.tsx'
import { useSession } from '../shell/session-context.ts'
import { TextField } from '../shell/text-field.tsx'
import { ConversationRow } from './conversation-row.tsx'
import { SearchResults } from './search-results.tsx'
import { StartDialogs, type StartKind } from './start-dialogs.tsx'
import { conversationWords } from './words.ts'

export interface SidebarProps {
  readonly openID: string | undefined
  readonly onLeave: () => void
}

/** The left side: who one is, search, what one talks about. */
export function Sidebar({ openID, onLeave }: SidebarProps) {
  const word = useWords(conversationWords)
  const { userID } = useSession()
  const lines = useConversations().filter(({ type }) => type !== TYPES.CONV_SYSTEM)
  const [query, setQuery] = useState('')
  const [place, setPlace] = useState<MenuPlace>()
  const [starts, setStarts] = useState<{ kind: StartKind; userID?: string }>()
  const startButton = useRef<HTMLSpanElement>(null)
  const openMenu = (): void => setPlace(startButton.current!.getBoundingClientRect())

  return (
    <nav className="sidebar" aria-label={word.conversations}>
      <OwnBar onLeave={onLeave} />
      <div className="sidebar-tools">
        <TextField
          isQuiet
          label={word.search}
          value={query}
          placeholder={word.search}
          prefixIcon={<SearchIcon />}
          clearable
          onChange={setQuery}
          onKeydown={(_value, { e }) => e.key === 'Escape' && setQuery('')}
        />
        <span ref={startButton}>
          <Button
            theme="primary"
            shape="square"
            icon={<AddIcon />}
            aria-label={word.start}
            title={word.start}
            aria-haspopup="menu"
            onClick={openMenu}
          />
        </span>
      </div>
      <div className="sidebar-list">
        {query.trim() !== '' ? (
          <SearchResults query={query} me={userID} onWriteTo={(to) => setStarts({ kind: 'newChat', userID: to })} />
        ) : lines.length === 0 ? (
          <div className="list-empty">
            <p>{word.empty}</p>
            <p className="note">{word.emptyText}</p>
            <Button theme="primary" variant="outline" onClick={() => setStarts({ kind: 'newChat' })}>
              {word.newChat}
            </Button>
          </div>
        ) : (
          <ul className="conversation-list">
            {lines.map((line) => (
              <ConversationRow
                key={line.conversationID}
                conversation={line}
                me={userID}
                isOpen={line.conversationID === openID}
              />
            ))}
          </ul>
        )}
      </div>
      {place && (
        <Menu
          label={word.start}
          place={place}
          items={(['newChat', 'newGroup', 'newRoom', 'join'] as const).map((kind) => ({
            label: word[kind],
            act: () => setStarts({ kind }),
          }))}
          onClose={() => setPlace(undefined)}
        />
      )}
      {starts && <StartDialogs {...starts} onClose={() => setStarts(undefined)} />}
    </nav>
  )
}
