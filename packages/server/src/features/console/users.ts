import { randomBytes } from 'node:crypto'
import { isRole, type Role } from '@signet/protocol/console/roles'
import { fail } from '../../engine/failure.ts'
import type { Database } from '../../engine/storage/database.ts'
import { createPasswords, isOutdated, type Passwords, unmatchableHash } from './password.ts'
import { nameProblem, ONE_TIME_BYTES, passwordProblem, readablePassword } from './rules.ts'
import { type ConsoleTables, type ConsoleUserRow, createConsoleStore } from './store.ts'

export type SignIn = ({ readonly ok: true; readonly name: string } & PasswordState) | { readonly ok: false }

export interface PasswordState {
  /** The password is a one-time one: let the user do nothing but change it. */
  readonly mustChange: boolean
  /** ms: since when this password opens sessions: when it was chosen, or the user was disabled since. */
  readonly changedAt: number
}

/** Somebody who may sign in to the console, as the list of them shows it. Times are ms. */
export interface ConsoleUser extends PasswordState {
  readonly name: string
  readonly role: Role
  /** Absent while they may sign in. */
  readonly disabledAt?: number
  readonly secondFactor: boolean
  readonly createdAt: number
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
  get(name: string): Promise<ConsoleUser | undefined>
  /** Oldest first. */
  list(): Promise<ConsoleUser[]>
  /** With a one-time password to hand over. @throws BAD_PARAMETER for a bad name, one that is taken, and beyond the limit */
  create(user: { readonly name: string; readonly role: Role }): Promise<{ readonly password: string }>
  /** @throws BAD_PARAMETER for an unknown name; FORBIDDEN when nobody would be owner any more */
  changeRole(name: string, role: Role): Promise<void>
  /** Who is disabled is signed out and cannot sign in. @throws as `changeRole` */
  setDisabled(name: string, disabled: boolean): Promise<void>
  /** @throws as `changeRole` */
  remove(name: string): Promise<void>
  /** @throws FORBIDDEN when `current` is wrong; BAD_PARAMETER, with the reason, for a password that is too weak */
  changePassword(name: string, current: string, next: string): Promise<PasswordState>
  /**
   * A new one-time password; the second factor is gone with the old one.
   * @throws BAD_PARAMETER for an unknown name
   */
  resetPassword(name: string): Promise<{ readonly password: string }>
}

const OWNER = 'owner'
/** Most people at one console. */
const MOST_USERS = 500

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
    if (row === undefined || !matches) return undefined
    if (isOutdated(row.password_hash)) await rehash(row, password)
    return row
  }

  /** The same password under the cost of today: its sessions go on, since its time stays. */
  async function rehash(row: ConsoleUserRow, password: string): Promise<void> {
    const { must_change, changed_at } = row
    const change = { password_hash: await passwords.hash(password), must_change, changed_at }
    if (await store.setPassword(row.name, row.password_hash, change)) row.password_hash = change.password_hash
  }

  async function change(name: string, to: Parameters<typeof store.changeUser>[1]): Promise<void> {
    const outcome = await store.changeUser(name, to)
    if (outcome === 'unknown') throw unknown(name)
    if (outcome === 'lastOwner') throw fail('FORBIDDEN', 'Somebody has to be owner: make somebody else one first.')
  }

  async function oneTime(): Promise<{ password: string; hash: string }> {
    const password = readablePassword(randomBytes(ONE_TIME_BYTES))
    return { password, hash: await passwords.hash(password) }
  }

  return {
    async ensureOwner() {
      if (await store.firstUser()) return { created: false }
      const { password, hash } = await oneTime()
      const at = now()
      const row = {
        name: OWNER,
        role: 'owner',
        password_hash: hash,
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
      return row && row.disabled_at === 0 ? { ok: true, name: row.name, ...stateOf(row) } : { ok: false }
    },

    async get(name) {
      const row = await store.user(name)
      return row && userOf(row)
    },

    list: async () => (await store.users()).map(userOf),

    async create({ name, role }) {
      const problem = nameProblem(name)
      if (problem !== undefined) throw fail('BAD_PARAMETER', problem)
      if ((await store.users()).length >= MOST_USERS) {
        throw fail('BAD_PARAMETER', `There are ${MOST_USERS} console users: remove one first.`)
      }
      const { password, hash } = await oneTime()
      const at = now()
      const row = { name, role, password_hash: hash, must_change: 1, created_at: at, changed_at: at }
      if (!(await store.insert(row))) throw fail('BAD_PARAMETER', `The name ${JSON.stringify(name)} is taken.`)
      return { password }
    },

    changeRole: (name, role) => change(name, { role }),
    async setDisabled(name, disabled) {
      const at = now()
      const { changed_at = 0 } = (await store.user(name)) ?? {}
      // With another time of the password, no session of before comes to life again with the user.
      await change(name, disabled ? { disabled_at: at, changed_at: Math.max(at, changed_at + 1) } : { disabled_at: 0 })
    },
    remove: (name) => change(name, undefined),

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
      const { password, hash } = await oneTime()
      if (!(await store.reset(name, { password_hash: hash, must_change: 1, changed_at: now() }))) throw unknown(name)
      return { password }
    },
  }
}

const unknown = (name: string): Error => fail('BAD_PARAMETER', `There is no console user ${JSON.stringify(name)}.`)

const userOf = (row: ConsoleUserRow): ConsoleUser => ({
  name: row.name,
  // A role that a newer version knows opens nothing here.
  role: isRole(row.role) ? row.role : 'readOnly',
  ...stateOf(row),
  ...(row.disabled_at === 0 ? {} : { disabledAt: row.disabled_at }),
  secondFactor: row.sealed_totp !== '',
  createdAt: row.created_at,
})

const stateOf = (row: Pick<ConsoleUserRow, 'must_change' | 'changed_at'>): PasswordState => ({
  mustChange: row.must_change === 1,
  changedAt: row.changed_at,
})
