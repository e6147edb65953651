import { randomBytes } from 'node:crypto'
import type { Accounts } from '../accounts/create.ts'

type Guarded = Pick<Accounts, 'verifyTicket' | 'keyTrusted' | 'ensure' | 'settings'>

/** Stands where the key of a ticket does: no key has this name. */
export const SELF_TEST_KEY = 'self-test'

/** How long a login of a test lasts at most, s. */
const LASTS_S = 120
/** A pass is younger than every kick: whoever had the name before was kicked as they were erased. */
const AHEAD_S = 60

/** Lets users of a self-test log in through the same door as everybody, each with a secret that this process alone knows. */
export interface Passes<A extends Guarded> {
  /** @returns what to log in with, once */
  issue(sdkAppId: number, userId: string): string
  /** What logins are judged by: passes, and tickets as before. */
  readonly accounts: A
}

export function createPasses<A extends Guarded>(accounts: A, now: () => number): Passes<A> {
  const open = new Map<string, { readonly sdkAppId: number; readonly userId: string }>()
  return {
    issue(sdkAppId, userId) {
      const pass = randomBytes(32).toString('base64url')
      open.set(pass, { sdkAppId, userId })
      setTimeout(() => open.delete(pass), LASTS_S * 1000).unref()
      return pass
    },
    accounts: {
      ...accounts,
      async verifyTicket(request) {
        const pass = open.get(request.userSig)
        if (pass === undefined) return await accounts.verifyTicket(request)
        if (pass.sdkAppId !== request.sdkAppId || pass.userId !== request.userId)
          return await accounts.verifyTicket(request)
        open.delete(request.userSig)
        const seconds = Math.floor(now() / 1000)
        const app = await (accounts as unknown as Pick<Accounts, 'apps'>).apps.get(pass.sdkAppId)
        const times = { issuedAt: seconds + AHEAD_S, expiresAt: seconds + LASTS_S }
        return { version: 2, keyId: SELF_TEST_KEY, ...times, digest: request.userSig, app }
      },
      keyTrusted: (sdkAppId, keyId) => keyId === SELF_TEST_KEY || accounts.keyTrusted(sdkAppId, keyId),
    },
  }
}
