import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Chat, createInstance, EVENT } from '@signet/chat'
import { type ConfigOverrides, defaultConfig, type RunningServer, start } from '@signet/server'
import { secretKey, sign } from '@signet/usersig/node'
import { TestClock } from './clock.ts'
import { RawClient, type RawOptions } from './raw-client.ts'

export interface TestImOptions {
  readonly config?: ConfigOverrides
  readonly loginPolicy?: 'single' | 'perPlatform' | 'multi'
  readonly accountCreation?: 'onLogin' | 'imported'
  /** Keep the data in this folder, and leave it there: for tests that stop and start. */
  readonly dir?: string
}

/** A real server on port 0 with one application, real tickets, and clients through real sockets. */
export interface TestIm extends AsyncDisposable {
  readonly url: string
  readonly server: RunningServer
  readonly sdkAppId: number
  readonly clock: TestClock
  readonly dir: string
  /** A ticket of the test application; `expire` in seconds. */
  sign(userId: string, options?: { expire?: number; sdkAppId?: number; issuedAgo?: number }): string
  /** A socket without an SDK, not logged in. */
  connect(options?: RawOptions): Promise<RawClient>
  /** A socket without an SDK, logged in. */
  enter(userId: string, options?: { platform?: string; instance?: string }): Promise<RawClient>
  /** A real SDK client, logged in and ready. A second one for the same user is a second device. */
  login(userId: string): Promise<Chat>
  close(): Promise<void>
}

/**
 * @example
 * await using im = await testIm()
 * const alice = await im.login('alice')
 */
export async function testIm(options: TestImOptions = {}): Promise<TestIm> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'signet-test-')))
  const clock = new TestClock()
  const config = defaultConfig({
    timeline: { url: 'memory:' },
    ...options.config,
    // Tests say in a second what people say in an hour.
    groups: { messagesPerSecond: 100_000, ...options.config?.groups },
    log: { level: 'silent', ...options.config?.log },
    // A client that a test made deaf does not answer the goodbye.
    shutdown: { drainMs: 500, ...options.config?.shutdown },
    server: { port: 0, ...options.config?.server },
    data: { dir },
  })
  const server = await start(config, { now: clock.now })
  const { accounts } = server.im
  const { sdkAppId } = await accounts.apps.create({
    name: 'Test',
    settings: { loginPolicy: options.loginPolicy ?? 'multi', accountCreation: options.accountCreation ?? 'onLogin' },
  })
  const { keyId } = await accounts.keys.makeSecret(sdkAppId)
  const key = secretKey(await accounts.keys.revealSecret(sdkAppId, keyId))
  const clients: { destroy(): unknown }[] = []

  const signFor: TestIm['sign'] = (userId, { expire = 86_400, issuedAgo = 0, ...other } = {}) =>
    sign(key, { sdkAppId: other.sdkAppId ?? sdkAppId, userId, expire, now: Math.floor(clock.now() / 1000) - issuedAgo })

  const close = async (): Promise<void> => {
    for (const client of clients) await client.destroy()
    await server.close()
    if (options.dir === undefined) await rm(dir, { recursive: true, force: true })
  }
  return {
    url: server.url,
    server,
    sdkAppId,
    clock,
    dir,
    sign: signFor,
    connect: (raw) => RawClient.open(server.url, raw),
    async enter(userId, place = {}) {
      const client = await RawClient.open(server.url)
      await client.login({ sdkAppId, userId, userSig: signFor(userId), ...place })
      return client
    },
    async login(userId) {
      const client = createInstance({ SDKAppID: sdkAppId, proxyServer: server.url })
      client.setLogLevel(4)
      clients.push(client)
      const ready = new Promise<void>((resolve) => client.once(EVENT.SDK_READY, () => resolve()))
      await client.login({ userID: userId, userSig: signFor(userId) })
      await ready
      return client
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
