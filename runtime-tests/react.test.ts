import { fileURLToPath } from 'node:url'
import { type Chat, TYPES } from '@signet/chat'
import { testIm } from '@signet/testkit'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'
import { openBrowserPage } from './lib/browser-page.ts'
import { chromium } from './lib/runtimes.ts'

const found = chromium()

/** As an app's bundler makes it in development, so that React checks what it checks there. */
async function pageScript(): Promise<string> {
  await using bundle = await rolldown({
    input: fileURLToPath(new URL('./pages/react-page.ts', import.meta.url)),
    platform: 'browser',
    resolve: { conditionNames: ['source', 'browser', 'import', 'default'] },
    transform: { define: { 'process.env.NODE_ENV': '"development"' } },
  })
  const { output } = await bundle.generate({ format: 'iife' })
  return output[0].code
}

async function say(chat: Chat, to: string, text: string) {
  const message = chat.createTextMessage({ to, conversationType: TYPES.CONV_C2C, payload: { text } })
  await chat.sendMessage(message)
  return message
}

test.skipIf('absent' in found)(
  'a page in React shows what happens: pages of history, own messages, changes, unread counts, members',
  async () => {
    if ('absent' in found) return
    await using im = await testIm()
    const bob = await im.login('bob')
    await (await im.login('alice')).logout()
    for (let n = 1; n <= 20; n++) await say(bob, 'alice', `old ${n}`)
    const { data } = await bob.createGroup({ name: 'Team', type: TYPES.GRP_WORK })
    const { groupID } = data.group
    await using browser = await openBrowserPage(found.command[0]!)
    const { page } = browser
    const broken: string[] = []
    page.on('pageerror', (error) => broken.push(error.message))
    page.on('console', (line) => {
      // A browser asks for an icon when it likes to; the page has none.
      if (line.type() === 'error' && !line.location().url.endsWith('/favicon.ico')) broken.push(line.text())
    })
    await page.addScriptTag({ content: await pageScript() })
    const where = JSON.stringify({ url: im.url, sdkAppId: im.sdkAppId, userSig: im.sign('alice'), groupID })
    await page.evaluate(`openChat(${where})`)

    const text = (selector: string): Promise<string> => page.locator(selector).innerText()
    const messages = (): Promise<string[]> => page.locator('#messages li').allInnerTexts()
    const shows = (what: () => Promise<unknown>) => expect.poll(what, { timeout: 10_000 })

    await shows(() => text('#state')).toBe('ready connected 20')
    await shows(messages).toEqual(Array.from({ length: 15 }, (_, n) => `old ${n + 6}`))
    await page.click('#older')
    await shows(messages).toEqual(Array.from({ length: 20 }, (_, n) => `old ${n + 1}`))
    expect(await page.locator('#older').isDisabled()).toBe(true)

    const before = (await page.evaluate('drawn["old 1"]')) as number
    const news = await say(bob, 'alice', 'news')
    await shows(async () => (await messages()).at(-1)).toBe('news')
    await shows(() => text('#unread-of-bob')).toBe('21')
    await shows(() => text('#lines')).toBe('C2Cbob 21 news')
    expect(await page.evaluate('drawn["old 1"]')).toBe(before)
    await bob.revokeMessage(news)
    await shows(async () => (await messages()).at(-1)).toBe('taken back')

    await page.click('#say')
    await shows(() => page.locator('#messages li.success').last().innerText()).toBe('from the page')
    await page.click('#carol')
    await shows(messages).toEqual([])
    await say(await im.login('carol'), 'alice', 'hello')
    await shows(messages).toEqual(['hello'])
    await page.click('#bob')
    await shows(async () => (await messages()).length).toBe(22)

    await bob.addGroupMember({ groupID, userIDList: ['alice'] })
    await bob.addGroupMember({ groupID, userIDList: ['carol'] })
    await shows(() => text('#members')).toBe('bob alice carol')
    expect(broken).toEqual([])
  },
  60_000,
)
