import type { RestHandlers } from '../../engine/http/rest.ts'
import type { App } from '../accounts/app.ts'
import type { Daily } from './daily.ts'
import { type Day, dayText, startOf } from './rules.ts'

export interface DailyRestParts {
  readonly daily: Daily
  readonly accounts: {
    readonly apps: { get(sdkAppId: number): Promise<App> }
    count(sdkAppId: number): Promise<number>
    /** Accounts that were made in a stretch of time, ms, the end not included. */
    countMade(sdkAppId: number, from: number, to: number): Promise<number>
  }
  groupCount(sdkAppId: number): Promise<number>
}

/** Server API: what happened, day by day. */
export function dailyCommands(parts: DailyRestParts): Pick<RestHandlers, 'openconfigsvr/getappinfo'> {
  const { daily, accounts } = parts
  return {
    async 'openconfigsvr/getappinfo'({ sdkAppId }, { RequestField }) {
      const app = await accounts.apps.get(sdkAppId)
      const days = await daily.days(sdkAppId)
      let [people, groups] = [await accounts.count(sdkAppId), await parts.groupCount(sdkAppId)]
      const Result: Record<string, string>[] = []
      for (const day of days) {
        const registered = await accounts.countMade(sdkAppId, startOf(day.day), startOf(day.day + 1))
        const fields = { ...namesOf(app), ...fieldsOf(day, { people, registered, groups }), Date: dayText(day.day) }
        people -= registered
        groups -= day.counts.groupsMade - day.counts.groupsDissolved
        Result.push(wanted(fields, RequestField))
      }
      return { ErrorInfo: 'OK', Result }
    },
  }
}

const namesOf = ({ name, sdkAppId }: App) => ({ AppName: name, AppId: String(sdkAppId), Company: '' })

function fieldsOf(
  { counts, different, mostOnline }: Day,
  { people, registered, groups }: { readonly people: number; readonly registered: number; readonly groups: number },
): Record<string, string> {
  const numbers = {
    ActiveUserNum: different.active,
    RegistUserNumOneDay: registered,
    RegistUserNumTotal: people,
    LoginTimes: counts.logins,
    LoginUserNum: different.loggedIn,
    UpMsgNum: counts.c2cUp + counts.groupUp,
    DownMsgNum: counts.c2cDown + counts.groupDown,
    SendMsgUserNum: different.senders,
    APNSMsgNum: 0,
    C2CUpMsgNum: counts.c2cUp,
    C2CDownMsgNum: counts.c2cDown,
    C2CSendMsgUserNum: different.c2cSenders,
    C2CAPNSMsgNum: 0,
    MaxOnlineNum: mostOnline,
    ChainIncrease: counts.friendsAdded,
    ChainDecrease: counts.friendsRemoved,
    GroupUpMsgNum: counts.groupUp,
    GroupDownMsgNum: counts.groupDown,
    GroupSendMsgUserNum: different.groupSenders,
    GroupAPNSMsgNum: 0,
    GroupSendMsgGroupNum: different.groups,
    GroupJoinGroupTimes: counts.groupJoins,
    GroupQuitGroupTimes: counts.groupQuits,
    GroupNewGroupNum: counts.groupsMade,
    GroupAllGroupNum: Math.max(0, groups),
    GroupDestroyGroupNum: counts.groupsDissolved,
    CallBackReq: counts.hookCalls,
    CallBackRsp: counts.hookAnswers,
  }
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]))
}

/** Those that were asked for, and the day in any case. */
function wanted(fields: Record<string, string>, names: readonly string[] | undefined): Record<string, string> {
  if (names === undefined || names.length === 0) return fields
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name === 'Date' || names.includes(name)))
}
