import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from './signet.ts'

const bin = fileURLToPath(new URL('../bin/signet.js', import.meta.url))

/** A copy of the launcher in a tree of its own; `node` is the version that it is made to believe in. */
function launch(dir: string, node: string, args: readonly string[] = []) {
  mkdirSync(`${dir}/packages/cli/bin`, { recursive: true })
  cpSync(bin, `${dir}/packages/cli/bin/signet.mjs`)
  const old = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${node}'})`
  return spawnSync(process.execPath, ['--import', old, `${dir}/packages/cli/bin/signet.mjs`, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  })
}

function build(dir: string): void {
  mkdirSync(`${dir}/packages/cli/dist`, { recursive: true })
  writeFileSync(`${dir}/packages/cli/dist/main.js`, "console.log('main', process.argv.slice(2).join())")
  writeFileSync(`${dir}/packages/cli/package.json`, '{"type":"module"}')
}

function addSources(dir: string): void {
  mkdirSync(`${dir}/packages/cli/src`, { recursive: true })
  writeFileSync(
    `${dir}/packages/cli/src/main.ts`,
    "console.log('source', process.execArgv.at(-1), process.argv[2] as string)",
  )
  writeFileSync(`${dir}/packages/cli/package.json`, '{"type":"module"}')
}

function addNode(dir: string, script: string): void {
  mkdirSync(`${dir}/node_modules/node/bin`, { recursive: true })
  writeFileSync(`${dir}/node_modules/node/bin/node`, script, { mode: 0o755 })
}

test('a tree with neither sources nor a build says that it is broken', () => {
  using dir = temporaryFolder()
  expect(launch(dir.path, '24.0.0')).toMatchObject({
    status: 2,
    stderr: 'signet: its files are missing: install it again\n',
  })
})

test('a fresh checkout runs from its sources, the other packages too', () => {
  using dir = temporaryFolder()
  addSources(dir.path)
  expect(launch(dir.path, '24.0.0', ['a'])).toMatchObject({ status: 0, stdout: 'source --conditions=source a\n' })
})

test('a fresh checkout under an old Node runs from its sources with the Node of the tree', () => {
  using dir = temporaryFolder()
  addSources(dir.path)
  addNode(dir.path, `#!/bin/sh\nexec "${process.execPath}" "$@"\n`)
  expect(launch(dir.path, '20.1.0', ['a'])).toMatchObject({ status: 0, stdout: 'source --conditions=source a\n' })
})

test('a build is preferred to sources, which start slower', () => {
  using dir = temporaryFolder()
  addSources(dir.path)
  build(dir.path)
  expect(launch(dir.path, '24.0.0', ['a'])).toMatchObject({ status: 0, stdout: 'main a\n' })
})

test('a server that was compiled and not bundled again runs from its sources', () => {
  using dir = temporaryFolder()
  addSources(dir.path)
  build(dir.path)
  const dist = `${dir.path}/packages/server/dist`
  mkdirSync(`${dist}/bundle`, { recursive: true })
  writeFileSync(`${dist}/.tsbuildinfo`, '')
  expect(launch(dir.path, '24.0.0').stdout).toBe('source --conditions=source undefined\n')
  writeFileSync(`${dist}/bundle/index.js`, '')
  expect(launch(dir.path, '24.0.0').stdout).toBe('main \n')
  utimesSync(`${dist}/bundle/index.js`, 1, 1)
  expect(launch(dir.path, '24.0.0').stdout).toBe('source --conditions=source undefined\n')
})

test('a new enough Node runs the command itself', () => {
  using dir = temporaryFolder()
  build(dir.path)
  expect(launch(dir.path, '24.0.0', ['a', 'b'])).toMatchObject({ status: 0, stdout: 'main a,b\n' })
})

test('an old Node without a newer one in the tree is told what is needed', () => {
  using dir = temporaryFolder()
  build(dir.path)
  const { status, stderr, stdout } = launch(dir.path, '20.1.0')
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toBe('signet: it needs Node 24 or newer, and this is 20.1.0\n')
})

test('an old Node hands over to the newer one in the tree, with arguments and exit code', () => {
  using dir = temporaryFolder()
  build(dir.path)
  addNode(dir.path, '#!/bin/sh\necho handed over: "$2"\nexit 7\n')
  expect(launch(dir.path, '20.1.0', ['serve'])).toMatchObject({ status: 7, stdout: 'handed over: serve\n' })
})
