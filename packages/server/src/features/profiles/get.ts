import { ADMIN_FORBID_TYPE, type AllowType, PROFILE_TAG } from '@signet/protocol/profile'
import { fail } from '../../engine/failure.ts'
import type { ProfileParts } from './parts.ts'
import { accessOf, isProfileTag, mayRead, type ProfileValue, type Reader } from './rules.ts'
import { customRules, fieldsOf } from './store.ts'

export interface Profile {
  readonly userId: string
  readonly exists: boolean
  /** By tag. A field without a value is absent, as is one that the reader may not read. */
  readonly fields: ReadonlyMap<string, ProfileValue>
}

/**
 * Profiles in the order asked for (PRF2).
 * @param reader the UserID that asks, or nothing for the application's backend
 * @param tags only these; default all
 * @throws PROFILE_TAG_UNKNOWN
 */
export async function getProfiles(
  { db, accounts }: ProfileParts,
  sdkAppId: number,
  reader: string | undefined,
  userIds: readonly string[],
  tags?: readonly string[],
): Promise<Profile[]> {
  const unknown = tags?.find((tag) => !isProfileTag(tag))
  if (unknown !== undefined) throw fail('PROFILE_TAG_UNKNOWN', `There is no field ${JSON.stringify(unknown)}.`)
  const wanted = tags === undefined ? undefined : new Set(tags)
  const custom = await customRules(db.read, sdkAppId)
  const stored = await fieldsOf(db.read, sdkAppId, userIds)
  return await Promise.all(
    userIds.map(async (userId) => {
      const account = await accounts.find(sdkAppId, userId)
      if (account === undefined) return { userId, exists: false, fields: new Map<string, ProfileValue>() }
      const who: Reader = reader === undefined ? 'admin' : reader === userId ? 'owner' : 'other'
      const fields = new Map<string, ProfileValue>()
      if (account.nick !== '') fields.set(PROFILE_TAG.nick, account.nick)
      if (account.faceUrl !== '') fields.set(PROFILE_TAG.image, account.faceUrl)
      for (const [tag, value] of stored.get(userId) ?? []) fields.set(tag, value)
      for (const tag of fields.keys()) {
        const shown = wanted === undefined || wanted.has(tag)
        if (!shown || !mayRead(accessOf(tag, custom), who)) fields.delete(tag)
      }
      return { userId, exists: true, fields }
    }),
  )
}

/** What a request for friendship depends on. */
export interface FriendPolicy {
  readonly allowType: AllowType
  /** May not ask others for friendship. */
  readonly forbidden: boolean
}

/** How a user wants to be asked for friendship; `fallback` is what the application wants for those who did not choose. */
export async function friendPolicy(
  { db }: Pick<ProfileParts, 'db'>,
  sdkAppId: number,
  userId: string,
  fallback: AllowType,
): Promise<FriendPolicy> {
  const fields = (await fieldsOf(db.read, sdkAppId, [userId])).get(userId)
  return {
    allowType: (fields?.get(PROFILE_TAG.allowType) as AllowType | undefined) ?? fallback,
    forbidden: fields?.get(PROFILE_TAG.adminForbidType) === ADMIN_FORBID_TYPE.sendOut,
  }
}
