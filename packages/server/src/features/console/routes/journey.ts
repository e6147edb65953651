import { Type } from 'typebox'
import { type JourneyParts, lookAtMessage, type MessageName } from '../../journey/look.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'
import { Id } from './inputs.ts'

const Name = {
  userIds: Type.Optional(Type.Tuple([Id, Id])),
  groupId: Type.Optional(Id),
  key: Type.String({ minLength: 1, maxLength: 40 }),
}

/** The way of one message. What it says is shown to those only who give a reason. */
export function journeyRoutes({ journey }: { readonly journey: JourneyParts }): ConsoleRoute[] {
  const { traces } = journey
  return [
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/message-journey',
      role: 'developer',
      audited: 'message.look',
      input: Type.Object(Name),
      async handle({ sdkAppId, input, note }) {
        note({ target: { kind: 'message', id: input.key } })
        return await lookAtMessage(journey, sdkAppId, nameOf(input), false)
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/message-journey/content',
      role: 'operator',
      audited: 'message.read',
      reason: true,
      input: Type.Object(Name),
      async handle({ sdkAppId, input, note }) {
        const name = nameOf(input)
        note({ target: { kind: 'message', id: input.key }, accounts: name.userIds ?? [] })
        return await lookAtMessage(journey, sdkAppId, name, true)
      },
    }),
    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/message-traces',
      role: 'developer',
      async handle({ sdkAppId }) {
        return { watch: traces.watching(sdkAppId), traces: traces.list(sdkAppId, { limit: 100 }) }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/message-traces/watch',
      role: 'developer',
      audited: 'message.watch',
      input: Type.Object({
        userIds: Type.Array(Id, { maxItems: 20 }),
        minutes: Type.Integer({ minimum: 0, maximum: 60 }),
      }),
      async handle({ sdkAppId, input: { userIds, minutes }, note }) {
        note({ accounts: userIds, after: { minutes, users: userIds.length } })
        if (minutes > 0) return { watch: traces.watch(sdkAppId, userIds, minutes) }
        traces.unwatch(sdkAppId)
        return {}
      },
    }),
  ]
}

function nameOf({
  userIds,
  groupId,
  key,
}: {
  userIds?: string[] | undefined
  groupId?: string | undefined
  key: string
}): MessageName {
  const [one, other] = userIds ?? []
  return {
    key: key.trim(),
    ...(groupId === undefined ? {} : { groupId }),
    ...(one === undefined || other === undefined ? {} : { userIds: [one, other] }),
  }
}
