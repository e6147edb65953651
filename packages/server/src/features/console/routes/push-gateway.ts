import { Type } from 'typebox'
import type { OfflinePush } from '../../offline-push/create.ts'
import { PUSH_LANGUAGES } from '../../offline-push/rules.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'

const PATH = 'applications/:sdkAppId/push-gateway'
const target = (sdkAppId: number) => ({ kind: 'application', id: String(sdkAppId) }) as const

/** Where the pushes of an application to phones go, and how that does. */
export function pushGatewayRoutes({ gateways, stateOf, tryOut }: OfflinePush): ConsoleRoute[] {
  return [
    consoleRoute({
      method: 'GET',
      path: PATH,
      role: 'readOnly',
      async handle({ sdkAppId }) {
        return { gateway: (await gateways.info(sdkAppId)) ?? null, state: stateOf(sdkAppId) }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: PATH,
      role: 'developer',
      audited: 'push.gateway',
      input: Type.Object({
        url: Type.String({ minLength: 1, maxLength: 2048 }),
        language: Type.Enum([...PUSH_LANGUAGES]),
      }),
      async handle({ sdkAppId, input, note }) {
        const before = await gateways.info(sdkAppId)
        const { info, secret } = await gateways.set(sdkAppId, input)
        note({ target: target(sdkAppId), ...(before === undefined ? {} : { before }), after: info })
        return { gateway: info, ...(secret === undefined ? {} : { secret }) }
      },
    }),
    consoleRoute({
      method: 'DELETE',
      path: PATH,
      role: 'developer',
      audited: 'push.remove',
      async handle({ sdkAppId, note }) {
        note({ target: target(sdkAppId) })
        await gateways.remove(sdkAppId)
      },
    }),
    consoleRoute({
      method: 'POST',
      path: `${PATH}/reveal`,
      role: 'developer',
      audited: 'push.reveal',
      async handle({ sdkAppId, note }) {
        note({ target: target(sdkAppId) })
        return { secret: await gateways.revealSecret(sdkAppId) }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: `${PATH}/rotate`,
      role: 'developer',
      audited: 'push.rotate',
      async handle({ sdkAppId, note }) {
        note({ target: target(sdkAppId) })
        return { secret: await gateways.rotateSecret(sdkAppId) }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: `${PATH}/try`,
      role: 'developer',
      audited: 'push.try',
      input: Type.Object({ userId: Type.String({ minLength: 1, maxLength: 32 }) }),
      async handle({ sdkAppId, input: { userId }, note }) {
        note({ target: target(sdkAppId), accounts: [userId] })
        return await tryOut(sdkAppId, userId)
      },
    }),
  ]
}
