import { fail } from '../../engine/failure.ts'
import type { RestCaller } from '../../engine/http/rest.ts'
import { askApp, subscriberList, tellApp } from './hooks.ts'
import { type OfficialParts, officialRow } from './parts.ts'

/** What became of one: refused, done, or it was so already. */
export const SUBSCRIPTION = { refused: 0, done: 1, already: 2 } as const
export type Outcome = (typeof SUBSCRIPTION)[keyof typeof SUBSCRIPTION]

/**
 * Has users subscribe, as many as there is room for (OFF2).
 * @returns one outcome per user, in their order
 * @throws Failure OFFICIAL_NOT_FOUND, GROUP_FULL when there is room for none, GROUP_WEBHOOK_REFUSED, GROUP_WEBHOOK_FAILED
 */
export async function subscribe(
  parts: OfficialParts,
  caller: RestCaller,
  officialId: string,
  userIds: readonly string[],
): Promise<Outcome[]> {
  const { store, profiles, webhooks, now } = parts
  const { sdkAppId, administrator } = caller
  const official = await officialRow(parts, sdkAppId, officialId)
  const known: string[] = []
  for (const userId of new Set(userIds)) {
    if (userId !== officialId && (await profiles.accounts.find(sdkAppId, userId)) !== undefined) known.push(userId)
  }
  if (known.length === 0) return userIds.map(() => SUBSCRIPTION.refused)
  await askApp(webhooks, caller, 'OfficialAccount.CallbackBeforeAddSubscriber', {
    Official_Account: officialId,
    Operator_Account: administrator,
    SubscribeAccountList: subscriberList(known),
    EventTime: now(),
  })
  const { there, added, isFull } = await store.subscribe(official, known, now())
  if (added.length > 0) {
    const body = { Official_Account: officialId, SubscribeAccountList: subscriberList(added), EventTime: now() }
    await tellApp(webhooks, caller, officialId, 'OfficialAccount.CallbackAfterAddSubscriber', body)
  }
  if (isFull && there.size < known.length) {
    const body = { Official_Account: officialId, EventTime: now() }
    await tellApp(webhooks, caller, officialId, 'OfficialAccount.CallbackAfterOfficialAccountFull', body)
  }
  if (added.length === 0 && there.size === 0) throw fail('GROUP_FULL', 'The account has as many subscribers as it may.')
  return userIds.map((userId) => {
    if (there.has(userId)) return SUBSCRIPTION.already
    return added.includes(userId) ? SUBSCRIPTION.done : SUBSCRIPTION.refused
  })
}

/** @returns one outcome per user, in their order. @throws Failure OFFICIAL_NOT_FOUND */
export async function unsubscribe(
  parts: OfficialParts,
  caller: RestCaller,
  officialId: string,
  userIds: readonly string[],
): Promise<Outcome[]> {
  await officialRow(parts, caller.sdkAppId, officialId)
  const gone = await parts.store.unsubscribe(caller.sdkAppId, officialId, userIds)
  if (gone.size > 0) {
    await tellApp(parts.webhooks, caller, officialId, 'OfficialAccount.CallbackAfterDeleteSubscriber', {
      Official_Account: officialId,
      SubscribeAccountList: subscriberList([...gone]),
      EventTime: parts.now(),
    })
  }
  return userIds.map((userId) => (gone.has(userId) ? SUBSCRIPTION.done : SUBSCRIPTION.already))
}
