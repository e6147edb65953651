import { fail } from '../../../engine/failure.ts'
import type { Secrets } from '../../../engine/secrets.ts'
import type { Database } from '../../../engine/storage/database.ts'
import { type ConsoleTables, createConsoleStore } from '../store.ts'
import { newRecoveryCodes, newSecret, recoveryHash, stepOf } from './codes.ts'

/** Codes from a telephone beside the password (RFC 6238), for those who set it up or for everybody (CON13). */
export interface SecondFactors {
  /** A secret to set up an authenticator with. It counts once `confirm` saw a code made from it. */
  begin(name: string): { readonly secret: string; readonly uri: string }
  /**
   * From now on every sign-in takes a code.
   * @returns recovery codes, told once
   * @throws SECOND_FACTOR_NEEDED for a wrong code; BAD_PARAMETER when nothing was begun within ten minutes
   */
  confirm(name: string, code: string): Promise<readonly string[]>
  /** Whether a code is good: one that the authenticator shows, not used before, or a recovery code, which is gone then. */
  verify(name: string, code: string): Promise<boolean>
  /** @throws FORBIDDEN while everybody has to have one */
  remove(name: string): Promise<void>
  recoveryCodesLeft(name: string): Promise<number>
  isRequired(): Promise<boolean>
  setRequired(required: boolean): Promise<void>
}

/** How long somebody may take to scan the QR code, ms. */
const BEGUN_MS = 600_000
const MOST_BEGUN = 1000
const REQUIRED = 'second-factor-required'

export function createSecondFactors(parts: {
  readonly db: Database<ConsoleTables>
  readonly secrets: Pick<Secrets, 'seal' | 'open'>
  /** ms */
  now(): number
}): SecondFactors {
  const { secrets, now } = parts
  const store = createConsoleStore(parts.db)
  /** In memory only: what was never confirmed is no secret of anybody. */
  const begun = new Map<string, { readonly secret: string; readonly at: number }>()

  const context = (name: string): string => `console_user/${name}/totp`

  const isRequired = async (): Promise<boolean> => (await store.setting(REQUIRED)) === '1'

  return {
    begin(name) {
      const made = newSecret(name, 'Signet')
      begun.delete(name)
      const oldest = begun.size >= MOST_BEGUN ? begun.keys().next().value : undefined
      if (oldest !== undefined) begun.delete(oldest)
      begun.set(name, { secret: made.secret, at: now() })
      return made
    },

    async confirm(name, code) {
      const { secret, at = 0 } = begun.get(name) ?? {}
      if (secret === undefined || now() - at > BEGUN_MS) {
        throw fail('BAD_PARAMETER', 'Begin anew: the secret was made more than ten minutes ago.')
      }
      const step = stepOf(secret, code, now())
      if (step === undefined) throw fail('SECOND_FACTOR_NEEDED')
      const codes = newRecoveryCodes()
      const hashes = codes.map((one) => recoveryHash(name, one))
      await store.setSecondFactor(name, secrets.seal(secret, context(name)), hashes)
      await store.useStep(name, step)
      begun.delete(name)
      return codes
    },

    async verify(name, code) {
      const row = await store.user(name)
      if (row === undefined || row.sealed_totp === '') return false
      const trimmed = code.replaceAll(/\s/g, '')
      const step = stepOf(secrets.open(row.sealed_totp, context(name)), trimmed, now())
      if (step !== undefined) return await store.useStep(name, step)
      return await store.useRecoveryCode(name, recoveryHash(name, trimmed))
    },

    async remove(name) {
      if (await isRequired()) throw fail('FORBIDDEN', 'Everybody has to have a second factor here: set up another one.')
      await store.setSecondFactor(name, '', [])
    },

    recoveryCodesLeft: (name) => store.recoveryCodesLeft(name),
    isRequired,
    setRequired: (required) => store.setSetting(REQUIRED, required ? '1' : '0'),
  }
}
