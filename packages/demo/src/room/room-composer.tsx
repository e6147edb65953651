import { type Group, TYPES } from '@signet/chat'
import { useChat } from '@signet/chat/react'
import { type FormEvent, useState } from 'react'
import { Button } from '../shell/button.tsx'
import { useErrorText } from '../shell/error-text.ts'
import { HeartFilledIcon, SendIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { TextField } from '../shell/text-field.tsx'
import { useToast } from '../shell/toast.tsx'
import { roomWords } from './words.ts'

const HEART = '❤️'

export interface RoomComposerProps {
  readonly group: Group
  readonly isHost: boolean
  readonly isIn: boolean
}

/** Comments for the room. Hearts may be dropped first when there are too many of them. */
export function RoomComposer({ group, isHost, isIn }: RoomComposerProps) {
  const chat = useChat()
  const word = useWords(roomWords)
  const say = useToast()
  const errorText = useErrorText()
  const [text, setText] = useState('')
  if (group.muteAllMembers && !isHost) return <p className="composer-silent">{word.mutedAll}</p>

  const comment = async (words: string, priority: typeof TYPES.MSG_PRIORITY_LOW | typeof TYPES.MSG_PRIORITY_NORMAL) => {
    const message = chat.createTextMessage({
      to: group.groupID,
      conversationType: TYPES.CONV_GROUP,
      payload: { text: words },
      priority,
    })
    try {
      await chat.sendMessage(message)
    } catch (error) {
      say.bad(errorText(error))
    }
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (text.trim() === '') return
    void comment(text.trim(), TYPES.MSG_PRIORITY_NORMAL)
    setText('')
  }
  return (
    <form className="room-composer" onSubmit={submit}>
      <TextField
        isQuiet
        label={word.say}
        value={text}
        placeholder={word.say}
        maxlength={200}
        disabled={!isIn}
        autocomplete="off"
        onChange={setText}
      />
      <Button
        variant="text"
        shape="square"
        className="heart"
        icon={<HeartFilledIcon />}
        aria-label={word.heart}
        title={word.heart}
        disabled={!isIn}
        onClick={() => void comment(HEART, TYPES.MSG_PRIORITY_LOW)}
      />
      <Button
        type="submit"
        theme="primary"
        shape="circle"
        icon={<SendIcon />}
        aria-label={word.send}
        disabled={!isIn || text.trim() === ''}
      />
    </form>
  )
}
