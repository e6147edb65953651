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
  for (const { subject, conversation, only, unless } of channel.audience(draft)) {
    const packet = `{"type":"${type}","conversation":${JSON.stringify(conversation)},"message":${message}}`
    registry.pushTo(subject, packet, { except: sentBy, only, unless })
  }
}
