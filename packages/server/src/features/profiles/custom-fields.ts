import { isCustomProfileTag } from '@signet/protocol/profile'
import { fail } from '../../engine/failure.ts'
import type { ProfileParts } from './parts.ts'
import type { FieldAccess } from './rules.ts'
import { customRules, putCustomRule } from './store.ts'

/** Most rules of one application: as many as a profile may have fields, several times over. */
const MAX_RULES = 200

/**
 * Says who may read and write a custom field of an application; without a rule everybody reads it and its owner writes it (PRF3).
 * @throws PROFILE_TAG_UNKNOWN for a name that no custom field can have; BAD_PARAMETER when there are too many rules
 */
export async function setCustomFieldAccess(
  { db }: Pick<ProfileParts, 'db'>,
  sdkAppId: number,
  tag: string,
  access: FieldAccess,
): Promise<void> {
  if (!isCustomProfileTag(tag)) throw fail('PROFILE_TAG_UNKNOWN')
  await db.transaction(async (trx) => {
    const rules = await customRules(trx, sdkAppId)
    if (!rules.has(tag) && rules.size >= MAX_RULES) {
      throw fail('BAD_PARAMETER', `An application has at most ${MAX_RULES} rules for custom fields.`)
    }
    await putCustomRule(trx, sdkAppId, tag, access).execute()
  })
}
