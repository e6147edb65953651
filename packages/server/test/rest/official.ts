/** What tests about official accounts call and are answered. */
import type { Step } from './scenario.ts'

export const SERVICE = 'official_account_open_http_svc'
export const step = (command: string, fields: object, gives: Step['gives'], rows?: Step['rows']): Step => ({
  call: `${SERVICE}/${command}`,
  with: fields,
  gives,
  ...(rows && { rows }),
})
export const NEWS = '@TOA#_news'
export const Official_Account = NEWS
export const wish = { Owner_Account: 'ann', OfficialAccountUserID: NEWS, Name: 'News' }
export const results = (codes: Readonly<Record<string, number>>) => ({
  SubscriberList: Object.entries(codes).map(([Subscriber_Account, Result]) => ({ Subscriber_Account, Result })),
})
export const list = (...users: string[]) => ({ SubscriberList: users.map((user) => ({ Subscriber_Account: user })) })
export const body = (Text: string) => [{ MsgType: 'TIMTextElem', MsgContent: { Text } }]
