import { randomBytes } from 'node:crypto'
import { fail } from '../../engine/failure.ts'
import type { Database } from '../../engine/storage/database.ts'
import { createPasswords, type Passwords, unmatchableHash } from './password.ts'
import { ONE_TIME_BYTES, passwordProblem, readablePassword } from './rules.ts'
import { type ConsoleTables, type ConsoleUserRow, createConsoleStore } from './store.ts'

export type SignIn = ({ readonly ok: true; readonly name: string } & PasswordState) | { readonly ok: false }

export interface PasswordState {
  /** The password is a one-time one: let the user do nothing but change it. */
  readonly mustChange: boolean
  /** ms: since when it is the password. */
  readonly changedAt: number
}

/** The people who sign in to the console. */
export interface ConsoleUsers {
  /** Makes the owner when there is nobody yet. Show the password once; it is stored only as a hash. */
  ensureOwner(): Promise<
    { readonly created: true; readonly name: string; readonly password: string } | { readonly created: false }
  >
  /** Takes as long for a name that does not exist. @throws OVERLOADED when too many are being verified */
  verifyPassword(name: string, password: string): Promise<SignIn>
  /** Read anew each time, so that a change in another process shows. Nothing for an unknown name. */
  passwordState(name: string): Promise<PasswordState | undefined>
  /** @throws FORBIDDEN when `current` is wrong; BAD_PARAMETER, with the reason, for a password that is too weak */
  changePassword(name: string, current: string, next: string): Promise<PasswordState>
  /** A new one-time password, for an operator who is at the machine. @throws BAD_PARAMETER for an unknown name */
  resetPassword(name: string): Promise<{ readonly password: string }>
}

const OWNER = 'owner'

/**
 * @example
 * const users = createConsoleUsers({ db })
 * const owner = await users.ensureOwner()
 * if (owner.created) console.log(`Sign in as ${owner.name} with ${owner.password}`)
 */
export function createConsoleUsers(options: {
  /** Any database that has these tables among others. */
  readonly db: Database<ConsoleTables>
  /** ms. Default: the clock. */
  readonly now?: () => number
  readonly passwords?: Passwords
}): ConsoleUsers {
  const { now = Date.now, passwords = createPasswords() } = options
  const store = createConsoleStore(options.db)
  /** Somebody's hash to compare with when there is nobody, so that the time does not tell which names exist (CON8). */
  const decoy = unmatchableHash()

  async function check(name: string, password: string) {
    const row = await store.user(name)
    const matches = await passwords.verify(password, row?.password_hash ?? decoy)
    return row && matches ? row : undefined
  }

  return {
    async ensureOwner() {
      if (await store.firstUser()) return { created: false }
      const password = readablePassword(randomBytes(ONE_TIME_BYTES))
      const at = now()
      const row = {
        name: OWNER,
        password_hash: await passwords.hash(password),
        must_change: 1,
        created_at: at,
        changed_at: at,
      }
      // Another process that starts at the same time may have been first: its password counts.
      return (await store.insert(row)) ? { created: true, name: OWNER, password } : { created: false }
    },

    async verifyPassword(name, password) {
      if (typeof name !== 'string' || typeof password !== 'string' || password.length > 256) return { ok: false }
      const row = await check(name, password)
      return row ? { ok: true, name: row.name, ...stateOf(row) } : { ok: false }
    },

    async passwordState(name) {
      const row = await store.user(name)
      return row && stateOf(row)
    },

    async changePassword(name, current, next) {
      const problem = passwordProblem(next, name)
      if (problem !== undefined) throw fail('BAD_PARAMETER', problem)
      if (next === current) throw fail('BAD_PARAMETER', 'Choose a password that is not the current one.')
      const row = await check(name, current)
      const change = { password_hash: await passwords.hash(next), must_change: 0, changed_at: now() }
      if (!row || !(await store.setPassword(name, row.password_hash, change))) {
        throw fail('FORBIDDEN', 'The name or the current password is wrong.')
      }
      return stateOf(change)
    },

    async resetPassword(name) {
      const row = await store.user(name)
      const password = readablePassword(randomBytes(ONE_TIME_BYTES))
      const change = { password_hash: await passwords.hash(password), must_change: 1, changed_at: now() }
      if (!row || !(await store.setPassword(name, row.password_hash, change))) {
        throw fail('BAD_PARAMETER', `There is no console user ${JSON.stringify(name)}.`)
      }
      return { password }
    },
  }
}

const stateOf = (row: Pick<ConsoleUserRow, 'must_change' | 'changed_at'>): PasswordState => ({
  mustChange: row.must_change === 1,
  changedAt: row.changed_at,
})
