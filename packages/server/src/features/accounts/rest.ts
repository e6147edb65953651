import { Failure, fail } from '../../engine/failure.ts'
import type { RestHandlers } from '../../engine/http/rest.ts'
import type { Accounts } from './create.ts'

export interface AccountRestParts {
  readonly accounts: Accounts
  /** Refuses the tickets signed so far and ends every session of the user, on every node. */
  kick(sdkAppId: number, userId: string): Promise<void>
  /** Erases an account and what is kept about its user. @throws Failure */
  erase(sdkAppId: number, userId: string): Promise<void>
}

type Handlers = Pick<RestHandlers, Extract<keyof RestHandlers, `im_open_login_svc/${string}`>>

/** Server API: accounts and their logins. */
export function accountCommands({ accounts, kick, erase }: AccountRestParts): Handlers {
  return {
    async 'im_open_login_svc/account_import'({ sdkAppId }, { UserID, Nick, FaceUrl }) {
      await accounts.import({ sdkAppId, userId: UserID, nick: Nick, faceUrl: FaceUrl })
      return {}
    },

    async 'im_open_login_svc/multiaccount_import'({ sdkAppId }, { Accounts = [], AccountList = [] }) {
      const plain = Accounts.map((userId) => ({ userId }))
      const described = AccountList.map(({ UserID, Nick, FaceUrl }) => ({
        userId: UserID,
        nick: Nick,
        faceUrl: FaceUrl,
      }))
      const all = [...plain, ...described]
      if (all.length === 0) throw fail('BAD_PARAMETER', 'Accounts or AccountList must name 1 to 100 accounts.')
      if (all.length > 100) throw fail('BAD_PARAMETER', 'Accounts and AccountList together name at most 100 accounts.')
      const { failed } = await accounts.importMany(sdkAppId, all)
      return { FailAccounts: failed }
    },

    async 'im_open_login_svc/account_check'({ sdkAppId }, { CheckItem }) {
      const found = await Promise.all(CheckItem.map(({ UserID }) => accounts.find(sdkAppId, UserID)))
      const ResultItem = CheckItem.map(({ UserID }, i) => ({
        UserID,
        ResultCode: 0,
        ResultInfo: '',
        AccountStatus: found[i] === undefined ? 'NotImported' : 'Imported',
      }))
      return { ResultItem }
    },

    async 'im_open_login_svc/account_delete'({ sdkAppId }, { DeleteItem }) {
      const ResultItem: { ResultCode: number; ResultInfo: string; UserID: string }[] = []
      for (const { UserID } of DeleteItem) {
        const failure = await erase(sdkAppId, UserID).then(() => undefined, refusalOf)
        ResultItem.push({ ResultCode: failure?.code ?? 0, ResultInfo: failure?.message ?? '', UserID })
      }
      return { ResultItem }
    },

    async 'im_open_login_svc/kick'({ sdkAppId }, { UserID }) {
      await kick(sdkAppId, UserID)
      return {}
    },
  }
}

/** What is wrong with one account is told beside the others; a fault of the server is the whole call's. */
function refusalOf(error: unknown): Failure {
  if (error instanceof Failure && error.errorName !== 'INTERNAL') return error
  throw error
}
