import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/** A text frame of a client; masked with zeros, which changes nothing and is a mask all the same. */
function clientFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head = length < 126 ? Buffer.from([0x81, 0x80 | length]) : Buffer.from([0x81, 0xfe, length >> 8, length & 255])
  return Buffer.concat([head, Buffer.alloc(4), Buffer.from(text)])
}

/** A WebSocket client that only counts what it gets: thousands of them leave the machine to the server that is measured. */
export class PlainSocket {
  bytes = 0
  readonly #socket: Socket
  #onData: ((chunk: Buffer) => void) | undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      this.bytes += chunk.length
      const told = this.#onData
      this.#onData = undefined
      told?.(chunk)
    })
  }

  /** @param url `http://host:port/path` */
  static async open(url: string): Promise<PlainSocket> {
    const { hostname, port, pathname, host } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port) })
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    const plain = new PlainSocket(socket)
    const key = randomBytes(16).toString('base64')
    const answer = plain.#next()
    socket.write(
      `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    )
    const status = (await answer).toString('latin1').split('\r\n', 1)[0]!
    if (!status.includes(' 101 ')) throw new Error(`no upgrade: ${status}`)
    return plain
  }

  /** Sends a request and answers with the first bytes that come after it. @throws Error when the server refused */
  async ask(op: string, data: object): Promise<void> {
    const answer = this.#next()
    this.#socket.write(clientFrame(JSON.stringify({ id: 1, op, data })))
    const text = (await answer).toString()
    if (text.includes('"type":"fail"')) throw new Error(`${op}: ${text.slice(0, 300)}`)
  }

  close(): void {
    this.#socket.destroy()
  }

  #next(): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#onData = resolve
      this.#socket.once('close', () => reject(new Error('the server closed the socket')))
    })
  }
}

/** Runs a job for each number below `count`, a bounded number at a time. */
export async function inTurns(count: number, atOnce: number, job: (i: number) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < count) await job(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}
