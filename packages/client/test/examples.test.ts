import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { codeBlocks } from './code-blocks.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
// Within the repository, so that packages are found.
mkdirSync(join(root, '.cache'), { recursive: true })
const folder = mkdtempSync(join(root, '.cache/examples-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the examples take as given. */
const GIVEN = `
import type { Chat } from '@signet/chat'
import type { Component } from 'vue'
declare global {
  const chat: Chat
  const element: HTMLElement
  const file: File
  const userSig: string
  const App: Component
  function show(share: number): void
}
`

const SETTINGS = {
  extends: '../../tsconfig.base.json',
  compilerOptions: {
    composite: false,
    declaration: false,
    declarationMap: false,
    sourceMap: false,
    noEmit: true,
    rootDir: '../..',
    lib: ['es2023', 'dom', 'esnext.disposable'],
    types: ['node', 'react'],
    jsx: 'react-jsx',
    module: 'esnext',
    moduleResolution: 'bundler',
    tsBuildInfoFile: './examples.tsbuildinfo',
    incremental: false,
  },
  include: ['./*.ts', './*.tsx'],
}

/** What the compiler says of files in the folder. */
function compile(settings: object): string {
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  try {
    execFileSync(process.execPath, [compiler, '-p', folder], { cwd: root, encoding: 'utf8' })
    return ''
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}

test('the examples of the README compile', () => {
  const page = 'packages/client/README.md'
  writeFileSync(join(folder, 'given.d.ts'), GIVEN)
  const scripts = codeBlocks(page, 'vue').map((code) => /<script[^>]*>([\s\S]*)<\/script>/.exec(code)![1]!)
  for (const [index, code] of [...codeBlocks(page, 'ts'), ...scripts].entries())
    writeFileSync(join(folder, `example-${index}.ts`), `${code}\nexport {}\n`)
  for (const [index, code] of codeBlocks(page, 'tsx').entries())
    writeFileSync(join(folder, `example-${index}.tsx`), code)
  writeFileSync(join(folder, 'wrong.ts'), 'chat.sendMessage(1)\nexport {}\n')
  const said = compile(SETTINGS)
  // That one is wrong, so the others were looked at.
  expect(said).toContain('wrong.ts')
  expect(said.split('\n').filter((line) => line.includes('example-'))).toEqual([])
}, 180_000)
