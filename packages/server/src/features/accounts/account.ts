import type { AccountRow } from './store.ts'

/** A user of one application. */
export interface Account {
  readonly sdkAppId: number
  readonly userId: string
  /** Decimal; unique in this deployment and never changed. */
  readonly tinyId: string
  readonly nick: string
  readonly faceUrl: string
  /** Unix seconds: a ticket signed before is refused. 0 when nothing was revoked. */
  readonly sigNotBefore: number
  /** ms */
  readonly createdAt: number
}

export const accountOf = (row: AccountRow): Account => ({
  sdkAppId: row.sdk_app_id,
  userId: row.user_id,
  tinyId: row.tiny_id,
  nick: row.nick,
  faceUrl: row.face_url,
  sigNotBefore: row.sig_not_before,
  createdAt: row.created_at,
})

export function newAccountRow(account: {
  readonly sdkAppId: number
  readonly userId: string
  readonly tinyId: string
  readonly nick?: string | undefined
  readonly faceUrl?: string | undefined
  readonly now: number
}): AccountRow {
  return {
    sdk_app_id: account.sdkAppId,
    user_id: account.userId,
    tiny_id: account.tinyId,
    nick: account.nick ?? '',
    face_url: account.faceUrl ?? '',
    sig_not_before: 0,
    created_at: account.now,
  }
}
