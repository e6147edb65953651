import type { App } from '../accounts/app.ts'
import type { KeyInfo } from '../accounts/keys.ts'

/** What the list is made of: two verbs of the accounts. */
export interface ApplicationParts {
  readonly apps: { list(): Promise<App[]> }
  readonly keys: { list(sdkAppId: number): Promise<KeyInfo[]> }
}

/** A key as the console shows it: what names it, never what signs. Times in ms. */
export interface ListedKey {
  readonly keyId: string
  /** ECDSA, by its public half (v1); or HMAC, by a secret that both sides hold (v2). */
  readonly kind: 'publicKey' | 'secret'
  readonly curve?: string
  readonly state: KeyInfo['status']
  readonly createdAt: number
  readonly retiresAt?: number
  readonly lastUsedAt?: number
}

export interface ListedApplication {
  readonly sdkAppId: number
  readonly name: string
  readonly state: 'active' | 'disabled'
  readonly createdAt: number
  readonly keys: readonly ListedKey[]
}

/** Most applications in one answer. */
const MAX_LISTED = 200

/** The newest applications first, with their keys. `total` counts those that are not in the answer too. */
export async function listApplications(
  accounts: ApplicationParts,
): Promise<{ readonly total: number; readonly applications: readonly ListedApplication[] }> {
  const all = await accounts.apps.list()
  const applications: ListedApplication[] = []
  for (const { sdkAppId, name, createdAt, disabledAt } of all.slice(-MAX_LISTED).reverse()) {
    const keys = (await accounts.keys.list(sdkAppId)).map(listed)
    applications.push({ sdkAppId, name, state: disabledAt === undefined ? 'active' : 'disabled', createdAt, keys })
  }
  return { total: all.length, applications }
}

/** Field by field, so that what a key may hold one day does not come out here by itself (CON10). */
const listed = ({ keyId, version, curve, status, createdAt, retiresAt, lastUsedAt }: KeyInfo): ListedKey => ({
  keyId,
  kind: version === 1 ? 'publicKey' : 'secret',
  ...(curve === undefined ? {} : { curve }),
  state: status,
  createdAt,
  ...(retiresAt === undefined ? {} : { retiresAt }),
  ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
})
