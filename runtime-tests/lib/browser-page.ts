import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { type Browser, chromium as driver, type Page } from 'playwright-core'
import { root } from './runtimes.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.html': 'text/html',
}

/** What a page may load: built files and the suites, nothing else of the repository. */
const SERVED = /^\/(?:packages\/[a-z]+\/dist\/|runtime-tests\/)[\w./-]+\.js(?:on)?$/

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A page of a real browser with the built packages served next to it. */
export interface BrowserPage extends AsyncDisposable {
  readonly page: Page
  readonly version: string
}

export interface BrowserPageOptions {
  /** The JSON of the page's import map, for packages that import each other by name. */
  readonly importMap?: string
}

/** Opens an empty page on http://127.0.0.1, which counts as a secure context and so has Web Crypto. */
export async function openBrowserPage(
  executablePath: string,
  { importMap = '{}' }: BrowserPageOptions = {},
): Promise<BrowserPage> {
  const html = `<!doctype html><title>suite</title><script type="importmap">${importMap}</script>`
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    if (path === '/') return response.setHeader('content-type', 'text/html').end(html)
    if (!SERVED.test(path)) return response.writeHead(404).end()
    return readFile(join(root, path)).then(
      (body) => response.setHeader('content-type', TYPES[extname(path)] ?? 'text/plain').end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  let browser: Browser | undefined
  const close = async (): Promise<void> => {
    await browser?.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  try {
    browser = await driver.launch({ executablePath, args: FLAGS })
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    return { page, version: browser.version(), [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}
