import { ROLES } from '@signet/protocol/console/roles'
import { Type } from 'typebox'
import { fail } from '../../../engine/failure.ts'
import type { ConsoleAudit } from '../audit/log.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'
import type { SecondFactors } from '../second-factor/second-factor.ts'
import type { ConsoleUsers } from '../users.ts'

export interface UserRouteParts {
  readonly consoleUsers: ConsoleUsers
  readonly secondFactors: SecondFactors
  readonly consoleAudit: ConsoleAudit
}

const Name = Type.String({ minLength: 1, maxLength: 64 })
const RoleName = Type.Union(ROLES.map((role) => Type.Literal(role)))

const target = (id: string) => ({ kind: 'user', id }) as const

/** Who works at the console, what they may do, and what they did: for owners. */
export function userRoutes({ consoleUsers: users, secondFactors, consoleAudit }: UserRouteParts): ConsoleRoute[] {
  return [
    consoleRoute({
      method: 'GET',
      path: 'users',
      role: 'owner',
      async handle() {
        return { users: await users.list(), secondFactorRequired: await secondFactors.isRequired() }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'users',
      role: 'owner',
      audited: 'user.create',
      input: Type.Object({ name: Name, role: RoleName }),
      async handle({ input, note }) {
        note({ target: target(input.name), after: { role: input.role } })
        return await users.create(input)
      },
    }),
    consoleRoute({
      method: 'PATCH',
      path: 'users',
      role: 'owner',
      audited: 'user.change',
      input: Type.Object({ name: Name, role: Type.Optional(RoleName), disabled: Type.Optional(Type.Boolean()) }),
      async handle({ input: { name, role, disabled }, note }) {
        const before = await users.get(name)
        note({
          target: target(name),
          before: { role: before?.role, disabled: before?.disabledAt !== undefined },
          after: { role, disabled },
        })
        if (role !== undefined) await users.changeRole(name, role)
        if (disabled !== undefined) await users.setDisabled(name, disabled)
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'users/reset',
      role: 'owner',
      audited: 'user.reset',
      input: Type.Object({ name: Name }),
      async handle({ input: { name }, user, note }) {
        note({ target: target(name) })
        if (name === user.name) throw fail('FORBIDDEN', 'Your own password is changed under "Own account".')
        return await users.resetPassword(name)
      },
    }),
    consoleRoute({
      method: 'DELETE',
      path: 'users',
      role: 'owner',
      audited: 'user.remove',
      input: Type.Object({ name: Name }),
      async handle({ input: { name }, note }) {
        note({ target: target(name), before: { role: (await users.get(name))?.role } })
        await users.remove(name)
      },
    }),
    consoleRoute({
      method: 'PUT',
      path: 'users/second-factor',
      role: 'owner',
      audited: 'user.second-factor.require',
      input: Type.Object({ required: Type.Boolean() }),
      async handle({ input: { required }, note }) {
        note({ before: { required: await secondFactors.isRequired() }, after: { required } })
        await secondFactors.setRequired(required)
      },
    }),
    consoleRoute({
      method: 'GET',
      path: 'audit',
      role: 'owner',
      input: Type.Object({
        who: Type.Optional(Name),
        action: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
        sdkAppId: Type.Optional(Type.Integer({ minimum: 0, maximum: 4294967295 })),
        target: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
        from: Type.Optional(Type.Integer({ minimum: 0 })),
        to: Type.Optional(Type.Integer({ minimum: 0 })),
        before: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      }),
      async handle({ input: { before, limit = 50, ...filter } }) {
        return await consoleAudit.page(filter, { before, limit })
      },
    }),
  ]
}
