import type { MsgBody } from '@signet/protocol/message'

/**
 * What is sent in place of a body that a user wrote: the same one when nothing is to be replaced.
 * @throws Failure MESSAGE_FILTERED
 */
export type Filter = (sdkAppId: number, body: MsgBody) => MsgBody
