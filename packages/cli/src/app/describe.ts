import type { Admin } from '@signet/server'
import { facts } from '../answer.ts'
import { isoTime } from '../time.ts'

type Accounts = Admin['accounts']
export type App = Awaited<ReturnType<Accounts['apps']['get']>>
export type KeyInfo = Awaited<ReturnType<Accounts['keys']['list']>>[number]

const time = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : isoTime(ms / 1000))

export const describeApp = (app: App): string =>
  facts([
    ['SDKAppID', app.sdkAppId],
    ['name', app.name],
    ['administrators', app.administrators.join(', ')],
    ['created', time(app.createdAt)],
    ['disabled', time(app.disabledAt)],
    ...Object.entries(app.settings).map(([name, value]) => [name, String(value)] as const),
  ])

export const describeKey = (key: KeyInfo): string =>
  facts([
    ['key', key.keyId],
    ['version', key.curve === undefined ? String(key.version) : `${key.version} (${key.curve})`],
    ['status', key.status],
    ['created', time(key.createdAt)],
    ['retires', time(key.retiresAt)],
    ['revoked', time(key.revokedAt)],
    ['last used', time(key.lastUsedAt) ?? 'never'],
  ])

export const describeKeys = (keys: readonly KeyInfo[]): string =>
  keys.length === 0 ? '  no keys: nobody can sign in' : keys.map(describeKey).join('\n\n')
