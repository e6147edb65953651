import { beforeEach, describe, expect, test } from 'vitest'
import { outcome, textsOf, type Witness, World } from '../../test/world.ts'
import { EVENT } from '../event-names.ts'
import { type CachedView, EXTRA_EVENT } from '../index.ts'
import { ChatStore } from '../store/chat-store.ts'
import { MemoryNetwork } from '../testing/memory-network.ts'
import { localCache } from './cache.ts'
import { memoryStorage, type OfflineStorage } from './storage.ts'

let world: World
let storage: OfflineStorage

beforeEach(() => {
  world = new World()
  storage = memoryStorage()
})

interface Page extends Witness {
  readonly network: MemoryNetwork
  readonly views: CachedView[]
  /** Conversations and their last lines, each time that the list was told. */
  readonly lists: string[][]
}

function open(options: Parameters<typeof localCache>[0] = {}): Page {
  const network = new MemoryNetwork(world.clock, world.server)
  const witness = world.client({ cache: localCache({ storage, ...options }) }, network)
  const views: CachedView[] = []
  const lists: string[][] = []
  witness.chat.on(EXTRA_EVENT.CACHE_READ, ({ data }) => void views.push(data))
  witness.chat.on(EVENT.CONVERSATION_LIST_UPDATED, ({ data }) => {
    lists.push(data.map(({ conversationID, lastMessage }) => `${conversationID} ${lastMessage.messageForShow}`))
  })
  return { ...witness, network, views, lists }
}

async function enter(page: Page, userID = 'alice'): Promise<void> {
  void outcome(page.chat.login({ userID, userSig: 'ticket' }))
  await world.clock.advance(3_000)
}

async function close({ chat }: Page): Promise<void> {
  const closed = chat.destroy()
  await world.clock.advance(3_000)
  await closed
}

/** A session in which alice reads what bob wrote. */
async function firstVisit(options?: Parameters<typeof localCache>[0]): Promise<Page> {
  const page = open(options)
  for (const words of ['1', '2', '3']) world.server.write('bob', 'alice', words)
  world.server.write('carol', 'alice', 'hello')
  await enter(page)
  const reading = page.chat.getMessageList({ conversationID: 'C2Cbob' })
  await world.clock.advance(3_000)
  await reading
  world.server.write('bob', 'alice', '4')
  await world.clock.advance(3_000)
  return page
}

const texts = (view: CachedView | undefined, conversationID: string): string[] =>
  textsOf(view?.messageLists.get(conversationID) ?? [])

const rows = async (): Promise<number> => (await storage.read('cache/')).length

