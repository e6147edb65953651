import { type Chat, composeChat } from './chat.ts'
import type { CreateOptions } from './options.ts'
import { platformEnvironment } from './platform.ts'

const instances = new Map<number, Chat>()

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
  const chat = composeChat(options, platformEnvironment(), () => instances.delete(options.SDKAppID))
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
  return composeChat(options, platformEnvironment())
}
