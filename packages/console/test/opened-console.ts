import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultConfig, type RunningServer, start } from '@signet/server'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { buildPage } from '../../../scripts/lib/built-pages.ts'
import { openBrowser } from '../../server/test/console-browser.ts'

export const CHOSEN = 'correct horse battery'

/** A server with the built console, and a browser on it. */
export interface OpenedConsole {
  readonly server: RunningServer
  readonly browser: Browser
  /** A fresh visitor; what goes wrong in their page or leaves the server is in `trouble`. */
  visit(options?: { readonly locale?: string; readonly colorScheme?: 'light' | 'dark' }): Promise<Visit>
  close(): Promise<void>
}

export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  readonly trouble: readonly string[]
  /** Everything that the page asked for. */
  readonly requests: readonly Request[]
}

export async function openConsole(): Promise<OpenedConsole> {
  await buildPage('console')
  const dir = await mkdtemp(join(tmpdir(), 'signet-console-'))
  const config = { server: { port: 0 }, timeline: { url: 'memory:' }, log: { level: 'silent' }, data: { dir } } as const
  const server = await start(defaultConfig(config))
  const browser = await openBrowser()
  return {
    server,
    browser,
    async visit({ locale = 'en-GB', colorScheme = 'light' } = {}) {
      const context = await browser.newContext({ locale, colorScheme, reducedMotion: 'reduce' })
      const page = await context.newPage()
      const trouble: string[] = []
      const requests: Request[] = []
      page.on('pageerror', (error) => trouble.push(`error: ${error.message}`))
      page.on('dialog', (dialog) => {
        trouble.push(`dialog: ${dialog.message()}`)
        void dialog.dismiss()
      })
      page.on('request', (request) => {
        requests.push(request)
        const own = request.url().startsWith(`${server.url}/`) || /^(data|blob):/.test(request.url())
        if (!own) trouble.push(`left the server: ${request.url()}`)
      })
      page.on('console', (message) => {
        // A browser reports every refused request by itself; the page shows those.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          trouble.push(message.text())
        }
      })
      return { page, context, trouble, requests }
    },
    async close() {
      await browser.close()
      await server.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

export async function signIn(page: Page, url: string, password: string): Promise<void> {
  await page.goto(`${url}/console/`)
  await page.getByLabel('Name', { exact: true }).fill('owner')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** The owner with a password of their own, at the list of applications. */
export async function enter({ server }: OpenedConsole, page: Page): Promise<void> {
  const { consoleUsers } = server.im
  const { name, password } = server.firstRun!
  if ((await consoleUsers.get(name))?.mustChange === true) await consoleUsers.changePassword(name, password, CHOSEN)
  await signIn(page, server.url, CHOSEN)
  await page.getByRole('heading', { name: 'Applications', level: 1 }).waitFor()
}
