import type { MsgBody } from '@signet/protocol/message'
import type { Origin } from '../webhooks/request.ts'

/** Who wrote a message, and to whom: for whoever hears of what was blocked. */
export interface Written {
  readonly from: string
  readonly scene: 'C2C' | 'Group'
  /** The receiver, or the group. */
  readonly contact: string
  readonly cloudCustomData: string | undefined
  readonly origin: Origin
}

/**
 * What is sent in place of a body that a user wrote: the same one when nothing is to be replaced.
 * @param written absent: it is no message that is sent now
 * @throws Failure MESSAGE_FILTERED
 */
export type Filter = (sdkAppId: number, body: MsgBody, written?: Written) => MsgBody
