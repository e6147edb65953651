import type { Message } from '@signet/chat'
import { type MessageView, useChat } from '@signet/chat/react'
import { useEffect, useState } from 'react'
import { Loading } from 'tdesign-react'
import { Avatar } from '../people/avatar.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { useErrorText } from '../shell/error-text.ts'
import { useWords } from '../shell/language.tsx'
import { threadWords } from './words.ts'

interface Person {
  readonly userID: string
  readonly nick: string
}

type Found = { readonly read: readonly Person[]; readonly unread: readonly Person[] } | { readonly error: unknown }

/** Who has read an own message of a group, and who has not. */
export function Readers({ message, onClose }: { readonly message: MessageView; readonly onClose: () => void }) {
  const chat = useChat()
  const word = useWords(threadWords)
  const errorText = useErrorText()
  const [found, setFound] = useState<Found>()
  const { original } = message
  useEffect(() => {
    const people = async (filter: 0 | 1): Promise<Person[]> => {
      const ids = await readersOf(chat, original, filter)
      if (ids.length === 0) return []
      const { data } = await chat.getUserProfile({ userIDList: ids })
      return ids.map((userID) => ({ userID, nick: data.find((profile) => profile.userID === userID)?.nick ?? '' }))
    }
    Promise.all([people(0), people(1)]).then(
      ([read, unread]) => setFound({ read, unread }),
      (error: unknown) => setFound({ error }),
    )
  }, [chat, original])
  return (
    <Dialog title={word.readers} onClose={onClose}>
      {found === undefined ? (
        <Loading size="small" />
      ) : 'error' in found ? (
        <p className="error-text">{errorText(found.error)}</p>
      ) : (
        <div className="readers">
          <People title={word.haveRead(found.read.length)} people={found.read} />
          <People title={word.haveNot(found.unread.length)} people={found.unread} />
        </div>
      )}
    </Dialog>
  )
}

function People({ title, people }: { readonly title: string; readonly people: readonly Person[] }) {
  const word = useWords(threadWords)
  return (
    <section>
      <h3>{title}</h3>
      {people.length === 0 && <p className="note">{word.nobody}</p>}
      <ul>
        {people.map(({ userID, nick }) => (
          <li key={userID} className="person">
            <Avatar id={userID} name={nick} size={28} />
            <bdi>{nick || userID}</bdi>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The first hundred: more names than that nobody reads. */
async function readersOf(chat: ReturnType<typeof useChat>, message: Message, filter: 0 | 1): Promise<string[]> {
  const { data } = await chat.getGroupMessageReadMemberList({ message, filter, count: 100 })
  return filter === 0 ? data.readUserIDList : data.unreadUserIDList
}
