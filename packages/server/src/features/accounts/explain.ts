import type { ErrorName } from '@signet/protocol/errors'
import { isUserId } from '@signet/protocol/ids'
import { type Inspection, inspect, type Key, publicKey, secretKey, UserSigError, verify } from '@signet/usersig/node'
import { Failure } from '../../engine/failure.ts'
import type { Account } from './account.ts'
import { secretContext } from './app-cache.ts'
import type { AccountParts } from './parts.ts'
import { type KeyStatus, keyStatus } from './rules.ts'
import type { KeyRow } from './store.ts'
import type { TicketVerbs } from './verify.ts'

/** What is looked at, in the order in which a login looks at it. */
export const TICKET_CHECKS = [
  'service',
  'form',
  'application',
  'key',
  'purpose',
  'user',
  'time',
  'revocation',
  'account',
] as const
export type TicketCheckName = (typeof TICKET_CHECKS)[number]

export interface TicketCheck {
  readonly check: TicketCheckName
  /** `unknown`: what came before it does not let it be said. */
  readonly outcome: 'passed' | 'failed' | 'unknown'
  /** Of the library, where it is what refuses: what is wrong and what to do. */
  readonly message?: string
}

/** A ticket as it stands, every check of it, and what a login with it would be told now. Nothing is changed by asking. */
export interface TicketExplanation {
  readonly fields: Inspection['fields']
  readonly version?: 1 | 2
  readonly sdkAppId?: number
  readonly userId?: string
  /** Unix seconds, as the two below. */
  readonly issuedAt?: number
  readonly expiresAt?: number
  /** This server's clock. */
  readonly now: number
  /** The key that made it, of this application, also when it verifies no more. */
  readonly key?: { readonly keyId: string; readonly state: KeyStatus }
  readonly checks: readonly TicketCheck[]
  readonly login:
    | { readonly ok: true; readonly userId: string }
    | {
        readonly ok: false
        readonly code: number
        readonly name: ErrorName
        readonly message: string
        readonly advice: string
      }
}

export interface ExplanationVerbs {
  /**
   * Explains a UserSig to somebody who works on an application.
   *
   * @param userId who would log in with it; by default whom it names
   * @throws APP_NOT_FOUND
   */
  explainTicket(request: {
    readonly sdkAppId: number
    readonly userSig: string
    readonly userId?: string | undefined
  }): Promise<TicketExplanation>
}

const TIME_REASONS: ReadonlySet<string> = new Set(['EXPIRED', 'NOT_YET_VALID'])

export function createExplanations(
  { store, cache, secrets, now }: AccountParts,
  verbs: {
    find(sdkAppId: number, userId: string): Promise<Account | undefined>
    judge: TicketVerbs['judgeTicket']
  },
): ExplanationVerbs {
  const keyOf = (row: KeyRow): Key | undefined => {
    try {
      if (row.kind === 'public') return publicKey(row.public_key ?? '')
      return secretKey(secrets.open(row.sealed_secret ?? '', secretContext(row.sdk_app_id, row.key_id)))
    } catch {
      return undefined
    }
  }

  /** The key of the application that made a ticket, whatever became of the key since. */
  function makerOf(rows: Iterable<KeyRow>, userSig: string, seen: Inspection): TicketExplanation['key'] {
    const { sdkAppId, userId, issuedAt } = seen
    if (sdkAppId === undefined || userId === undefined || issuedAt === undefined) return undefined
    for (const row of rows) {
      const key = keyOf(row)
      if (key === undefined || key.version !== seen.version) continue
      try {
        verify(key, userSig, { sdkAppId, userId }, { now: issuedAt, userBuf: 'any' })
        const times = { retiresAt: row.retires_at ?? undefined, revokedAt: row.revoked_at ?? undefined }
        return { keyId: row.key_id, state: keyStatus(times, now()) }
      } catch (error) {
        if (!(error instanceof UserSigError)) throw error
      }
    }
    return undefined
  }

  async function verdict(sdkAppId: number, userId: string, userSig: string): Promise<TicketExplanation['login']> {
    try {
      const { app } = await verbs.judge({ sdkAppId, userId, userSig })
      const exists = (await verbs.find(sdkAppId, userId)) !== undefined
      if (exists || app.settings.accountCreation === 'onLogin') return { ok: true, userId }
      throw new Failure('ACCOUNT_NOT_FOUND')
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return { ok: false, code: error.code, name: error.errorName, message: error.message, advice: error.row.advice }
    }
  }

  return {
    async explainTicket({ sdkAppId, userSig, userId: asked }) {
      const { app, keys } = await cache.load(sdkAppId)
      const seconds = Math.floor(now() / 1000)
      const seen = inspect(userSig, { now: seconds })
      const userId = asked ?? seen.userId ?? ''
      const key = makerOf(keys.values(), userSig, seen)
      const account = isUserId(userId) ? await verbs.find(sdkAppId, userId) : undefined
      const notBefore = account?.sigNotBefore ?? (await store.erased(sdkAppId, [userId])).get(userId) ?? 0
      const readable = seen.issuedAt !== undefined
      const found = (wanted: boolean): string | undefined =>
        seen.problems.find(({ reason }) => TIME_REASONS.has(reason) === wanted)?.message

      /** `undefined`: it cannot be said. */
      const check = (name: TicketCheckName, passed: boolean | undefined, message?: string): TicketCheck => ({
        check: name,
        outcome: passed === undefined ? 'unknown' : passed ? 'passed' : 'failed',
        ...(passed !== false || message === undefined ? {} : { message }),
      })
      const when = (can: boolean, passed: boolean): boolean | undefined => (can ? passed : undefined)
      const { version, issuedAt, expiresAt } = seen
      return {
        fields: seen.fields,
        ...(version === undefined ? {} : { version }),
        ...(seen.sdkAppId === undefined ? {} : { sdkAppId: seen.sdkAppId }),
        ...(seen.userId === undefined ? {} : { userId: seen.userId }),
        ...(issuedAt === undefined ? {} : { issuedAt }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
        now: seconds,
        ...(key === undefined ? {} : { key }),
        checks: [
          check('service', app.disabledAt === undefined),
          check('form', found(false) === undefined && readable, found(false)),
          check('application', when(readable, seen.sdkAppId === sdkAppId)),
          check('key', when(readable, key !== undefined && (key.state === 'active' || key.state === 'retiring'))),
          check('purpose', when(readable, seen.userBuf === undefined)),
          check('user', when(readable, isUserId(userId) && seen.userId === userId)),
          check('time', when(readable, found(true) === undefined), found(true)),
          check('revocation', when(readable, (issuedAt ?? 0) >= notBefore)),
          check('account', account !== undefined || app.settings.accountCreation === 'onLogin'),
        ],
        login: await verdict(sdkAppId, userId, userSig),
      }
    },
  }
}
