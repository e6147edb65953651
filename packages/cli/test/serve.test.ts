import type { ChildProcess } from 'node:child_process'
import { expect, test } from 'vitest'
import { startSignet, temporaryFolder } from './signet.ts'

/** Starts `signet serve` and waits until its output holds `mark`. */
async function serve(args: readonly string[], mark: RegExp) {
  const child = startSignet(['serve', '--port', '0', ...args])
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let out = ''
  let err = ''
  child.stderr!.on('data', (chunk) => {
    err += chunk
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on('data', (chunk) => {
      out += chunk
      if (mark.test(out)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${err}${out}`)))
  })
  return { child, ended, output: () => out, [Symbol.dispose]: () => void child.kill('SIGKILL') }
}

/** The line for programs; log lines have no `url` and `pid` of their own. */
const readyLine = (out: string) =>
  out
    .split('\n')
    .filter((line) => line.startsWith('{"ok":true'))
    .map((line) => JSON.parse(line))[0]

const isAlive = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null

test('serve --json tells one line when it is ready, shows the password once, and SIGTERM ends it with 0', async () => {
  using dir = temporaryFolder()
  for (const start of ['first', 'second']) {
    using server = await serve(['--json', '--data', dir.file('data')], /^\{"ok":true.*\n/m)
    const ready = readyLine(server.output())
    expect(ready).toMatchObject({ ok: true, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) })
    expect('firstRun' in ready).toBe(start === 'first')
    expect('demoApp' in ready).toBe(false)
    expect((await fetch(`${ready.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${ready.url}/dev/usersig`, { method: 'POST' })).status).toBe(404)
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
  }
})

test('serve --dev shows a demo application and a curl line that works as it stands', async () => {
  using dir = temporaryFolder()
  using server = await serve(['--dev', '--data', dir.file('data')], /curl .*\n/)
  const [, url, headers, body] = /curl -s (\S+) -H '([^']+)' -d '([^']+)'/.exec(server.output())!
  const [name, value] = headers!.split(': ') as [string, string]
  const response = await fetch(url!, { method: 'POST', headers: { [name]: value }, body: body! })
  expect(await response.json()).toMatchObject({
    sdkAppId: Number(/SDKAppID\s+(\d+)/.exec(server.output())![1]),
    userId: 'alice',
    userSig: expect.any(String),
  })
  expect(server.output()).toContain('password')
  server.child.kill('SIGINT')
  expect(await server.ended).toBe(0)
})

test('a signal that a parent passed on a second time at once does not cut the shutdown short', async () => {
  using dir = temporaryFolder()
  using server = await serve(['--json', '--data', dir.file('data')], /^\{"ok":true.*\n/m)
  server.child.kill('SIGINT')
  if (isAlive(server.child)) server.child.kill('SIGINT')
  expect(await server.ended).toBe(0)
})

test('a taken port is told in words, with exit code 1', async () => {
  using dir = temporaryFolder()
  using server = await serve(['--json', '--data', dir.file('data')], /^\{"ok":true.*\n/m)
  const { port } = new URL(readyLine(server.output()).url)
  const other = startSignet(['serve', '--port', port, '--data', dir.file('other')])
  let err = ''
  other.stderr!.on('data', (chunk) => {
    err += chunk
  })
  expect(await new Promise((resolve) => other.once('exit', resolve))).toBe(1)
  expect(err).toContain(`Another program listens on 127.0.0.1:${port}`)
  expect(err).not.toMatch(/^\s+at /m)
})
