import { setTimeout as sleep } from 'node:timers/promises'
import type { TestIm } from '@signet/testkit'
import { type Chat, EVENT, type EventMap, type Message, TYPES } from '../../src/index.ts'

/** What an event has told so far. */
export interface Heard<T> {
  readonly all: T[]
  /** The first that fits, now or within five seconds. */
  until(fits?: (data: T) => boolean): Promise<T>
}

/** Listens to an event from now on. */
export function hear<N extends keyof EventMap & string>(chat: Chat, name: N): Heard<EventMap[N]> {
  const all: EventMap[N][] = []
  chat.on(name, ({ data }) => void all.push(data as EventMap[N]))
  return {
    all,
    async until(fits = () => true) {
      const end = performance.now() + 5_000
      for (;;) {
        const found = all.find(fits)
        if (found !== undefined) return found
        if (performance.now() > end)
          throw new Error(`${name} was not told; so far: ${JSON.stringify(all).slice(0, 300)}`)
        await sleep(3)
      }
    },
  }
}

/** What users say, each on one device: `const [alice, bob] = await enter(im, 'alice', 'bob')`. */
export const enter = (im: TestIm, ...userIds: string[]): Promise<Chat[]> =>
  Promise.all(userIds.map((userId) => im.login(userId)))

/** A text that was sent. */
export async function say(chat: Chat, to: string, text: string, more: object = {}): Promise<Message> {
  const conversationType = to.startsWith('@') || to.startsWith('g-') ? TYPES.CONV_GROUP : TYPES.CONV_C2C
  const message = chat.createTextMessage({ to, conversationType, payload: { text }, ...more })
  await chat.sendMessage(message)
  return message
}

/** The message with this text, as somebody else has it. */
export async function arrived(received: Heard<readonly Message[]>, text: string): Promise<Message> {
  const isIt = (message: Message): boolean => message.type === TYPES.MSG_TEXT && message.payload.text === text
  return (await received.until((messages) => messages.some(isIt))).find(isIt)!
}

/** A command of the server API, as a backend would send it. */
export async function asBackend(im: TestIm, command: string, body: object): Promise<{ readonly ErrorCode: number }> {
  const url = new URL(`/v4/${command}`, im.url)
  url.searchParams.set('sdkappid', String(im.sdkAppId))
  url.searchParams.set('identifier', 'administrator')
  url.searchParams.set('usersig', im.sign('administrator'))
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
  return (await answer.json()) as { ErrorCode: number }
}

export { EVENT, TYPES }
