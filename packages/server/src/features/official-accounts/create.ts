import { randomBytes } from 'node:crypto'
import { fail } from '../../engine/failure.ts'
import type { RestCaller } from '../../engine/http/rest.ts'
import { askApp, tellApp } from './hooks.ts'
import type { OfficialParts } from './parts.ts'
import { isOfficialId, MOST_OFFICIAL, OFFICIAL_PREFIX, SUBSCRIBERS, textProblem } from './rules.ts'

/** What is said of an official account when it is made or changed; what is absent stays. */
export interface OfficialProfile {
  readonly name?: string | undefined
  readonly faceUrl?: string | undefined
  readonly introduction?: string | undefined
  readonly organization?: string | undefined
  readonly custom?: string | undefined
  readonly mostSubscribers?: number | undefined
}

export interface NewOfficial extends OfficialProfile {
  readonly name: string
  readonly owner: string
  /** Absent: the server makes one. */
  readonly userId?: string | undefined
}

/** As webhooks name what was said of one. */
export const profileBody = ({ name, introduction, faceUrl }: OfficialProfile) => ({
  ...(name !== undefined && { Name: name }),
  ...(introduction !== undefined && { Introduction: introduction }),
  ...(faceUrl !== undefined && { FaceUrl: faceUrl }),
})

/**
 * Makes an official account (OFF1). @returns its UserID
 * @throws Failure BAD_PARAMETER, GROUP_ACCOUNT_UNKNOWN, OFFICIAL_ID_TAKEN, OFFICIAL_QUOTA, GROUP_WEBHOOK_REFUSED, GROUP_WEBHOOK_FAILED
 */
export async function createOfficial(parts: OfficialParts, caller: RestCaller, wish: NewOfficial): Promise<string> {
  const { store, profiles, webhooks, now } = parts
  const { sdkAppId, administrator } = caller
  const userId = wish.userId || `${OFFICIAL_PREFIX}${randomBytes(9).toString('base64url')}`
  if (!isOfficialId(userId)) {
    throw fail('BAD_PARAMETER', `OfficialAccountUserID is a UserID that begins with ${OFFICIAL_PREFIX}.`)
  }
  const problem = textProblem(wish)
  if (problem !== undefined) throw fail('BAD_PARAMETER', problem)
  if ((await profiles.accounts.find(sdkAppId, wish.owner)) === undefined) throw fail('GROUP_ACCOUNT_UNKNOWN')
  // An account of somebody would become one that everybody hears.
  if ((await profiles.accounts.find(sdkAppId, userId)) !== undefined) throw fail('OFFICIAL_ID_TAKEN')
  const said = { Operator_Account: administrator, Owner_Account: wish.owner, ...profileBody(wish) }
  await askApp(webhooks, caller, 'OfficialAccount.CallbackBeforeCreateOfficialAccount', { ...said, EventTime: now() })
  const { introduction = '', organization = '', custom = '', mostSubscribers = SUBSCRIBERS } = wish
  const row = { sdk_app_id: sdkAppId, user_id: userId, owner_id: wish.owner, introduction, organization, custom }
  const refusal = await store.create({ ...row, most_subscribers: mostSubscribers, created_at: now() }, MOST_OFFICIAL)
  if (refusal !== undefined) throw fail(refusal === 'there' ? 'OFFICIAL_ID_TAKEN' : 'OFFICIAL_QUOTA')
  await profiles.accounts.import({ sdkAppId, userId, nick: wish.name, faceUrl: wish.faceUrl ?? '' })
  const body = { Official_Account: userId, ...said, EventTime: now() }
  await tellApp(webhooks, caller, userId, 'OfficialAccount.CallbackAfterCreateOfficialAccount', body)
  return userId
}