describe('a cache for the first picture', () => {
  test('the next start shows the conversations and their newest messages before the server has said a word', async () => {
    await close(await firstVisit())
    const page = open()
    page.network.weather.isReachable = false
    await enter(page)
    expect(page.lists).toEqual([['C2Cbob 4', 'C2Ccarol hello']])
    expect(page.views.map((view) => [texts(view, 'C2Cbob'), texts(view, 'C2Ccarol')])).toEqual([
      [['1', '2', '3', '4'], ['hello']],
    ])
    expect(page.views[0]?.conversationList[0]).toMatchObject({ unreadCount: 4, userProfile: { userID: 'bob' } })
    expect(page.chat.isReady()).toBe(false)
    // Then the server answers, and nothing of the past follows.
    world.server.write('bob', 'alice', '5')
    page.network.weather.isReachable = true
    page.network.nudge()
    await world.clock.advance(20_000)
    expect([page.views.length, page.lists.at(-1)]).toEqual([1, ['C2Cbob 5', 'C2Ccarol hello']])
    await close(page)
  })

  test('[SDK8] a server that is faster than the storage is not followed by what is older', async () => {
    await close(await firstVisit())
    const read = async (prefix: string) => {
      await new Promise<void>((resolve) => world.clock.after(500, resolve))
      return await storage.read(prefix)
    }
    const page = open({ storage: { ...storage, read } })
    await enter(page)
    expect([page.views, page.chat.isReady()]).toEqual([[], true])
    expect(page.lists.at(-1)).toEqual(['C2Cbob 4', 'C2Ccarol hello'])
  })

  test('what was taken back is kept nowhere, and what was kept before something happened to it is given up', async () => {
    const page = await firstVisit()
    const bob = await world.ready('bob')
    const reading = bob.chat.getMessageList({ conversationID: 'C2Calice' })
    await world.clock.advance(100)
    const { data } = await reading
    await close(page)
    await enter(open())
    for (const message of data.messageList.slice(0, 2)) {
      Object.assign(message, { flow: 'out' })
      const revoking = outcome(bob.chat.revokeMessage(message))
      await world.clock.advance(100)
      await revoking
    }
    await world.clock.advance(3_000)
    const later = open()
    later.network.weather.isReachable = false
    await enter(later)
    expect(texts(later.views[0], 'C2Cbob')).not.toContain('1')
    expect(texts(later.views[0], 'C2Cbob')).not.toContain('2')
    expect(JSON.stringify(await storage.read(''))).not.toContain('"text":"1"')
  })

  test('[SDK8] a logout leaves nothing behind, nor does the login of another user; a kick and a closed page do', async () => {
    const page = await firstVisit()
    expect(await rows()).toBe(2)
    world.server.tell('alice', { type: 'kicked', reason: 'multipleAccount', message: '' })
    await world.clock.advance(3_000)
    expect(await rows()).toBe(2)
    await enter(page)
    const left = page.chat.logout()
    await world.clock.advance(3_000)
    await left
    expect(await rows()).toBe(0)
    await close(await firstVisit())
    expect(await rows()).toBe(2)
    await enter(open(), 'dave')
    expect(await rows()).toBe(0)
  })

  test('an app may keep it over a logout', async () => {
    const page = await firstVisit({ isKeptAfterLogout: true })
    const left = page.chat.logout()
    await world.clock.advance(3_000)
    await left
    expect(await rows()).toBe(2)
  })

  test('whoever may not log in sees it go again', async () => {
    await close(await firstVisit())
    const page = open()
    world.server.faults = {
      ...world.server.faults,
      refuse: (op) => (op === 'login' ? { code: 70003, name: 'USERSIG_INVALID', message: 'No.' } : undefined),
    }
    await enter(page)
    expect(page.lists.at(-1)).toEqual([])
    expect(page.views.at(-1)?.messageLists.size).toBe(0)
  })

  test('it has a size: so many conversations, so many messages of each, and no conversation is long', async () => {
    const page = open({ conversations: 2, messages: 15 })
    for (const peer of ['a', 'b', 'c']) world.server.write(peer, 'alice', peer)
    await enter(page)
    for (let n = 0; n < 20; n++) world.server.write('b', 'alice', 'b')
    for (let n = 0; n < 20; n++) world.server.write('c', 'alice', 'c'.repeat(6_000))
    await world.clock.advance(3_000)
    const entries = await storage.read('cache/')
    const kept = entries.map(([, value]) => (value as { messages: object[] }).messages.length)
    expect(kept.toSorted((a, b) => b - a)).toEqual([15, 10])
    expect(entries.every(([, value]) => JSON.stringify(value).length < 80_000)).toBe(true)
  })

  test('the store shows it until the server has answered, and does not flicker in between', async () => {
    await close(await firstVisit())
    const page = open()
    const store = new ChatStore(page.chat, world.clock)
    const shown: string[][] = []
    const list = store.messages('C2Cbob')
    list.subscribe(() => void shown.push(textsOf(list.get().messages.map(({ original }) => original))))
    const lengths: number[] = []
    store.conversations.subscribe(() => void lengths.push(store.conversations.get().length))
    await enter(page)
    await world.clock.advance(3_000)
    expect([...new Set(lengths)]).toEqual([2])
    expect(new Set(shown.map((words) => words.join()))).toEqual(new Set(['1,2,3,4']))
    expect(list.get()).toMatchObject({ isLoading: false, isComplete: true })
    expect(list.get().messages[0]?.original).toBe(page.chat.findMessage(list.get().messages[0]!.ID))
  })

  test('what is no cache is refused at once', () => {
    expect(() => world.client({ cache: true as never })).toThrow(expect.objectContaining({ code: 2905 }))
  })
})
