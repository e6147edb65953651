import { beforeEach, describe, expect, test } from 'vitest'
import { outcome, text, textsOf, type Witness, World } from '../../test/world.ts'
import { EVENT } from '../event-names.ts'
import { EXTRA_EVENT } from '../extra-event-names.ts'
import type { OfflineOutbox } from '../shelf.ts'
import { ChatStore } from '../store/chat-store.ts'
import { MemoryNetwork } from '../testing/memory-network.ts'
import { refusal } from '../testing/model-server.ts'
import { type Locks, processLocks } from './locks.ts'
import { memoryStorage, type OfflineStorage } from './storage.ts'
import { UserShelf } from './user-shelf.ts'

const HOUR = 3_600_000

let world: World
let storage: OfflineStorage
let locks: Locks

beforeEach(() => {
  world = new World()
  storage = memoryStorage()
  locks = processLocks()
})

interface Page extends Witness {
  readonly network: MemoryNetwork
  readonly modified: string[]
}

/** A page of a user, with its own way to the server. */
async function page(userID: string): Promise<Page> {
  const network = new MemoryNetwork(world.clock, world.server)
  const maxAge = 7 * 24 * HOUR
  const outbox: OfflineOutbox = { shelf: (scope, env) => new UserShelf({ storage, locks, scope, maxAge, env }) }
  const witness = world.client({ outbox }, network)
  const modified: string[] = []
  witness.chat.on(EVENT.MESSAGE_MODIFIED, ({ data }) => {
    for (const message of data) modified.push(`${textsOf([message])} ${message.status}`)
  })
  const login = witness.chat.login({ userID, userSig: 'ticket' })
  await world.clock.advance(1_000)
  await login
  return { ...witness, network, modified }
}

async function close({ chat }: Page): Promise<void> {
  const closed = chat.destroy()
  await world.clock.advance(3_000)
  await closed
}

function goOffline({ network }: Page): void {
  network.weather.isReachable = false
  network.cut()
}

async function comeBack({ network }: Page): Promise<void> {
  network.weather.isReachable = true
  network.nudge()
  await world.clock.advance(5_000)
}

const stored = (): string[] =>
  world.server
    .log('alice', 'bob')
    .map(({ body: [element] }) => (element?.MsgType === 'TIMTextElem' ? element.MsgContent.Text : ''))

const kept = async (): Promise<number> => (await storage.read('outbox/')).length

