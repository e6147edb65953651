/** One side of the demo's conversation, in a process of its own: logs in with the SDK, sends, receives, and tells the parent. */
import { createInstance, EVENT, type Message, TYPES } from '@signet/chat'

export interface PersonTask {
  readonly url: string
  readonly sdkAppId: number
  readonly userId: string
  readonly userSig: string
  readonly peer: string
  readonly count: number
}

/** What a person tells its parent. */
export type PersonNews =
  | { readonly kind: 'ready' }
  /** The server acked this message: from now on it must exist exactly once, at this place. */
  | { readonly kind: 'acked'; readonly text: string; readonly seq: number }
  | { readonly kind: 'received'; readonly text: string; readonly seq: number }
  | { readonly kind: 'net'; readonly state: string }
  | { readonly kind: 'sent-all' }
  | { readonly kind: 'history'; readonly texts: readonly string[]; readonly seqs: readonly number[] }

/** Sends under way at once: enough to be in the middle of something whenever the server dies. */
const LANES = 8

const task = JSON.parse(process.argv[2]!) as PersonTask
const tell = (news: PersonNews): void => void process.send?.(news)
const textOf = (message: Message): string => (message.type === TYPES.MSG_TEXT ? message.payload.text : '')

const chat = createInstance({
  SDKAppID: task.sdkAppId,
  proxyServer: task.url,
  timeouts: { send: 60_000, login: 60_000 },
})
chat.setLogLevel(4)
chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => {
  for (const message of data) tell({ kind: 'received', text: textOf(message), seq: message.sequence })
})
chat.on(EVENT.NET_STATE_CHANGE, ({ data }) => tell({ kind: 'net', state: data.state }))
chat.once(EVENT.SDK_READY, () => tell({ kind: 'ready' }))

process.on('message', async (order: 'talk' | 'history' | 'leave') => {
  if (order === 'talk') await talk()
  else if (order === 'history') await readAll()
  else {
    await chat.destroy()
    process.disconnect()
  }
})
process.on('disconnect', () => process.exit(0))
await chat.login({ userID: task.userId, userSig: task.userSig })

async function talk(): Promise<void> {
  let next = 1
  const lane = async (): Promise<void> => {
    while (next <= task.count) {
      const text = `${task.userId} ${next++}`
      const message = chat.createTextMessage({ to: task.peer, conversationType: TYPES.CONV_C2C, payload: { text } })
      await chat.sendMessage(message)
      tell({ kind: 'acked', text, seq: message.sequence })
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  tell({ kind: 'sent-all' })
}

async function readAll(): Promise<void> {
  const pages: Message[][] = []
  let nextReqMessageID = ''
  for (;;) {
    const { data } = await chat.getMessageList({ conversationID: `C2C${task.peer}`, count: 100, nextReqMessageID })
    pages.unshift(data.messageList)
    if (data.isCompleted) break
    nextReqMessageID = data.nextReqMessageID
  }
  const all = pages.flat()
  tell({ kind: 'history', texts: all.map(textOf), seqs: all.map((message) => message.sequence) })
}
