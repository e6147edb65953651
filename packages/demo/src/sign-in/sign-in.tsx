import { useState } from 'react'
import { Button } from '../shell/button.tsx'
import { useErrorText } from '../shell/error-text.ts'
import { useWords } from '../shell/language.tsx'
import { LookSwitches } from '../shell/look-switches.tsx'
import { DevelopmentSignIn } from './development-sign-in.tsx'
import type { Environment } from './environment.ts'
import { type Identity, type Session, signIn } from './session.ts'
import { TicketSignIn } from './ticket-sign-in.tsx'
import { signInWords } from './words.ts'

export interface SignInProps {
  readonly environment: Environment
  readonly onSignedIn: (session: Session) => void
}

/** The first page: test users in the development mode, else a ticket. */
export function SignIn({ environment, onSignedIn }: SignInProps) {
  const word = useWords(signInWords)
  const errorText = useErrorText()
  const [hasTicket, setHasTicket] = useState(!environment.development)
  const [busy, setBusy] = useState<string>()
  const [error, setError] = useState('')

  const enter = async (identity: Identity): Promise<void> => {
    setBusy(identity.userID)
    setError('')
    try {
      onSignedIn(await signIn(identity))
    } catch (thrown) {
      setError(errorText(thrown))
      setBusy(undefined)
    }
  }

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img className="sign-in-mark" src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="48" height="48" />
        <h1>{word.title}</h1>
        <p className="note">{hasTicket ? word.introTicket : word.intro}</p>
        {hasTicket ? (
          <TicketSignIn busy={busy !== undefined} onEnter={enter} />
        ) : (
          <DevelopmentSignIn busy={busy} onEnter={enter} />
        )}
        <p className="error-text" role="alert">
          {error}
        </p>
        {environment.development && (
          <Button variant="text" theme="primary" onClick={() => setHasTicket(!hasTicket)}>
            {hasTicket ? word.withoutTicket : word.withTicket}
          </Button>
        )}
      </div>
      <footer className="sign-in-foot">
        {environment.development && !hasTicket && <p className="note">{word.development}</p>}
        <LookSwitches />
      </footer>
    </main>
  )
}
