import { type Chat, type Message, TYPES } from '@signet/chat'
import { isGroup, targetOf } from '../people/names.ts'
import { progress, send } from '../thread/sending.ts'

const IMAGE = /\.(jpe?g|gif|png|bmp|webp|avif)$/i
const VIDEO = /\.(mp4|mov|webm|m4v)$/i

/** Sends files as what they are: pictures and videos are shown, all else is offered to be saved. @throws {ChatError} for what cannot be sent */
export async function sendFiles(chat: Chat, conversationID: string, files: readonly File[]): Promise<void> {
  for (const file of files) {
    const { onProgress, of } = progress()
    const options = {
      to: targetOf(conversationID),
      conversationType: isGroup(conversationID) ? TYPES.CONV_GROUP : TYPES.CONV_C2C,
      payload: { file },
      onProgress,
    } as const
    const make = (): Message => {
      if (IMAGE.test(file.name) || (file.name === '' && file.type.startsWith('image/')))
        return chat.createImageMessage(options)
      return VIDEO.test(file.name) ? chat.createVideoMessage(options) : chat.createFileMessage(options)
    }
    const message = make()
    of(message)
    void send(chat, message)
  }
}
