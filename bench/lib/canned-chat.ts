import { type Chat, EVENT } from '@signet/chat'
import type { WireMessage } from '@signet/protocol/realtime/frames'
import { composeChat } from '../../packages/client/src/chat.ts'
import { systemClock } from '../../packages/client/src/clock.ts'
import { Log } from '../../packages/client/src/log.ts'
import type { SocketEvents } from '../../packages/client/src/transport/transport.ts'

/** A client that is logged in and ready, and whose server says what it is told to. */
export interface CannedChat {
  readonly chat: Chat
  /** A frame of the server arrives. */
  push(frame: string): void
  /** The next messages from `conversations` people in turn, as frames. Made beforehand, so that it costs nothing later. */
  frames(messages: number, perFrame: number, conversations: number): string[]
}

const ME = 'me'

const message = (from: number, seq: number): WireMessage => ({
  seq,
  time: 1_800_000_000_000 + seq,
  from: `peer${from}`,
  tinyId: `14410000000000${from}`,
  msgSeq: seq,
  to: ME,
  random: from * 100_000 + seq,
  clientTime: 1_800_000_000,
  body: [
    {
      MsgType: 'TIMTextElem',
      MsgContent: { Text: `Message ${seq}, as long as people write on average, more or less.` },
    },
  ],
})

/** What the server answers while a client enters. */
function answer(op: string, data: { userIds?: readonly string[] }): object {
  const time = Date.now()
  if (op === 'login') {
    const session = { userId: ME, tinyId: '14411', sessionId: '1', time, expiresAt: time + 86_400_000 }
    return { ...session, heartbeat: 60_000, maxMessageBytes: 12_288 }
  }
  if (op === 'sync') return { conversations: [], time }
  if (op === 'profile.get')
    return {
      profiles: data.userIds?.map((userId) => ({
        userId,
        code: 0,
        items: [{ tag: 'Tag_Profile_IM_Nick', value: userId }],
      })),
    }
  if (op === 'history') return { messages: [], head: 0 }
  return { time }
}

export async function cannedChat(): Promise<CannedChat> {
  let events: SocketEvents | undefined
  const reply = (text: string): void => {
    const { id, op, data } = JSON.parse(text) as { id: number; op: string; data: object }
    queueMicrotask(() => events?.received(JSON.stringify([{ type: 'ok', id, data: answer(op, data) }])))
  }
  const chat = composeChat(
    { SDKAppID: 1, proxyServer: 'ws://canned' },
    {
      transport: {
        platform: 'Web',
        watch: () => () => {},
        connect: (_url, heard) => {
          events = heard
          queueMicrotask(() => heard.opened())
          return { send: reply, close: () => (events = undefined) }
        },
      },
      clock: systemClock,
      log: new Log(),
      upload: () => Promise.reject(new Error('No files here.')),
      random: Math.random,
      uint32: () => crypto.getRandomValues(new Uint32Array(1))[0]!,
    },
  )
  const ready = new Promise((resolve) => chat.once(EVENT.SDK_READY, resolve))
  await chat.login({ userID: ME, userSig: 'any' })
  await ready
  return {
    chat,
    push: (frame) => events?.received(frame),
    frames(messages, perFrame, conversations) {
      const packets = Array.from({ length: messages }, (_, n) => {
        const from = n % conversations
        return {
          type: 'message',
          conversation: `C2Cpeer${from}`,
          message: message(from, Math.floor(n / conversations) + 1),
        }
      })
      return Array.from({ length: Math.ceil(messages / perFrame) }, (_, n) =>
        JSON.stringify(packets.slice(n * perFrame, (n + 1) * perFrame)),
      )
    },
  }
}
