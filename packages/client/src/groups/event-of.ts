import type { GroupEvent } from '@signet/protocol/group'
import type { NewsPacket } from '../connection.ts'

/** What happened to a group, in whichever way it was told. */
export function eventOf(packet: NewsPacket): GroupEvent | undefined {
  if (packet.type === 'group') return packet.event
  return packet.type === 'message' || packet.type === 'room' ? packet.message.event : undefined
}
