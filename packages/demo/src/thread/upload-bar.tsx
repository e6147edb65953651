import { type MessageView, useChat } from '@signet/chat/react'
import { CloseIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { useToast } from '../shell/toast.tsx'
import { cancel, useWay } from './sending.ts'
import { threadWords } from './words.ts'

/** How far an upload is, and a way to end it. */
export function UploadBar({ message }: { readonly message: MessageView }) {
  const chat = useChat()
  const word = useWords(threadWords)
  const say = useToast()
  const way = useWay(message.ID)
  if (message.status !== 'unSend' || way?.share === undefined) return null
  const percent = Math.round(way.share * 100)
  return (
    <span className="upload">
      <progress max={100} value={percent} aria-label={word.uploading(percent)} />
      <span className="upload-percent" aria-hidden="true">
        {percent} %
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label={word.cancelUpload}
        onClick={() => void say.failing(() => cancel(chat, message.original))}
      >
        <CloseIcon />
      </button>
    </span>
  )
}
