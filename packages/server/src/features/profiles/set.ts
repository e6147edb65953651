import { isCustomProfileTag, PROFILE_LIMITS, PROFILE_TAG } from '@signet/protocol/profile'
import { REVISED } from '@signet/protocol/revisions'
import type { Transaction } from 'kysely'
import { fail } from '../../engine/failure.ts'
import type { SentNote } from '../webhooks/outbox.ts'
import type { ProfileParts } from './parts.ts'
import { accessOf, mayWrite, type ProfileValue, valueRefusal } from './rules.ts'
import { customRules, fieldsOf, putField } from './store.ts'

export interface ProfileItem {
  readonly tag: string
  readonly value: ProfileValue
}

/**
 * Changes fields of one user's profile: all or none (PRF4).
 * @param writer the user itself, or the application's backend
 * @param origin by whose request, for webhooks
 * @throws PROFILE_ACCOUNT_NOT_FOUND, PROFILE_TAG_UNKNOWN, PROFILE_WRITE_FORBIDDEN, PROFILE_VALUE_TYPE, PROFILE_VALUE_ILLEGAL,
 * PROFILE_VALUE_TOO_LONG, PROFILE_INVALID
 */
export async function setProfile(
  parts: ProfileParts,
  sdkAppId: number,
  userId: string,
  items: readonly ProfileItem[],
  writer: 'owner' | 'admin',
  origin?: SentNote,
): Promise<void> {
  const { db, accounts, revisions, hooks } = parts
  const custom = await customRules(db.read, sdkAppId)
  for (const { tag, value } of items) {
    const refusal = valueRefusal(tag, value)
    if (refusal !== undefined) throw fail(refusal, `${refusal} in ${JSON.stringify(tag)}.`)
    if (!mayWrite(accessOf(tag, custom), writer)) throw fail('PROFILE_WRITE_FORBIDDEN', `${tag} is not yours to set.`)
  }
  if ((await accounts.find(sdkAppId, userId)) === undefined) throw fail('PROFILE_ACCOUNT_NOT_FOUND')
  const values = new Map(items.map(({ tag, value }) => [tag, value]))
  const nick = values.get(PROFILE_TAG.nick) as string | undefined
  const faceUrl = values.get(PROFILE_TAG.image) as string | undefined
  values.delete(PROFILE_TAG.nick)
  values.delete(PROFILE_TAG.image)
  assertRoom((await fieldsOf(db.read, sdkAppId, [userId])).get(userId), values)
  if (nick !== undefined || faceUrl !== undefined) {
    // Before the revision, so that no device can see a new revision with an old nick; a retry after a crash in between heals it.
    await accounts.import({
      sdkAppId,
      userId,
      ...(nick === undefined ? {} : { nick }),
      ...(faceUrl === undefined ? {} : { faceUrl }),
    })
  }
  const told = await hooks?.open(sdkAppId, { userId, items, origin })
  await revisions.transaction(db, sdkAppId, async (trx, mark) => {
    // Again, since others may have written meanwhile.
    assertRoom((await fieldsOf(trx, sdkAppId, [userId])).get(userId), values)
    for (const [tag, value] of values) await putField(trx, sdkAppId, { userId, tag, value }).execute()
    mark({ userId, what: REVISED.profile })
    await told?.write(trx as unknown as Transaction<never>)
  })
  told?.committed()
}

type Fields = ReadonlyMap<string, ProfileValue>

function assertRoom(stored: Fields | undefined, added: Fields): void {
  const tags = new Set([...(stored?.keys() ?? []), ...added.keys()].filter(isCustomProfileTag))
  if (tags.size > PROFILE_LIMITS.customFields) {
    throw fail('PROFILE_INVALID', `A profile has at most ${PROFILE_LIMITS.customFields} custom fields.`)
  }
}
