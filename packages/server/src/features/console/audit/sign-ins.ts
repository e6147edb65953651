import type { Role } from '@signet/protocol/console/roles'
import type { ConsoleAudit } from './log.ts'

/** Refused sign-ins a minute that have a row of their own; more are counted in the next one, so that guessing fills no disk. */
const REFUSED_A_MINUTE = 30
const MINUTE_MS = 60_000

/** What was wrong: the password (or the name), or the code after a right password. */
export type RefusedFor = 'password' | 'code'

/** Sign-ins and sign-outs, in the audit log (CON15). */
export interface SignInAudit {
  /** Before a session is opened. */
  opens(user: { readonly name: string; readonly role: Role }, address: string): Promise<void>
  /** Before a session is ended by its user. */
  closes(user: { readonly name: string; readonly role: Role }, address: string): Promise<void>
  /**
   * After a sign-in was refused.
   * @param user nobody for a name that there is not: it may be a password that was typed in the wrong place, and is not kept
   */
  refused(
    user: { readonly name: string; readonly role: Role } | undefined,
    address: string,
    what: RefusedFor,
  ): Promise<void>
}

export function createSignInAudit(parts: { readonly audit: Pick<ConsoleAudit, 'begin'>; now(): number }): SignInAudit {
  const { audit, now } = parts
  let minute = 0
  let written = 0
  let unwritten = 0

  async function write(
    user: { readonly name: string; readonly role: Role } | undefined,
    action: string,
    address: string,
    outcome: string,
    after?: object,
  ): Promise<void> {
    const who = { who: user?.name ?? '', role: user?.role ?? ('' as const) }
    const end = await audit.begin({ ...who, action, sdkAppId: 0, address, reason: '', input: undefined })
    await end(outcome, after === undefined ? {} : { after })
  }

  return {
    opens: (user, address) => write(user, 'session.open', address, 'done'),
    closes: (user, address) => write(user, 'session.close', address, 'done'),
    async refused(user, address, what) {
      const current = Math.floor(now() / MINUTE_MS)
      if (current !== minute) written = 0
      minute = current
      if (written >= REFUSED_A_MINUTE) {
        unwritten++
        return
      }
      written++
      const after = { wrong: what, ...(unwritten === 0 ? {} : { notWritten: unwritten }) }
      unwritten = 0
      await write(user, 'session.refused', address, 'NOT_LOGGED_IN', after)
    },
  }
}
