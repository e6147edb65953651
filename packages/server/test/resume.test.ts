import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultConfig, type RunningServer, start } from '@signet/server'
import { RawClient } from '@signet/testkit'
import { secretKey, sign } from '@signet/usersig/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let root: string
let server: RunningServer
let app: { sdkAppId: number; key: ReturnType<typeof secretKey> } | undefined

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'signet-resume-'))
  app = undefined
})
afterEach(async () => {
  await server.close()
  await rm(root, { recursive: true, force: true })
})

async function up(folder = 'data'): Promise<void> {
  const config = { server: { port: 0 }, data: { dir: join(root, folder) }, log: { level: 'silent' } } as const
  server = await start(defaultConfig({ ...config, shutdown: { drainMs: 200 } }))
  if (app !== undefined) return
  const { accounts } = server.im
  const { sdkAppId } = await accounts.apps.create({ name: 'Test', settings: { loginPolicy: 'multi' } })
  const { keyId } = await accounts.keys.makeSecret(sdkAppId)
  app = { sdkAppId, key: secretKey(await accounts.keys.revealSecret(sdkAppId, keyId)) }
}

async function enter(userId: string, mark?: string) {
  const { sdkAppId, key } = app!
  const client = await RawClient.open(server.url)
  const userSig = sign(key, { sdkAppId, userId })
  const login = await client.login({ sdkAppId, userId, userSig, ...(mark === undefined ? {} : { mark }) })
  return { client, login }
}

let random = 0
const say = (client: RawClient, to: string, text: string) =>
  client.request('send', {
    to,
    random: ++random,
    clientTime: 1,
    body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: text } }],
  })

describe('a client that comes back', () => {
  it('[SES19] after a restart gets exactly what it missed', async () => {
    await up()
    const bob = await enter('bob')
    const alice = await enter('alice')
    await say(alice.client, 'bob', 'one')
    const { mark } = await bob.client.request('ping', {})
    await bob.client.close()
    await say(alice.client, 'bob', 'two')
    await say(alice.client, 'bob', 'three')
    await server.close()
    await up()
    const again = await enter('bob', mark)
    expect(again.login.resync).toBeUndefined()
    const { entries } = await again.client
      .request('history', { conversation: 'C2Calice', after: 1 })
      .then((page) => ({ entries: page.messages.map(({ seq }) => seq) }))
    expect(entries).toEqual([2, 3])
  })

  it('[SES19] is told to begin anew when the server was put back to before what it saw, and only then', async () => {
    await up()
    await enter('bob')
    const alice = await enter('alice')
    await say(alice.client, 'bob', 'kept')
    const { mark: kept } = await alice.client.request('ping', {})
    await server.close()
    await cp(join(root, 'data'), join(root, 'backup'), { recursive: true })
    await up()
    const later = await enter('alice', kept)
    expect(later.login.resync).toBeUndefined()
    await say(later.client, 'bob', 'lost')
    const { mark: lost } = await later.client.request('ping', {})
    await server.close()
    await up('backup')
    const sender = await enter('carol')
    for (let i = 0; i < 3; i++) await say(sender.client, 'bob', 'grown again')
    expect((await enter('alice', lost)).login.resync).toBe(true)
    expect((await enter('alice', later.login.mark)).login.resync).toBe(true)
    expect((await enter('alice', kept)).login.resync).toBeUndefined()
    expect((await enter('alice')).login.resync).toBeUndefined()
    expect((await enter('alice', 'nonsense')).login.resync).toBe(true)
  })
})
