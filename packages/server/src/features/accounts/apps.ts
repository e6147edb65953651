import { randomInt } from 'node:crypto'
import { isSdkAppId, isUserId } from '@signet/protocol/ids'
import { fail } from '../../engine/failure.ts'
import { isUniqueViolation } from '../../engine/storage/errors.ts'
import { newAccountRow } from './account.ts'
import { type App, appOf } from './app.ts'
import type { AccountParts } from './parts.ts'
import {
  type AppSettings,
  nameProblem,
  SDK_APP_ID_COUNT,
  SDK_APP_ID_FROM,
  settingsProblem,
  USER_ID_RULE,
} from './rules.ts'

export interface NewApp {
  readonly name: string
  /** UserID that may use the server API; made with the application. Default `administrator`. */
  readonly administrator?: string
  /** Those not named follow the defaults, also when a later version changes them. */
  readonly settings?: Partial<AppSettings>
  /** Default: a free one at random. */
  readonly sdkAppId?: number
}

/** Verbs of applications. All throw APP_NOT_FOUND for an unknown SDKAppID and BAD_PARAMETER for a bad value. */
export interface AppVerbs {
  /** @returns the application, in service and without a key */
  create(app: NewApp): Promise<App>
  /** Oldest first. */
  list(): Promise<App[]>
  get(sdkAppId: number): Promise<App>
  rename(sdkAppId: number, name: string): Promise<App>
  updateSettings(sdkAppId: number, settings: Partial<AppSettings>): Promise<App>
  /** From now on no ticket is accepted (APP_DISABLED); nothing is deleted. */
  disable(sdkAppId: number): Promise<App>
  enable(sdkAppId: number): Promise<App>
  /** Forgets that there was such an application, which is disabled. What is kept in it is the caller's to erase before. */
  forget(sdkAppId: number): Promise<void>
  addAdministrator(sdkAppId: number, userId: string): Promise<App>
  /** Refuses to remove the last one. */
  removeAdministrator(sdkAppId: number, userId: string): Promise<App>
}

const ATTEMPTS = 20

export function createAppVerbs({ store, cache, now, makeTinyId }: AccountParts): AppVerbs {
  const refuseBad = (problem: string | undefined): void => {
    if (problem !== undefined) throw fail('BAD_PARAMETER', problem)
  }

  async function get(sdkAppId: number): Promise<App> {
    if (!isSdkAppId(sdkAppId)) throw fail('APP_NOT_FOUND')
    return (await cache.load(sdkAppId)).app
  }

  async function change(sdkAppId: number, row: Parameters<typeof store.updateApp>[1]): Promise<App> {
    await store.write([store.updateApp(sdkAppId, row)])
    cache.invalidate()
    return await get(sdkAppId)
  }

  return {
    get,

    async create({ name, administrator = 'administrator', settings = {}, sdkAppId: given }) {
      refuseBad(nameProblem(name) ?? settingsProblem(settings))
      if (!isUserId(administrator)) throw fail('BAD_PARAMETER', USER_ID_RULE)
      if (given !== undefined && !isSdkAppId(given)) {
        throw fail('BAD_PARAMETER', 'An SDKAppID is an integer from 1 to 4294967295.')
      }
      for (let attempt = 1; ; attempt++) {
        const sdkAppId = given ?? SDK_APP_ID_FROM + randomInt(SDK_APP_ID_COUNT)
        if (await store.app(sdkAppId)) {
          if (given !== undefined) throw fail('BAD_PARAMETER', `The SDKAppID ${given} is taken: choose another one.`)
          continue
        }
        const at = now()
        const account = newAccountRow({ sdkAppId, userId: administrator, tinyId: makeTinyId(), now: at })
        try {
          await store.write([
            store.insertApp({
              sdk_app_id: sdkAppId,
              name,
              settings: JSON.stringify(settings),
              created_at: at,
              disabled_at: null,
            }),
            store.insertAdministrator(sdkAppId, administrator, at),
            store.upsertAccount(account, {}),
          ])
          cache.invalidate()
          return await get(sdkAppId)
        } catch (error) {
          // The SDKAppID or the tinyID was taken in the meantime: draw again, and say so above if it was given.
          if (!isUniqueViolation(error) || attempt === ATTEMPTS) throw error
        }
      }
    },

    async list() {
      const apps: App[] = []
      for (const row of await store.apps()) apps.push(appOf(row, await store.administrators(row.sdk_app_id)))
      return apps
    },

    async rename(sdkAppId, name) {
      refuseBad(nameProblem(name))
      await get(sdkAppId)
      return await change(sdkAppId, { name })
    },

    async updateSettings(sdkAppId, settings) {
      refuseBad(settingsProblem(settings))
      await get(sdkAppId)
      await store.transaction(async (trx) => {
        const row = await store.app(sdkAppId, trx)
        const merged = { ...(JSON.parse(row?.settings ?? '{}') as Partial<AppSettings>), ...settings }
        await store.updateApp(sdkAppId, { settings: JSON.stringify(merged) }, trx).execute()
      })
      cache.invalidate()
      return await get(sdkAppId)
    },

    async disable(sdkAppId) {
      const app = await get(sdkAppId)
      return app.disabledAt === undefined ? await change(sdkAppId, { disabled_at: now() }) : app
    },

    async enable(sdkAppId) {
      const app = await get(sdkAppId)
      return app.disabledAt === undefined ? app : await change(sdkAppId, { disabled_at: null })
    },

    async forget(sdkAppId) {
      if ((await get(sdkAppId)).disabledAt === undefined) throw fail('BAD_PARAMETER', 'Disable the application first.')
      await store.write([store.deleteApp(sdkAppId)])
      cache.invalidate()
    },

    async addAdministrator(sdkAppId, userId) {
      if (!isUserId(userId)) throw fail('BAD_PARAMETER', USER_ID_RULE)
      await get(sdkAppId)
      for (let attempt = 1; ; attempt++) {
        const at = now()
        const account = newAccountRow({ sdkAppId, userId, tinyId: makeTinyId(), now: at })
        try {
          await store.write([store.upsertAccount(account, {}), store.insertAdministrator(sdkAppId, userId, at)])
          cache.invalidate()
          return await get(sdkAppId)
        } catch (error) {
          if (!isUniqueViolation(error) || attempt === ATTEMPTS) throw error
        }
      }
    },

    async removeAdministrator(sdkAppId, userId) {
      await get(sdkAppId)
      await store.transaction(async (trx) => {
        const administrators = await store.administrators(sdkAppId, trx)
        if (administrators.length === 1 && administrators[0] === userId) {
          throw fail('BAD_PARAMETER', 'An application has at least one administrator: add another one first.')
        }
        await store.deleteAdministrator(sdkAppId, userId, trx).execute()
      })
      cache.invalidate()
      return await get(sdkAppId)
    },
  }
}
