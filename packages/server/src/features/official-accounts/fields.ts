/** Official accounts as answers show them. */
import type { OfficialInfo } from './look.ts'

export const seconds = (ms: number): number => Math.floor(ms / 1000)

/** Those of the fields that a filter names; all of them without one. */
export function filtered<F extends object>(fields: F, filter: readonly string[] | undefined): Partial<F> {
  if (filter === undefined || filter.length === 0) return fields
  const wanted = Object.entries(fields).filter(([name]) => filter.includes(name))
  return Object.fromEntries(wanted) as Partial<F>
}

export function infoFields(info: OfficialInfo, filter: readonly string[] | undefined) {
  const { row, name, faceUrl, lastMessageAt, subscribers } = info
  const fields = {
    CreateTime: seconds(row.created_at),
    Name: name,
    Owner_Account: row.owner_id,
    LastMsgTime: seconds(lastMessageAt),
    SubscriberNum: subscribers,
    MaxSubscriberNum: row.most_subscribers,
    Introduction: row.introduction,
    FaceUrl: faceUrl,
    Organization: row.organization,
    CustomString: row.custom,
  }
  return { Official_Account: row.user_id, ...filtered(fields, filter) }
}
