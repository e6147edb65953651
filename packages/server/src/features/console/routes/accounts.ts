import { Type } from 'typebox'
import { Failure, fail } from '../../../engine/failure.ts'
import type { Registry } from '../../../engine/realtime/registry.ts'
import type { Account } from '../../accounts/account.ts'
import type { AccountImport } from '../../accounts/accounts.ts'
import type { Accounts } from '../../accounts/create.ts'
import type { GlobalMute } from '../../global-mute/global-mute.ts'
import { getProfiles } from '../../profiles/get.ts'
import type { ProfileParts } from '../../profiles/parts.ts'
import { setProfile } from '../../profiles/set.ts'
import type { Seat } from '../../sessions/rules.ts'
import { endSession, SEATS_QUESTION } from '../../sessions/seats.ts'
import { restOrigin } from '../../webhooks/origin.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'
import { Id, pageOf, Seconds, Words } from './inputs.ts'

export interface AccountRouteParts {
  readonly accounts: Accounts
  readonly profiles: ProfileParts
  readonly globalMute: GlobalMute
  readonly registry: Pick<Registry, 'ask' | 'control'>
  kick(sdkAppId: number, userId: string): Promise<void>
  erase(sdkAppId: number, userId: string): Promise<void>
}

/** Rows of one batch of an import, and what they may take. */
const IMPORT_ROWS = 500
const IMPORT_BYTES = 2 << 20

/** What verbs refuse they name themselves: longer texts than this are no attempt at all. */
const Text = Type.String({ maxLength: 4000 })
const UserId = Type.Object({ userId: Id })

/** The people of an application. */
export function accountRoutes(parts: AccountRouteParts): ConsoleRoute[] {
  const { accounts, profiles, globalMute } = parts

  async function seatsOf(sdkAppId: number, userId: string): Promise<Seat[]> {
    const answers = await parts.registry.ask(sdkAppId, userId, SEATS_QUESTION)
    return answers.flatMap((answer) => JSON.parse(answer) as Seat[])
  }

  /** Why a row was refused, in the words of the verb: what refuses changes nothing, so it can be asked again. */
  async function reasonOf(sdkAppId: number, account: AccountImport): Promise<string> {
    try {
      await accounts.import({ sdkAppId, ...account })
      return ''
    } catch (error) {
      if (error instanceof Failure) return error.message
      throw error
    }
  }

  return [
    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/accounts',
      role: 'readOnly',
      input: Type.Object({
        prefix: Type.Optional(Type.String({ maxLength: 32 })),
        nick: Type.Optional(Type.String({ maxLength: 100 })),
        ...pageOf(100),
      }),
      async handle({ sdkAppId, input: { limit = 20, ...search } }) {
        const { accounts: found, next } = await accounts.search(sdkAppId, { ...search, limit })
        const seats = await Promise.all(found.map(({ userId }) => seatsOf(sdkAppId, userId)))
        const listed = found.map((account, i) => ({ ...shown(account), sessions: seats[i]!.length }))
        return { accounts: listed, ...(next === undefined ? {} : { next }) }
      },
    }),

    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/accounts/one',
      role: 'readOnly',
      input: UserId,
      async handle({ sdkAppId, input: { userId } }) {
        const mute = await globalMute.get(sdkAppId, userId)
        const account = await accounts.find(sdkAppId, userId)
        const [profile] = await getProfiles(profiles, sdkAppId, undefined, [userId])
        const { administrators } = await accounts.apps.get(sdkAppId)
        return {
          ...(account === undefined ? {} : shown(account)),
          profile: Object.fromEntries(profile?.fields ?? []),
          sessions: (await seatsOf(sdkAppId, userId)).map(({ id, platform, since }) => ({ id, platform, since })),
          mute,
          isAdministrator: administrators.includes(userId),
        }
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/accounts',
      role: 'operator',
      audited: 'account.create',
      input: Type.Object({ userId: Id, nick: Type.Optional(Text), faceUrl: Type.Optional(Text) }),
      async handle({ sdkAppId, input }) {
        return shown(await accounts.import({ sdkAppId, ...input }))
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/accounts/import',
      role: 'operator',
      audited: 'account.import',
      bodyLimitBytes: IMPORT_BYTES,
      input: Type.Object({
        accounts: Words(
          Type.Object({ userId: Text, nick: Type.Optional(Text), faceUrl: Type.Optional(Text) }),
          IMPORT_ROWS,
        ),
      }),
      async handle({ sdkAppId, input, note }) {
        const { failed } = await accounts.importMany(sdkAppId, input.accounts)
        const bad = new Set(failed)
        const refused = []
        for (const account of input.accounts.filter(({ userId }) => bad.has(userId))) {
          const reason = await reasonOf(sdkAppId, account)
          if (reason !== '') refused.push({ userId: account.userId, reason })
        }
        const imported = input.accounts.length - refused.length
        note({ after: { imported, refused: refused.length } })
        return { imported, refused }
      },
    }),

    consoleRoute({
      method: 'PATCH',
      path: 'applications/:sdkAppId/accounts/profile',
      role: 'operator',
      audited: 'account.profile',
      input: Type.Object({
        userId: Id,
        items: Words(Type.Object({ tag: Id, value: Type.Union([Text, Type.Integer()]) }), 20),
      }),
      async handle({ sdkAppId, input: { userId, items }, address, note }) {
        // Which fields, not what they say: that is the user's.
        note({ after: { fields: items.map(({ tag }) => tag) } })
        await setProfile(profiles, sdkAppId, userId, items, 'admin', restOrigin(address))
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/accounts/kick',
      role: 'operator',
      audited: 'account.kick',
      input: UserId,
      handle: ({ sdkAppId, input: { userId } }) => parts.kick(sdkAppId, userId),
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/accounts/sessions/end',
      role: 'operator',
      audited: 'account.session.end',
      // `session` is an id that the account's page lists. Its ticket stays good: ending all of them is `kick`.
      input: Type.Object({ userId: Id, session: Type.String({ minLength: 1, maxLength: 64 }) }),
      async handle({ sdkAppId, input: { userId, session } }) {
        if (!(await endSession(parts.registry, sdkAppId, userId, session))) {
          throw fail('BAD_PARAMETER', 'There is no such session any more.')
        }
      },
    }),

    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/accounts/mute',
      role: 'operator',
      audited: 'account.mute',
      input: Type.Object({ userId: Id, c2c: Type.Optional(Seconds), group: Type.Optional(Seconds) }),
      async handle({ sdkAppId, input: { userId, ...seconds }, note }) {
        note({ before: await globalMute.get(sdkAppId, userId), after: seconds })
        await globalMute.set(sdkAppId, userId, seconds)
      },
    }),

    consoleRoute({
      method: 'DELETE',
      path: 'applications/:sdkAppId/accounts',
      role: 'operator',
      audited: 'account.erase',
      // Typed once more by who erases: it cannot be taken back.
      input: Type.Object({ userId: Id, confirm: Id }),
      async handle({ sdkAppId, input: { userId, confirm } }) {
        if (confirm !== userId) throw new Failure('BAD_PARAMETER', 'confirm is not the UserID: nothing was erased.')
        await parts.erase(sdkAppId, userId)
      },
    }),
  ]
}

const shown = ({ userId, nick, faceUrl, createdAt }: Account) => ({ userId, nick, faceUrl, createdAt })
