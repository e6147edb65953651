import { PROTOCOL_VERSION } from '@signet/protocol/realtime/frames'
import type { OpInput } from '@signet/protocol/realtime/requests'
import { fail } from '../../engine/failure.ts'
import { type MemoryPressure, waitForMemory } from '../../engine/memory-pressure.ts'
import { type FailureCounter, networkOf } from '../../engine/realtime/limiter.ts'
import type { Session } from '../../engine/realtime/session.ts'
import { type JoinRoomParts, watchRoom } from '../groups/join-room.ts'

export interface GuestParts {
  readonly groups: JoinRoomParts
  /** What strangers tried in vain counts together with their failed logins. */
  readonly failures: FailureCounter
  /** Sockets of one network that watch at once. */
  readonly guestsPerAddress: number
  /** Is the application there and in service? */
  isInService(sdkAppId: number): Promise<boolean>
  readonly memory: MemoryPressure
}

/** Sockets that watch live rooms without an account, counted by the network that they come from (ROOM7). */
export class Guests {
  readonly #byNetwork = new Map<string, Set<Session>>()
  readonly #parts: GuestParts

  constructor(parts: GuestParts) {
    this.#parts = parts
  }

  /** @throws Failure OVERLOADED, USERSIG_THROTTLED, BAD_PARAMETER, FORBIDDEN, APP_NOT_FOUND, GROUP_NOT_FOUND, GROUP_USER_QUOTA, TOO_FREQUENT */
  async watch(session: Session, { sdkAppId, groupId, protocol }: OpInput<'room.watch'>): Promise<string> {
    const { failures, groups, memory } = this.#parts
    if (memory.isTight()) throw fail('OVERLOADED', 'The server is short of memory: come again.', waitForMemory())
    const network = networkOf(session.ip)
    const wait = failures.blockedFor(network)
    if (wait > 0) throw fail('USERSIG_THROTTLED', undefined, wait)
    if (protocol !== PROTOCOL_VERSION) {
      throw fail('BAD_PARAMETER', `This server speaks protocol ${PROTOCOL_VERSION}, the client ${protocol}.`)
    }
    try {
      if (!(await this.#parts.isInService(sdkAppId))) throw fail('APP_NOT_FOUND')
      this.#admit(session, network, sdkAppId)
      return await watchRoom(groups, session, sdkAppId, groupId)
    } catch (error) {
      failures.failed(network)
      throw error
    }
  }

  gone(session: Session): void {
    const network = networkOf(session.ip)
    const sessions = this.#byNetwork.get(network)
    if (sessions?.delete(session) && sessions.size === 0) this.#byNetwork.delete(network)
  }

  #admit(session: Session, network: string, sdkAppId: number): void {
    const sessions = this.#byNetwork.get(network) ?? new Set()
    if (!sessions.has(session) && sessions.size >= this.#parts.guestsPerAddress) {
      throw fail('TOO_FREQUENT', 'Too many guests come from this address.')
    }
    if (!session.watch(sdkAppId)) {
      throw fail('FORBIDDEN', 'This socket is somebody already: join the room, or open another socket.')
    }
    this.#byNetwork.set(network, sessions.add(session))
  }
}
