import { boundMethods, readyMethods } from './bound-methods.ts'
import { Core } from './core.ts'
import type { Environment } from './environment.ts'
import { ConversationMethods, UnreadMethods } from './methods/conversations.ts'
import { CreateMessageMethods } from './methods/create-messages.ts'
import { LifecycleMethods } from './methods/lifecycle.ts'
import { MessageMethods } from './methods/messages.ts'
import type { CreateOptions } from './options.ts'
import { platformEnvironment } from './platform.ts'

/** What apps see of an area's class. */
export type Public<T> = Pick<T, keyof T>

/** The part that every app needs: logging in, sending, receiving, history and the list of conversations. */
export interface BasicChat
  extends Public<LifecycleMethods>,
    Public<CreateMessageMethods>,
    Public<MessageMethods>,
    Public<UnreadMethods>,
    Public<ConversationMethods> {}

/** @internal The objects behind a basic chat, for the areas that stand on them. */
export interface Base {
  readonly core: Core
  readonly making: CreateMessageMethods
  readonly messages: MessageMethods
  readonly methods: BasicChat
}

/** @internal @param released called when the instance is destroyed */
export function composeBase(options: CreateOptions, env: Environment, released: () => void): Base {
  const core = new Core(options, env)
  const making = new CreateMessageMethods(core)
  const messages = new MessageMethods(core)
  const free = [new LifecycleMethods(core, released), making, messages, new UnreadMethods(core)]
  const methods = Object.assign(
    {},
    ...free.map(boundMethods),
    readyMethods(core, new ConversationMethods(core)),
  ) as BasicChat
  return { core, making, messages, methods }
}

/**
 * A small chat for apps that need no groups, people or files of their own making. Always a new one.
 *
 * @example
 * ```ts
 * const chat = createBasic({ SDKAppID: 1400000001, proxyServer: 'wss://im.example.com' })
 * await chat.login({ userID: 'alice', userSig })
 * ```
 * @throws {ChatError} 2000 without an SDKAppID
 */
export const createBasic = (options: CreateOptions): BasicChat =>
  composeBase(options, platformEnvironment(), () => {}).methods
