import { useChat } from '@signet/chat/react'
import { type FormEvent, useState } from 'react'
import { Button } from '../shell/button.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { useWords } from '../shell/language.tsx'
import { useSession } from '../shell/session-context.ts'
import { TextField } from '../shell/text-field.tsx'
import { useToast } from '../shell/toast.tsx'
import { shellWords } from '../shell/words.ts'

/** How others see one. */
export function OwnProfile({ nick: before, onClose }: { readonly nick: string; readonly onClose: () => void }) {
  const chat = useChat()
  const word = useWords(shellWords)
  const say = useToast()
  const { userID } = useSession()
  const [nick, setNick] = useState(before)
  const [isBusy, setIsBusy] = useState(false)
  const save = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault()
    setIsBusy(true)
    if (!(await say.failing(() => chat.updateMyProfile({ nick: nick.trim() })))) onClose()
    else setIsBusy(false)
  }
  return (
    <Dialog
      title={word.account}
      onClose={onClose}
      actions={
        <Button theme="primary" loading={isBusy} onClick={() => void save()}>
          {word.save}
        </Button>
      }
    >
      <form onSubmit={(event) => void save(event)}>
        <TextField label={word.yourName} value={nick} maxlength={50} onChange={setNick} />
        <p className="note">{word.userIdIs(userID)}</p>
      </form>
    </Dialog>
  )
}
