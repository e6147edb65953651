import { isUserId } from '@signet/protocol/ids'
import type { OpInput } from '@signet/protocol/realtime/requests'
import { fail } from '../../engine/failure.ts'
import type { Identity } from '../../engine/realtime/session.ts'
import type { Draft } from './route.ts'
import { defaultMsgSeq } from './rules.ts'

/** The message that a session wants to send. Who sends it is what the session was verified to be. @throws Failure BAD_PARAMETER */
export function draftOf(self: Identity, data: OpInput<'send'>): Draft {
  const to = receiverOf(data)
  return {
    from: self.userId,
    to,
    tinyId: self.tinyId,
    random: data.random,
    clientTime: data.clientTime,
    msgSeq: data.msgSeq ?? defaultMsgSeq(data.random),
    body: data.body,
    ...(data.cloudCustomData !== undefined && { cloudCustomData: data.cloudCustomData }),
    ...(data.needReceipt && { needReceipt: true }),
    ...(data.supportExtension && { supportExtension: true }),
    ...(data.noUnread && { noUnread: true }),
    ...(data.noLastMsg && { noLastMsg: true }),
    ...(data.withMuteNotifications && { withMuteNotifications: true }),
    ...(data.priority && { priority: data.priority }),
    ...(data.mentions && { mentions: data.mentions }),
    ...(data.mentionsAll && { mentionsAll: true }),
    ...(data.targets && { targets: data.targets }),
    ...(data.lifeTime !== undefined && { lifeTime: data.lifeTime }),
    ...(data.offlinePush && { offlinePush: data.offlinePush }),
  }
}

/** The UserID or the group that a message is for. @throws Failure BAD_PARAMETER */
function receiverOf({ to, group, targets }: OpInput<'send'>): string {
  if ((to === undefined) === (group === undefined)) {
    throw fail('BAD_PARAMETER', 'Give either `to`, a UserID, or `group`, a GroupID.')
  }
  if (group !== undefined) return group
  if (targets !== undefined) throw fail('BAD_PARAMETER', '`targets` are members of a group: give `group`.')
  if (!isUserId(to!)) throw fail('BAD_PARAMETER', '`to` is not a UserID.')
  return to!
}
