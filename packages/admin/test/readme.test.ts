import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import * as exported from '../src/index.ts'

const folder = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(join(folder, 'README.md'), 'utf8')

it('the program of the README does what it says', async () => {
  await using im = await testIm({ config: { dev: true } })
  const program = readme.match(/```js\n([\s\S]*?)```/)![1]!.replace('http://127.0.0.1:7070', im.url)
  // In the tree, so that it finds the package.
  mkdirSync(join(folder, '.cache'), { recursive: true })
  const dir = mkdtempSync(join(folder, '.cache', 'readme-'))
  try {
    writeFileSync(join(dir, 'hello.mjs'), program)
    expect(await run(join(dir, 'hello.mjs'))).toMatch(/^the group \S+ has its message true\n$/)
  } finally {
    rmSync(dir, { recursive: true })
  }
})

it('every name that the README imports is exported', () => {
  const names = [...readme.matchAll(/import \{ ([^}]+) \} from '@signet\/admin'/g)].flatMap(([, all]) =>
    all!.split(', '),
  )
  expect(names.length).toBeGreaterThan(4)
  expect(names.filter((name) => !(name in exported))).toEqual([])
})

it('of the command table the package has the types alone: no schema is loaded', () => {
  const program = `
    import { registerHooks } from 'node:module'
    registerHooks({ load: (url, context, next) => (console.log(url), next(url, context)) })
    await import('@signet/admin')`
  const argv = ['--conditions=source', '--input-type=module', '--eval', program]
  const { stdout } = spawnSync(process.execPath, argv, { cwd: folder, encoding: 'utf8' })
  expect(stdout).toContain('protocol/src/errors.ts')
  expect(stdout).not.toMatch(/typebox|rest\/commands/)
})

async function run(file: string): Promise<string> {
  const child = spawn(process.execPath, ['--conditions=source', file], { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString()
  })
  await new Promise((resolve) => child.once('close', resolve))
  return out
}
