import { TYPES } from '@signet/chat'
import { useChat } from '@signet/chat/react'
import { type FormEvent, useState } from 'react'
import { Button } from '../shell/button.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { useWords } from '../shell/language.tsx'
import { go } from '../shell/route.ts'
import { TextField } from '../shell/text-field.tsx'
import { useToast } from '../shell/toast.tsx'
import { shellWords } from '../shell/words.ts'
import { groupWords } from './words.ts'

/** Coming into a group or a live room of which one has the ID. */
export function JoinGroup({
  groupID: before = '',
  onClose,
}: {
  readonly groupID?: string
  readonly onClose: () => void
}) {
  const chat = useChat()
  const word = useWords(groupWords)
  const shell = useWords(shellWords)
  const say = useToast()
  const [groupID, setGroupID] = useState(before)
  const [isBusy, setIsBusy] = useState(false)
  const join = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault()
    setIsBusy(true)
    const failed = await say.failing(async () => {
      const { data } = await chat.joinGroup({ groupID: groupID.trim() })
      onClose()
      if (data.status === TYPES.JOIN_STATUS_WAIT_APPROVAL) say.good(word.asked)
      else go({ kind: 'conversation', id: `${TYPES.CONV_GROUP}${groupID.trim()}` })
    })
    if (failed) setIsBusy(false)
  }
  return (
    <Dialog
      title={word.joinTitle}
      onClose={onClose}
      actions={
        <>
          <Button variant="outline" onClick={onClose}>
            {shell.cancel}
          </Button>
          <Button theme="primary" loading={isBusy} disabled={groupID.trim() === ''} onClick={() => void join()}>
            {word.join}
          </Button>
        </>
      }
    >
      <form onSubmit={(event) => void join(event)} noValidate>
        <TextField
          label={word.groupId}
          value={groupID}
          placeholder="@TGS#…"
          hint={word.joinText}
          onChange={setGroupID}
        />
      </form>
    </Dialog>
  )
}
