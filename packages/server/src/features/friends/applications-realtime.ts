import { PENDENCY_TYPE } from '@signet/protocol/friend'
import type { OpName } from '@signet/protocol/realtime/requests'
import type { Handlers } from '../../engine/realtime/dispatch.ts'
import {
  acceptApplication,
  deleteApplications,
  listApplications,
  readApplications,
  refuseApplication,
} from './applications.ts'
import type { FriendParts } from './parts.ts'
import { selfOf } from './self.ts'

type ApplicationOps = Extract<OpName, `friend.application.${string}`>

/** A refusal as webhooks name it. */
const REFUSED = 'Response_Action_Reject'

/** Socket requests about applications for friendship: the session's user is the one who answers (FRD6). */
export function applicationHandlers(parts: FriendParts): Pick<Handlers, ApplicationOps> {
  return {
    async 'friend.application.list'(session) {
      const { revision, rows } = await listApplications(parts, selfOf(session))
      return {
        applications: rows.map((row) => ({
          userId: row.peer_id,
          type: row.direction === 'in' ? PENDENCY_TYPE.comeIn : PENDENCY_TYPE.sendOut,
          source: row.source,
          wording: row.wording,
          time: Number(row.created_at),
        })),
        unread: rows.filter((row) => Number(row.unread) === 1).length,
        revision,
      }
    },
    async 'friend.application.accept'(session, { userId, type, remark }) {
      const me = selfOf(session)
      await parts.hooks?.beforeAnswer(me, { To_Account: userId, Remark: remark ?? '', ResponseAction: type })
      await acceptApplication(parts, me, { peer: userId, action: type, remark })
      return {}
    },
    async 'friend.application.refuse'(session, { userId }) {
      const me = selfOf(session)
      await parts.hooks?.beforeAnswer(me, { To_Account: userId, ResponseAction: REFUSED })
      await refuseApplication(parts, me, userId)
      return {}
    },
    async 'friend.application.delete'(session, { userIds, type }) {
      return { results: await deleteApplications(parts, selfOf(session), userIds, type) }
    },
    async 'friend.application.read'(session) {
      await readApplications(parts, selfOf(session))
      return {}
    },
  }
}
