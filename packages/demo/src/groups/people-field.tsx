import { TYPES } from '@signet/chat'
import { useConversations } from '@signet/chat/react'
import { Avatar } from '../people/avatar.tsx'
import { conversationName, targetOf } from '../people/names.ts'
import { useWords } from '../shell/language.tsx'
import { TextField } from '../shell/text-field.tsx'
import { userIDsOf } from './user-ids.ts'
import { groupWords } from './words.ts'

const MOST = 12

export interface PeopleFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** UserIDs, typed or picked from those whom one talks with. */
export function PeopleField({ value, onChange }: PeopleFieldProps) {
  const word = useWords(groupWords)
  const chosen = userIDsOf(value)
  const known = useConversations()
    .filter(({ type }) => type === TYPES.CONV_C2C)
    .slice(0, MOST)
  const toggle = (userID: string): void =>
    onChange((chosen.includes(userID) ? chosen.filter((id) => id !== userID) : [...chosen, userID]).join(' '))
  return (
    <div>
      <TextField label={word.people} value={value} placeholder="bob carol" onChange={onChange} />
      {known.length > 0 && (
        <div className="people-chips">
          {known.map((line) => {
            const userID = targetOf(line.conversationID)
            const name = conversationName(line)
            return (
              <button
                key={userID}
                type="button"
                className="chip"
                aria-pressed={chosen.includes(userID)}
                onClick={() => toggle(userID)}
              >
                <Avatar id={userID} name={name} size={24} />
                <bdi>{name}</bdi>
              </button>
            )
          })}
        </div>
      )}
    </div>
  )
}
