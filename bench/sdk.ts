import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { EVENT } from '@signet/chat'
import { chatStore } from '@signet/chat/store'
import { type CannedChat, cannedChat } from './lib/canned-chat.ts'
import { percentile, type Result, round } from './lib/result.ts'

export const name = 'sdk'
export const description =
  'The client: 10,000 messages received and shown by the store; memory of as many (no network, no server).'

const MESSAGES = 10_000
/** Messages that come in one frame, as a busy server writes them. */
const FRAME = 20
const ROUNDS = 7

interface Round {
  readonly ms: number
  readonly cpuMs: number
  readonly frames: readonly number[]
}

/** Lets all messages come in, spread over `conversations`. */
async function receive(canned: CannedChat, conversations: number): Promise<Round> {
  const frames = canned.frames(MESSAGES, FRAME, conversations)
  const times: number[] = []
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  for (const frame of frames) {
    const at = performance.now()
    canned.push(frame)
    // What the client and the store do in microtasks belongs to the frame; then the next one is read from the socket.
    await turn()
    times.push(performance.now() - at)
  }
  const ms = performance.now() - startedAt
  const { user, system } = process.cpuUsage(cpu)
  return { ms, cpuMs: (user + system) / 1000, frames: times }
}

/** With a list of messages and the list of conversations on the screen. */
async function shownRound(conversations: number): Promise<Round> {
  const canned = await cannedChat()
  const store = chatStore(canned.chat)
  const list = store.messages('C2Cpeer0')
  let views = 0
  list.subscribe(() => (views = list.get().messages.length))
  let lines = 0
  store.conversations.subscribe(() => (lines = store.conversations.get().length))
  await turn()
  const result = await receive(canned, conversations)
  const last = list.get().messages.at(-1)?.original.sequence
  if (last !== MESSAGES / conversations || views === 0 || lines !== conversations)
    throw new Error(`The store shows up to ${last}, ${views} views, ${lines} conversations.`)
  await canned.chat.destroy()
  return result
}

/** Heap that the messages in memory take, MB. */
async function memory(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const canned = await cannedChat()
  let heard = 0
  canned.chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => (heard += data.length))
  const frames = canned.frames(MESSAGES, FRAME, 100)
  collect()
  const before = process.memoryUsage().heapUsed
  for (const frame of frames.splice(0)) {
    canned.push(frame)
    await turn()
  }
  collect()
  const used = process.memoryUsage().heapUsed - before
  if (heard !== MESSAGES) throw new Error(`${heard} messages were received.`)
  await canned.chat.destroy()
  return used / 1e6
}

export async function run(): Promise<Result> {
  const heapMB = await memory()
  await shownRound(1)
  const rounds: Round[] = []
  const spread: number[] = []
  for (let n = 0; n < ROUNDS; n++) {
    rounds.push(await shownRound(1))
    spread.push((await shownRound(100)).ms)
  }
  const totals = rounds.map(({ ms }) => ms)
  const frames = rounds.flatMap((one) => one.frames)
  const slowest = Math.max(...totals)
  const median = percentile(totals, 0.5)
  const cpuMs = rounds.reduce((sum, one) => sum + one.cpuMs, 0) / ROUNDS
  return {
    perSecond: Math.round((MESSAGES / median) * 1000),
    cpuSecondsPer100k: round((cpuMs / MESSAGES) * 100),
    p50Ms: round(percentile(frames, 0.5)),
    p99Ms: round(percentile(frames, 0.99)),
    oneConversationMs: Math.round(median),
    oneConversationSlowestMs: Math.round(slowest),
    hundredConversationsMs: Math.round(percentile(spread, 0.5)),
    heapMBPer10kMessages: round(heapMB, 1),
  }
}
