import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { fail } from '../../engine/failure.ts'

/** argon2id hashes in the usual text form, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, so that the cost can grow later. */
export interface Passwords {
  hash(password: string): Promise<string>
  verify(password: string, hash: string): Promise<boolean>
}

interface Cost {
  /** KiB */
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 }
const HASH_BYTES = 32
const SALT_BYTES = 16
const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/**
 * One hash at a time: each takes tens of milliseconds of a thread that file access shares, and a flood of sign-ins must not slow
 * the messages down. More than `maxWaiting` are refused with OVERLOADED.
 */
export function createPasswords(maxWaiting: number = 32): Passwords {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting >= maxWaiting) throw fail('OVERLOADED', 'Too many sign-ins at once: try again in a few seconds.', 3_000)
    waiting++
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    try {
      return await turn
    } finally {
      waiting--
    }
  }

  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES)
      const hash = await inTurn(() => derive(password, salt, COST, HASH_BYTES))
      return textForm(salt, hash)
    },
    async verify(password, stored) {
      const [, memory, passes, parallelism, salt, hash] = FORM.exec(stored) ?? []
      if (salt === undefined || hash === undefined) throw new Error('a stored password hash cannot be read')
      const expected = Buffer.from(hash, 'base64')
      const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
      const actual = await inTurn(() => derive(password, Buffer.from(salt, 'base64'), cost, expected.length))
      return timingSafeEqual(actual, expected)
    },
  }
}

/** A hash that no password has and that takes as long to compare with as any other. */
export const unmatchableHash = (): string => textForm(randomBytes(SALT_BYTES), randomBytes(HASH_BYTES))

/** CON4: whether a hash was made at another cost than one made today. */
export const isOutdated = (stored: string): boolean =>
  !stored.startsWith(`$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$`)

function textForm(salt: Buffer, hash: Buffer): string {
  const { memory, passes, parallelism } = COST
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

function derive(password: string, nonce: Buffer, cost: Cost, tagLength: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message: password.normalize('NFC'), nonce, tagLength, ...cost }, (error, hash) => {
      if (error) reject(error)
      else resolve(hash)
    })
  })
}
