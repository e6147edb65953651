import { defaultConfig } from '@signet/server'
import { expect, test } from 'vitest'
import { banner, readyLine } from './banner.ts'

const url = 'http://127.0.0.1:7070'
const firstRun = { name: 'owner', password: 'abcde-fghij' }
const demoApp = { sdkAppId: 1400000001, keyId: 'v2-0' }
const config = defaultConfig()

test('the password and the demo application are told only when there are some', () => {
  const plain = { url, firstRun: undefined, demoApp: undefined }
  expect(banner(plain, config)).not.toMatch(/password|SDKAppID|curl/)
  expect(JSON.parse(readyLine(plain))).toEqual({ ok: true, url, console: `${url}/console/`, pid: process.pid })
  const full = banner({ url, firstRun, demoApp }, config)
  for (const part of [url, '/chat/', 'owner', 'abcde-fghij', '1400000001', 'curl']) expect(full).toContain(part)
})
