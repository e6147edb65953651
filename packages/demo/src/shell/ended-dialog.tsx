import { EVENT, type KickedOutType, TYPES } from '@signet/chat'
import { useChat } from '@signet/chat/react'
import { useEffect, useState } from 'react'
import { developmentTicket } from '../sign-in/environment.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { useErrorText } from './error-text.ts'
import { useWords } from './language.tsx'
import { useSession } from './session-context.ts'
import { shellWords } from './words.ts'

/** Says why the login has ended. Nobody comes back by themselves: two devices would end each other for ever. */
export function EndedDialog({ onLeave }: { readonly onLeave: () => void }) {
  const chat = useChat()
  const word = useWords(shellWords)
  const errorText = useErrorText()
  const { userID, isDevelopment } = useSession()
  const [why, setWhy] = useState<KickedOutType>()
  const [error, setError] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  useEffect(() => chat.on(EVENT.KICKED_OUT, ({ data }) => setWhy(data.type)), [chat])
  if (why === undefined) return null
  const texts: Readonly<Record<KickedOutType, string>> = {
    [TYPES.KICKED_OUT_MULT_DEVICE]: word.endedDevice,
    [TYPES.KICKED_OUT_MULT_ACCOUNT]: word.endedAccount,
    [TYPES.KICKED_OUT_USERSIG_EXPIRED]: word.endedTicket,
    [TYPES.KICKED_OUT_REST_API]: word.endedServer,
  }
  const again = async (): Promise<void> => {
    setIsBusy(true)
    setError('')
    try {
      const { userSig } = await developmentTicket(userID)
      await chat.login({ userID, userSig })
      setWhy(undefined)
    } catch (thrown) {
      setError(errorText(thrown))
    }
    setIsBusy(false)
  }
  return (
    <Dialog
      title={word.endedTitle}
      isFinal
      onClose={onLeave}
      actions={
        <>
          <Button variant="outline" onClick={onLeave}>
            {isDevelopment ? word.otherUser : word.signInAgain}
          </Button>
          {isDevelopment && (
            <Button theme="primary" loading={isBusy} onClick={() => void again()}>
              {word.signInAgain}
            </Button>
          )}
        </>
      }
    >
      <p>{texts[why]}</p>
      <p className="error-text" role="alert">
        {error}
      </p>
    </Dialog>
  )
}
