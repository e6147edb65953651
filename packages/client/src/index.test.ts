import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, expectTypeOf, test } from 'vitest'
import { EXPECTED_EVENTS, EXPECTED_TYPES } from '../test/expected-constants.ts'
import SignetChat, { create, createInstance, EVENT, TYPES, VERSION } from './index.ts'

test('EVENT has the official names and values, all of them and no other', () => {
  expect({ ...EVENT }).toEqual(EXPECTED_EVENTS)
})

test('TYPES has the official names and values, all of them and no other', () => {
  expect({ ...TYPES }).toEqual(EXPECTED_TYPES)
})

test('EVENT and TYPES are plain enumerable objects of the default export, as kits copy them', () => {
  expect(SignetChat.EVENT).toBe(EVENT)
  expect(SignetChat.TYPES).toBe(TYPES)
  expect(Object.getPrototypeOf(TYPES)).toBe(Object.prototype)
  expect(Object.keys({ ...SignetChat })).toEqual(expect.arrayContaining(['create', 'EVENT', 'TYPES', 'VERSION']))
})

test('constants are types too', () => {
  expectTypeOf<SignetChat.TYPES.CONV_C2C>().toEqualTypeOf<'C2C'>()
  expectTypeOf<SignetChat.EVENT.SDK_READY>().toEqualTypeOf<'sdkStateReady'>()
  expectTypeOf<'C2C'>().toExtend<SignetChat.TYPES>()
  expectTypeOf<SignetChat.Message['flow']>().toEqualTypeOf<'in' | 'out'>()
})

test('VERSION is that of the package', () => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
  expect(VERSION).toBe(manifest.version)
  expect(VERSION).toMatch(/^\d+\.\d+\.\d+$/)
})

test('create gives the same instance for an SDKAppID until it is destroyed, createInstance always another', async () => {
  const options = { SDKAppID: 1400000001, proxyServer: 'ws://127.0.0.1:9', scene: 'kit', oversea: true }
  const chat = create(options)
  expect(create(options)).toBe(chat)
  expect(create({ ...options, SDKAppID: 1400000002 })).not.toBe(chat)
  expect(createInstance(options)).not.toBe(createInstance(options))
  await chat.destroy()
  expect(create(options)).not.toBe(chat)
})

test.each([undefined, Number.NaN, '1400000001'])('create refuses %s as SDKAppID with 2000', (SDKAppID) => {
  expect(() => create({ SDKAppID: SDKAppID as number })).toThrow(expect.objectContaining({ code: 2000 }))
})

test('the import map of the README names every module that the client loads at run time', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const named = [...readme.matchAll(/"(@signet\/protocol\/[^"]+)":/g)].map(([, name]) => name)
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const loaded = new Set<string>()
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
    const source = readFileSync(join(folder, file), 'utf8')
    for (const [, name] of source.matchAll(/^import (?!type)[^\n]*'(@signet\/protocol\/[^']+)'/gm)) loaded.add(name!)
  }
  expect(named.sort()).toEqual([...loaded].sort())
})
