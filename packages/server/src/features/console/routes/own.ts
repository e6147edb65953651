import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Failure, fail } from '../../../engine/failure.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'
import type { SecondFactors } from '../second-factor/second-factor.ts'
import type { ConsoleSession, ConsoleSessions } from '../sessions.ts'
import type { Throttle } from '../throttle.ts'
import type { ConsoleUsers } from '../users.ts'
import type { WhoAmI } from '../who-am-i.ts'

export interface OwnParts {
  readonly consoleUsers: ConsoleUsers
  readonly secondFactors: SecondFactors
  readonly sessions: ConsoleSessions
  readonly throttle: Throttle
  /** Opens a session in the answer to this request. */
  enter(request: FastifyRequest, reply: FastifyReply, session: ConsoleSession): Promise<WhoAmI>
}

const Code = Type.String({ minLength: 1, maxLength: 64 })
const Password = Type.String({ minLength: 1, maxLength: 256 })

/** What everybody may do about their own sign-in. */
export function ownRoutes({ consoleUsers, secondFactors, sessions, throttle, enter }: OwnParts): ConsoleRoute[] {
  /** Who took over a session must not be able to keep it, or to guess: these take the password again (CON14). */
  async function proven(name: string, address: string, password: string): Promise<void> {
    const right = await throttle.guard({ address, name }, async () => {
      const { ok } = await consoleUsers.verifyPassword(name, password)
      return ok ? true : undefined
    })
    if (right === undefined) throw fail('FORBIDDEN', 'The current password is wrong.')
  }

  return [
    consoleRoute({
      method: 'POST',
      path: 'password',
      role: 'readOnly',
      unsettled: true,
      audited: 'own.password',
      input: Type.Object({ current: Password, password: Type.String({ minLength: 1, maxLength: 512 }) }),
      async handle({ input, user: { name }, address, request, reply }) {
        const changed = await throttle.guard({ address, name }, () =>
          consoleUsers.changePassword(name, input.current, input.password).catch(nothingIfForbidden),
        )
        if (changed === undefined) throw fail('FORBIDDEN', 'The current password is wrong.')
        // The new time of the password ends every session that was opened with the old one, this one included.
        return await enter(request, reply, { name, passwordAt: changed.changedAt })
      },
    }),

    consoleRoute({
      method: 'GET',
      path: 'own',
      role: 'readOnly',
      unsettled: true,
      async handle({ user: { name }, sessionKey }) {
        const user = await consoleUsers.get(name)
        const open = user === undefined ? [] : sessions.of({ name, passwordAt: user.changedAt })
        return {
          ...user,
          required: await secondFactors.isRequired(),
          recoveryCodesLeft: await secondFactors.recoveryCodesLeft(name),
          sessions: open.map((session) => ({ ...session, current: session.key === sessionKey })),
        }
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'own/sessions/end',
      role: 'readOnly',
      audited: 'own.session.end',
      input: Type.Object({ key: Type.String({ minLength: 12, maxLength: 12 }) }),
      async handle({ user: { name }, input }) {
        if (!sessions.endOf(name, input.key)) throw fail('BAD_PARAMETER', 'There is no such session any more.')
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'own/second-factor/begin',
      role: 'readOnly',
      unsettled: true,
      audited: 'own.second-factor.begin',
      input: Type.Object({ password: Password }),
      async handle({ user: { name }, input, address }) {
        await proven(name, address, input.password)
        return secondFactors.begin(name)
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'own/second-factor/confirm',
      role: 'readOnly',
      unsettled: true,
      audited: 'own.second-factor.set',
      input: Type.Object({ code: Code }),
      async handle({ user: { name }, input, address }) {
        const codes = await throttle.guard({ address, name }, () =>
          secondFactors.confirm(name, input.code).catch(nothingIfWrong),
        )
        if (codes === undefined)
          throw fail('FORBIDDEN', 'The code is wrong: wait for the next one, and look at the clock.')
        return { recoveryCodes: codes }
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'own/second-factor/remove',
      role: 'readOnly',
      audited: 'own.second-factor.remove',
      input: Type.Object({ password: Password }),
      async handle({ user: { name }, input, address }) {
        await proven(name, address, input.password)
        await secondFactors.remove(name)
      },
    }),
  ]
}

const nothingIfForbidden = (error: unknown): undefined => nothingIf(error, 'FORBIDDEN')
const nothingIfWrong = (error: unknown): undefined => nothingIf(error, 'SECOND_FACTOR_NEEDED')

function nothingIf(error: unknown, name: string): undefined {
  if (error instanceof Failure && error.errorName === name) return undefined
  throw error
}
