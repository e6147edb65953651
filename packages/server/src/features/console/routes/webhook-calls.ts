import { Type } from 'typebox'
import { fail } from '../../../engine/failure.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'
import type { CallbackParts } from './callbacks.ts'

const Command = Type.Optional(Type.String({ minLength: 1, maxLength: 128 }))
const LetterId = Type.String({ minLength: 1, maxLength: 64 })
const MOST_REPLAYED = 500

/** What the URLs of an application were told, and what could not be delivered. Bodies may hold what users wrote: reading one is written down. */
export function webhookCallRoutes({ webhooks, webhookSettings }: CallbackParts): ConsoleRoute[] {
  const { deadLetters } = webhookSettings
  return [
    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/webhook-calls',
      role: 'developer',
      input: Type.Object({
        after: Type.Optional(Type.Integer({ minimum: 0 })),
        command: Command,
        failedOnly: Type.Optional(Type.Boolean()),
      }),
      async handle({ sdkAppId, input: { after, command, failedOnly } }) {
        const calls = webhooks.calls.list(sdkAppId, {
          ...(after === undefined ? {} : { after }),
          ...(command === undefined ? {} : { command }),
          ...(failedOnly === undefined ? {} : { failedOnly }),
        })
        const backlog = await webhookSettings.backlog(sdkAppId)
        return { calls: calls.map(({ body: _body, answer: _answer, ...call }) => call), backlog }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/webhook-calls/read',
      role: 'developer',
      audited: 'webhook.call.read',
      input: Type.Object({ no: Type.Integer({ minimum: 1 }) }),
      async handle({ sdkAppId, input: { no }, note }) {
        const call = webhooks.calls.get(sdkAppId, no)
        if (call === undefined) throw fail('BAD_PARAMETER', 'This call is not kept any more: only the newest are.')
        note({ target: { kind: 'webhook', id: call.endpointId }, after: { command: call.command } })
        return call
      },
    }),
    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/dead-letters',
      role: 'developer',
      input: Type.Object({ after: Type.Optional(LetterId) }),
      async handle({ sdkAppId, input: { after } }) {
        const { letters, cursor } = await deadLetters.list(sdkAppId, { after, limit: 50 })
        return { letters: letters.map(({ body: _body, ...letter }) => letter), cursor }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/dead-letters/read',
      role: 'developer',
      audited: 'webhook.letter.read',
      input: Type.Object({ id: LetterId }),
      async handle({ sdkAppId, input: { id }, note }) {
        const { letters } = await deadLetters.list(sdkAppId, { limit: 1000 })
        const letter = letters.find((one) => one.id === id)
        if (letter === undefined) throw fail('BAD_PARAMETER', 'This dead letter is gone: it was replayed or given up.')
        note({ target: { kind: 'webhook', id: letter.endpointId }, after: { command: letter.command } })
        return letter
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/dead-letters/replay',
      role: 'developer',
      audited: 'webhook.replay',
      input: Type.Object({
        ids: Type.Optional(Type.Array(LetterId, { maxItems: MOST_REPLAYED })),
        command: Command,
      }),
      async handle({ sdkAppId, input: { ids, command }, note }) {
        let replayed = 0
        if (ids === undefined) replayed = await deadLetters.replayAll(sdkAppId, command)
        else for (const id of ids) replayed += await once(deadLetters.replay(sdkAppId, id))
        note({ after: { replayed, ...(command === undefined ? {} : { command }) } })
        return { replayed }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/dead-letters/discard',
      role: 'developer',
      audited: 'webhook.discard',
      input: Type.Object({ ids: Type.Array(LetterId, { minItems: 1, maxItems: MOST_REPLAYED }) }),
      async handle({ sdkAppId, input: { ids }, note }) {
        let discarded = 0
        for (const id of ids) if (await deadLetters.discard(sdkAppId, id)) discarded++
        note({ after: { discarded } })
        return { discarded }
      },
    }),
  ]
}

/** Somebody else may have replayed it meanwhile: that is no failure of the others. */
const once = (replaying: Promise<void>): Promise<number> =>
  replaying.then(
    () => 1,
    () => 0,
  )
