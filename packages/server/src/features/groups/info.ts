import type { ErrorName } from '@signet/protocol/errors'
import { type Group, groupOf, type Member, memberOf } from './group.ts'
import { MOST_USERS } from './members.ts'
import { type Caller, type GroupParts, nameOf, standingOfCaller, unique } from './parts.ts'
import { decide } from './rules.ts'
import type { GroupRow } from './store.ts'

export type GroupInfo =
  /** `self` when the asker has a seat in it. */
  | { readonly kind: 'found'; readonly group: Group; readonly self: Member | undefined }
  | { readonly kind: 'refused'; readonly groupId: string; readonly error: ErrorName }

/**
 * What the asker may know of each group, in the order asked.
 *
 * @throws GROUP_TOO_MANY over 50
 */
export async function groupInfos(parts: GroupParts, caller: Caller, groupIds: readonly string[]): Promise<GroupInfo[]> {
  const { sdkAppId } = caller
  const wanted = unique(groupIds, MOST_USERS.read)
  if (wanted.length === 0) return []
  const rows = new Map((await parts.store.groups(sdkAppId, wanted)).map((row) => [row.group_id, row]))
  const selves = await selfIn(parts, caller, wanted)
  return await Promise.all(
    wanted.map(async (groupId): Promise<GroupInfo> => {
      const row = rows.get(groupId)
      if (row === undefined) return { kind: 'refused', groupId, error: 'GROUP_NOT_FOUND' }
      const self = selves.get(groupId)
      const error = decide(row.type, 'find', self?.role ?? (await standingWithoutSeat(parts, caller, row)))
      return error === undefined ? { kind: 'found', group: groupOf(row), self } : { kind: 'refused', groupId, error }
    }),
  )
}

/** Who has no seat may still be the application, or in a live room. */
const standingWithoutSeat = (parts: GroupParts, caller: Caller, row: GroupRow) =>
  standingOfCaller(parts, caller, row, 'find')

async function selfIn(parts: GroupParts, caller: Caller, groupIds: readonly string[]): Promise<Map<string, Member>> {
  const self = nameOf(caller)
  if (self === '') return new Map()
  const { sdkAppId } = caller
  const mutes = new Map(
    (await parts.store.muteUntils(sdkAppId, groupIds, [self])).map((row) => [row.group_id, row.until]),
  )
  const members = await parts.store.membershipsIn(sdkAppId, self, groupIds)
  return new Map(members.map((row) => [row.group_id, memberOf(row, mutes.get(row.group_id) ?? 0, parts.now())]))
}

export interface JoinedPage {
  readonly groups: { readonly group: Group; readonly self: Member }[]
  /** Absent on the last page. */
  readonly cursor: string | undefined
}

/** The groups that a user has a seat in, in the order of their ids; live rooms only those that the user runs. */
export async function joinedGroups(
  parts: GroupParts,
  sdkAppId: number,
  userId: string,
  page: { readonly cursor?: string | undefined; readonly limit: number; readonly type?: Group['type'] | undefined },
): Promise<JoinedPage> {
  const { items, next } = await parts.store.joined(sdkAppId, userId, {
    after: page.cursor ?? '',
    limit: page.limit,
    type: page.type,
  })
  const ids = items.map(({ group }) => group.group_id)
  const muted = ids.length === 0 ? [] : await parts.store.muteUntils(sdkAppId, ids, [userId])
  const mutes = new Map(muted.map((row) => [row.group_id, row.until]))
  return {
    groups: items.map(({ group, member }) => ({
      group: groupOf(group),
      self: memberOf(member, mutes.get(group.group_id) ?? 0, parts.now()),
    })),
    cursor: next,
  }
}
