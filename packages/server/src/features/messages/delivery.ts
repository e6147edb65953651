import type { Registry } from '../../engine/realtime/registry.ts'
import type { Channel, Draft } from './route.ts'

/** Pushes a message to everyone who should hear it, on every node, except the session that sent it (it gets the ack). */
export function deliver(
  registry: Registry,
  channel: Channel,
  draft: Draft,
  message: string,
  sentBy: string,
  type: 'message' | 'signal' = 'message',
): void {
  for (const listener of channel.audience(draft)) {
    const conversation = JSON.stringify(listener.conversation)
    const packet = `{"type":"${type}","conversation":${conversation},"message":${message}}`
    registry.pushTo(listener.subject, packet, sentBy, listener.only)
  }
}
