import { EVENT, type KickedOutType, TYPES } from '@signet/chat'
import { useChat } from '@signet/chat/react'
import { useEffect, useState } from 'react'
import { Button } from 'tdesign-react'
import { developmentTicket } from '../sign-in/environment.ts'
import { Dialog } from './dialog.tsx'
import { useWords } from './language.tsx'
import { useSession } from './session-context.ts'
import { useToast } from './toast.tsx'
import { shellWords } from './words.ts'

/** Says why the login has ended. Nobody comes back by themselves: two devices would end each other for ever. */
export function EndedDialog({ onLeave }: { readonly onLeave: () => void }) {
  const chat = useChat()
  const word = useWords(shellWords)
  const say = useToast()
  const { userID, isDevelopment } = useSession()
  const [why, setWhy] = useState<KickedOutType>()
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
    const failed = await say.failing(async () => {
      const { userSig } = await developmentTicket(userID)
      await chat.login({ userID, userSig })
    })
    setIsBusy(false)
    if (!failed) setWhy(undefined)
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
    </Dialog>
  )
}
