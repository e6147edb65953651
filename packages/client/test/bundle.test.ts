import { readFileSync } from 'node:fs'
import { createContext, Script } from 'node:vm'
import { expect, test } from 'vitest'
import { chatBundle, gzipBytes } from '../../../scripts/lib/chat-bundle.ts'
import { AREA_ERRORS } from '../src/area-errors.ts'
import { EXPECTED_TYPES } from './expected-constants.ts'

const KB = 1024

test.each([
  ['core', 30],
  ['full', 60],
] as const)('the %s bundle has at most %i KB with gzip', async (entry, most) => {
  const code = await chatBundle(entry, 'esm')
  expect(gzipBytes(code)).toBeLessThanOrEqual(most * KB)
  // Nothing is loaded at run time.
  expect(code).not.toMatch(/^import\s|\bfrom\s*['"]/m)
})

test('the core throws nothing whose text only the whole chat knows', async () => {
  const code = await chatBundle('core', 'esm')
  expect(Object.keys(AREA_ERRORS).filter((name) => new RegExp(`['"\`]${name}['"\`]`).test(code))).toEqual([])
})

test('the package has no dependency at run time beside the words of the protocol', () => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    dependencies: object
  }
  expect(Object.keys(manifest.dependencies)).toEqual(['@signet/protocol'])
})

test('the bundle with outbox, cache and loops has them in its global, beside the surface', async () => {
  const page = createContext({ console, URL, crypto, queueMicrotask, setTimeout, clearTimeout, addEventListener() {} })
  new Script(await chatBundle('everything', 'umd')).runInContext(page)
  const { TencentCloudChat: chat } = page as { TencentCloudChat: Record<string, (options?: object) => object> }
  const made = chat['create']?.({ SDKAppID: 1, outbox: chat['offlineOutbox']?.(), cache: chat['localCache']?.() })
  expect(made).toHaveProperty('sendMessage')
  expect(chat['messages']).toBeTypeOf('function')
})

test('the UMD bundle is a global in a page without modules, with the surface of the default export', async () => {
  const code = await chatBundle('full', 'umd')
  const page = createContext({ console, URL, crypto, queueMicrotask, setTimeout, clearTimeout, addEventListener() {} })
  new Script(code).runInContext(page)
  const { TencentCloudChat } = page as { TencentCloudChat: { TYPES: object; create: (o: object) => object } }
  expect({ ...TencentCloudChat.TYPES }).toEqual(EXPECTED_TYPES)
  expect(TencentCloudChat.create({ SDKAppID: 1, proxyServer: 'ws://im.test' })).toHaveProperty('sendMessage')
})
