import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { rolldown } from 'rolldown'
import { openBrowser } from '../../server/test/console-browser.ts'

const ENTRY = 'entry-of-the-page'

/** The client and its offline parts as one module of a page. */
async function bundle(): Promise<string> {
  const source = ['index', 'offline']
    .map((name) => `export * from '${fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url))}'`)
    .join('\n')
  await using built = await rolldown({
    input: ENTRY,
    platform: 'browser',
    resolve: { conditionNames: ['source', 'browser', 'import', 'default'] },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === ENTRY ? id : null),
        load: (id) => (id === ENTRY ? source : null),
      },
    ],
  })
  const { output } = await built.generate({ format: 'esm' })
  return output[0].code
}

/** What a page of `tabs` keeps in its global scope. */
const PAGE = `
import * as sdk from './client.js'
const { EVENT, EXTRA_EVENT } = sdk
window.sdk = sdk
window.told = { received: [], kicked: [], ready: 0, cached: [], unsent: 0, modified: [] }
const text = ({ payload }) => payload.text
window.start = ({ proxyServer, sdkAppId, userID, userSig, timeouts = {} }) => {
  const chat = window.chat = sdk.createInstance({
    SDKAppID: sdkAppId, proxyServer, timeouts, outbox: sdk.offlineOutbox(), cache: sdk.localCache(),
  })
  chat.setLogLevel(4)
  chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => told.received.push(...data.map(text)))
  chat.on(EVENT.MESSAGE_MODIFIED, ({ data }) => told.modified.push(...data.map((message) => text(message) + ' ' + message.status)))
  chat.on(EVENT.KICKED_OUT, ({ data }) => told.kicked.push(data.type))
  chat.on(EVENT.SDK_READY, () => told.ready++)
  chat.on(EXTRA_EVENT.UNSENT_UPDATED, ({ data }) => { told.unsent = data.length })
  chat.on(EXTRA_EVENT.CACHE_READ, ({ data }) => {
    for (const [name, messages] of data.messageLists) told.cached.push(name + ' ' + messages.map(text).join())
  })
  return chat.login({ userID, userSig }).then(() => 'in', ({ code }) => code)
}
window.say = (to, text) => {
  const message = chat.createTextMessage({ to, conversationType: sdk.TYPES.CONV_C2C, payload: { text } })
  chat.sendMessage(message).catch(() => {})
  return message.ID
}
window.isLoaded = true
`

/** A browser, and an origin from which its pages load the client. */
export interface Tabs extends AsyncDisposable {
  readonly context: BrowserContext
  /** What went wrong inside of any page. */
  readonly broken: string[]
  open(): Promise<Page>
}

export async function openTabs(): Promise<Tabs> {
  const files: Record<string, readonly [type: string, content: string]> = {
    '/': ['text/html', '<!doctype html><meta charset="utf-8"><script type="module" src="page.js"></script>'],
    '/page.js': ['text/javascript', PAGE],
    '/client.js': ['text/javascript', await bundle()],
  }
  const server = createServer(({ url = '/' }, response) => {
    const [type, content] = files[url] ?? []
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': type ?? 'text/plain' }).end(content ?? '')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const browser: Browser = await openBrowser()
  const context = await browser.newContext()
  const broken: string[] = []
  return {
    context,
    broken,
    async open() {
      const page = await context.newPage()
      page.on('pageerror', (error) => broken.push(error.message))
      await page.goto(address)
      await page.waitForFunction('window.isLoaded')
      return page
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      server.close()
    },
  }
}
