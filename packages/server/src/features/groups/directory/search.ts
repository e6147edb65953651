import { setImmediate } from 'node:timers/promises'
import type { GroupParts } from '../parts.ts'
import type { GroupType } from '../types.ts'

export interface GroupSearch {
  /** Beginning of a group id, as it is written. */
  readonly prefix?: string | undefined
  /** Part of a name, in any case. */
  readonly name?: string | undefined
  readonly type?: GroupType | undefined
  /** The group that the page before ended with. */
  readonly after?: string | undefined
  /** 1–50 */
  readonly limit: number
}

/** Names have no index: so many groups are looked at in one go, and so many in one answer. */
const WINDOW = 500
const WINDOWS = 40

/**
 * Groups of an application in the order of their ids. For the application's operators only.
 * @returns the ids, and where to go on when there is something behind: also on a page with few groups, or none
 */
export async function searchGroups(
  { store }: GroupParts,
  sdkAppId: number,
  { prefix = '', name = '', type, after = '', limit }: GroupSearch,
): Promise<{ readonly groupIds: readonly string[]; readonly next?: string }> {
  const wanted = name.toLowerCase()
  const found: string[] = []
  let at = after
  for (let i = 0; i < WINDOWS; i++) {
    const size = wanted === '' ? limit + 1 : WINDOW
    const rows = await store.groupPage(sdkAppId, { prefix, after: at, limit: size, type })
    for (const row of rows) {
      if (wanted !== '' && !row.name.toLowerCase().includes(wanted)) continue
      if (found.length === limit) return { groupIds: found, next: found.at(-1)! }
      found.push(row.group_id)
    }
    if (rows.length < size) return { groupIds: found }
    at = rows.at(-1)!.group_id
    await setImmediate()
  }
  return { groupIds: found, next: at }
}
