import type { Kysely } from 'kysely'
import type { FieldAccess, ProfileValue } from './rules.ts'

export interface ProfileTables {
  profile_field: { sdk_app_id: number; user_id: string; tag: string; value: string }
  profile_custom_rule: { sdk_app_id: number; tag: string; read_by: string; write_by: string }
}

/** What a query runs on: `read`, or the transaction that it is part of. */
type Reader = Kysely<ProfileTables>

export interface StoredField {
  readonly userId: string
  readonly tag: string
  readonly value: ProfileValue
}

/** By user, then by tag. */
export async function fieldsOf(
  q: Reader,
  sdkAppId: number,
  userIds: readonly string[],
): Promise<Map<string, Map<string, ProfileValue>>> {
  const rows = await q
    .selectFrom('profile_field')
    .select(['user_id', 'tag', 'value'])
    .where('sdk_app_id', '=', sdkAppId)
    .where('user_id', 'in', userIds)
    .orderBy('user_id')
    .orderBy('tag')
    .execute()
  const users = new Map<string, Map<string, ProfileValue>>()
  for (const { user_id, tag, value } of rows) {
    const fields = users.get(user_id) ?? new Map<string, ProfileValue>()
    users.set(user_id, fields.set(tag, JSON.parse(value) as ProfileValue))
  }
  return users
}

export const putField = (q: Reader, sdkAppId: number, { userId, tag, value }: StoredField) =>
  q
    .insertInto('profile_field')
    .values({ sdk_app_id: sdkAppId, user_id: userId, tag, value: JSON.stringify(value) })
    .onConflict((conflict) =>
      conflict.columns(['sdk_app_id', 'user_id', 'tag']).doUpdateSet({ value: JSON.stringify(value) }),
    )

export async function customRules(q: Reader, sdkAppId: number): Promise<Map<string, FieldAccess>> {
  const rows = await q.selectFrom('profile_custom_rule').selectAll().where('sdk_app_id', '=', sdkAppId).execute()
  return new Map(
    rows.map((row) => [
      row.tag,
      { readBy: row.read_by as FieldAccess['readBy'], writeBy: row.write_by as FieldAccess['writeBy'] },
    ]),
  )
}

export const putCustomRule = (q: Reader, sdkAppId: number, tag: string, { readBy, writeBy }: FieldAccess) =>
  q
    .insertInto('profile_custom_rule')
    .values({ sdk_app_id: sdkAppId, tag, read_by: readBy, write_by: writeBy })
    .onConflict((conflict) =>
      conflict.columns(['sdk_app_id', 'tag']).doUpdateSet({ read_by: readBy, write_by: writeBy }),
    )

export const eraseFields = (q: Reader, sdkAppId: number, userId: string) =>
  q.deleteFrom('profile_field').where('sdk_app_id', '=', sdkAppId).where('user_id', '=', userId)
