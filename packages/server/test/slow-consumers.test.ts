import type { Socket } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type RawClient, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'

/** Ten minutes, as the check asks: `SIGNET_TEST_SLOW_SECONDS=600`. */
const SECONDS = Number(process.env['SIGNET_TEST_SLOW_SECONDS'] ?? 4)
const MEMBERS = 40
const SLOW = 2
const QUEUE_BYTES = 256 * 1024

it(
  '[SES6][CHK34] a twentieth of the members does not read: their queues stay bounded, and the others hear everything',
  async () => {
    await using im = await testIm({
      config: {
        sockets: {
          queueMaxBytes: QUEUE_BYTES,
          requestsPerSecond: 100_000,
          requestBurst: 100_000,
          slowAfterMs: 3_600_000,
        },
      },
    })
    const users = Array.from({ length: MEMBERS }, (_, i) => `user${i}`)
    const clients = await Promise.all(users.map((userId) => im.enter(userId)))
    const speaker = clients[0]!
    const { groupId: group } = await speaker.request('group.create', {
      type: 'Public',
      name: 'Crowd',
      members: users.slice(1).map((userId) => ({ userId })),
    })
    const slow = clients.slice(-SLOW)
    const others = clients.slice(1, -SLOW)
    for (const { socket } of slow) (socket as unknown as { _socket: Socket })._socket.pause()
    const counts = new Map<RawClient, number>()
    for (const client of others) {
      // Counted and let go of: what the test keeps would hide what the server keeps.
      client.onPush = () => {
        counts.set(client, (counts.get(client) ?? 0) + client.messages.length)
        client.pushes.length = 0
      }
    }
    const body = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'x'.repeat(8_000) } }]
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const rssBefore = process.memoryUsage().rss
    let sent = 0
    for (const end = performance.now() + SECONDS * 1000; performance.now() < end; ) {
      await Promise.all(
        Array.from({ length: 10 }, () => speaker.request('send', { group, random: ++sent, clientTime: 1, body })),
      )
    }
    delay.disable()
    await expect.poll(() => others.every((client) => (counts.get(client) ?? 0) >= sent), { timeout: 20_000 }).toBe(true)
    for (const { socket } of slow) (socket as unknown as { _socket: Socket })._socket.resume()
    await Promise.all(
      slow.map((one) => one.until(() => one.pushes.some(({ type }) => type === 'dirty'), 'dirty', 20_000)),
    )
    // What was held for one that does not read is what its queue and the kernel take, however long it lasts.
    for (const one of slow) expect(one.messages.length).toBeLessThan(sent)
    const { messages, head } = await slow[0]!.request('history', { conversation: `GROUP${group}`, limit: 10 })
    expect(messages.at(-1)!.seq).toBe(head)
    expect(head).toBe(sent + 1)
    if (SECONDS >= 60) {
      expect(process.memoryUsage().rss - rssBefore).toBeLessThan(300 * 1024 * 1024)
      expect(delay.max / 1e6).toBeLessThan(200)
    }
  },
  (SECONDS + 60) * 1000,
)
