import { useWords } from '../../language/words.ts'
import { words } from './words.ts'

/** A group as the console's API tells it. Times are ms. */
export interface GroupLine {
  readonly groupId: string
  readonly type: GroupType
  readonly name: string
  readonly introduction: string
  readonly notification: string
  readonly faceUrl: string
  readonly owner: string
  readonly createdAt: number
  readonly maxMembers: number
  readonly memberCount: number
  readonly joinOption: string
  readonly inviteOption: string
  readonly muteAll: boolean
  readonly custom: readonly { readonly key: string; readonly value: string }[]
  /** Live rooms: who is inside now. */
  readonly online?: number
}

const NAMES = {
  Private: 'private',
  Public: 'public',
  ChatRoom: 'chatRoom',
  AVChatRoom: 'avChatRoom',
  Community: 'community',
} as const

export type GroupType = keyof typeof NAMES

/** The types as people read them. */
export function useGroupTypes() {
  const t = useWords(words)
  const say = (type: GroupType): string => t(NAMES[type])
  const options = (Object.keys(NAMES) as GroupType[]).map((value) => ({ value, text: say(value) }))
  return { say, options }
}
