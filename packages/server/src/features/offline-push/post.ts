import { randomUUID } from 'node:crypto'
import { type AddressRule, addressRule } from '../webhooks/address.ts'
import { createPoster, type Posted, type Resolver } from '../webhooks/post.ts'
import { signRequest } from '../webhooks/request.ts'
import type { Gateway } from './gateways.ts'
import type { Push } from './push.ts'

/** The name under which gateways get pushes, as webhooks have names. */
export const PUSH_COMMAND = 'Push.Send'

export interface GatewayPost {
  /** Never throws, and never takes longer than the time limit of gateways. */
  post(gateway: Gateway, pushes: readonly Pick<Push, 'body'>[]): Promise<Posted>
  close(): Promise<void>
}

/**
 * Calls gateways as webhooks are called (PSH7). Without TLS only machines are reached that the public Internet does not have: texts of
 * messages are not sent for everybody to read.
 */
export function createGatewayPost(addresses: AddressRule, now: () => number, resolve?: Resolver): GatewayPost {
  const everywhere = addressRule([])
  const inside: AddressRule = { allows: (address) => addresses.allows(address) && !everywhere.allows(address) }
  const [secure, plain] = [createPoster(addresses, resolve), createPoster(inside, resolve)]
  return {
    async post({ endpoint }, pushes) {
      const body = JSON.stringify({ CallbackCommand: PUSH_COMMAND, Pushes: pushes.map((push) => push.body) })
      const call = { command: PUSH_COMMAND, body, clientIp: '', platform: 'RESTAPI', id: randomUUID() } as const
      const request = signRequest(endpoint, call, now())
      const poster = request.url.protocol === 'https:' ? secure : plain
      return await poster.post(endpoint, 'after', request, endpoint.timeoutMs)
    },
    async close() {
      await Promise.all([secure.close(), plain.close()])
    },
  }
}
