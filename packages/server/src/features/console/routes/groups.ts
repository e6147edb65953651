import { ERRORS } from '@signet/protocol/errors'
import { type Static, Type } from 'typebox'
import { Failure } from '../../../engine/failure.ts'
import { createGroup } from '../../groups/create.ts'
import type { Groups } from '../../groups/create-groups.ts'
import { searchGroups } from '../../groups/directory/search.ts'
import { dissolveGroup } from '../../groups/dissolve.ts'
import { groupInfos, joinedGroups } from '../../groups/info.ts'
import type { Caller } from '../../groups/parts.ts'
import { groupTypeOf } from '../../groups/rules.ts'
import { transferGroup } from '../../groups/transfer.ts'
import { GROUP_TYPES, INVITE_OPTIONS, JOIN_OPTIONS } from '../../groups/types.ts'
import { updateGroup } from '../../groups/update.ts'
import type { Rooms } from '../../rooms/create-rooms.ts'
import { restOrigin } from '../../webhooks/origin.ts'
import { type ConsoleCall, type ConsoleRoute, consoleRoute } from '../route.ts'
import { Id, pageOf } from './inputs.ts'

export interface GroupRouteParts {
  readonly groups: Groups
  readonly rooms: Rooms
}

/** The console acts in groups as the application does, with the rights of an owner. */
export const callerOf = ({ sdkAppId, address }: Pick<ConsoleCall, 'sdkAppId' | 'address'>): Caller => ({
  sdkAppId,
  actor: { kind: 'app' },
  origin: restOrigin(address),
})

const oneOf = <const T extends readonly string[]>(names: T) =>
  Type.Union(names.map((name) => Type.Literal(name as T[number])))

const Text = Type.String({ maxLength: 2000 })
const Details = {
  introduction: Type.Optional(Text),
  notification: Type.Optional(Text),
  faceUrl: Type.Optional(Text),
  joinOption: Type.Optional(oneOf(JOIN_OPTIONS)),
  inviteOption: Type.Optional(oneOf(INVITE_OPTIONS)),
  maxMembers: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
}
const NewGroup = Type.Object({
  type: oneOf(GROUP_TYPES),
  name: Text,
  groupId: Type.Optional(Id),
  owner: Type.Optional(Id),
  ...Details,
})
const Change = Type.Object({
  groupId: Id,
  name: Type.Optional(Text),
  muteAll: Type.Optional(Type.Boolean()),
  ...Details,
})

/** The groups and live rooms of an application. */
export function groupRoutes({ groups, rooms }: GroupRouteParts): ConsoleRoute[] {
  async function shown(sdkAppId: number, groupIds: readonly string[]) {
    const caller: Caller = { sdkAppId, actor: { kind: 'app' } }
    const infos = await groupInfos(groups, caller, groupIds)
    return infos.flatMap((info) => {
      if (info.kind === 'refused') return []
      const { group } = info
      const isRoom = group.type === 'AVChatRoom'
      return [{ ...group, ...(isRoom ? { online: rooms.online(sdkAppId, group.groupId) } : {}) }]
    })
  }

  return [
    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/groups',
      role: 'readOnly',
      input: Type.Object({
        prefix: Type.Optional(Type.String({ maxLength: 48 })),
        name: Type.Optional(Type.String({ maxLength: 100 })),
        type: Type.Optional(Type.String({ maxLength: 32 })),
        ...pageOf(50),
      }),
      async handle({ sdkAppId, input: { limit = 20, type, ...search } }) {
        const { groupIds, next } = await searchGroups(groups, sdkAppId, {
          ...search,
          limit,
          type: type === undefined ? undefined : groupTypeOf(type),
        })
        return { groups: await shown(sdkAppId, groupIds), ...(next === undefined ? {} : { next }) }
      },
    }),

    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/groups/one',
      role: 'readOnly',
      input: Type.Object({ groupId: Id }),
      async handle({ sdkAppId, input: { groupId } }) {
        const [group] = await shown(sdkAppId, [groupId])
        if (group === undefined) throw new Failure('GROUP_NOT_FOUND', ERRORS.GROUP_NOT_FOUND.text)
        return { group, newestSeq: await groups.headSeq(sdkAppId, groupId) }
      },
    }),

    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/groups/joined',
      role: 'readOnly',
      input: Type.Object({ userId: Id, ...pageOf(50) }),
      async handle({ sdkAppId, input: { userId, after, limit = 20 } }) {
        const { groups: joined, cursor } = await joinedGroups(groups, sdkAppId, userId, { cursor: after, limit })
        const listed = joined.map(({ group: { groupId, name, type }, self: { role, joinedAt } }) => {
          return { groupId, name, type, role, joinedAt }
        })
        return { groups: listed, ...(cursor === undefined ? {} : { next: cursor }) }
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/groups',
      role: 'operator',
      audited: 'group.create',
      input: NewGroup,
      async handle(call) {
        const made = await createGroup(groups, callerOf(call), call.input)
        call.note({
          target: { kind: 'group', id: made.groupId },
          after: { type: made.type },
          accounts: call.input.owner === undefined ? [] : [call.input.owner],
        })
        return made
      },
    }),

    consoleRoute({
      method: 'PATCH',
      path: 'applications/:sdkAppId/groups',
      role: 'operator',
      audited: 'group.change',
      input: Change,
      async handle(call) {
        const { groupId, ...change } = call.input
        const [before] = await shown(call.sdkAppId, [groupId])
        call.note(changed(before, change))
        await updateGroup(groups, callerOf(call), groupId, change)
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/groups/transfer',
      role: 'operator',
      audited: 'group.transfer',
      input: Type.Object({ groupId: Id, owner: Id }),
      async handle(call) {
        const { groupId, owner } = call.input
        const [group] = await shown(call.sdkAppId, [groupId])
        call.note({
          before: { owner: group?.owner },
          after: { owner },
          accounts: [owner, ...(group?.owner ? [group.owner] : [])],
        })
        await transferGroup(groups, callerOf(call), groupId, owner)
      },
    }),

    consoleRoute({
      method: 'DELETE',
      path: 'applications/:sdkAppId/groups',
      role: 'operator',
      audited: 'group.dissolve',
      // Typed once more by who dissolves it: it cannot be taken back.
      input: Type.Object({ groupId: Id, confirm: Id }),
      async handle(call) {
        const { groupId, confirm } = call.input
        if (confirm !== groupId)
          throw new Failure('BAD_PARAMETER', 'confirm is not the GroupID: nothing was dissolved.')
        await dissolveGroup(groups, callerOf(call), groupId)
      },
    }),
  ]
}

/** The two sides of a change, field by field; what people wrote about their group is told as changed, not repeated. */
function changed(before: object | undefined, change: Omit<Static<typeof Change>, 'groupId'>) {
  const told = new Set(['joinOption', 'inviteOption', 'maxMembers', 'muteAll'])
  const side = (of: object | undefined) =>
    Object.fromEntries(
      Object.keys(change).map((name) => [name, told.has(name) ? (of as Record<string, unknown>)?.[name] : '…']),
    )
  return { before: side(before), after: side(change) }
}
