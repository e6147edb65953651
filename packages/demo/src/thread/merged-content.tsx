import { TYPES } from '@signet/chat'
import { type MessageView, useChat } from '@signet/chat/react'
import { useState } from 'react'
import { Dialog } from '../shell/dialog.tsx'
import { useLanguage, useWords } from '../shell/language.tsx'
import { useToast } from '../shell/toast.tsx'
import { Text } from './text.tsx'
import { clockTime } from './time.ts'
import { threadWords } from './words.ts'

/** Several messages in one: its first lines, and when it is pressed all of them. */
export function MergedContent({
  message,
}: {
  readonly message: Extract<MessageView, { type: typeof TYPES.MSG_MERGER }>
}) {
  const chat = useChat()
  const word = useWords(threadWords)
  const { language } = useLanguage()
  const say = useToast()
  const [list, setList] = useState<typeof message.payload.messageList>()
  const { title, abstractList } = message.payload
  const open = (): Promise<boolean> =>
    say.failing(async () => {
      const { data } = await chat.downloadMergerMessage(message.original)
      setList(data.payload.messageList)
    })
  return (
    <>
      <button type="button" className="merged" onClick={() => void open()}>
        <bdi className="merged-title">{title || word.messagesMerged}</bdi>
        {abstractList.slice(0, 4).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their place.
          <bdi key={index} className="note">
            {line}
          </bdi>
        ))}
      </button>
      {list && (
        <Dialog title={title || word.messagesMerged} onClose={() => setList(undefined)}>
          <ul className="merged-list">
            {list.map(({ ID, from, nick, time, messageBody }) => (
              <li key={ID}>
                <p className="note">
                  <bdi>{nick || from}</bdi> {clockTime(time, language)}
                </p>
                {messageBody.map((element, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: elements have nothing but their place.
                  <p key={index}>
                    {element.type === TYPES.MSG_TEXT ? <Text text={element.payload.text} /> : word.unknown}
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </>
  )
}
