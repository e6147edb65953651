import { boundedCache } from '../../engine/bounded-cache.ts'
import { restOrigin } from './origin.ts'
import type { HookEvent } from './queue.ts'

/** A command that an application called more often than it may. */
export interface OverLimit {
  readonly sdkAppId: number
  /** `openim/sendmsg` */
  readonly path: string
  /** Calls of this second so far. */
  readonly requests: number
  readonly limit: number
  readonly ip: string
}

export interface OverLimitParts {
  readonly webhooks: { tell(sdkAppId: number, event: HookEvent): Promise<void> }
  readonly onFailure: (error: unknown) => void
  /** ms, monotonic. */
  now(): number
}

/** One alert a minute for each command: who calls too often must not be told as often. */
const EVERY_MS = 60_000
const MOST_COMMANDS = 10_000

/** Tells an application that it calls a command of the server API too often (REST12). */
export function createOverLimitAlert({ webhooks, onFailure, now }: OverLimitParts): (over: OverLimit) => void {
  const toldAt = boundedCache<string, number>(MOST_COMMANDS)
  return ({ sdkAppId, path, requests, limit, ip }) => {
    const key = `${sdkAppId}/${path}`
    const last = toldAt.get(key)
    if (last !== undefined && now() - last < EVERY_MS) return
    toldAt.set(key, now())
    const [ServiceName = '', Command = ''] = path.split('/')
    const event: HookEvent<'Alert.RequestOverLimit'> = {
      command: 'Alert.RequestOverLimit',
      // Where a second has just begun, the count of it says less than what was refused.
      body: { ServiceName, Command, Request: Math.max(requests, limit + 1), Limit: limit },
      lane: `alert ${path}`,
      origin: restOrigin(ip),
    }
    webhooks.tell(sdkAppId, event).catch(onFailure)
  }
}
