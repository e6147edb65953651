import { ERRORS, type ErrorName } from '@signet/protocol/errors'
import { type Handlers, RawJson } from '../../engine/realtime/dispatch.ts'
import { applicationsFor, handleApplication } from './applications.ts'
import { callerOf, PAGE, selfOf, withCursor } from './caller.ts'
import { createGroup } from './create.ts'
import type { Groups } from './create-groups.ts'
import { dissolveGroup } from './dissolve.ts'
import { type GroupInfo, groupInfos, joinedGroups } from './info.ts'
import { joinGroup } from './join.ts'
import { joinRoom, quitRoom } from './join-room.ts'
import { quitGroup } from './quit.ts'
import { dataHandlers } from './realtime-data.ts'
import { memberHandlers } from './realtime-members.ts'
import { topicHandlers } from './realtime-topics.ts'
import { transferGroup } from './transfer.ts'
import { updateGroup } from './update.ts'

type Ops = Extract<keyof Handlers, `group.${string}` | `topic.${string}` | `permission.${string}`>

/** Socket requests about groups. */
export function groupHandlers(groups: Groups): Pick<Handlers, Ops> {
  return {
    ...memberHandlers(groups),
    ...dataHandlers(groups),
    ...topicHandlers(groups),

    'group.create': (session, data) =>
      createGroup(groups, callerOf(session), { ...data, owner: undefined, createdAt: undefined }),

    async 'group.info'(session, { groupIds }) {
      const infos = await groupInfos(groups, callerOf(session), groupIds)
      return { groups: infos.flatMap(foundItem), refused: infos.flatMap(refusedItem) }
    },

    async 'group.joined'(session, { cursor, limit = PAGE, type }) {
      const { sdkAppId, userId } = selfOf(session)
      const page = await joinedGroups(groups, sdkAppId, userId, { cursor, limit, type })
      return { groups: page.groups, ...withCursor(page.cursor) }
    },

    'group.update': (session, { groupId, ...update }) => updateGroup(groups, callerOf(session), groupId, update),

    async 'group.dissolve'(session, { groupId }) {
      await dissolveGroup(groups, callerOf(session), groupId)
      return {}
    },

    async 'group.transfer'(session, { groupId, to }) {
      await transferGroup(groups, callerOf(session), groupId, to)
      return {}
    },

    async 'group.join'(session, { groupId, note }) {
      const self = selfOf(session)
      const room = await joinRoom(groups, session, self, groupId)
      if (room === undefined) return await joinGroup(groups, self, groupId, note)
      return new RawJson(`{"status":"${room.status}","room":${room.json}}`)
    },

    async 'group.quit'(session, { groupId }) {
      const self = selfOf(session)
      if (!(await quitRoom(groups, session, self, groupId))) await quitGroup(groups, self, groupId)
      return {}
    },

    async 'group.applications'(session, { cursor, limit = PAGE }) {
      const { sdkAppId, userId } = selfOf(session)
      const page = await applicationsFor(groups, sdkAppId, userId, { cursor, limit })
      return { applications: page.applications, ...withCursor(page.cursor) }
    },

    async 'group.answer'(session, { groupId, ...answer }) {
      await handleApplication(groups, callerOf(session), groupId, answer)
      return {}
    },
  }
}

function foundItem(info: GroupInfo) {
  if (info.kind !== 'found') return []
  return [{ group: info.group, ...(info.self === undefined ? {} : { self: info.self }) }]
}

function refusedItem(info: GroupInfo): { groupId: string; code: number; name: ErrorName }[] {
  return info.kind === 'found' ? [] : [{ groupId: info.groupId, code: ERRORS[info.error].code, name: info.error }]
}
