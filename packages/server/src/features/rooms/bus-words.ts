/** What nodes say to each other about live rooms. A message needs no parsing: its head is split, its text passed on. */
import type { GroupEvent } from '@signet/protocol/group'
import type { Rank } from '../../engine/realtime/live-batch.ts'

/** Everybody in one room. */
export const roomSubject = (sdkAppId: number, groupId: string): string => `r.${sdkAppId}.${groupId}`
/** All rooms of all applications: for what goes to each room of one. */
export const ALL_ROOMS = 'rooms'

export type RoomWord =
  | {
      readonly kind: 'message'
      readonly node: string
      readonly seq: number
      readonly rank: Rank
      /** The session that said it. */
      readonly except: string
      /** JSON of the message. */
      readonly text: string
    }
  | { readonly kind: 'event'; readonly event: GroupEvent; readonly seq: number }
  | { readonly kind: 'count'; readonly node: string; readonly count: number }
  /** Who comes to a room that others know asks what was said there. */
  | { readonly kind: 'recent' }

export function encodeWord(word: RoomWord): string {
  if (word.kind !== 'message') return `J${JSON.stringify(word)}`
  const { node, seq, rank, except, text } = word
  return `M${node} ${seq} ${rank} ${except}\n${text}`
}

export function decodeWord(payload: string): RoomWord {
  if (payload[0] !== 'M') return JSON.parse(payload.slice(1)) as RoomWord
  const end = payload.indexOf('\n')
  const [node, seq, rank, except] = payload.slice(1, end).split(' ') as [string, string, string, string]
  return {
    kind: 'message',
    node,
    seq: Number(seq),
    rank: Number(rank) as Rank,
    except,
    text: payload.slice(end + 1),
  }
}

export interface Broadcast {
  readonly sdkAppId: number
  readonly seq: number
  readonly text: string
}

export const encodeBroadcast = ({ sdkAppId, seq, text }: Broadcast): string => `${sdkAppId} ${seq}\n${text}`

export function decodeBroadcast(payload: string): Broadcast {
  const end = payload.indexOf('\n')
  const [sdkAppId, seq] = payload.slice(0, end).split(' ')
  return { sdkAppId: Number(sdkAppId), seq: Number(seq), text: payload.slice(end + 1) }
}
