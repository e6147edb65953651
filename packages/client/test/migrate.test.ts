import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createContext, Script } from 'node:vm'
import { afterAll, describe, expect, test } from 'vitest'
import { codeBlocks } from './code-blocks.ts'

const PAGES = ['docs/migrate-client.md', 'docs/migrate-client.zh.md']
const root = fileURLToPath(new URL('../../..', import.meta.url))
mkdirSync(join(root, '.cache'), { recursive: true })
const folder = mkdtempSync(join(root, '.cache/migrate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** An app as it was written for the official SDKs: all their packages at once. */
const APP = `
import Chat from '@tencentcloud/chat'
import Lite from '@tencentcloud/lite-chat'
import Basic from '@tencentcloud/lite-chat/basic'
import GroupPlugin from '@tencentcloud/lite-chat/plugins/group'
import GroupModule from '@tencentcloud/chat/modules/group-module.js'
import TIM from 'tim-js-sdk'
import TIMUploadPlugin from 'tim-upload-plugin'

const chat = Chat.create({ SDKAppID: 1400000001, proxyServer: 'wss://im.example.com' })
chat.use([GroupPlugin, GroupModule])
chat.registerPlugin({ 'tim-upload-plugin': TIMUploadPlugin })
chat.on(Chat.EVENT.MESSAGE_RECEIVED, ({ data }) => {
  for (const message of data) if (message.type === Chat.TYPES.MSG_TEXT) message.payload.text.trim()
})
Object.assign(globalThis, { same: [Lite, Basic, TIM].every((other) => other.create === Chat.create), methods: Object.keys(chat) })
`

/** The aliases of the page for Vite. */
async function viteAlias(page: string): Promise<{ find: RegExp; replacement: string }[]> {
  const file = join(folder, `vite-${PAGES.indexOf(page)}.config.mjs`)
  writeFileSync(file, codeBlocks(page, 'ts')[0]!)
  const { default: config } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    default: { resolve: { alias: { find: RegExp; replacement: string }[] } }
  }
  return config.resolve.alias
}

test('both languages have the same recipes', () => {
  const [english, chinese] = PAGES
  const bare = (code: string): string => code.replaceAll(/\/\/ .*/g, '')
  for (const language of ['ts', 'js', 'json', 'html'])
    expect(codeBlocks(chinese!, language).map(bare)).toEqual(codeBlocks(english!, language).map(bare))
  expect(codeBlocks(english!, 'ts')).toHaveLength(1)
})

test('with the recipe for Vite an app of the official SDKs is built and runs', async () => {
  const { build } = await import('vite')
  writeFileSync(join(folder, 'app.js'), APP)
  const result = await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: await viteAlias(PAGES[0]!), conditions: ['source', 'browser', 'import', 'default'] },
    build: { write: false, minify: false, lib: { entry: join(folder, 'app.js'), formats: ['iife'], name: 'app' } },
  })
  const [{ output }] = result as unknown as [{ output: [{ code: string }] }]
  const { code } = output[0]
  const page = createContext({ console, URL, crypto, queueMicrotask, setTimeout, clearTimeout, addEventListener() {} })
  new Script(code).runInContext(page)
  const { same, methods } = page as { same: boolean; methods: string[] }
  expect(same).toBe(true)
  expect(methods).toContain('sendMessage')
}, 180_000)

describe('the recipe for webpack', () => {
  /** How webpack reads aliases: a name with $ is exact, one without also stands for what is below it; the first that fits. */
  const resolved = (alias: Record<string, string>, name: string): string => {
    for (const [key, target] of Object.entries(alias)) {
      if (key.endsWith('$') ? name === key.slice(0, -1) : name === key || name.startsWith(`${key}/`))
        return target + name.slice(key.replace('$', '').length)
    }
    return name
  }

  test.each([
    ['@tencentcloud/chat', '@signet/chat'],
    ['@tencentcloud/chat/modules/group-module.js', '@signet/chat/plugins/group-module.js'],
    ['@tencentcloud/lite-chat', '@signet/chat'],
    ['@tencentcloud/lite-chat/basic', '@signet/chat'],
    ['@tencentcloud/lite-chat/plugins/group', '@signet/chat/plugins/group'],
    ['tim-js-sdk', '@signet/chat'],
    ['tim-upload-plugin', '@signet/chat/plugins/any'],
    ['@tencentcloud/chat-uikit-engine', '@tencentcloud/chat-uikit-engine'],
  ])('leads %s to %s', (name, target) => {
    const config = { exports: {} as { resolve: { alias: Record<string, string> } } }
    new Script(codeBlocks(PAGES[0]!, 'js')[0]!).runInContext(createContext({ module: config }))
    expect(resolved(config.exports.resolve.alias, name)).toBe(target)
  })
})

test('with the recipe for TypeScript the types are found under the old names', () => {
  const { compilerOptions } = JSON.parse(codeBlocks(PAGES[0]!, 'json')[0]!) as {
    compilerOptions: { paths: Record<string, string[]> }
  }
  const paths = Object.fromEntries(
    Object.entries(compilerOptions.paths).map(([name, targets]) => [
      name,
      targets.map((target) => join(root, target.replace('./', ''))),
    ]),
  )
  writeFileSync(join(folder, 'app.ts'), `${APP}\nexport const wrong: number = Chat.VERSION\n`)
  const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], target: 'es2023', lib: ['es2023'] }
  const modules = { module: 'esnext', moduleResolution: 'bundler', allowImportingTsExtensions: true, paths }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...options, ...modules }, files: ['app.ts'] }),
  )
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  execFileSync(process.execPath, [compiler, '-b', 'packages/client'], { cwd: root })
  let said = ''
  try {
    execFileSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' })
  } catch (error) {
    said = (error as { stdout: string }).stdout
  }
  const errors = said.split('\n').filter((line) => line.includes('error'))
  expect(errors).toHaveLength(1)
  expect(errors[0]).toContain("Type 'string' is not assignable to type 'number'")
}, 180_000)
