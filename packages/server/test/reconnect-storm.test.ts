import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { defaultConfig, type RunningServer, start } from '@signet/server'
import { RawClient, RawError, testIm } from '@signet/testkit'
import { secretKey, sign } from '@signet/usersig/node'
import { describe, expect, it } from 'vitest'

const CLIENTS = 300

/** What a client of this protocol does at the least: come back when told, send again what has no answer, pull what is missing. */
class Device {
  readonly userId: string
  readonly acked = new Set<number>()
  /** Random numbers of the messages from the one before, by their seq: what is shown. */
  readonly shown = new Map<number, number>()
  tries = 0
  overloaded = 0
  #client: RawClient | undefined
  readonly #unsent: number[] = []
  readonly #from: string
  readonly #to: string
  readonly #ticket: () => { url: string; sdkAppId: number; userSig: string }

  constructor(i: number, ticket: (userId: string) => { url: string; sdkAppId: number; userSig: string }) {
    this.userId = `user${i}`
    this.#from = `user${(i + CLIENTS - 1) % CLIENTS}`
    this.#to = `user${(i + 1) % CLIENTS}`
    this.#ticket = () => ticket(this.userId)
  }

  async come(): Promise<void> {
    for (;;) {
      const { url, sdkAppId, userSig } = this.#ticket()
      this.tries++
      try {
        const client = await RawClient.open(url)
        client.onPush = (packet) => {
          if (packet.type === 'message' && packet.conversation === `C2C${this.#from}`) this.#show(packet.message)
        }
        await client.login({ sdkAppId, userId: this.userId, userSig, instance: 'one' })
        this.#client = client
        break
      } catch (error) {
        if (!(error instanceof RawError)) {
          await sleep(50)
          continue
        }
        expect(error.errorName).toBe('OVERLOADED')
        this.overloaded++
        await sleep(error.retryAfter)
      }
    }
    for (const random of [...this.#unsent]) await this.#send(random)
    await this.pull()
  }

  say(random: number): Promise<void> {
    this.#unsent.push(random)
    return this.#send(random)
  }

  async pull(): Promise<void> {
    for (;;) {
      const after = this.#holdsUpTo()
      const page = await this.#client!.request('history', { conversation: `C2C${this.#from}`, after })
      for (const message of page.messages) this.#show(message)
      if (this.#holdsUpTo() >= page.head) return
    }
  }

  async leave(): Promise<void> {
    await this.#client?.close()
  }

  async #send(random: number): Promise<void> {
    const body = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: String(random) } }]
    try {
      await this.#client!.request('send', { to: this.#to, random, clientTime: 1, body })
    } catch (error) {
      if (error instanceof RawError) throw error
      return
    }
    this.acked.add(random)
    this.#unsent.splice(this.#unsent.indexOf(random), 1)
  }

  #show({ seq, random }: { seq: number; random: number }): void {
    expect(this.shown.get(seq) ?? random).toBe(random)
    this.shown.set(seq, random)
  }

  #holdsUpTo(): number {
    let seq = 0
    while (this.shown.has(seq + 1)) seq++
    return seq
  }
}

describe('a reconnect storm', () => {
  it('[SES17][CHK37] everybody is back within seconds, nothing acked is lost and nothing is shown twice', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'signet-storm-'))
    const boot = (): Promise<RunningServer> =>
      start(
        defaultConfig({
          server: { port: 0 },
          data: { dir },
          log: { level: 'silent' },
          shutdown: { drainMs: 200 },
          login: { perSecond: 200, burst: 50, failuresPerMinute: 1 },
        }),
      )
    let server = await boot()
    try {
      const { accounts } = server.im
      const { sdkAppId } = await accounts.apps.create({ name: 'Test', settings: { loginPolicy: 'multi' } })
      const { keyId } = await accounts.keys.makeSecret(sdkAppId)
      const key = secretKey(await accounts.keys.revealSecret(sdkAppId, keyId))
      for (let i = 0; i < CLIENTS; i++) await accounts.import({ sdkAppId, userId: `user${i}` })
      const devices = Array.from(
        { length: CLIENTS },
        (_, i) => new Device(i, (userId) => ({ url: server.url, sdkAppId, userSig: sign(key, { sdkAppId, userId }) })),
      )
      await Promise.all(devices.map((device) => device.come()))
      const before = devices.reduce((sum, { tries }) => sum + tries, 0)
      // Some are answered, some are under way when the server goes.
      await Promise.all(devices.map((device) => device.say(1)))
      const underWay = devices.flatMap((device) => [device.say(2), device.say(3)])
      await server.close()
      await Promise.allSettled(underWay)
      server = await boot()
      const startedAt = performance.now()
      await Promise.all(devices.map((device) => device.come()))
      const seconds = (performance.now() - startedAt) / 1000
      await Promise.all(devices.map((device) => device.pull()))
      for (const [i, device] of devices.entries()) {
        const sender = devices[(i + CLIENTS - 1) % CLIENTS]!
        expect([...sender.acked].sort()).toEqual([1, 2, 3])
        expect([...device.shown.values()].sort(), device.userId).toEqual([1, 2, 3])
      }
      const tries = devices.reduce((sum, device) => sum + device.tries, 0) - before
      expect(devices.some(({ overloaded }) => overloaded > 0)).toBe(true)
      expect(tries / CLIENTS).toBeLessThan(6)
      // 300 at 200 a second, 50 at once; the rest is for a busy machine.
      expect(seconds).toBeGreaterThan(1)
      expect(seconds).toBeLessThan(15)
      await Promise.all(devices.map((device) => device.leave()))
    } finally {
      await server.close()
      await rm(dir, { recursive: true, force: true })
    }
  }, 60_000)

  it('[SES17] who finds no place is refused unread, is not counted as a failure, and may ask again on the same socket', async () => {
    await using im = await testIm({ config: { login: { perSecond: 1, burst: 1, failuresPerMinute: 1 } } })
    // Both connected before the place is taken: on a busy machine that could outlast the second until there is another.
    const [alice, late] = [await im.connect(), await im.connect()]
    await alice.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig: im.sign('alice') })
    const login = (userSig: string) => late.login({ sdkAppId: im.sdkAppId, userId: 'bob', userSig })
    const error = (await login('garbage').catch((thrown: unknown) => thrown)) as RawError
    expect(error).toMatchObject({ errorName: 'OVERLOADED', code: 60008, retryAfter: expect.any(Number) })
    await sleep((error.retryAfter ?? 0) + 50)
    expect((await login(im.sign('bob'))).userId).toBe('bob')
  })

  it('[SES18] an address with too many guests gets no more sockets, until some log in or leave', async () => {
    const config = { sockets: { guestsPerAddress: 2 }, http: { trustProxy: ['loopback'] } }
    await using im = await testIm({ config })
    const from = (address: string) => im.connect({ headers: { 'x-forwarded-for': address } })
    const [one, two] = [await from('192.0.2.1'), await from('192.0.2.1')]
    await expect(from('192.0.2.1')).rejects.toThrow('429')
    await (await from('192.0.2.2')).close()
    await one.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig: im.sign('alice') })
    const three = await from('192.0.2.1')
    await expect(from('192.0.2.1')).rejects.toThrow('429')
    await two.close()
    await (await from('192.0.2.1')).close()
    await three.close()
  })
})
