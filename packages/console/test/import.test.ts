import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { buffer } from 'node:stream/consumers'
import { type TestIm, testIm } from '@signet/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPage } from '../../../scripts/lib/built-pages.ts'
import { chromiumPath, openBrowser } from '../../server/test/console-browser.ts'
import { CHOSEN, signIn } from './opened-console.ts'

const skipped = chromiumPath === undefined ? ' (skipped: no chromium, chromium-browser or google-chrome on PATH)' : ''
const HOSTILE = '<img src=x onerror="window.executed = 1">'

describe.skipIf(chromiumPath === undefined)(`an application that is imported in a browser${skipped}`, () => {
  let im: TestIm
  let browser: Browser
  let page: Page
  let file: Buffer
  const trouble: string[] = []

  beforeAll(async () => {
    await buildPage('console')
    im = await testIm({ config: { timeline: { url: 'level:' } } })
    const { accounts, consoleUsers } = im.server.im
    const { name, password } = im.server.firstRun!
    await consoleUsers.changePassword(name, password, CHOSEN)
    await accounts.apps.rename(im.sdkAppId, HOSTILE)
    browser = await openBrowser()
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', acceptDownloads: true })
    page = await context.newPage()
    page.on('pageerror', (error) => trouble.push(error.message))
    await signIn(page, im.url, CHOSEN)
    await page.getByRole('heading', { name: 'Applications' }).waitFor()
    await page.goto(`${im.url}/console/apps/${im.sdkAppId}/export`)
    const coming = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download the export' }).click()
    file = await buffer(await (await coming).createReadStream())
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await im?.close()
  })

  const choose = async (bytes: Buffer): Promise<void> => {
    await page
      .getByLabel('Export file')
      .setInputFiles({ name: 'x.ndjson.gz', mimeType: 'application/gzip', buffer: bytes })
    await page.getByRole('button', { name: 'Import', exact: true }).click()
  }

  it('[MOVE4] says why a file is refused, and what is there when one came in', async () => {
    await page.goto(`${im.url}/console/import`)
    await page.getByRole('heading', { name: 'Import', level: 1 }).waitFor()
    await choose(Buffer.from('no export'))
    await page.getByText('Not imported, and nothing of it is left').waitFor()
    await page.getByRole('alert').getByText('The file is damaged').first().waitFor()
    await page.getByLabel('Another SDKAppID').fill('0')
    await page.getByText('A number from 1 to').waitFor()
    await page.getByLabel('Another SDKAppID').fill('')
    const { eraseApplication } = await import('../../server/src/erase-application.ts')
    await eraseApplication(im.server.im, im.sdkAppId)
    await choose(file)
    await page.getByText(`is here as SDKAppID ${im.sdkAppId}`).waitFor()
    expect(await page.evaluate('window.executed')).toBeUndefined()
    await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
    // Colours are judged when they stand still.
    await expect.poll(() => page.getByRole('button', { name: 'Import', exact: true }).isEnabled()).toBe(true)
    await page.waitForFunction('document.getAnimations().length === 0')
    const problems = await page.evaluate(
      `axe.run().then(({ violations }) => violations
        .filter(({ impact }) => /serious|critical/.test(impact))
        .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join()))`,
    )
    expect(problems).toEqual([])
    await page.getByRole('link', { name: 'Open it' }).click()
    await page.getByRole('heading', { name: 'Keys' }).waitFor()
    expect(trouble).toEqual([])
  })
})
