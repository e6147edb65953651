import type { Tally } from '../../engine/realtime/tally.ts'
import type { App } from '../accounts/app.ts'
import type { KeyInfo } from '../accounts/keys.ts'

/** What the list is made of: verbs of the accounts, and what is counted of each application. */
export interface ApplicationParts {
  readonly accounts: {
    readonly apps: { list(): Promise<App[]> }
    readonly keys: { list(sdkAppId: number): Promise<KeyInfo[]> }
    count(sdkAppId: number): Promise<number>
  }
  readonly registry: { readonly tallies: { of(sdkAppId: number): Tally } }
}

/** A key as the console shows it: what names it, never what signs. Times in ms. */
export interface ListedKey {
  readonly keyId: string
  /** ECDSA, by its public half (v1); or HMAC, by a secret that both sides hold (v2). */
  readonly kind: 'publicKey' | 'secret'
  readonly curve?: string
  /** SPKI PEM, of a public key. */
  readonly publicKey?: string
  readonly state: KeyInfo['status']
  readonly createdAt: number
  readonly retiresAt?: number
  readonly revokedAt?: number
  readonly lastUsedAt?: number
}

export interface ListedApplication {
  readonly sdkAppId: number
  readonly name: string
  readonly state: 'active' | 'disabled'
  readonly createdAt: number
  readonly keys: readonly Omit<ListedKey, 'publicKey'>[]
  /** Accounts that there are, people and sessions that are online on this node, messages that it took since its start. */
  readonly live: {
    readonly accounts: number
    readonly users: number
    readonly sessions: number
    readonly messages: number
  }
}

/** Most applications in one answer. */
const MAX_LISTED = 200

/** The newest applications first, with their keys. `total` counts those that are not in the answer too. */
export async function listApplications({
  accounts,
  registry,
}: ApplicationParts): Promise<{ readonly total: number; readonly applications: readonly ListedApplication[] }> {
  const all = await accounts.apps.list()
  const applications: ListedApplication[] = []
  for (const { sdkAppId, name, createdAt, disabledAt } of all.slice(-MAX_LISTED).reverse()) {
    const keys = (await accounts.keys.list(sdkAppId)).map(listedKey).map(({ publicKey: _, ...key }) => key)
    const { users, sessions, messages } = registry.tallies.of(sdkAppId)
    const live = { accounts: await accounts.count(sdkAppId), users, sessions, messages }
    applications.push({
      sdkAppId,
      name,
      state: disabledAt === undefined ? 'active' : 'disabled',
      createdAt,
      keys,
      live,
    })
  }
  return { total: all.length, applications }
}

/** Field by field, so that what a key may hold one day does not come out here by itself (CON10). */
export const listedKey = (key: KeyInfo): ListedKey => ({
  keyId: key.keyId,
  kind: key.version === 1 ? 'publicKey' : 'secret',
  ...(key.curve === undefined ? {} : { curve: key.curve }),
  ...(key.publicKey === undefined ? {} : { publicKey: key.publicKey }),
  state: key.status,
  createdAt: key.createdAt,
  ...(key.retiresAt === undefined ? {} : { retiresAt: key.retiresAt }),
  ...(key.revokedAt === undefined ? {} : { revokedAt: key.revokedAt }),
  ...(key.lastUsedAt === undefined ? {} : { lastUsedAt: key.lastUsedAt }),
})