describe('an outbox that outlives the page', () => {
  test('waits for the network for as long as it takes, and says what waits', async () => {
    const alice = await page('alice')
    const told: number[] = []
    alice.chat.on(EXTRA_EVENT.UNSENT_UPDATED, ({ data }) => void told.push(data.length))
    goOffline(alice)
    const sent = Promise.all(['1', '2', '3'].map((words) => alice.chat.sendMessage(text(alice.chat, 'bob', words))))
    await world.clock.advance(48 * HOUR)
    expect(textsOf(alice.chat.getUnsentMessages('C2Cbob'))).toEqual(['1', '2', '3'])
    expect(alice.chat.getUnsentMessages('C2Ccarol')).toEqual([])
    expect(await kept()).toBe(3)
    await comeBack(alice)
    expect((await sent).map(({ data }) => data.message.status)).toEqual(['success', 'success', 'success'])
    expect([stored(), told.at(0), told.at(-1), await kept()]).toEqual([['1', '2', '3'], 3, 0, 0])
    expect(alice.modified).toEqual([])
  })

  test('[SDK7] the next page of the user sends what an earlier one could not, once and in order, and tells it', async () => {
    const before = await page('alice')
    goOffline(before)
    const messages = ['1', '2', '3'].map((words) => text(before.chat, 'bob', words))
    const outcomes = messages.map((message) => outcome(before.chat.sendMessage(message)))
    await world.clock.advance(100)
    await close(before)
    await world.clock.advance(30 * HOUR)

    const after = await page('alice')
    await world.clock.advance(1_000)
    expect(stored()).toEqual(['1', '2', '3'])
    expect(world.server.log('alice', 'bob').map(({ random }) => random)).toEqual(messages.map(({ random }) => random))
    expect(after.modified).toEqual(['1 success', '2 success', '3 success'])
    expect([after.received, after.chat.getUnsentMessages(), await kept()]).toEqual([[], [], 0])
    for (const { ID } of messages) expect(after.chat.findMessage(ID)).toMatchObject({ status: 'success', flow: 'out' })
    expect(await Promise.all(outcomes)).toMatchObject(messages.map(() => ({ error: { code: 3005 } })))
  })

  test('[SDK7] a page that dies between sending and hearing of it leaves no second message', async () => {
    const before = await page('alice')
    world.server.faults = { ...world.server.faults, loseAnswer: (op) => op === 'send' }
    void outcome(before.chat.sendMessage(text(before.chat, 'bob', 'once')))
    await world.clock.advance(50)
    expect(stored()).toEqual(['once'])
    await close(before)
    world.server.faults = { ...world.server.faults, loseAnswer: () => false }
    const after = await page('alice')
    await world.clock.advance(5_000)
    expect([stored(), after.modified, after.received, await kept()]).toEqual([['once'], ['once success'], [], 0])
  })

  test('what may have been sent longer ago than the server remembers is not tried again, and that is said', async () => {
    const before = await page('alice')
    world.server.faults = { ...world.server.faults, loseAnswer: (op) => op === 'send' }
    void outcome(before.chat.sendMessage(text(before.chat, 'bob', 'once')))
    await world.clock.advance(50)
    await close(before)
    world.server.write('bob', 'alice', 're')
    await world.clock.advance(25 * HOUR)
    world.server.faults = { ...world.server.faults, loseAnswer: () => false }
    const after = await page('alice')
    expect([stored(), after.modified, await kept()]).toEqual([['once', 're'], ['once fail'], 0])
    expect(after.events).toContain('error:2801')
    // Whoever reads the conversation finds out.
    const reading = after.chat.getMessageList({ conversationID: 'C2Cbob' })
    await world.clock.advance(100)
    expect((await reading).data.messageList.map(({ status }) => status)).toEqual(['success', 'success'])
    expect(after.modified).toEqual(['once fail', 'once success'])
  })

  test('[SDK7] messages of a conversation keep their order when the server takes one later', async () => {
    const alice = await page('alice')
    let refusals = 3
    const busy = refusal(60007, 'TOO_FREQUENT', { retryable: true, retryAfter: 500 })
    world.server.faults = {
      ...world.server.faults,
      refuse: (op) => (op === 'send' && refusals-- > 0 ? busy : undefined),
    }
    const all = ['1', '2', '3', '4'].map((words) => alice.chat.sendMessage(text(alice.chat, 'bob', words)))
    await world.clock.advance(20_000)
    await Promise.all(all)
    expect(stored()).toEqual(['1', '2', '3', '4'])
  })

  test('what the server refuses leaves the shelf and does not stop what follows', async () => {
    const alice = await page('alice')
    let isFirst = true
    world.server.faults = {
      ...world.server.faults,
      refuse: (op) => {
        if (op !== 'send' || !isFirst) return undefined
        isFirst = false
        return refusal(10017, 'MUTED')
      },
    }
    const all = ['1', '2'].map((words) => outcome(alice.chat.sendMessage(text(alice.chat, 'bob', words))))
    await world.clock.advance(1_000)
    expect(await Promise.all(all)).toMatchObject([{ error: { code: 10017 } }, { value: { code: 0 } }])
    expect([stored(), await kept()]).toEqual([['2'], 0])
  })

  test('a cancelled message is not sent, by this page or the next', async () => {
    const alice = await page('alice')
    goOffline(alice)
    const message = text(alice.chat, 'bob', 'no')
    const sent = outcome(alice.chat.sendMessage(message))
    await world.clock.advance(10)
    expect((await alice.chat.cancelSend(message)).data).toEqual({ message, mayHaveArrived: false })
    expect(await sent).toMatchObject({ error: { code: 2990 } })
    expect([message.status, await kept()]).toEqual(['fail', 0])
    await comeBack(alice)
    expect(stored()).toEqual([])
    await expect(alice.chat.cancelSend(message)).rejects.toMatchObject({ code: 2905 })
  })

  test('[SDK7] two tabs send each their own; what a tab leaves behind the other one takes over, once', async () => {
    const [first, second] = [await page('alice'), await page('alice')]
    goOffline(first)
    goOffline(second)
    const message = text(first.chat, 'bob', 'of the first')
    void outcome(first.chat.sendMessage(message))
    const other = second.chat.sendMessage(text(second.chat, 'bob', 'of the second'))
    await comeBack(second)
    await other
    expect(stored()).toEqual(['of the second'])
    await world.clock.advance(60_000)
    expect(stored()).toEqual(['of the second'])
    await close(first)
    await world.clock.advance(60_000)
    expect([stored(), second.modified, await kept()]).toEqual([
      ['of the second', 'of the first'],
      ['of the first success'],
      0,
    ])
  })

  test('after a kick the messages wait for the next login, which needs nothing done by the app', async () => {
    const alice = await page('alice')
    alice.network.weather.isSilent = true
    const message = text(alice.chat, 'bob', 'patient')
    const sent = outcome(alice.chat.sendMessage(message))
    await world.clock.advance(10)
    alice.network.weather.isSilent = false
    world.server.tell('alice', { type: 'kicked', reason: 'multipleAccount', message: '' })
    await world.clock.advance(60_000)
    expect(await sent).toMatchObject({ error: { code: 3003 } })
    expect([stored(), message.status, await kept()]).toEqual([[], 'fail', 1])
    const again = alice.chat.login({ userID: 'alice', userSig: 'ticket' })
    await world.clock.advance(1_000)
    await again
    expect([stored(), message.status, alice.modified, await kept()]).toEqual([
      ['patient'],
      'success',
      ['patient success'],
      0,
    ])
  })

  test('logging out forgets what waits, and nobody finds what another user wrote', async () => {
    const alice = await page('alice')
    goOffline(alice)
    const sent = outcome(alice.chat.sendMessage(text(alice.chat, 'bob', 'never')))
    await world.clock.advance(10)
    const carol = await page('carol')
    expect([carol.chat.getUnsentMessages(), await kept()]).toEqual([[], 1])
    await alice.chat.logout()
    expect(await sent).toMatchObject({ error: { code: 3005 } })
    await world.clock.advance(10)
    expect(await kept()).toBe(0)
    await page('alice')
    await world.clock.advance(60_000)
    expect(stored()).toEqual([])
  })

  test('a message that is too old is not sent any more', async () => {
    const before = await page('alice')
    goOffline(before)
    void outcome(before.chat.sendMessage(text(before.chat, 'bob', 'stale')))
    await world.clock.advance(10)
    await close(before)
    await world.clock.advance(8 * 24 * HOUR)
    await page('alice')
    await world.clock.advance(1_000)
    expect([stored(), await kept()]).toEqual([[], 0])
  })

  test('a storage that fails keeps nothing and stops nothing', async () => {
    const broken = async (): Promise<never> => {
      throw new Error('no space left')
    }
    storage = { read: broken, write: broken }
    const alice = await page('alice')
    const sent = alice.chat.sendMessage(text(alice.chat, 'bob', 'anyway'))
    await world.clock.advance(1_000)
    await sent
    expect(stored()).toEqual(['anyway'])
    expect(world.printed.join()).toContain('The outbox cannot be kept')
  })

  test('signals are not kept, and the thousand-and-first message is refused', async () => {
    const alice = await page('alice')
    goOffline(alice)
    void outcome(alice.chat.sendMessage(text(alice.chat, 'bob', 'typing'), { onlineUserOnly: true }))
    await world.clock.advance(10)
    expect(await kept()).toBe(0)
    for (let count = 1; count < 1_000; count++) void outcome(alice.chat.sendMessage(text(alice.chat, 'bob', 'x')))
    await expect(alice.chat.sendMessage(text(alice.chat, 'bob', 'x'))).rejects.toMatchObject({
      code: 2996,
      retryable: true,
    })
  })

  test('what is no outbox is refused at once', () => {
    expect(() => world.client({ outbox: true as never })).toThrow(expect.objectContaining({ code: 2905 }))
  })

  test('a store shows what an earlier page left behind, on its way and then sent', async () => {
    const before = await page('alice')
    goOffline(before)
    void outcome(before.chat.sendMessage(text(before.chat, 'bob', 'left behind')))
    await world.clock.advance(10)
    await close(before)
    world.server.faults = { ...world.server.faults, refuse: (op) => (op === 'send' ? busy : undefined) }
    const busy = refusal(60007, 'TOO_FREQUENT', { retryable: true, retryAfter: 1_000 })
    const after = await page('alice')
    const list = new ChatStore(after.chat, world.clock).messages('C2Cbob')
    list.subscribe(() => {})
    await world.clock.advance(100)
    const shown = (): string[] => list.get().messages.map(({ original, status }) => `${textsOf([original])} ${status}`)
    expect(shown()).toEqual(['left behind unSend'])
    world.server.faults = { ...world.server.faults, refuse: () => undefined }
    await world.clock.advance(60_000)
    expect(shown()).toEqual(['left behind success'])
  })

  test('[SDK7] a message that turns out to be stored lets the next one go', async () => {
    const alice = await page('alice')
    const busy = refusal(60007, 'TOO_FREQUENT', { retryable: true, retryAfter: 60_000 })
    let tries = 0
    world.server.faults = {
      ...world.server.faults,
      loseAnswer: (op) => op === 'send' && tries++ === 0,
      refuse: (op) => (op === 'send' && tries === 1 ? busy : undefined),
    }
    for (const words of ['1', '2']) void outcome(alice.chat.sendMessage(text(alice.chat, 'bob', words)))
    await world.clock.advance(20_000)
    expect(stored()).toEqual(['1'])
    world.server.faults = { ...world.server.faults, loseAnswer: () => false, refuse: () => undefined }
    world.server.tell('alice', { type: 'dirty' })
    await world.clock.advance(1_000)
    expect([stored(), await kept()]).toEqual([['1', '2'], 0])
  })

  test('[SDK7] the order is that in which messages were written, however many pages have had them', async () => {
    const first = await page('alice')
    goOffline(first)
    for (const words of ['1', '2', '3']) void outcome(first.chat.sendMessage(text(first.chat, 'bob', words)))
    await world.clock.advance(10)
    await close(first)
    // The second page takes all of them over, writes the first anew, and dies.
    const { read, write } = storage
    let writes = 0
    storage = { read, write: (changes) => (++writes <= 2 ? write(changes) : new Promise(() => {})) }
    const busy = refusal(60007, 'TOO_FREQUENT', { retryable: true })
    world.server.faults = { ...world.server.faults, refuse: (op) => (op === 'send' ? busy : undefined) }
    await close(await page('alice'))
    expect(writes).toBeGreaterThan(2)
    storage = { read, write }
    world.server.faults = { ...world.server.faults, refuse: () => undefined }
    await page('alice')
    await world.clock.advance(1_000)
    expect(stored()).toEqual(['1', '2', '3'])
  })
})
