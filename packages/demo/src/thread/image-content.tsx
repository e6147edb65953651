import type { TYPES } from '@signet/chat'
import type { MessageView } from '@signet/chat/react'
import { useState } from 'react'
import { Dialog } from '../shell/dialog.tsx'
import { useWords } from '../shell/language.tsx'
import { fileAddress } from './file-address.ts'
import { UploadBar } from './upload-bar.tsx'
import { threadWords } from './words.ts'

const MOST_WIDTH = 320
const MOST_HEIGHT = 280

/** A picture at its size in the list, so that nothing jumps when it has come; pressed, it is shown large. */
export function ImageContent({
  message,
}: {
  readonly message: Extract<MessageView, { type: typeof TYPES.MSG_IMAGE }>
}) {
  const word = useWords(threadWords)
  const [isOpen, setIsOpen] = useState(false)
  const [isBroken, setIsBroken] = useState(false)
  const [original, large, small] = message.payload.imageInfoArray
  const shown = fileAddress(small?.url ?? '') ?? fileAddress(original?.url ?? '')
  const full = fileAddress(large?.url ?? '') ?? shown
  if (shown === undefined || full === undefined || isBroken) return <span className="note">{word.noFile}</span>
  const { width = 0, height = 0 } = original ?? {}
  const scale = Math.min(1, MOST_WIDTH / width, MOST_HEIGHT / height)
  const size = width > 0 && height > 0 ? { width: Math.round(width * scale), height: Math.round(height * scale) } : {}
  return (
    <>
      <button type="button" className="image" aria-label={word.openImage} onClick={() => setIsOpen(true)}>
        <img src={shown} alt={word.image} {...size} loading="lazy" onError={() => setIsBroken(true)} />
      </button>
      <UploadBar message={message} />
      {isOpen && (
        <Dialog title={word.image} onClose={() => setIsOpen(false)}>
          <img className="image-full" src={full} alt={word.image} />
        </Dialog>
      )}
    </>
  )
}
