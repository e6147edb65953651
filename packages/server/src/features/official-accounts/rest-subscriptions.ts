import { fail } from '../../engine/failure.ts'
import type { RestHandlers } from '../../engine/http/rest.ts'
import { filtered, infoFields, seconds } from './fields.ts'
import { officialInfo } from './look.ts'
import { type OfficialParts, officialRow } from './parts.ts'
import { textProblem } from './rules.ts'
import { subscribe, unsubscribe } from './subscribe.ts'

type Path = `official_account_open_http_svc/${
  | 'add_subscriber'
  | 'delete_subscriber'
  | 'modify_subscriber_info'
  | 'get_subscriber_info'
  | 'get_subscribed_official_account_list'}`

/** Subscribers, or accounts, of a page. */
const PAGE = 200

/** Server API: who subscribed to which official account. */
export function subscriptionCommands(parts: OfficialParts): Pick<RestHandlers, Path> {
  const { store, profiles } = parts
  return {
    async 'official_account_open_http_svc/add_subscriber'(caller, { Official_Account, SubscriberList }) {
      const userIds = SubscriberList.map(({ Subscriber_Account }) => Subscriber_Account)
      const outcomes = await subscribe(parts, caller, Official_Account, userIds)
      return { SubscriberList: resultsOf(userIds, outcomes) }
    },
    async 'official_account_open_http_svc/delete_subscriber'(caller, { Official_Account, SubscriberToDel_Account }) {
      const outcomes = await unsubscribe(parts, caller, Official_Account, SubscriberToDel_Account)
      return { SubscriberList: resultsOf(SubscriberToDel_Account, outcomes) }
    },
    async 'official_account_open_http_svc/modify_subscriber_info'({ sdkAppId }, input) {
      const { Official_Account, Subscriber_Account, CustomString } = input
      await officialRow(parts, sdkAppId, Official_Account)
      const problem = textProblem({ custom: CustomString })
      if (problem !== undefined) throw fail('BAD_PARAMETER', problem)
      const isThere = await store.note(sdkAppId, Official_Account, Subscriber_Account, CustomString)
      if (!isThere) throw fail('OFFICIAL_NO_SUBSCRIBER')
      return {}
    },

    async 'official_account_open_http_svc/get_subscriber_info'({ sdkAppId }, input) {
      const { Official_Account, Limit = PAGE, Next = '' } = input
      await officialRow(parts, sdkAppId, Official_Account)
      const rows = await store.subscribers(sdkAppId, Official_Account, { after: Next, limit: Limit + 1 })
      const shown = rows.slice(0, Limit)
      return {
        SubscriberNum: await store.subscriberCount(sdkAppId, Official_Account),
        SubscriberList: shown.map(({ user_id, subscribed_at, custom }) => ({
          Subscriber_Account: user_id,
          SubscribeTime: seconds(subscribed_at),
          CustomString: custom,
        })),
        Next: rows.length > Limit ? shown.at(-1)!.user_id : '',
      }
    },
    async 'official_account_open_http_svc/get_subscribed_official_account_list'({ sdkAppId }, input) {
      const { Subscriber_Account, Limit = PAGE, Offset = 0, ResponseFilter } = input
      if ((await profiles.accounts.find(sdkAppId, Subscriber_Account)) === undefined)
        throw fail('GROUP_ACCOUNT_UNKNOWN')
      const { rows, total } = await store.subscriptions(sdkAppId, Subscriber_Account, { offset: Offset, limit: Limit })
      const OfficialAccountInfoList = await Promise.all(
        rows.map(async ({ subscribed_at, note, ...row }) => ({
          ...infoFields(await officialInfo(parts, row), ResponseFilter?.OfficialAccountBaseInfoFilter),
          SelfInfo: filtered(
            { SubscribeTime: seconds(subscribed_at), CustomString: note },
            ResponseFilter?.SelfInfoFilter,
          ),
        })),
      )
      const Next = Offset + rows.length
      return { TotalCount: total, OfficialAccountInfoList, CompleteFlag: Next >= total ? 1 : 0, Next }
    },
  }
}

const resultsOf = (userIds: readonly string[], outcomes: readonly number[]) =>
  userIds.map((Subscriber_Account, i) => ({ Subscriber_Account, Result: outcomes[i]! }))
