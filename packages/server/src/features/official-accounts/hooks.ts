import type { AfterCommand, BeforeCommand, WebhookBody } from '@signet/protocol/webhooks'
import type { RestCaller } from '../../engine/http/rest.ts'
import type { Webhooks } from '../webhooks/create.ts'
import { administratorOrigin } from '../webhooks/origin.ts'
import { conversationLane } from '../webhooks/queue.ts'
import { settle } from '../webhooks/settle.ts'
import { officialTimeline } from './rules.ts'

type About<Kind extends BeforeCommand | AfterCommand> = Extract<Kind, `OfficialAccount.${string}`>

const NAMES = { refused: 'GROUP_WEBHOOK_REFUSED', failed: 'GROUP_WEBHOOK_FAILED' } as const

/**
 * Asks the application, when it wants to be asked.
 * @returns its answer; nothing when it gave none
 * @throws Failure GROUP_WEBHOOK_REFUSED, GROUP_WEBHOOK_FAILED
 */
export async function askApp<C extends About<BeforeCommand>>(
  webhooks: Pick<Webhooks, 'ask'>,
  caller: RestCaller,
  command: C,
  body: WebhookBody<C>,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  return settle(await webhooks.ask(caller.sdkAppId, command, () => body, administratorOrigin(caller)), NAMES)
}

/** Tells the application, in the order of what happens to one account. */
export async function tellApp<C extends About<AfterCommand>>(
  webhooks: Pick<Webhooks, 'tell'>,
  caller: RestCaller,
  officialId: string,
  command: C,
  body: WebhookBody<C>,
): Promise<void> {
  const lane = conversationLane(officialTimeline(caller.sdkAppId, officialId))
  await webhooks.tell(caller.sdkAppId, { command, body, lane, origin: administratorOrigin(caller) })
}

/** UserIDs as these webhooks list them. */
export const subscriberList = (userIds: readonly string[]) => userIds.map((userId) => ({ Subscriber_Account: userId }))
