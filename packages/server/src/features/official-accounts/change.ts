import { fail } from '../../engine/failure.ts'
import type { RestCaller } from '../../engine/http/rest.ts'
import { type OfficialProfile, profileBody } from './create.ts'
import { tellApp } from './hooks.ts'
import { type OfficialParts, officialRow } from './parts.ts'
import { textProblem } from './rules.ts'

/** Changes what is told of an official account. @throws Failure BAD_PARAMETER, OFFICIAL_NOT_FOUND */
export async function changeOfficial(
  { store, profiles, webhooks, now }: OfficialParts,
  caller: RestCaller,
  userId: string,
  wish: OfficialProfile,
): Promise<void> {
  const { sdkAppId, administrator } = caller
  await officialRow({ store }, sdkAppId, userId)
  const problem = textProblem(wish)
  if (problem !== undefined) throw fail('BAD_PARAMETER', problem)
  const { name, faceUrl, introduction, organization, custom, mostSubscribers } = wish
  if (name !== undefined || faceUrl !== undefined) {
    await profiles.accounts.import({
      sdkAppId,
      userId,
      ...(name !== undefined && { nick: name }),
      ...(faceUrl !== undefined && { faceUrl }),
    })
  }
  const set = {
    ...(introduction !== undefined && { introduction }),
    ...(organization !== undefined && { organization }),
    ...(custom !== undefined && { custom }),
    ...(mostSubscribers !== undefined && { most_subscribers: mostSubscribers }),
  }
  if (Object.keys(set).length > 0) await store.change(sdkAppId, userId, set)
  await tellApp(webhooks, caller, userId, 'OfficialAccount.CallbackAfterOfficialAccountInfoChanged', {
    Official_Account: userId,
    Operator_Account: administrator,
    ...profileBody(wish),
    EventTime: now(),
  })
}

/** Its account goes as any account does, and its subscriptions with it (OFF1). @throws Failure OFFICIAL_NOT_FOUND */
export async function destroyOfficial(parts: OfficialParts, caller: RestCaller, userId: string): Promise<void> {
  const { sdkAppId } = caller
  const { owner_id } = await officialRow(parts, sdkAppId, userId)
  const account = await parts.profiles.accounts.find(sdkAppId, userId)
  if (account === undefined) await parts.store.erase(sdkAppId, userId)
  else await parts.erase(sdkAppId, userId)
  await tellApp(parts.webhooks, caller, userId, 'OfficialAccount.CallbackAfterOfficialAccountDestroyed', {
    Official_Account: userId,
    Owner_Account: owner_id,
    Name: account?.nick ?? '',
    EventTime: parts.now(),
  })
}
