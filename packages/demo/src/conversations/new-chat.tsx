import { useChat } from '@signet/chat/react'
import { type FormEvent, useState } from 'react'
import { Avatar } from '../people/avatar.tsx'
import { usePresence } from '../people/presence.ts'
import { Button } from '../shell/button.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { useErrorText } from '../shell/error-text.ts'
import { useWords } from '../shell/language.tsx'
import { addressOf, go } from '../shell/route.ts'
import { useSession } from '../shell/session-context.ts'
import { TextField } from '../shell/text-field.tsx'
import { shellWords } from '../shell/words.ts'
import { CAST, isUserID } from '../sign-in/cast.ts'
import { conversationWords } from './words.ts'

export interface NewChatProps {
  readonly to: string
  readonly onClose: () => void
}

/** A private chat with somebody whose UserID one knows; in the development mode, with a test user. */
export function NewChat({ to, onClose }: NewChatProps) {
  const chat = useChat()
  const word = useWords(conversationWords)
  const shell = useWords(shellWords)
  const errorText = useErrorText()
  const { userID: me, isDevelopment } = useSession()
  const [userID, setUserID] = useState(to)
  const [error, setError] = useState('')
  const [missing, setMissing] = useState('')
  const [isBusy, setIsBusy] = useState(false)

  const begin = async (other: string): Promise<void> => {
    setMissing('')
    setError(!isUserID(other) ? word.userIdRule : other === me ? word.self : '')
    if (!isUserID(other) || other === me) return
    setIsBusy(true)
    try {
      const { data } = await chat.getUserProfile({ userIDList: [other] })
      if (data.length === 0) setMissing(other)
      else {
        onClose()
        go({ kind: 'conversation', id: `C2C${other}` })
      }
    } catch (thrown) {
      setError(errorText(thrown))
    }
    setIsBusy(false)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void begin(userID.trim())
  }
  return (
    <Dialog
      title={word.newChat}
      onClose={onClose}
      actions={
        <>
          <Button variant="outline" onClick={onClose}>
            {shell.cancel}
          </Button>
          <Button theme="primary" loading={isBusy} onClick={() => void begin(userID.trim())}>
            {word.begin}
          </Button>
        </>
      }
    >
      <form onSubmit={submit} noValidate>
        <TextField
          label={word.who}
          value={userID}
          placeholder="bob"
          hint={word.whoText}
          error={error}
          onChange={setUserID}
        />
      </form>
      {missing !== '' && (
        <p className="callout" role="alert">
          {isDevelopment ? word.notYet(missing) : word.notYetHere(missing)}{' '}
          {isDevelopment && (
            <a href={addressOf({ kind: 'as', userID: missing })} target="_blank" rel="noopener">
              {word.openWindow(missing)}
            </a>
          )}
        </p>
      )}
      {isDevelopment && (
        <ul className="people-pick">
          {CAST.filter((other) => other.userID !== me).map((other) => (
            <li key={other.userID}>
              <CastButton {...other} onPick={() => void begin(other.userID)} />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function CastButton({ userID, nick, onPick }: { userID: string; nick: string; onPick: () => void }) {
  const isOnline = usePresence(userID)
  return (
    <button type="button" className="person-button" onClick={onPick}>
      <Avatar id={userID} name={nick} size={40} isOnline={isOnline} />
      <span>{nick}</span>
    </button>
  )
}
