import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EVENT, TYPES } from '@signet/chat'
import { testIm } from '@signet/testkit'
import { beforeAll, expect, test } from 'vitest'
import { openBrowserPage } from './lib/browser-page.ts'
import { chromium, root } from './lib/runtimes.ts'

const found = chromium()

/** The import map that the client's README tells people without a bundler to use. */
function importMapOfReadme(): string {
  const readme = readFileSync(join(root, 'packages/client/README.md'), 'utf8')
  const [, map] = /<script type="importmap">\n([\s\S]*?)<\/script>/.exec(readme)!
  return map!
    .replaceAll('/node_modules/@signet/chat/', '/packages/client/')
    .replaceAll('/node_modules/@signet/', '/packages/')
}

/** A person in a page, who answers whatever is said to her. */
const ANSWERING = `async ({ url, sdkAppId, userSig }) => {
  const { createInstance, EVENT, TYPES } = await import('@signet/chat')
  const chat = createInstance({ SDKAppID: sdkAppId, proxyServer: url })
  chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => {
    for (const message of data) {
      const payload = { text: message.payload.text + ', too' }
      chat.sendMessage(chat.createTextMessage({ to: message.from, conversationType: TYPES.CONV_C2C, payload }))
    }
  })
  const ready = new Promise((resolve) => chat.once(EVENT.SDK_READY, resolve))
  await chat.login({ userID: 'alice', userSig })
  await ready
}`

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'packages/client'], {
    cwd: root,
  })
}, 120_000)

test.skipIf('absent' in found)(
  'the built client runs unbundled in a browser, and its user talks with one on Node',
  async () => {
    if ('absent' in found) return
    await using im = await testIm()
    await using browser = await openBrowserPage(found.command[0]!, { importMap: importMapOfReadme() })
    const broken: string[] = []
    browser.page.on('pageerror', (error) => broken.push(error.message))
    const who = { url: im.url, sdkAppId: im.sdkAppId, userSig: im.sign('alice') }
    await browser.page.evaluate(`(${ANSWERING})(${JSON.stringify(who)})`)

    const bob = await im.login('bob')
    const heard: string[] = []
    bob.on(EVENT.MESSAGE_RECEIVED, ({ data }) => {
      for (const message of data) if (message.type === TYPES.MSG_TEXT) heard.push(message.payload.text)
    })
    const hello = bob.createTextMessage({ to: 'alice', conversationType: TYPES.CONV_C2C, payload: { text: 'hello' } })
    await bob.sendMessage(hello)
    await expect.poll(() => heard, { timeout: 10_000 }).toEqual(['hello, too'])
    expect(broken).toEqual([])
  },
  60_000,
)
