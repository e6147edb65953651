import { RawClient } from '@signet/testkit'
import { secretKey, sign } from '@signet/usersig/node'
import type { Ready } from './server-process.ts'

/** Logs `count` users in, `user0` …, a bounded number at a time. */
export async function enterCrowd(server: Ready, count: number, atOnce = 50): Promise<RawClient[]> {
  const key = secretKey(server.secret)
  const clients: RawClient[] = []
  const enter = async (i: number): Promise<void> => {
    const userId = `user${i}`
    const client = await RawClient.open(server.url)
    await client.login({ sdkAppId: server.sdkAppId, userId, userSig: sign(key, { sdkAppId: server.sdkAppId, userId }) })
    clients[i] = client
  }
  for (let from = 0; from < count; from += atOnce) {
    await Promise.all(Array.from({ length: Math.min(atOnce, count - from) }, (_, i) => enter(from + i)))
  }
  return clients
}
