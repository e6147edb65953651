import type { Kysely } from 'kysely'
import type { GroupRow, GroupTables } from '../store.ts'
import type { GroupType } from '../types.ts'

/** Which groups: of a type; of communities those with topics, or those without. */
export interface GroupChoice {
  readonly type?: GroupType | undefined
  readonly withTopics?: boolean | undefined
}

/** The groups of an application as a whole: part of the group store. */
export function createDirectoryQueries(q: Kysely<GroupTables>) {
  const groups = (sdkAppId: number, { type, withTopics }: GroupChoice) => {
    const all = q.selectFrom('im_group').where('sdk_app_id', '=', sdkAppId)
    const some = type === undefined ? all : all.where('type', '=', type)
    if (withTopics === undefined) return some
    return some.where((e) => e.or([e('type', '!=', 'Community'), e('support_topic', '=', withTopics ? 1 : 0)]))
  }
  return {
    /** In the order of their ids, from a position on. */
    async groupIdsAt(
      sdkAppId: number,
      page: GroupChoice & { readonly offset: number; readonly limit: number },
    ): Promise<string[]> {
      const rows = await groups(sdkAppId, page)
        .select('group_id')
        .orderBy('group_id')
        .limit(page.limit)
        .offset(page.offset)
        .execute()
      return rows.map((row) => row.group_id)
    },
    /** In the order of their ids, after one of them. */
    async groupPage(
      sdkAppId: number,
      page: { prefix: string; after: string; limit: number; type?: GroupType | undefined },
    ): Promise<Pick<GroupRow, 'group_id' | 'name'>[]> {
      let query = groups(sdkAppId, page).select(['group_id', 'name'])
      // One lower bound: of two, the engine may begin at the lower one and walk.
      const from =
        page.after < page.prefix ? query.where('group_id', '>=', page.prefix) : query.where('group_id', '>', page.after)
      query = page.prefix === '' ? from : from.where('group_id', '<', `${page.prefix}\u{10ffff}`)
      return await query.orderBy('group_id').limit(page.limit).execute()
    },
    async countGroups(sdkAppId: number, choice: GroupChoice = {}): Promise<number> {
      const row = await groups(sdkAppId, choice)
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return Number(row.n)
    },
  }
}
