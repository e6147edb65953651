import { existsSync, readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signet, temporaryFolder } from './signet.ts'

const dir = temporaryFolder()
afterAll(() => dir[Symbol.dispose]())
const data = ['--data', dir.file('data')]
const json = (...args: string[]) => {
  const { code, out, err } = signet(['app', ...args, ...data, '--json'])
  return { exit: code, err, ...JSON.parse(out) }
}

// One application serves all tests: every call of the command takes a second on a small machine.
let made: { sdkAppId: number; keyId: string }
let id = ''
beforeAll(() => {
  made = json('create', '--name', 'Shop', '--admin', 'root', '--out', dir.file('shop'))
  id = String(made.sdkAppId)
}, 60_000)

test('app create makes an application and hands out its key: the ticket that it signs verifies', () => {
  expect(made).toMatchObject({ exit: 0, ok: true, name: 'Shop', administrators: ['root'] })
  expect(Object.keys(unzipSync(readFileSync(dir.file('shop/keys.zip'))))).toEqual(['private_key', 'public_key'])

  const app = ['--sdkappid', id, '--user', 'alice']
  const { out } = signet(['usersig', 'sign', '--key', dir.file('shop/private_key'), ...app])
  expect(signet(['usersig', 'verify', out.trim(), '--key', dir.file('shop/public_key'), ...app]).code).toBe(0)

  const shown = json('show', id)
  expect(shown.keys).toMatchObject([{ keyId: made.keyId, version: 1, curve: 'P-256', status: 'active' }])
  expect(json('list').apps).toMatchObject([{ sdkAppId: made.sdkAppId, name: 'Shop' }])
})

test('app create makes no application when its key files could not be written', () => {
  const { code, err } = signet(['app', 'create', '--name', 'Second', '--out', dir.file('shop'), ...data])
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('private_key exists already') })
  expect(json('list').apps).toHaveLength(1)
})

test('keys are added, retired with an overlap and revoked; the list shows no secret', () => {
  const second = json('key', 'add', id, '--secret', '--out', dir.file('second'))
  expect(second).toMatchObject({ exit: 0, files: { secretKey: dir.file('second/secret_key') } })
  const secret = readFileSync(dir.file('second/secret_key'), 'utf8')
  expect(secret).toMatch(/^[0-9a-f]{64}$/)

  signet(['usersig', 'keygen', '--out', dir.file('own')])
  const third = json('key', 'add', id, '--public-key', dir.file('own/public_key'))
  const retired = json('key', 'retire', id, third.keyId, '--overlap', '3600')
  expect(retired.key.retiresAt - Date.now()).toBeGreaterThan(3_500_000)
  expect(json('key', 'revoke', id, second.keyId).key.status).toBe('revoked')

  const list = signet(['app', 'key', 'list', id, ...data, '--json'])
  expect(
    JSON.parse(list.out)
      .keys.map((key: { status: string }) => key.status)
      .sort(),
  ).toEqual(['active', 'retiring', 'revoked'])
  expect(list.out).not.toContain(secret)
})

test('key files that would overwrite others are refused, and the key is not left behind', () => {
  const before = json('key', 'list', id).keys
  const again = signet(['app', 'key', 'add', id, '--out', dir.file('shop'), ...data])
  expect(again).toMatchObject({ code: 2, out: '' })
  expect(json('key', 'list', id).keys).toEqual(before)
})

test('an unknown application or key is refused in words', () => {
  expect(json('show', '42')).toMatchObject({ exit: 1, ok: false, reason: 'APP_NOT_FOUND' })
  expect(json('key', 'revoke', id, 'nope')).toMatchObject({ exit: 2, ok: false, reason: 'BAD_PARAMETER' })
  expect(json('create', '--name', 'Bad', '--admin', '../etc', '--out', dir.file('bad'))).toMatchObject({ exit: 2 })
})

test('a data folder that is not there is not made by looking at it', () => {
  const nowhere = dir.file('nowhere')
  const { code, err } = signet(['app', 'list', '--data', nowhere])
  expect(code).toBe(2)
  expect(err).toContain('there is no data folder')
  expect(existsSync(nowhere)).toBe(false)
})
