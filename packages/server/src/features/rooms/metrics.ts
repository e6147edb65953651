import { Counter, Gauge, type Registry } from 'prom-client'
import type { Rooms } from './create-rooms.ts'
import { RANK_NAMES } from './rules.ts'

const DROPPED_HELP =
  'Messages of live rooms given up, by priority. `cap`: the room had too many and nobody got it; `slow`: one client that reads too slowly did without.'

/** What is counted about live rooms; no label holds a room. */
export function registerRoomMetrics(rooms: Pick<Rooms, 'drops' | 'counts'>, registry: Registry): void {
  new Counter({
    name: 'signet_room_dropped_total',
    help: DROPPED_HELP,
    labelNames: ['priority', 'why'],
    registers: [registry],
    collect() {
      this.reset()
      for (const why of ['cap', 'slow'] as const) {
        for (const [rank, priority] of RANK_NAMES.entries()) this.inc({ priority, why }, rooms.drops[why][rank])
      }
    },
  })
  new Gauge({
    name: 'signet_rooms',
    help: 'Live rooms that this node knows.',
    registers: [registry],
    collect() {
      this.set(rooms.counts.rooms)
    },
  })
  new Gauge({
    name: 'signet_room_sockets',
    help: 'Places that sockets have in live rooms.',
    registers: [registry],
    collect() {
      this.set(rooms.counts.sockets)
    },
  })
}
