import { existsSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { signet, temporaryFolder } from './signet.ts'

const dir = temporaryFolder()
afterAll(() => dir[Symbol.dispose]())

const json = (folder: string, ...args: string[]) => {
  const { code, out, err } = signet(['app', ...args, '--data', dir.file(folder), '--json'])
  return { exit: code, err, ...JSON.parse(out) }
}

test('app export writes a file that app import takes in on another server, once', () => {
  const { sdkAppId } = json('one', 'create', '--name', 'Shop', '--out', dir.file('keys'))
  const file = dir.file('shop.ndjson.gz')
  expect(json('one', 'export', String(sdkAppId), '--out', file)).toMatchObject({ exit: 0, ok: true, file })
  expect(json('one', 'export', String(sdkAppId), '--out', file)).toMatchObject({ exit: 2, ok: false })
  expect(json('one', 'export', '1', '--out', dir.file('none.gz')).exit).toBe(1)
  expect(existsSync(dir.file('none.gz'))).toBe(false)
  expect(existsSync(dir.file('none.gz.part'))).toBe(false)

  expect(json('two', 'import', file)).toMatchObject({ exit: 0, sdkAppId, name: 'Shop' })
  expect(json('two', 'show', String(sdkAppId)).keys).toMatchObject([{ status: 'active' }])
  expect(json('two', 'import', file)).toMatchObject({ exit: 2, message: expect.stringContaining('already') })
}, 60_000)

test('backup create, verify and restore make a data folder that has what the first one had', () => {
  json('first', 'create', '--name', 'Shop', '--out', dir.file('first-keys'))
  const run = (...args: string[]) => {
    const { code, out } = signet(['backup', ...args, '--json'])
    return { exit: code, ...JSON.parse(out) }
  }
  expect(run('create', '--out', dir.file('copy'), '--data', dir.file('first'))).toMatchObject({ exit: 0, ok: true })
  expect(run('verify', dir.file('copy'))).toMatchObject({ exit: 0, ok: true })
  expect(run('restore', dir.file('copy'), '--to', dir.file('second')).exit).toBe(0)
  expect(run('restore', dir.file('copy'), '--to', dir.file('second'))).toMatchObject({ exit: 2, ok: false })
  expect(json('second', 'list').apps).toMatchObject([{ name: 'Shop' }])
}, 60_000)
