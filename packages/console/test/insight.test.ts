import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type TestIm, testIm } from '@signet/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPage } from '../../../scripts/lib/built-pages.ts'
import { chromiumPath, openBrowser } from '../../server/test/console-browser.ts'
import { ConsoleVisitor } from '../../server/test/console-visitor.ts'
import { say } from '../../server/test/talk.ts'
import { HOOK_CONFIG, hear, OK, type Receiver, receiver } from '../../server/test/webhook-receiver.ts'
import { CHOSEN, signIn } from './opened-console.ts'

const skipped = chromiumPath === undefined ? ' (skipped: no chromium, chromium-browser or google-chrome on PATH)' : ''
const HOSTILE = '<img src=x onerror="window.executed = 1">'

describe.skipIf(chromiumPath === undefined)(`what operators see, in a browser${skipped}`, () => {
  let im: TestIm
  let hook: Receiver
  let browser: Browser
  let page: Page
  let axe: string
  const trouble: string[] = []
  const to = (path: string) => page.goto(`${im.url}/console/apps/${im.sdkAppId}/${path}`)

  beforeAll(async () => {
    await buildPage('console')
    im = await testIm({ config: { webhooks: { ...HOOK_CONFIG, timeoutMs: 5000 }, timeline: { url: 'level:' } } })
    hook = await receiver()
    const owner = new ConsoleVisitor(im.url)
    const { password } = im.server.firstRun!
    await owner.signIn('owner', password)
    await owner.changePassword(password, CHOSEN)
    browser = await openBrowser()
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', acceptDownloads: true })
    page = await context.newPage()
    page.on('pageerror', (error) => trouble.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        trouble.push(message.text())
    })
    await signIn(page, im.url, CHOSEN)
    await page.getByRole('heading', { name: 'Applications' }).waitFor()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await hook?.[Symbol.asyncDispose]()
    await im?.close()
  })

  /** Nothing ran that somebody wrote, nothing complained, and nothing serious keeps people out. */
  async function looksRight(): Promise<void> {
    // Given in a frame of the tool: the page's own policy would not run it.
    await page.evaluate(axe)
    const problems = await page.evaluate(async () => {
      const run = (
        globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
        }
      ).axe
      const { violations } = await run.run()
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    })
    expect(problems).toEqual([])
    expect(trouble).toEqual([])
    expect(await page.evaluate(() => (globalThis as { executed?: number }).executed)).toBeUndefined()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  }

  it('the overview has figures that move, charts, and a self-test', async () => {
    await to('overview')
    const online = page.locator('.figure', { hasText: 'Sessions online' }).locator('.figure-value')
    await expect.poll(() => online.textContent(), { timeout: 10_000 }).toBe('0')
    const alice = await im.enter('alice')
    await say(alice, 'alice', 'to myself')
    await expect.poll(() => online.textContent(), { timeout: 10_000 }).toBe('1')
    await im.server.im.figures.tick()
    await page.locator('.chart canvas').first().waitFor()
    await page.getByRole('button', { name: '7 days' }).click()
    await expect.poll(() => page.locator('.chart').count(), { timeout: 10_000 }).toBe(4)
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByText('All 100 messages arrived once, in order, without a gap.').waitFor({ timeout: 30_000 })
    await looksRight()
    await alice.close()
  }, 60_000)

  it('a dead letter is seen, opened and replayed', async () => {
    await hear(im, hook, ['C2C.CallbackAfterSendMsg'])
    hook.answer = () => 500
    const alice = await im.enter('alice')
    await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId: 'bob' })
    await say(alice, 'bob', HOSTILE)
    await to('callbacks')
    const letters = page.locator('section', { has: page.getByRole('heading', { name: 'Dead letters' }) })
    await letters.getByText('HTTP 500').waitFor({ timeout: 15_000 })
    await letters.getByRole('button', { name: 'Open' }).click()
    await page.getByRole('dialog').getByText('onerror').waitFor()
    await looksRight()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
    hook.answer = () => OK
    const before = hook.received.length
    await letters.getByRole('button', { name: 'Replay', exact: true }).click()
    await page.getByText('1 put back').waitFor()
    await hook.until(() => hook.received.length > before)
    await page.getByText('No dead letters').waitFor()
    await alice.close()
  }, 60_000)

  it('a command of the server API is filled in, called and explained', async () => {
    await to('rest')
    await page.getByPlaceholder('Search commands').fill('import one account')
    await page
      .getByRole('button', { name: /account_import/ })
      .first()
      .click()
    await page.getByLabel(/^UserID/).fill('from-the-console')
    await page.getByRole('button', { name: 'Call', exact: true }).click()
    await page.getByText('"ErrorCode": 0').waitFor()
    expect(await im.server.im.accounts.find(im.sdkAppId, 'from-the-console')).toBeDefined()
    await page.getByLabel(/^UserID/).fill('')
    await page.getByRole('button', { name: 'Call', exact: true }).click()
    await page.getByText(/^ErrorCode \d+/).waitFor()
    await page.getByText('$USERSIG').last().waitFor()
    await looksRight()
  }, 60_000)

  it('the way of a message is followed, and what it says is shown for a reason', async () => {
    await to('journey')
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByRole('button', { name: 'Stop' }).waitFor()
    const [alice, bob] = [await im.enter('alice'), await im.enter('bob', { platform: 'iOS' })]
    await say(alice, 'bob', HOSTILE)
    await page.getByRole('button', { name: 'Open' }).first().click()
    await page.getByText('Told 1 online: bob (iOS)').waitFor()
    await looksRight()
    await page.getByRole('button', { name: 'Show what it says' }).click()
    await page.getByLabel('Reason').fill('ticket 17')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.getByRole('dialog').getByText('onerror').waitFor()
    await looksRight()
    await alice.close()
    await bob.close()
  }, 60_000)

  it('an export is downloaded, and says when it is done', async () => {
    await to('export')
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download the export' }).click()
    expect((await download).suggestedFilename()).toMatch(/^signet-\d+-.*\.ndjson\.gz$/)
    await page.getByText(/^Done: \d+ rows/).waitFor()
    await looksRight()
  }, 60_000)

  it('a backup is made while the server works, and verified', async () => {
    await page.goto(`${im.url}/console/backups`)
    await page.getByRole('button', { name: 'Back up now' }).click()
    await page.getByText(/^The backup \S+ is whole\.$/).waitFor({ timeout: 20_000 })
    await page.getByRole('button', { name: 'Verify' }).first().click()
    await page.getByText(/^Every byte of \S+ is as it was\.$/).waitFor({ timeout: 20_000 })
    await looksRight()
  }, 60_000)
})
