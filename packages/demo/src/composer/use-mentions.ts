import { TYPES } from '@signet/chat'
import { useMembers } from '@signet/chat/react'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { memberName, targetOf } from '../people/names.ts'
import { useWords } from '../shell/language.tsx'
import { useSession } from '../shell/session-context.ts'
import { type Mentionable, mentionable, mentionQuery } from './mentions.ts'
import { composerWords } from './words.ts'

export interface Mentions {
  readonly people: readonly Mentionable[]
  readonly active: number
  /** @returns whether the key was for the list */
  readonly press: (event: KeyboardEvent, pick: (person: Mentionable) => void) => boolean
}

/** Whom one may be about to name. @param conversationID '' where nobody is named */
export function useMentions(conversationID: string, text: string, caret: number): Mentions {
  const word = useWords(composerWords)
  const { userID: me } = useSession()
  const { members } = useMembers(conversationID === '' ? '' : targetOf(conversationID))
  const [active, setActive] = useState(0)
  const [given, setGiven] = useState('')
  const query = conversationID === '' ? undefined : mentionQuery(text, caret)
  const people = useMemo(() => {
    if (query === undefined) return []
    const others = members
      .filter(({ userID }) => userID !== me)
      .map((member) => ({ userID: member.userID, name: memberName(member) }))
    return mentionable(query, [...others, { userID: TYPES.MSG_AT_ALL, name: word.everyone }])
  }, [query, members, me, word])
  const isOpen = people.length > 0 && given !== text
  return {
    people: isOpen ? people : [],
    active: Math.min(active, people.length - 1),
    press: (event, pick) => {
      if (!isOpen) return false
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      const person = people[Math.min(active, people.length - 1)]
      if (step !== undefined) setActive((Math.min(active, people.length - 1) + step + people.length) % people.length)
      else if (event.key === 'Escape') setGiven(text)
      else if ((event.key === 'Enter' || event.key === 'Tab') && person) {
        pick(person)
        setActive(0)
      } else return false
      event.preventDefault()
      return true
    },
  }
}
