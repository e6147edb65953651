import { readFileSync } from 'node:fs'
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
