import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { loadWebSocket } from './node.ts'
import { openWebSocket, type WebSocketConstructor } from './web-socket.ts'

const servers: WebSocketServer[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate()
    server.close()
  }
})

async function echoServer(): Promise<{ url: string; server: WebSocketServer }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  servers.push(server)
  await new Promise((resolve) => server.on('listening', resolve))
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const text = String(data)
      if (text === 'close me') socket.close(4006)
      else socket.send(`${text}!`)
    })
  })
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/im`, server }
}

function open(implementation: Parameters<typeof openWebSocket>[0], url: string) {
  const seen: string[] = []
  let wake = (): void => {}
  const note = (what: string): void => {
    seen.push(what)
    wake()
  }
  const until = async (what: string): Promise<void> => {
    while (!seen.includes(what)) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  const socket = openWebSocket(implementation, url, {
    opened: () => note('opened'),
    received: (text) => note(text),
    closed: (code) => note(`closed ${code}`),
  })
  return { socket, seen, until }
}

describe.each([
  ["the runtime's own WebSocket", () => loadWebSocket()],
  ['the ws package', () => Promise.resolve(WebSocket as unknown as WebSocketConstructor)],
])('%s', (_name, implementation) => {
  test('opens, sends, receives and tells how it was closed', async () => {
    const { url } = await echoServer()
    const { socket, seen, until } = open(implementation(), url)
    expect(seen).toEqual([])
    await until('opened')
    socket.send('hello')
    await until('hello!')
    socket.send('close me')
    await until('closed 4006')
    socket.send('nobody hears this')
    expect(seen).toEqual(['opened', 'hello!', 'closed 4006'])
  })

  test('a server that is not there is a closed socket, not an exception', async () => {
    const { seen, until } = open(implementation(), 'ws://127.0.0.1:1/im')
    await until('closed 1006')
    expect(seen).toEqual(['closed 1006'])
  })

  test('after close nothing is heard', async () => {
    const { url, server } = await echoServer()
    const { socket, seen, until } = open(implementation(), url)
    await until('opened')
    socket.send('late')
    socket.close()
    await new Promise<void>((resolve) => {
      const check = (): void => (server.clients.size === 0 ? resolve() : void setTimeout(check, 5))
      check()
    })
    expect(seen).toEqual(['opened'])
  })
})

test('an implementation that throws is a closed socket', async () => {
  class Refusing {
    constructor() {
      throw new SyntaxError('no such scheme')
    }
  }
  const { until } = open(Refusing as unknown as WebSocketConstructor, 'ws://127.0.0.1/im')
  await until('closed 1006')
})

test('without a WebSocket of its own the runtime takes that of the package ws, or says what to install', async () => {
  const ws = WebSocket as unknown as WebSocketConstructor
  expect(await loadWebSocket(undefined, async () => ({ WebSocket: ws }))).not.toBeUndefined()
  await expect(loadWebSocket(null as never, async () => ({ WebSocket: ws }))).resolves.toBe(ws)
  const missing = loadWebSocket(null as never, () => Promise.reject(new Error('not found')))
  await expect(missing).rejects.toThrow('npm install ws')
})
