/** The process that a room is compared with: accepts sockets and writes the same frame to all of them, and does nothing else. */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const sockets: Socket[] = []
const server = createServer()
// The same instrument as in the server that is measured: it costs as much there.
monitorEventLoopDelay({ resolution: 1 }).enable()
server.on('upgrade', (request, stream) => {
  const socket = stream as Socket
  const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${GUID}`).digest('base64')
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
  )
  sockets.push(socket)
})

interface Order {
  readonly frameBytes: number
  readonly everyMs: number
  readonly frames: number
}

process.on('message', ({ frameBytes, everyMs, frames }: Order) => {
  const from = process.cpuUsage()
  let left = frames
  const timer = setInterval(() => {
    const frame = Buffer.alloc(frameBytes, 'x')
    for (const socket of sockets) socket.write(frame)
    if (--left > 0) return
    clearInterval(timer)
    // What the kernel has not taken yet is part of the work.
    setTimeout(() => {
      const used = process.cpuUsage(from)
      process.send?.({ cpuSeconds: (used.user + used.system) / 1e6 })
    }, 1000)
  }, everyMs)
})
process.on('disconnect', () => process.exit(0))
server.listen(0, '127.0.0.1', () =>
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }),
)
