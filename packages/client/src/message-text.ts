import type { Message, MessageType } from './message.ts'
import { TYPES } from './type-constants.ts'

const WORDS: Partial<Record<MessageType, string>> = {
  [TYPES.MSG_CUSTOM]: '[Custom message]',
  [TYPES.MSG_FACE]: '[Sticker]',
  [TYPES.MSG_LOCATION]: '[Location]',
  [TYPES.MSG_IMAGE]: '[Image]',
  [TYPES.MSG_AUDIO]: '[Voice]',
  [TYPES.MSG_VIDEO]: '[Video]',
  [TYPES.MSG_FILE]: '[File]',
  [TYPES.MSG_MERGER]: '[Chat history]',
  [TYPES.MSG_GRP_TIP]: '[Group tip]',
  [TYPES.MSG_GRP_SYS_NOTICE]: '[Group notice]',
}

/** One line for a list of conversations. */
export const messageForShow = (message: Message): string =>
  message.type === TYPES.MSG_TEXT ? message.payload.text : (WORDS[message.type] ?? '')
