import type { Registry } from '../../engine/realtime/registry.ts'
import type { Route } from './route.ts'

/** Pushes a stored message to everyone who should hear it, on every node, except the session that sent it (it gets the ack). */
export function deliver(registry: Registry, route: Route, message: string, sentBy: string): void {
  for (const listener of route.audience()) {
    const conversation = JSON.stringify(listener.conversation)
    registry.push(
      route.sdkAppId,
      listener.userId,
      `{"type":"message","conversation":${conversation},"message":${message}}`,
      sentBy,
    )
  }
}
