import type { ChildProcess } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { RawClient } from '@signet/testkit'
import { afterAll, expect, test } from 'vitest'
import { signet, startSignet, temporaryFolder } from './signet.ts'

const dir = temporaryFolder()
afterAll(() => dir[Symbol.dispose]())
const data = ['--data', dir.file('data')]
const json = (...args: string[]) => {
  const { code, out, err } = signet(['app', ...args, ...data, '--json'])
  return { exit: code, err, ...JSON.parse(out) }
}

/** Starts a command that goes on, and waits for its first line of JSON. */
async function started(args: readonly string[]) {
  const child: ChildProcess = startSignet([...args, '--json'])
  const lines: Record<string, unknown>[] = []
  let rest = ''
  let err = ''
  child.stderr!.on('data', (chunk) => {
    err += chunk
  })
  child.stdout!.on('data', (chunk: Buffer) => {
    const split = (rest + chunk).split('\n')
    rest = split.pop()!
    for (const line of split) lines.push(JSON.parse(line))
  })
  const until = async (count: number) => {
    const deadline = Date.now() + 60_000
    while (lines.length < count) {
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${args[0]}: ${err}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  const ready = async () => {
    while (!lines.some((line) => line['ok'] === true)) await until(lines.length + 1)
    return lines.find((line) => line['ok'] === true)!
  }
  const first = await ready()
  return { lines, until, first, [Symbol.dispose]: () => void child.kill('SIGKILL') }
}

test('app webhooks: URLs are added, listed, changed and removed; secrets go to files of their owner alone', () => {
  const id = String(json('create', '--name', 'Shop', '--out', dir.file('keys')).sdkAppId)
  writeFileSync(dir.file('token'), 'a-token\n')
  const added = json(
    ...['webhooks', 'add', id, 'https://shop.example/im', '--on', 'after', '--token-file', dir.file('token')],
    ...['--out', dir.file('secret')],
  )
  expect(added).toMatchObject({ exit: 0, endpoint: { url: 'https://shop.example/im', hasToken: true } })
  expect(added.endpoint.commands).toHaveLength(42)
  expect(readFileSync(dir.file('secret'), 'utf8')).toMatch(/^whsec_\S{44}\n$/)
  expect(statSync(dir.file('secret')).mode & 0o777).toBe(0o600)
  const { endpointId } = added.endpoint
  const set = json(
    ...['webhooks', 'set', id, endpointId, '--on', 'C2C.CallbackBeforeSendMsg', '--off', 'after', '--timeout', '500'],
    ...['--refuse-on-failure', 'C2C.CallbackBeforeSendMsg'],
  )
  expect(set.endpoint).toMatchObject({
    commands: ['C2C.CallbackBeforeSendMsg'],
    refuseOnFailure: ['C2C.CallbackBeforeSendMsg'],
    timeoutMs: 500,
    hasToken: true,
  })
  const list = signet(['app', 'webhooks', 'list', id, ...data])
  expect(list.out).toContain('C2C.CallbackBeforeSendMsg')
  expect(list.out).not.toContain('a-token')
  expect(json('webhooks', 'add', id, 'http://10.0.0.1/', '--out', dir.file('x'))).toMatchObject({ exit: 2, ok: false })
  expect(json('webhooks', 'replay', id, '--all').count).toBe(0)
  expect(json('webhooks', 'rotate-secret', id, endpointId, '--out', dir.file('secret2'))).toMatchObject({ ok: true })
  expect(readFileSync(dir.file('secret2'), 'utf8')).not.toBe(readFileSync(dir.file('secret'), 'utf8'))
  expect(json('webhooks', 'remove', id, endpointId)).toMatchObject({ exit: 0 })
}, 120_000)

test('webhooks listen verifies, prints and answers what a server sends', async () => {
  const folder = ['--data', dir.file('dev')]
  using server = await started(['serve', '--dev', '--port', '0', ...folder])
  const { url, demoApp } = server.first as { url: string; demoApp: { sdkAppId: number } }
  writeFileSync(
    dir.file('answers.json'),
    '{"C2C.CallbackBeforeSendMsg": {"ErrorCode": 120005, "ErrorInfo": "not today"}}',
  )
  const app = String(demoApp.sdkAppId)
  // Its port is known before its secret is: a first listener finds a free one.
  let port = ''
  {
    using probe = await started(['webhooks', 'listen', '--port', '0'])
    port = new URL(probe.first['url'] as string).port
    const answer = await fetch(`http://127.0.0.1:${port}/?CallbackCommand=X`, { method: 'POST', body: '{"a":1}' })
    expect(await answer.json()).toEqual({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' })
    await probe.until(2)
    expect(probe.lines[1]).toMatchObject({ command: 'X', verified: 'none', body: { a: 1 } })
  }
  const add = ['app', 'webhooks', 'add', app, `http://127.0.0.1:${port}/`, '--on', 'C2C.CallbackBeforeSendMsg', '--dev']
  expect(signet([...add, '--out', dir.file('dev-secret'), ...folder]).code).toBe(0)
  using listener = await started([
    ...['webhooks', 'listen', '--port', port, '--secret-file', dir.file('dev-secret')],
    ...['--answer', dir.file('answers.json')],
  ])
  const forged = await fetch(`http://127.0.0.1:${port}/?CallbackCommand=X`, { method: 'POST', body: '{}' })
  expect(forged.status).toBe(401)
  await listener.until(2)
  expect(listener.lines[1]).toMatchObject({ verified: 'no', command: 'X' })

  const ticket = async (userId: string) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${url}/dev/usersig`, { method: 'POST', headers, body: JSON.stringify({ userId }) })
    return (await response.json()) as { sdkAppId: number; userId: string; userSig: string }
  }
  const alice = await RawClient.open(url)
  await alice.login(await ticket('alice'))
  const bob = await RawClient.open(url)
  await bob.login(await ticket('bob'))
  const body = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'hi' } }]
  // The running server looks for changes of others once a second.
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const sending = alice.request('send', { to: 'bob', random: 1, clientTime: 1, body })
  await expect(sending).rejects.toMatchObject({ code: 120005, message: expect.stringContaining('not today') })
  await listener.until(3)
  expect(listener.lines[2]).toMatchObject({
    command: 'C2C.CallbackBeforeSendMsg',
    verified: 'yes',
    sdkAppId: demoApp.sdkAppId,
    body: { From_Account: 'alice', To_Account: 'bob', MsgBody: body },
    answer: { ErrorCode: 120005 },
  })
}, 120_000)
