import { type FormEvent, useState } from 'react'
import { Avatar } from '../people/avatar.tsx'
import { Button } from '../shell/button.tsx'
import { JumpIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { addressOf } from '../shell/route.ts'
import { TextField } from '../shell/text-field.tsx'
import { CAST, isUserID } from './cast.ts'
import type { Identity } from './session.ts'
import { signInWords } from './words.ts'

export interface DevelopmentSignInProps {
  /** Who is being signed in. */
  readonly busy: string | undefined
  readonly onEnter: (identity: Identity) => void
}

/** One press signs in as a test user; beside it, another window for the same. */
export function DevelopmentSignIn({ busy, onEnter }: DevelopmentSignInProps) {
  const word = useWords(signInWords)
  const [userID, setUserID] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setIsWrong(!isUserID(userID))
    if (isUserID(userID)) onEnter({ kind: 'development', userID })
  }
  return (
    <>
      <ul className="cast">
        {CAST.map(({ userID: id, nick }) => (
          <li key={id}>
            <button
              type="button"
              className="cast-user"
              disabled={busy !== undefined}
              aria-label={word.asUser(nick)}
              onClick={() => onEnter({ kind: 'development', userID: id })}
            >
              <Avatar id={id} name={nick} size={40} />
              <span className="cast-name">{busy === id ? word.signingIn : nick}</span>
            </button>
            <a
              className="cast-window"
              href={addressOf({ kind: 'as', userID: id })}
              target="_blank"
              rel="noopener"
              title={word.newWindow(nick)}
              aria-label={word.newWindow(nick)}
            >
              <JumpIcon />
            </a>
          </li>
        ))}
      </ul>
      <form className="cast-other" onSubmit={submit} noValidate>
        <TextField
          label={word.other}
          name="userID"
          placeholder={word.userId}
          value={userID}
          status={isWrong ? 'error' : 'default'}
          onChange={setUserID}
        />
        <Button type="submit" theme="primary" loading={busy !== undefined && busy === userID}>
          {word.signIn}
        </Button>
        {isWrong && <p className="error-text">{word.userIdRule}</p>}
      </form>
      <p className="note">{word.hint}</p>
    </>
  )
}
