import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EVENT, TYPES } from '@signet/chat'
import { type TestIm, testIm } from '@signet/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { chatBundle } from '../scripts/lib/chat-bundle.ts'
import { openBrowserPage } from './lib/browser-page.ts'
import { bun, chromium, deno, node20, nodeHere, root } from './lib/runtimes.ts'

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

/** What the suite is told. */
const inputOf = (im: TestIm): object => ({
  url: im.url,
  sdkAppId: im.sdkAppId,
  alice: im.sign('alice'),
  bob: im.sign('bob'),
})

describe.each([node20, nodeHere, bun, deno].map((find) => find()))('the built client on $name', (runtime) => {
  const absent = 'absent' in runtime ? ` (skipped: ${runtime.absent})` : ''

  test.skipIf('absent' in runtime)(
    `logs in, sends texts and files, takes back, reads and is refused${absent}`,
    async () => {
      if ('absent' in runtime) return
      await using im = await testIm()
      const folder = mkdtempSync(join(tmpdir(), 'signet-chat-'))
      try {
        const input = join(folder, 'input.json')
        writeFileSync(input, JSON.stringify(inputOf(im)))
        const [program, ...before] = runtime.command
        const allowed = runtime.name === 'Deno' ? ['--allow-net', '--allow-env'] : []
        const script = join(root, 'runtime-tests/chat-cli.js')
        const { stdout } = await promisify(execFile)(program!, [...before, ...allowed, script, input], {
          cwd: join(root, 'runtime-tests'),
          timeout: 30_000,
        })
        expect(JSON.parse(stdout)).toEqual({ failures: [] })
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
    60_000,
  )
})

test.skipIf('absent' in found)(
  'the single files run in a page: the global of the UMD build, and the module in a worker',
  async () => {
    if ('absent' in found) return
    const bundles = join(root, 'packages/client/dist/bundle')
    mkdirSync(bundles, { recursive: true })
    writeFileSync(join(bundles, 'signet-chat.js'), await chatBundle('full', 'esm'))
    await using im = await testIm()
    await using browser = await openBrowserPage(found.command[0]!)
    const { page } = browser
    const broken: string[] = []
    page.on('pageerror', (error) => broken.push(error.message))
    await page.addScriptTag({ content: await chatBundle('full', 'umd') })
    const input = JSON.stringify(inputOf(im))
    const inPage = `import('/runtime-tests/chat-suite.js').then((suite) => suite.runChat(TencentCloudChat, ${input}))`
    expect(await page.evaluate(inPage)).toEqual({ failures: [] })

    await using other = await testIm()
    const module = '/packages/client/dist/bundle/signet-chat.js'
    const told = JSON.stringify({ module, input: inputOf(other) })
    const inWorker = `new Promise((resolve, reject) => {
      const worker = new Worker('/runtime-tests/pages/chat-worker.js', { type: 'module' })
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = (event) => reject(new Error(event.message))
      worker.postMessage(${told})
    })`
    expect(await page.evaluate(inWorker)).toEqual({ failures: [] })
    expect(broken).toEqual([])
  },
  60_000,
)
