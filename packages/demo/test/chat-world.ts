import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Chat, createInstance, EVENT } from '@signet/chat'
import { defaultConfig, type RunningServer, start } from '@signet/server'
import type { Browser, Page } from 'playwright-core'
import { buildPage } from '../../../scripts/lib/built-pages.ts'
import { chromiumPath, openBrowser } from '../../server/test/console-browser.ts'

export { chromiumPath } from '../../server/test/console-browser.ts'

/** What a test says that cannot run here. */
export const skipped =
  chromiumPath === undefined ? ' (skipped: no chromium, chromium-browser or google-chrome on PATH)' : ''

export interface WindowOptions {
  readonly locale?: 'en-GB' | 'zh-CN'
  readonly width?: number
  readonly dark?: boolean
  /** What stands behind the # instead of `/as/<userID>`. */
  readonly hash?: string
}

/** A server in development mode with the built page, and windows on it. */
export interface ChatWorld extends AsyncDisposable {
  readonly url: string
  readonly server: RunningServer
  readonly browser: Browser
  /** What went wrong in any window, or left it for another host. */
  readonly trouble: string[]
  /** A window of its own, as another person would have it; signed in unless `hash` says otherwise. */
  open(userID: string, options?: WindowOptions): Promise<Page>
  /** A user without a window, for many messages or hostile ones. */
  client(userID: string): Promise<{ readonly chat: Chat } & AsyncDisposable>
  /** The same data behind the same address, after a while without. */
  restart(whileAway: () => Promise<void>): Promise<void>
}

const HEIGHT = 800
/** A page on a busy machine. */
export const PATIENCE = 15_000

export async function chatWorld(): Promise<ChatWorld> {
  await buildPage('demo')
  const dir = await mkdtemp(join(tmpdir(), 'signet-test-'))
  const configFor = (port: number) =>
    defaultConfig({
      server: { port },
      log: { level: 'silent' },
      data: { dir },
      dev: true,
      shutdown: { drainMs: 100 },
    })
  let server = await start(configFor(0))
  const { url } = server
  const browser = await openBrowser()
  const trouble: string[] = []
  const chats: Chat[] = []

  const listen = (page: Page, who: string): void => {
    page.on('pageerror', (error) => trouble.push(`${who}: ${error.message}`))
    page.on('dialog', (dialog) => {
      trouble.push(`${who}: dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      const isOwn = [`${url}/`, 'data:', `blob:${url}/`].some((start) => request.url().startsWith(start))
      if (!isOwn) trouble.push(`${who}: ${request.url()}`)
    })
    page.on('console', (line) => {
      // A browser reports every lost connection and refused request by itself; the page shows those.
      const isNetwork = /^(Failed to load resource|WebSocket connection)/.test(line.text())
      if (line.type() === 'error' && !isNetwork) trouble.push(`${who}: ${line.text()}`)
    })
  }
  return {
    url,
    get server() {
      return server
    },
    browser,
    trouble,
    async open(userID, { locale = 'en-GB', width = 1280, dark = false, hash = `/as/${userID}` } = {}) {
      const context = await browser.newContext({
        locale,
        viewport: { width, height: HEIGHT },
        reducedMotion: 'reduce',
        colorScheme: dark ? 'dark' : 'light',
        permissions: ['clipboard-read', 'clipboard-write'],
      })
      const page = await context.newPage()
      page.setDefaultTimeout(PATIENCE)
      listen(page, userID)
      await page.goto(`${url}/chat/#${hash}`)
      if (hash.startsWith('/as/')) await page.locator('.workspace').waitFor()
      return page
    },
    async client(userID) {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${url}/dev/usersig`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ userId: userID }),
      })
      const { sdkAppId, userSig } = (await answer.json()) as { sdkAppId: number; userSig: string }
      const chat = createInstance({ SDKAppID: sdkAppId, proxyServer: url })
      chat.setLogLevel(4)
      chats.push(chat)
      const ready = new Promise<void>((resolve) => chat.once(EVENT.SDK_READY, () => resolve()))
      await chat.login({ userID, userSig })
      await ready
      return { chat, [Symbol.asyncDispose]: async () => void (await chat.destroy()) }
    },
    async restart(whileAway) {
      await server.close()
      await whileAway()
      server = await start(configFor(Number(new URL(url).port)))
    },
    async [Symbol.asyncDispose]() {
      for (const chat of chats) await chat.destroy()
      await browser.close()
      await server.close()
      await rm(dir, { recursive: true })
    },
  }
}

/** Writes into the open conversation. */
export async function say(page: Page, text: string): Promise<void> {
  await page.locator('.composer-text').fill(text)
  await page.keyboard.press('Enter')
}

/** Opens a conversation by its ID. */
export async function talkTo(page: Page, conversationID: string): Promise<void> {
  await page.evaluate(
    (hash) => {
      location.hash = hash
    },
    `#/c/${encodeURIComponent(conversationID)}`,
  )
  await page.locator('.thread-head, .room').first().waitFor()
}

/** The texts of all bubbles, oldest first. */
export const bubbles = (page: Page): Promise<string[]> => page.locator('.bubble .text').allInnerTexts()

/** Opens the menu of the message with this text, and chooses. */
export async function choose(page: Page, text: string, item: string): Promise<void> {
  const row = page.locator('.message', { has: page.locator('.bubble > .text', { hasText: text }) }).last()
  await row.hover()
  await row.locator('.message-more').click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}
