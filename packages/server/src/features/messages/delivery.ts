import type { Registry } from '../../engine/realtime/registry.ts'
import type { Route } from './route.ts'

/** Pushes a message to everyone who should hear it, on every node, except the session that sent it (it gets the ack). */
export function deliver(
  registry: Registry,
  route: Route,
  message: string,
  sentBy: string,
  type: 'message' | 'signal' = 'message',
): void {
  for (const listener of route.audience()) {
    const conversation = JSON.stringify(listener.conversation)
    registry.push(
      route.sdkAppId,
      listener.userId,
      `{"type":"${type}","conversation":${conversation},"message":${message}}`,
      sentBy,
    )
  }
}
