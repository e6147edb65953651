import { TYPES } from '@signet/chat'
import type { MessageView } from '@signet/chat/react'
import { FileIcon, LocationIcon } from '../shell/icons.ts'
import { useWords } from '../shell/language.tsx'
import { fileAddress, sizeText } from './file-address.ts'
import { ImageContent } from './image-content.tsx'
import { MergedContent } from './merged-content.tsx'
import { Text } from './text.tsx'
import { UploadBar } from './upload-bar.tsx'
import { threadWords } from './words.ts'

/** What a message holds, by its type. */
export function Content({ message }: { readonly message: MessageView }) {
  const word = useWords(threadWords)
  switch (message.type) {
    case TYPES.MSG_TEXT:
      return <Text text={message.payload.text} hasMentions={message.atUserList.length > 0} />
    case TYPES.MSG_IMAGE:
      return <ImageContent message={message} />
    case TYPES.MSG_FILE:
      return <FileContent message={message} />
    case TYPES.MSG_AUDIO: {
      const address = fileAddress(message.payload.url)
      // biome-ignore lint/a11y/useMediaCaption: a voice message has no captions.
      return address ? <audio controls preload="metadata" src={address} /> : <span className="note">{word.noFile}</span>
    }
    case TYPES.MSG_VIDEO: {
      const address = fileAddress(message.payload.videoUrl)
      return (
        <>
          {address ? (
            // biome-ignore lint/a11y/useMediaCaption: a video that somebody sends has no captions.
            <video controls preload="metadata" src={address} className="video" />
          ) : (
            <span className="note">{word.noFile}</span>
          )}
          <UploadBar message={message} />
        </>
      )
    }
    case TYPES.MSG_LOCATION:
      return (
        <span className="file">
          <LocationIcon size="24px" />
          <span className="file-text">
            <bdi>{message.payload.description || word.location}</bdi>
            <span className="note">
              {message.payload.latitude.toFixed(4)}, {message.payload.longitude.toFixed(4)}
            </span>
          </span>
        </span>
      )
    case TYPES.MSG_FACE:
      return <span>[{word.sticker}]</span>
    case TYPES.MSG_MERGER:
      return <MergedContent message={message} />
    case TYPES.MSG_CUSTOM:
      return <bdi className="text">{message.payload.description || word.unknown}</bdi>
    default:
      return null
  }
}

function FileContent({ message }: { readonly message: Extract<MessageView, { type: typeof TYPES.MSG_FILE }> }) {
  const word = useWords(threadWords)
  const { fileName, fileSize, fileUrl } = message.payload
  const address = message.status === 'success' ? fileAddress(fileUrl) : undefined
  const inside = (
    <>
      <FileIcon size="28px" />
      <span className="file-text">
        <bdi className="file-name">{fileName}</bdi>
        <span className="note">
          {address === undefined && message.status === 'success' ? word.noFile : sizeText(fileSize)}
        </span>
      </span>
    </>
  )
  return (
    <>
      {address ? (
        <a className="file" href={address} download={fileName} aria-label={word.download(fileName)}>
          {inside}
        </a>
      ) : (
        <span className="file">{inside}</span>
      )}
      <UploadBar message={message} />
    </>
  )
}
