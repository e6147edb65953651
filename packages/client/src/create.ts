import { transport } from '#transport'
import { type Chat, composeChat } from './chat.ts'
import { systemClock } from './clock.ts'
import type { Environment } from './environment.ts'
import { httpUpload } from './files/http-upload.ts'
import { Log } from './log.ts'
import type { CreateOptions } from './options.ts'

const instances = new Map<number, Chat>()

const environment = (): Environment => ({
  transport,
  clock: systemClock,
  log: new Log(),
  upload: httpUpload,
  random: Math.random,
  uint32: () => crypto.getRandomValues(new Uint32Array(1))[0]!,
})

/**
 * The chat of an application: the same instance for the same SDKAppID until it is destroyed.
 *
 * @example
 * ```ts
 * const chat = create({ SDKAppID: 1400000001, proxyServer: 'wss://im.example.com' })
 * chat.on(EVENT.SDK_READY, () => console.log('ready'))
 * await chat.login({ userID: 'alice', userSig })
 * ```
 * @throws {ChatError} 2000 without an SDKAppID
 */
export function create(options: CreateOptions): Chat {
  const known = instances.get(options.SDKAppID)
  if (known) return known
  const chat = composeChat(options, environment(), () => instances.delete(options.SDKAppID))
  instances.set(options.SDKAppID, chat)
  return chat
}

/**
 * Always a new chat, for a process that logs in several users of one application: bots, tests, load.
 *
 * @example `const [alice, bob] = [createInstance(options), createInstance(options)]`
 * @throws {ChatError} 2000 without an SDKAppID
 */
export function createInstance(options: CreateOptions): Chat {
  return composeChat(options, environment())
}
