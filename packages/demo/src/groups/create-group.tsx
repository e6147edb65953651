import { TYPES } from '@signet/chat'
import { useChat } from '@signet/chat/react'
import { type FormEvent, useState } from 'react'
import { Button } from '../shell/button.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { useWords } from '../shell/language.tsx'
import { go } from '../shell/route.ts'
import { useSession } from '../shell/session-context.ts'
import { TextField } from '../shell/text-field.tsx'
import { useToast } from '../shell/toast.tsx'
import { shellWords } from '../shell/words.ts'
import { PeopleField } from './people-field.tsx'
import { userIDsOf } from './user-ids.ts'
import { groupWords } from './words.ts'

type Kind = typeof TYPES.GRP_WORK | typeof TYPES.GRP_PUBLIC | typeof TYPES.GRP_MEETING

export interface CreateGroupProps {
  readonly isRoom: boolean
  readonly onClose: () => void
}

/** A new group with its first people, or a live room. */
export function CreateGroup({ isRoom, onClose }: CreateGroupProps) {
  const chat = useChat()
  const word = useWords(groupWords)
  const shell = useWords(shellWords)
  const say = useToast()
  const { userID: me } = useSession()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<Kind>(TYPES.GRP_WORK)
  const [people, setPeople] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const kinds = [
    [TYPES.GRP_WORK, word.team, word.teamText],
    [TYPES.GRP_PUBLIC, word.public, word.publicText],
    [TYPES.GRP_MEETING, word.meeting, word.meetingText],
  ] as const

  const create = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault()
    setIsWrong(name.trim() === '')
    if (name.trim() === '') return
    setIsBusy(true)
    const memberList = userIDsOf(people)
      .filter((userID) => userID !== me)
      .map((userID) => ({ userID }))
    const failed = await say.failing(async () => {
      const { data } = await chat.createGroup({
        name: name.trim(),
        type: isRoom ? TYPES.GRP_AVCHATROOM : kind,
        ...(!isRoom && { memberList, inviteOption: TYPES.INVITE_OPTIONS_FREE_ACCESS }),
      })
      if (data.overLimitUserIDList.length > 0) say.bad(word.notAdded(data.overLimitUserIDList.join(', ')))
      onClose()
      go({ kind: 'conversation', id: `${TYPES.CONV_GROUP}${data.group.groupID}` })
    })
    if (failed) setIsBusy(false)
  }
  return (
    <Dialog
      title={isRoom ? word.createRoom : word.createGroup}
      onClose={onClose}
      actions={
        <>
          <Button variant="outline" onClick={onClose}>
            {shell.cancel}
          </Button>
          <Button theme="primary" loading={isBusy} onClick={() => void create()}>
            {isRoom ? word.goLive : word.create}
          </Button>
        </>
      }
    >
      <form className="stack" onSubmit={(event) => void create(event)} noValidate>
        <TextField
          label={word.name}
          value={name}
          maxlength={30}
          error={isWrong ? word.nameNeeded : ''}
          onChange={setName}
        />
        {isRoom ? (
          <p className="note">{word.roomText}</p>
        ) : (
          <>
            <fieldset className="kinds">
              <legend className="field-name">{word.kind}</legend>
              {kinds.map(([type, title, text]) => (
                <label key={type} className="kind">
                  <input type="radio" name="kind" checked={kind === type} onChange={() => setKind(type)} />
                  <span>
                    <b>{title}</b>
                    <span className="note">{text}</span>
                  </span>
                </label>
              ))}
            </fieldset>
            <PeopleField value={people} onChange={setPeople} />
            <p className="note">{word.peopleNow}</p>
          </>
        )}
      </form>
    </Dialog>
  )
}
