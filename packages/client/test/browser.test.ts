import { type TestIm, testIm } from '@signet/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../../server/test/console-browser.ts'
import { TYPES } from '../src/index.ts'
import { randomNumbers } from '../src/testing/random-numbers.ts'
import { openTabs, type Tabs } from './browser-pages.ts'
import { ChaosProxy } from './chaos-proxy.ts'

/** What pages put into their global scope. */
interface PageScope {
  readonly told: {
    readonly received: string[]
    readonly modified: string[]
    readonly kicked: string[]
    readonly cached: string[]
    readonly ready: number
    readonly unsent: number
  }
}

const QUICK = { timeout: 15_000 }

describe.skipIf(chromiumPath === undefined)('in a real browser', () => {
  let im: TestIm
  let proxy: ChaosProxy
  let tabs: Tabs

  beforeAll(async () => {
    im = await testIm({ loginPolicy: 'perPlatform' })
    proxy = await ChaosProxy.open(im.url, randomNumbers(1))
    tabs = await openTabs()
  }, 60_000)
  afterAll(async () => {
    expect(tabs.broken).toEqual([])
    await tabs[Symbol.asyncDispose]()
    await proxy.close()
    await im.close()
  })

  /** Logs in; `way` names the page's way to the server. */
  const enter = (page: Page, userID: string, way = userID, timeouts = {}): Promise<unknown> => {
    const who = { proxyServer: proxy.url(way), sdkAppId: im.sdkAppId, userID, userSig: im.sign(userID), timeouts }
    return page.evaluate(`start(${JSON.stringify(who)})`)
  }
  const visit = async (userID: string, way = userID): Promise<Page> => {
    const page = await tabs.open()
    expect(await enter(page, userID, way)).toBe('in')
    await expect.poll(async () => (await told(page)).ready, QUICK).toBe(1)
    return page
  }
  const told = (page: Page): Promise<PageScope['told']> =>
    page.evaluate(() => (globalThis as unknown as PageScope).told)
  const say = (page: Page, to: string, text: string): Promise<unknown> =>
    page.evaluate(`say(${JSON.stringify(to)}, ${JSON.stringify(text)})`)
  const reload = async (page: Page): Promise<void> => {
    await page.reload()
    await page.waitForFunction('window.isLoaded')
  }
  const kept = (page: Page): Promise<unknown> =>
    page.evaluate(async () => {
      const { sdk } = globalThis as unknown as { sdk: typeof import('../src/offline.ts') }
      const keys = (await sdk.indexedDbStorage().read('')).map(([key]) => key.split('/')[0])
      return {
        outbox: keys.filter((key) => key === 'outbox').length,
        cache: keys.filter((key) => key === 'cache').length,
      }
    })

  test('two pages talk', async () => {
    const [ann, ben] = [await visit('ann'), await visit('ben')]
    await say(ann, 'ben', 'hello')
    await expect.poll(async () => (await told(ben)).received, QUICK).toEqual(['hello'])
    await say(ben, 'ann', 'hello to you')
    await expect.poll(async () => (await told(ann)).received, QUICK).toEqual(['hello to you'])
    for (const page of [ann, ben]) await page.close()
  }, 60_000)

  test('what was written without a network goes out after the page was loaded anew, in order, once, under the same IDs', async () => {
    const bob = await im.login('bob')
    const page = await visit('alice')
    proxy.offline('alice')
    const ids = [await say(page, 'bob', '1'), await say(page, 'bob', '2'), await say(page, 'bob', '3')]
    await expect.poll(() => kept(page), QUICK).toEqual({ outbox: 3, cache: 0 })
    await reload(page)
    proxy.online('alice')
    expect(await enter(page, 'alice')).toBe('in')
    await expect.poll(async () => (await told(page)).modified, QUICK).toEqual(['1 success', '2 success', '3 success'])
    const { data } = await bob.getMessageList({ conversationID: 'C2Calice' })
    expect(data.messageList.map(({ ID }) => ID)).toEqual(ids)
    expect(await told(page)).toMatchObject({ received: [], unsent: 0 })
    await expect.poll(() => kept(page), QUICK).toEqual({ outbox: 0, cache: 1 })
    await page.close()
  }, 60_000)

  test('a tab that is closed leaves its messages to the tab that is open', async () => {
    const dan = await im.login('dan')
    const [first, second] = [await visit('cleo', 'cleo-1'), await tabs.open()]
    proxy.offline('cleo-1')
    await say(first, 'dan', 'left behind')
    await expect.poll(async () => (await told(first)).unsent, QUICK).toBe(1)
    expect(await enter(second, 'cleo', 'cleo-2')).toBe('in')
    await expect.poll(async () => (await told(second)).ready, QUICK).toBe(1)
    await say(second, 'dan', 'from the second')
    await expect.poll(async () => (await told(second)).unsent, QUICK).toBe(0)
    expect(await told(second)).toMatchObject({ modified: [] })
    await first.close()
    await expect.poll(async () => (await told(second)).modified, QUICK).toEqual(['left behind success'])
    const { data } = await dan.getMessageList({ conversationID: 'C2Ccleo' })
    expect(data.messageList.map(({ payload }) => 'text' in payload && payload.text)).toEqual([
      'from the second',
      'left behind',
    ])
    await second.close()
  }, 60_000)

  test('a second tab of a user takes the place of the first, which says so and stays away until it is asked', async () => {
    const [first, second] = [await visit('eve', 'eve-1'), await visit('eve', 'eve-2')]
    await expect.poll(async () => (await told(first)).kicked, QUICK).toEqual(['multipleAccount'])
    await first.bringToFront()
    await first.waitForTimeout(1_000)
    expect(await told(second)).toMatchObject({ kicked: [], ready: 1 })
    // Whoever goes back to the first tab takes the place of the second.
    expect(await first.evaluate(`chat.login({ userID: 'eve', userSig: '${im.sign('eve')}' }).then(() => 'in')`)).toBe(
      'in',
    )
    await expect.poll(async () => (await told(second)).kicked, QUICK).toEqual(['multipleAccount'])
    await expect.poll(async () => (await told(first)).ready, QUICK).toBe(2)
    for (const page of [first, second]) await page.close()
  }, 60_000)

  test('a page without a network shows what was seen last; a logout leaves nothing in the browser', async () => {
    const page = await visit('fay')
    const gus = await im.login('gus')
    for (const text of ['a', 'b']) {
      const message = gus.createTextMessage({ to: 'fay', conversationType: TYPES.CONV_C2C, payload: { text } })
      await gus.sendMessage(message)
    }
    await expect.poll(async () => (await told(page)).received, QUICK).toEqual(['a', 'b'])
    await expect.poll(() => kept(page), QUICK).toMatchObject({ cache: 1 })
    await page.waitForTimeout(1_500)
    await reload(page)
    proxy.offline('fay')
    expect(await enter(page, 'fay', 'fay', { login: 1_500 })).toBe(2800)
    expect(await told(page)).toMatchObject({ cached: ['C2Cgus a,b'], ready: 0 })
    proxy.online('fay')
    await reload(page)
    expect(await enter(page, 'fay')).toBe('in')
    await page.evaluate('chat.logout()')
    await expect.poll(() => kept(page), QUICK).toEqual({ outbox: 0, cache: 0 })
    await page.close()
  }, 60_000)
})
