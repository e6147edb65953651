import { isWebhookCommand, WEBHOOKS, type WebhookCommand } from '@signet/protocol/webhooks'
import { Type } from 'typebox'
import { fail } from '../../../engine/failure.ts'
import type { Webhooks } from '../../webhooks/create.ts'
import type { OpenWebhookSettings } from '../../webhooks/settings.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'

export interface CallbackParts {
  readonly webhooks: Webhooks
  readonly webhookSettings: OpenWebhookSettings
}

const EndpointId = Type.String({ minLength: 1, maxLength: 64 })
const Commands = Type.Array(Type.String({ maxLength: 128 }), { maxItems: 200 })
const SETTINGS = {
  commands: Type.Optional(Commands),
  refuseOnFailure: Type.Optional(Commands),
  timeoutMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
  token: Type.Optional(Type.String({ maxLength: 128 })),
  certificate: Type.Optional(Type.String({ maxLength: 32_768 })),
  privateKey: Type.Optional(Type.String({ maxLength: 32_768 })),
  authority: Type.Optional(Type.String({ maxLength: 32_768 })),
}
const Url = Type.String({ minLength: 1, maxLength: 2048 })
const target = (id: string) => ({ kind: 'webhook', id }) as const

/** The URLs of an application, and what they are told. */
export function callbackRoutes({ webhooks, webhookSettings }: CallbackParts): ConsoleRoute[] {
  const { endpoints } = webhookSettings
  return [
    consoleRoute({
      method: 'GET',
      path: 'applications/:sdkAppId/callbacks',
      role: 'readOnly',
      async handle({ sdkAppId }) {
        const [list, backlog] = [await endpoints.list(sdkAppId), await webhookSettings.backlog(sdkAppId)]
        return { endpoints: list, backlog, commands: COMMANDS }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/callbacks',
      role: 'developer',
      audited: 'webhook.create',
      input: Type.Object({ url: Url, ...SETTINGS }),
      async handle({ sdkAppId, input: { url, ...settings }, note }) {
        const { endpoint, secret } = await endpoints.add(sdkAppId, { url, ...given(settings) })
        note({ target: target(endpoint.endpointId), after: endpoint })
        return { endpoint, secret }
      },
    }),
    consoleRoute({
      method: 'PATCH',
      path: 'applications/:sdkAppId/callbacks',
      role: 'developer',
      audited: 'webhook.change',
      input: Type.Object({ endpointId: EndpointId, url: Type.Optional(Url), ...SETTINGS }),
      async handle({ sdkAppId, input: { endpointId, ...change }, note }) {
        const before = (await endpoints.list(sdkAppId)).find((one) => one.endpointId === endpointId)
        const after = await endpoints.update(sdkAppId, endpointId, given(change))
        note({ target: target(endpointId), before, after })
        return after
      },
    }),
    consoleRoute({
      method: 'DELETE',
      path: 'applications/:sdkAppId/callbacks',
      role: 'developer',
      audited: 'webhook.remove',
      input: Type.Object({ endpointId: EndpointId }),
      async handle({ sdkAppId, input: { endpointId }, note }) {
        note({ target: target(endpointId) })
        await endpoints.remove(sdkAppId, endpointId)
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/callbacks/reveal',
      role: 'developer',
      audited: 'webhook.reveal',
      input: Type.Object({ endpointId: EndpointId }),
      async handle({ sdkAppId, input: { endpointId }, note }) {
        note({ target: target(endpointId) })
        return {
          token: (await webhookSettings.revealToken(sdkAppId, endpointId)) ?? '',
          secret: await endpoints.revealSecret(sdkAppId, endpointId),
        }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/callbacks/rotate',
      role: 'developer',
      audited: 'webhook.rotate',
      input: Type.Object({ endpointId: EndpointId }),
      async handle({ sdkAppId, input: { endpointId }, note }) {
        note({ target: target(endpointId) })
        return { secret: await endpoints.rotateSecret(sdkAppId, endpointId) }
      },
    }),
    consoleRoute({
      method: 'POST',
      path: 'applications/:sdkAppId/callbacks/try',
      role: 'developer',
      audited: 'webhook.try',
      input: Type.Object({ endpointId: EndpointId, command: Type.String({ maxLength: 128 }) }),
      async handle({ sdkAppId, input: { endpointId, command }, note }) {
        note({ target: target(endpointId), after: { command } })
        return await webhooks.tryOut(sdkAppId, endpointId, known(command))
      },
    }),
  ]
}

const COMMANDS = Object.entries(WEBHOOKS).map(([command, { kind, title }]) => ({ command, kind, title }))

function known(command: string): WebhookCommand {
  if (!isWebhookCommand(command)) throw fail('BAD_PARAMETER', `There is no webhook ${JSON.stringify(command)}.`)
  return command
}

/** What was named; a schema leaves what is optional as a key without a value. */
const given = <T extends object>(settings: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
