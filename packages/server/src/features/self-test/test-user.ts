import { PROTOCOL_VERSION, SOCKET_PATH } from '@signet/protocol/realtime/frames'
import { WebSocket } from 'ws'

interface Packet {
  readonly type: string
  readonly id?: number
  readonly data?: unknown
  readonly error?: { readonly name: string; readonly message: string }
  readonly message?: { readonly seq: number; readonly random: number }
}

/** A user of a self-test, on a socket of its own, as any client has it. */
export interface TestUser {
  request(op: string, data: object): Promise<unknown>
  close(): void
}

const PATIENCE_MS = 5000

/** @throws Error with what the server said */
export async function openTestUser(
  url: string,
  login: { readonly sdkAppId: number; readonly userId: string; readonly userSig: string },
  onMessage: (message: { readonly seq: number; readonly random: number }) => void,
): Promise<TestUser> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}${SOCKET_PATH}`, { handshakeTimeout: PATIENCE_MS })
  const waiting = new Map<number, (packet: Packet) => void>()
  let id = 0
  socket.on('message', (data: Buffer) => {
    for (const packet of JSON.parse(data.toString()) as Packet[]) {
      if (packet.id !== undefined) waiting.get(packet.id)?.(packet)
      else if (packet.type === 'message' && packet.message !== undefined) onMessage(packet.message)
    }
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  socket.on('error', () => socket.terminate())
  const user: TestUser = {
    request(op, data) {
      const own = ++id
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no answer to ${op} within ${PATIENCE_MS} ms`)), PATIENCE_MS)
        waiting.set(own, ({ type, data: answer, error }) => {
          clearTimeout(timer)
          waiting.delete(own)
          if (type === 'ok') resolve(answer)
          else reject(new Error(error === undefined ? type : `${error.name}: ${error.message}`))
        })
        socket.send(JSON.stringify({ id: own, op, data }))
      })
    },
    close: () => socket.terminate(),
  }
  try {
    await user.request('login', { ...login, protocol: PROTOCOL_VERSION })
  } catch (error) {
    user.close()
    throw error
  }
  return user
}
