import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { RawClient } from '@signet/testkit'
import { expect, it } from 'vitest'
import { serverProcess } from './server-process.ts'

const text = (Text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text } }]

it('[CHK58] SIGTERM: not ready within a second, what was read is answered in order, clients are told, exit 0', async () => {
  await using server = await serverProcess()
  const [alice, bob] = [await server.enter('alice'), await server.enter('bob')]
  await alice.request('send', { to: 'bob', random: 1, clientTime: 1, body: text('before') })
  let random = 1
  const acked: number[] = []
  const talking = setInterval(() => {
    const sent = alice.request('send', { to: 'bob', random: ++random, clientTime: 1, body: text('x') })
    // What was not read any more has no answer: its sender says it again to the next server.
    sent.then(
      ({ seq }) => acked.push(seq),
      () => {},
    )
  }, 2)
  await bob.until(() => bob.messages.length > 20)
  server.child.kill('SIGTERM')
  const startedAt = performance.now()
  await alice.until(() => alice.pushes.some(({ type }) => type === 'leaving'), 'the news', 1_000)
  const ready = await fetch(`${server.url}/readyz`).then(
    ({ status }) => status,
    () => 0,
  )
  expect([0, 503]).toContain(ready)
  expect(performance.now() - startedAt).toBeLessThan(1_000)
  clearInterval(talking)
  expect(await server.ended).toBe(0)
  expect(performance.now() - startedAt).toBeLessThan(60_000)
  expect(acked.length).toBeGreaterThan(15)
  expect(acked).toEqual(acked.map((_, i) => i + 2))
}, 60_000)

it('[CHK46] out of files: newcomers are turned away, who is in stays, and the console is reached; then there is room again', async () => {
  await using server = await serverProcess({ limit: 200 })
  const alice = await server.enter('alice')
  const crowd: RawClient[] = []
  let refused = ''
  while (refused === '') {
    await RawClient.open(server.url).then(
      (client) => crowd.push(client),
      (error: Error) => {
        refused = error.message
      },
    )
    expect(crowd.length).toBeLessThan(200)
  }
  expect(refused).toContain('503')
  expect(crowd.length).toBeGreaterThan(100)
  expect((await fetch(`${server.url}/console`)).status).toBeLessThan(500)
  expect(await (await fetch(`${server.url}/metrics`)).text()).toContain(`signet_sockets ${crowd.length + 1}`)
  // Plain connections that say nothing take the files that are left.
  const { hostname, port } = new URL(server.url)
  const silent: Socket[] = []
  for (let i = 0; i < 120; i++) {
    const socket = connect({ host: hostname, port: Number(port) }).on('error', () => {})
    await once(socket, 'connect')
    silent.push(socket)
  }
  await alice.request('ping', {})
  expect(
    await alice.request('send', { to: 'alice', random: 1, clientTime: 1, body: text('still here') }),
  ).toMatchObject({
    seq: 1,
  })
  for (const socket of silent) socket.destroy()
  for (const client of crowd) client.socket.terminate()
  await sleep(200)
  await server.enter('bob')
  await alice.request('ping', {})
}, 60_000)
