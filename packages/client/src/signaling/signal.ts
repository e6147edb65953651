import type { Message } from '../message.ts'
import { TYPES } from '../type-constants.ts'
import { TSignaling } from './constants.ts'

/** A step of an invitation, as it travels inside a custom message. */
export interface Signal {
  /** The invitation. */
  readonly inviteID: string
  /** UserID of who made it. */
  readonly inviter: string
  /** Who is invited, or whom this step is about. */
  readonly inviteeList: readonly string[]
  /** '' between two users. */
  readonly groupID: string
  /** `TSignaling.ACTION_TYPE_…` */
  readonly actionType: number
  /** What the app said with this step; '' when nothing. */
  readonly data: string
  /** Seconds until the invitation ends by itself; 0: never. */
  readonly timeout: number
  /** Present when history does not have it. */
  readonly onlineUserOnly?: boolean
}

/** Marks a custom message as a step of an invitation. */
const BUSINESS = 1

/** A change of the invitation's data by who invited: the vendor's listener has an event for it, its actions no number. */
export const ACTION_MODIFY = 6

export const toData = (signal: Signal): string => JSON.stringify({ businessID: BUSINESS, ...signal })

/** The step that a message is, or nothing when it is another message. */
export function signalOf(message: Message): Signal | undefined {
  if (message.type !== TYPES.MSG_CUSTOM || !message.payload.data.includes('"inviteID"')) return undefined
  try {
    const signal = JSON.parse(message.payload.data) as Partial<Signal> & { businessID?: number }
    if (signal.businessID !== BUSINESS || typeof signal.inviteID !== 'string') return undefined
    return {
      inviteID: signal.inviteID,
      inviter: String(signal.inviter ?? ''),
      inviteeList: Array.isArray(signal.inviteeList) ? signal.inviteeList.map(String) : [],
      groupID: String(signal.groupID ?? ''),
      actionType: Number(signal.actionType ?? TSignaling.ACTION_TYPE_UNKNOWN),
      data: String(signal.data ?? ''),
      timeout: Number(signal.timeout) || 0,
      ...(signal.onlineUserOnly && { onlineUserOnly: true }),
    }
  } catch {
    return undefined
  }
}
