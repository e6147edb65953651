import { Type } from 'typebox'
import type { Registry } from '../../../engine/realtime/registry.ts'
import type { KeyVerbs } from '../../accounts/keys.ts'
import { listedKey } from '../applications.ts'
import { type ConsoleRoute, consoleRoute } from '../route.ts'

export interface KeyRouteParts {
  readonly accounts: { readonly keys: KeyVerbs }
  readonly registry: Pick<Registry, 'sessionsIn'>
}

const KeyId = Type.String({ minLength: 1, maxLength: 64 })
const YEAR_MS = 31_536_000_000

/** Keys of an application. A private key is in the one answer that made it (KEY1), a secret in the answers that were asked for it. */
export function keyRoutes({ accounts: { keys }, registry }: KeyRouteParts): ConsoleRoute[] {
  const path = (rest = '') => `applications/:sdkAppId/keys${rest}`
  const target = (keyId: string) => ({ target: { kind: 'key', id: keyId } }) as const

  return [
    consoleRoute({
      method: 'GET',
      path: path(),
      role: 'readOnly',
      async handle({ sdkAppId }) {
        const sessions = new Map<string, number>()
        for (const { keyId } of registry.sessionsIn(sdkAppId)) {
          sessions.set(keyId, (sessions.get(keyId) ?? 0) + 1)
        }
        const all = (await keys.list(sdkAppId)).map(listedKey)
        return { keys: all.map((key) => ({ ...key, sessions: sessions.get(key.keyId) ?? 0 })) }
      },
    }),

    consoleRoute({
      method: 'POST',
      path: path('/upload'),
      role: 'developer',
      audited: 'key.upload',
      input: Type.Object({ publicKey: Type.String({ minLength: 1, maxLength: 4000 }) }),
      async handle({ sdkAppId, input, note }) {
        const made = await keys.uploadPublicKey(sdkAppId, input.publicKey)
        note(target(made.keyId))
        return made
      },
    }),

    consoleRoute({
      method: 'POST',
      path: path('/pair'),
      role: 'developer',
      audited: 'key.pair',
      input: Type.Object({ curve: Type.Union([Type.Literal('P-256'), Type.Literal('secp256k1')]) }),
      async handle({ sdkAppId, input, note }) {
        const made = await keys.makeKeyPair(sdkAppId, { curve: input.curve })
        note(target(made.keyId))
        return made
      },
    }),

    consoleRoute({
      method: 'POST',
      path: path('/secret'),
      role: 'developer',
      audited: 'key.secret',
      async handle({ sdkAppId, note }) {
        const made = await keys.makeSecret(sdkAppId)
        note(target(made.keyId))
        return made
      },
    }),

    consoleRoute({
      method: 'POST',
      path: path('/reveal'),
      role: 'developer',
      audited: 'key.reveal',
      input: Type.Object({ keyId: KeyId }),
      async handle({ sdkAppId, input, note }) {
        note(target(input.keyId))
        return { secret: await keys.revealSecret(sdkAppId, input.keyId) }
      },
    }),

    consoleRoute({
      method: 'POST',
      path: path('/retire'),
      role: 'developer',
      audited: 'key.retire',
      input: Type.Object({ keyId: KeyId, overlapMs: Type.Integer({ minimum: 0, maximum: YEAR_MS }) }),
      async handle({ sdkAppId, input, note }) {
        note({ ...target(input.keyId), after: { overlapMs: input.overlapMs } })
        return listedKey(await keys.retire(sdkAppId, input.keyId, input))
      },
    }),

    consoleRoute({
      method: 'POST',
      path: path('/revoke'),
      role: 'developer',
      audited: 'key.revoke',
      input: Type.Object({ keyId: KeyId }),
      async handle({ sdkAppId, input, note }) {
        note(target(input.keyId))
        return listedKey(await keys.revoke(sdkAppId, input.keyId))
      },
    }),
  ]
}
