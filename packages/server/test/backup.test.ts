import { appendFile, mkdtemp, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backupFolder, defaultConfig, restoreBackup, start, verifyBackup } from '@signet/server'
import { testIm } from '@signet/testkit'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ConsoleVisitor } from './console-visitor.ts'
import { list, say } from './talk.ts'

const CHOSEN = 'correct horse battery'

describe('a backup', () => {
  let root: string
  let made: string
  let sdkAppId: number
  let acked = 0
  let later = 0
  const place = (name: string): string => join(root, name)

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'signet-backup-'))
    await using im = await testIm({ dir: place('data'), config: { timeline: { url: 'level:' } } })
    sdkAppId = im.sdkAppId
    const owner = new ConsoleVisitor(im.url)
    const { password } = im.server.firstRun!
    await owner.signIn('owner', password)
    await owner.changePassword(password, CHOSEN)
    const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
    for (let i = 0; i < 200; i++) await say(alice, 'bob', `message ${i}`)
    acked = 200
    // People go on talking, and are not waited for.
    let isOver = false
    const talking = (async () => {
      while (!isOver) {
        const { seq } = await say(alice, 'bob', 'meanwhile')
        await bob.request('message.read', { conversation: 'C2Calice', upTo: seq })
        later = seq
      }
    })()
    const { body } = await owner.ask('POST', 'backups')
    made = join(place('data'), 'backups', String(body['name']))
    const state = async () =>
      (await owner.ask('GET', 'backups')).body as { work: { state: string; why?: string }; backups: object[] }
    await vi.waitFor(async () => expect((await state()).work).toMatchObject({ state: 'done' }), 20_000)
    isOver = true
    await talking
    expect((await state()).backups).toHaveLength(1)
    await owner.ask('POST', 'backups/verify', { name: body['name'] })
    await vi.waitFor(async () => expect((await state()).work).toMatchObject({ state: 'done' }), 20_000)
    expect((await owner.ask('GET', 'audit?action=backup.create')).text).toContain(String(body['name']))
  })
  afterAll(() => rm(root, { recursive: true, force: true }))

  test('[BAK1] [CHK60] made while people talk holds every message that was acked before it, and restores to a server that goes on', async () => {
    await restoreBackup(made, place('restored'))
    expect((await stat(place('restored'))).mode & 0o777).toBe(0o700)
    await using im = await testIm({ dir: place('restored'), config: { timeline: { url: 'level:' } } })
    const { keys } = im.server.im.accounts
    const { keyId } = await keys.makeSecret(sdkAppId)
    const { secretKey, sign } = await import('@signet/usersig/node')
    const key = secretKey(await keys.revealSecret(sdkAppId, keyId))
    const now = Math.floor(im.clock.now() / 1000)
    const alice = await im.connect()
    await alice.login({
      sdkAppId,
      userId: 'alice',
      userSig: sign(key, { sdkAppId, userId: 'alice', expire: 600, now }),
    })
    const [item] = await list(alice)
    expect(item!.head).toBeGreaterThanOrEqual(acked)
    expect(item!.head).toBeLessThanOrEqual(later)
    // Nobody has read what is not there.
    expect(item!.peerRead).toBeLessThanOrEqual(item!.head)
    const { messages } = await alice.request('history', { conversation: 'C2Cbob', after: 0, limit: 100 })
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
    expect((await say(alice, 'bob', 'goes on')).seq).toBe(item!.head + 1)
    // Secrets came along: what was sealed opens.
    const [first] = await keys.list(sdkAppId)
    expect(await keys.revealSecret(sdkAppId, first!.keyId)).toMatch(/^[0-9a-f]{64}$/)
  })

  test('[BAK2] is refused when a byte of it was changed, is missing or is too much', async () => {
    const copy = place('copy')
    await restoreBackup(made, copy)
    await writeFile(join(copy, 'backup.json'), await readFile(join(made, 'backup.json')))
    await verifyBackup(copy)
    await appendFile(join(copy, 'secrets.json'), ' ')
    await expect(verifyBackup(copy)).rejects.toThrow(/secrets.json was changed/)
    await unlink(join(copy, 'secrets.json'))
    await expect(verifyBackup(copy)).rejects.toThrow(/secrets.json is missing/)
    await expect(restoreBackup(copy, place('never'))).rejects.toThrow(/missing/)
    await expect(stat(place('never'))).rejects.toThrow()
    await writeFile(join(copy, 'secrets.json'), await readFile(join(made, 'secrets.json')))
    await writeFile(join(copy, 'timeline', 'stranger'), 'x')
    await expect(verifyBackup(copy)).rejects.toThrow(/none of it: timeline\/stranger/)
    await expect(verifyBackup(root)).rejects.toThrow(/no whole backup/)
  })

  test('[BAK3] is never restored over what is there, nor made over another one', async () => {
    await expect(restoreBackup(made, place('data'))).rejects.toThrow(/not empty/)
    const config = defaultConfig({ data: { dir: place('data') }, log: { level: 'silent' }, server: { port: 0 } })
    await backupFolder(config, place('offline'))
    await verifyBackup(place('offline'))
    await expect(backupFolder(config, place('offline'))).rejects.toThrow(/there already/)
    await using _server = await start(config)
    await expect(backupFolder(config, place('other'))).rejects.toThrow(/open in another process/)
  })
})
