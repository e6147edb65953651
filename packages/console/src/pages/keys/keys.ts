import { path } from '../../api/client.ts'
import { useAnswer } from '../../api/use-api.ts'

/** A key of an application. Times in ms. */
export interface Key {
  readonly keyId: string
  readonly kind: 'publicKey' | 'secret'
  readonly curve?: string
  readonly publicKey?: string
  readonly state: 'active' | 'retiring' | 'retired' | 'revoked'
  readonly createdAt: number
  readonly retiresAt?: number
  readonly revokedAt?: number
  readonly lastUsedAt?: number
  /** Live sessions that logged in with a ticket of this key, on this node. */
  readonly sessions: number
}

const FRESH_MS = 5000

export const useKeys = (sdkAppId: number) =>
  useAnswer<{ readonly keys: readonly Key[] }>(path`applications/${sdkAppId}/keys`, { everyMs: FRESH_MS })

export const isUsable = ({ state }: Key): boolean => state === 'active' || state === 'retiring'
