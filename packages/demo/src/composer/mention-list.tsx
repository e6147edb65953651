import { Avatar } from '../people/avatar.tsx'
import { useWords } from '../shell/language.tsx'
import type { Mentionable } from './mentions.ts'
import { composerWords } from './words.ts'

export interface MentionListProps {
  readonly id: string
  readonly people: readonly Mentionable[]
  readonly active: number
  readonly onPick: (person: Mentionable) => void
}

/** Whom one can name; the keyboard stays in the text. */
export function MentionList({ id, people, active, onPick }: MentionListProps) {
  const word = useWords(composerWords)
  return (
    <div id={id} className="mention-list" role="listbox" aria-label={word.mention}>
      {people.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text field hears the keys.
        <div
          key={person.userID}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className="mention-option"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(person)}
        >
          <Avatar id={person.userID} name={person.name} size={24} />
          <bdi>{person.name}</bdi>
        </div>
      ))}
    </div>
  )
}
