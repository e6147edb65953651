import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { TYPES } from '@signet/chat'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type ChatWorld, chatWorld, chromiumPath, skipped, talkTo } from './chat-world.ts'
import { HOSTILE } from './hostile.ts'
import { shows } from './shows.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WIDTHS = [1280, 768, 390] as const

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** What axe finds that keeps people out, where it is. */
async function findings(page: Page): Promise<string[]> {
  // Past the page's policy, as a tool of the browser would be.
  await page.evaluate(`${axe}; void 0`)
  const violations = (await page.evaluate('axe.run().then(({ violations }) => violations)')) as Violation[]
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}

/** By how much the page is wider than the window, at each width. */
async function overflow(page: Page): Promise<number[]> {
  const beyond: number[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    beyond.push(await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth)))
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  return beyond
}

describe.skipIf(chromiumPath === undefined)(`how the chat looks and reads${skipped}`, () => {
  let world: ChatWorld

  beforeAll(async () => {
    world = await chatWorld()
  }, 90_000)
  afterAll(() => world[Symbol.asyncDispose]())
  afterEach(() => expect(world.trouble).toEqual([]))

  it('[CHK26] what others write is text wherever it stands: names, groups, messages, quotes, notices, reactions, files', async () => {
    const page = await world.open('alice')
    await using mallory = await world.client('mallory')
    const { chat } = mallory
    const c2c = { to: 'alice', conversationType: TYPES.CONV_C2C } as const
    for (const text of HOSTILE) {
      const cloudCustomData = JSON.stringify({
        messageReply: { messageID: text, messageAbstract: text, messageSender: text, version: 1 },
      })
      const payload = { text }
      const { data } = await chat.sendMessage(chat.createTextMessage({ ...c2c, payload, cloudCustomData }))
      await chat.addMessageReaction(data.message, [...text].slice(0, 60).join(''))
    }
    const custom = { data: HOSTILE[0], description: HOSTILE[1], extension: HOSTILE[2] }
    await chat.sendMessage(chat.createCustomMessage({ ...c2c, payload: custom }))
    const file = new File(['x'], `${HOSTILE[1].replaceAll('/', '')}.txt`)
    await chat.sendMessage(chat.createFileMessage({ ...c2c, payload: { file } }))
    await chat.updateMyProfile({ nick: HOSTILE[6], selfSignature: HOSTILE[7] })
    const { data } = await chat.createGroup({
      name: HOSTILE[1],
      type: TYPES.GRP_PUBLIC,
      notification: HOSTILE[2],
      memberList: [{ userID: 'alice' }],
    })
    const inGroup = { to: data.group.groupID, conversationType: TYPES.CONV_GROUP } as const
    for (const text of HOSTILE) await chat.sendMessage(chat.createTextMessage({ ...inGroup, payload: { text } }))
    await chat.updateGroupProfile({ groupID: data.group.groupID, name: HOSTILE[0] })

    for (const conversationID of ['C2Cmallory', `GROUP${data.group.groupID}`]) {
      await talkTo(page, conversationID)
      await shows(() => page.locator('.bubble .text').count()).toBeGreaterThan(10)
      await page.locator('.messages').evaluate((box) => box.scrollTo(0, 0))
      await shows(() => page.locator('.bubble .text').count()).toBeGreaterThanOrEqual(HOSTILE.length)
      const shown = await page.locator('.bubble .text').allTextContents()
      for (const text of HOSTILE) expect(shown).toContain(text)
      await page.locator('.thread-head button').last().click()
      await page.locator('.panel').waitFor()
      expect(await overflow(page)).toEqual([0, 0, 0])
      await page.getByRole('button', { name: 'Close', exact: true }).click()
    }
    await page.getByLabel('Search people and messages').fill('script')
    await page.locator('.found-messages li').first().waitFor()
    const made =
      'script:not([src]), iframe, object, base, form[action], details, [href^="javascript"], [onerror], [onload]'
    expect(await page.locator(`#root :is(${made})`).count()).toBe(0)
    expect(await page.evaluate(() => (window as { executed?: number }).executed)).toBeUndefined()
    await page.context().close()
  }, 90_000)

  it.each(['en-GB', 'zh-CN'] as const)(
    '%s: all parts in that language, nothing wider than the window, no serious finding of axe',
    async (locale) => {
      const isChinese = locale === 'zh-CN'
      const stranger = await world.open('nobody', { locale, hash: '' })
      await stranger.locator('.cast').waitFor()
      expect(await stranger.locator('html').getAttribute('lang')).toBe(isChinese ? 'zh-CN' : 'en')
      expect(await findings(stranger)).toEqual([])
      expect(await overflow(stranger)).toEqual([0, 0, 0])
      await stranger.context().close()

      const page = await world.open('alice', { locale, dark: isChinese })
      const word = (en: string, zh: string): string => (isChinese ? zh : en)
      expect(await page.locator('.welcome').innerText()).toContain(word('Pick a conversation', '选择一个会话'))
      await page.locator('.conversation-link').first().click()
      await page.locator('.bubble').first().waitFor()
      await page.locator('.thread-head button').last().click()
      await page.locator('.member').first().waitFor()
      expect(await findings(page)).toEqual([])
      expect(await overflow(page)).toEqual([0, 0, 0])
      // Nothing is left in the other language: words of ours that stand on the page.
      const own = await page.locator('.panel h2, .panel h3, .own-bar, .composer').allInnerTexts()
      if (!isChinese) expect(own.join('')).not.toMatch(/群|消息|成员/)
      else expect(own.join('')).not.toMatch(/Members|Details|Notice/)
      await page.getByRole('button', { name: word('Close', '关闭'), exact: true }).click()

      // A menu goes when the window changes its size, and the last change may be told late.
      await shows(async () => {
        const menu = page.getByRole('menu')
        if (!(await menu.isVisible())) await page.locator('.message-more').first().click({ force: true })
        return await menu.isVisible()
      }).toBe(true)
      expect(await findings(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: word('New', '新建'), exact: true }).click()
      await page.getByRole('menuitem', { name: word('New group', '创建群聊') }).click()
      const hints = await page
        .locator('input')
        .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).placeholder))
      if (!isChinese) expect(hints.join('')).not.toMatch(/\p{Script=Han}/u)
      expect(await findings(page)).toEqual([])
      expect(await overflow(page)).toEqual([0, 0, 0])
      await page.keyboard.press('Escape')
      await page.context().close()
    },
    90_000,
  )

  it('a finger that stays on a message or a conversation opens its menu, and one that moves does not', async () => {
    await using bob = await world.client('bob')
    await (await world.open('dora')).context().close()
    const payload = { text: 'hold me' }
    await bob.chat.sendMessage(bob.chat.createTextMessage({ to: 'dora', conversationType: TYPES.CONV_C2C, payload }))
    const page = await world.open('dora', { width: 390 })
    const press = (selector: string, moved: number): Promise<void> =>
      page
        .locator(selector)
        .first()
        .evaluate(async (target, by) => {
          const at = (x: number) => ({
            touches: [new Touch({ identifier: 1, target, clientX: 100 + x, clientY: 300 })],
          })
          const tell = (name: string, parts: object) =>
            target.dispatchEvent(new TouchEvent(name, { bubbles: true, cancelable: true, ...parts }))
          tell('touchstart', at(0))
          if (by > 0) tell('touchmove', at(by))
          await new Promise((done) => setTimeout(done, 700))
          tell('touchend', {})
        }, moved)
    const menu = page.getByRole('menu')
    await press('.conversation-name', 40)
    expect(await menu.count()).toBe(0)
    await press('.conversation-name', 0)
    await menu.getByRole('menuitem', { name: 'Pin to the top' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.conversation-link').first().click()
    await page.locator('.bubble').waitFor()
    await press('.bubble', 40)
    expect(await menu.count()).toBe(0)
    await press('.bubble', 3)
    await menu.getByRole('menuitem', { name: 'Reply' }).click()
    await page.getByText('Reply to bob').waitFor()
    await page.context().close()
  }, 60_000)

  it('everything is reached by the keyboard', async () => {
    await (await world.open('alice')).context().close()
    await using bob = await world.client('bob')
    const message = bob.chat.createTextMessage({
      to: 'alice',
      conversationType: TYPES.CONV_C2C,
      payload: { text: 'hi' },
    })
    await bob.chat.sendMessage(message)
    const page = await world.open('alice')
    const { keyboard } = page
    await page.locator('.conversation', { hasText: 'bob' }).waitFor()
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: at, body } = document
        return at === body ? '' : (at?.getAttribute('aria-label') ?? at?.textContent ?? '')
      })
    for (let steps = 0; steps < 12 && !(await focused()).includes('bob'); steps++) await keyboard.press('Tab')
    await keyboard.press('Enter')
    await page.locator('.bubble', { hasText: 'hi' }).waitFor()
    await shows(focused).toContain('Write to bob')
    await keyboard.press('Shift+Tab')
    await keyboard.press('Shift+Tab')
    for (let steps = 0; steps < 6 && !(await focused()).includes('Messages with'); steps++)
      await keyboard.press('Shift+Tab')
    await keyboard.press('ArrowUp')
    expect(await focused()).toContain('bob: ')
    await keyboard.press('Enter')
    await shows(focused).toBe('React with 👍')
    await keyboard.press('ArrowRight')
    await keyboard.press('Enter')
    await page.getByRole('button', { name: '❤️ 1' }).waitFor()
    await page.context().close()
  }, 90_000)
})
