import type { WebhookBody } from '@signet/protocol/webhooks'
import type { Transaction } from 'kysely'
import { Failure, fail } from '../../engine/failure.ts'
import type { Webhooks } from '../webhooks/create.ts'
import { restOrigin } from '../webhooks/origin.ts'
import type { SentNote } from '../webhooks/outbox.ts'
import { userLane } from '../webhooks/queue.ts'

/** A user on whose lists something happens, and by whose request. */
export interface HookedOwner {
  readonly sdkAppId: number
  readonly userId: string
  /** Absent: the server API asks, and no address is known. */
  readonly origin?: SentNote
}

type FriendCommand =
  | 'Sns.CallbackFriendAdd'
  | 'Sns.CallbackFriendDelete'
  | 'Sns.CallbackBlackListAdd'
  | 'Sns.CallbackBlackListDelete'

/** One pair of a list: whose it is, and who is meant. */
export interface FriendPair {
  readonly from: string
  readonly to: string
}

/** Something that happened to friendships. */
export type FriendHookEvent =
  | { readonly kind: 'added'; readonly pairs: readonly FriendPair[]; readonly by: AddedBy }
  | { readonly kind: 'deleted' | 'blocked' | 'unblocked'; readonly pairs: readonly FriendPair[] }

export interface AddedBy {
  readonly command: 'friend_add' | 'friend_response'
  readonly initiator: string
  readonly force?: boolean
}

/** What an application has to say about friendships. */
export interface FriendHooks {
  /** @throws Failure FRIEND_WEBHOOK_REFUSED with the code of the application */
  beforeAdd(me: HookedOwner, request: AddQuestion): Promise<void>
  /** @throws Failure FRIEND_WEBHOOK_REFUSED with the code of the application */
  beforeAnswer(me: HookedOwner, answer: Omit<ResponseItem, 'TagName'>): Promise<void>
  /** Stores events in the transaction of what they tell of; `committed` once it is. Made before the transaction begins. */
  open(me: HookedOwner): Promise<{
    write(trx: Transaction<never>, events: readonly FriendHookEvent[]): Promise<void>
    committed(): void
  }>
}

type AddBody = WebhookBody<'Sns.CallbackPrevFriendAdd'>
type ResponseItem = WebhookBody<'Sns.CallbackPrevFriendResponse'>['ResponseFriendItem'][number]
export type AddQuestion = AddBody['FriendItem'][number] & Pick<AddBody, 'AddType'>

const COMMANDS = {
  deleted: 'Sns.CallbackFriendDelete',
  blocked: 'Sns.CallbackBlackListAdd',
  unblocked: 'Sns.CallbackBlackListDelete',
} as const

export function createFriendHooks(parts: {
  readonly webhooks: Pick<Webhooks, 'ask' | 'transaction'>
  now(): number
}): FriendHooks {
  const { webhooks, now } = parts
  const originOf = ({ origin }: HookedOwner): SentNote => origin ?? restOrigin('')

  /** Each friend is judged by an item of its own. Anything but 0 in the answer as a whole is a failure. */
  async function ask(
    me: HookedOwner,
    command: 'Sns.CallbackPrevFriendAdd' | 'Sns.CallbackPrevFriendResponse',
    peer: string,
    body: () => never,
  ): Promise<void> {
    const asked = await webhooks.ask(me.sdkAppId, command, body, originOf(me))
    if (asked === undefined) return
    const { decision, refuseOnFailure } = asked
    if (decision.kind !== 'allow') {
      if (refuseOnFailure) throw fail('FRIEND_WEBHOOK_REFUSED', 'The application could not be asked.')
      return
    }
    const items = decision.answer['ResultItem']
    const item = Array.isArray(items) ? items.find((one) => one?.To_Account === peer) : undefined
    const code: unknown = item?.ResultCode
    if (typeof code !== 'number' || code < 38_000 || code > 39_000) return
    const info =
      typeof item.ResultInfo === 'string' && item.ResultInfo !== '' ? item.ResultInfo.slice(0, 512) : undefined
    throw new Failure('FRIEND_WEBHOOK_REFUSED', info, undefined, code)
  }

  return {
    async beforeAdd(me, { AddType, ...item }) {
      const body = () => ({
        Requester_Account: me.userId,
        From_Account: me.userId,
        FriendItem: [item],
        AddType,
        ForceAddFlags: 0,
        EventTime: now(),
      })
      await ask(me, 'Sns.CallbackPrevFriendAdd', item.To_Account, body as () => never)
    },

    async beforeAnswer(me, item) {
      const body = () => ({
        Requester_Account: me.userId,
        From_Account: me.userId,
        ResponseFriendItem: [item],
        EventTime: now(),
      })
      await ask(me, 'Sns.CallbackPrevFriendResponse', item.To_Account, body as () => never)
    },

    async open(me) {
      const { write, committed } = await webhooks.transaction(me.sdkAppId)
      const origin = originOf(me)
      const told = (event: FriendHookEvent): { command: FriendCommand; body: WebhookBody<FriendCommand> } => {
        const PairList = event.pairs.map(({ from, to }) => ({ From_Account: from, To_Account: to }))
        const EventTime = now()
        if (event.kind !== 'added') return { command: COMMANDS[event.kind], body: { PairList, EventTime } }
        const { command, initiator, force = false } = event.by
        const body = {
          PairList: PairList.map((pair) => ({ ...pair, Initiator_Account: initiator })),
          ClientCmd: command,
          Admin_Account: origin.operator ?? '',
          ForceFlag: force ? 1 : 0,
          EventTime,
        }
        return { command: 'Sns.CallbackFriendAdd', body }
      }
      return {
        async write(trx, events) {
          for (const event of events) {
            if (event.pairs.length === 0) continue
            await write(trx, { ...told(event), lane: userLane(me.userId), origin } as never)
          }
        },
        committed,
      }
    },
  }
}
