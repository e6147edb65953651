import { ERRORS } from '@signet/protocol/errors'
import type { RestHandlers } from '../../engine/http/rest.ts'
import { changeOfficial, destroyOfficial } from './change.ts'
import { createOfficial, type OfficialProfile } from './create.ts'
import { infoFields } from './fields.ts'
import { officialInfo } from './look.ts'
import type { OfficialParts } from './parts.ts'
import { officialMessageCommands } from './rest-messages.ts'
import { subscriptionCommands } from './rest-subscriptions.ts'

type Path = Extract<keyof RestHandlers, `official_account_open_http_svc/${string}`>

/** Server API: official accounts. */
export function officialCommands(parts: OfficialParts): Pick<RestHandlers, Path> {
  return {
    ...officialMessageCommands(parts),
    ...subscriptionCommands(parts),

    async 'official_account_open_http_svc/create_official_account'(caller, input) {
      const { Owner_Account, OfficialAccountUserID, Name } = input
      const wish = { ...profileOf(input), name: Name, owner: Owner_Account, userId: OfficialAccountUserID }
      return { OfficialAccountUserID: await createOfficial(parts, caller, wish) }
    },
    async 'official_account_open_http_svc/destroy_official_account'(caller, { Official_Account }) {
      await destroyOfficial(parts, caller, Official_Account)
      return {}
    },
    async 'official_account_open_http_svc/modify_official_account_base_info'(caller, input) {
      await changeOfficial(parts, caller, input.Official_Account, { ...profileOf(input), name: input.Name })
      return {}
    },
    async 'official_account_open_http_svc/get_official_account_info'({ sdkAppId }, input) {
      const filter = input.ResponseFilter?.OfficialAccountBaseInfoFilter
      const list = []
      for (const { Official_Account } of input.OfficialAccountIdList) {
        const row = await parts.store.find(sdkAppId, Official_Account)
        if (row === undefined) list.push(unknown(Official_Account))
        else list.push({ ErrorCode: 0, ErrorInfo: '', ...infoFields(await officialInfo(parts, row), filter) })
      }
      return { OfficialAccountInfoList: list }
    },
  }
}

const unknown = (Official_Account: string) => ({
  ErrorCode: ERRORS.OFFICIAL_NOT_FOUND.code,
  ErrorInfo: ERRORS.OFFICIAL_NOT_FOUND.text,
  Official_Account,
})

/** What is said of an official account, but for its name. */
const profileOf = (input: {
  readonly FaceUrl?: string
  readonly Introduction?: string
  readonly Organization?: string
  readonly CustomString?: string
  readonly MaxSubscriberNum?: number
}): OfficialProfile => ({
  faceUrl: input.FaceUrl,
  introduction: input.Introduction,
  organization: input.Organization,
  custom: input.CustomString,
  mostSubscribers: input.MaxSubscriberNum,
})
