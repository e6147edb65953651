/** Proves that each direction rule of biome.json fires: a rule that nothing trips may have stopped working unseen. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const projectFile = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

const ENGINE = 'The engine knows no feature: pass it in from im.ts.'
const TABLES = "Another feature's tables are private: call its verbs."
const RULES = 'Rules decide and do nothing else: no I/O here.'
const SIGN = 'A browser must not sign.'
const SCHEMA = 'The client ships no schema: import types and constants.'
const feature = 'packages/server/src/features/groups'

const FORBIDDEN = [
  ['packages/server/src/engine/realtime/x.ts', '../../features/accounts/verify.ts', ENGINE],
  [`${feature}/members.ts`, '../accounts/store.ts', TABLES],
  [`${feature}/rest/members.ts`, '../../accounts/store.ts', TABLES],
  [`${feature}/rules.ts`, 'node:fs', RULES],
  [`${feature}/rules.ts`, '../../engine/failure.ts', RULES],
  [`${feature}/rules.ts`, './store.ts', RULES],
  [`${feature}/rules.ts`, '../accounts/store.ts', RULES],
  [`${feature}/rules.ts`, 'kysely', RULES],
  ['packages/client/src/x.ts', '@signet/usersig', SIGN],
  ['packages/client/src/x.ts', '@signet/usersig/node', SIGN],
  ['packages/client/src/x.ts', 'typebox', SCHEMA],
  ['packages/client/src/x.ts', 'typebox/value', SCHEMA],
  ['packages/client/src/undeclared.ts', 'kysely', "isn't specified in packages/client/package.json"],
] as const

const ALLOWED = [
  ['packages/server/src/engine/realtime/y.ts', '../failure.ts'],
  [`${feature}/lifecycle.ts`, './store.ts'],
  [`${feature}/rest/lifecycle.ts`, '../store.ts'],
  [`${feature}/attributes.ts`, '../accounts/verify.ts'],
  ['packages/server/src/features/rooms/rules.ts', '../accounts/rules.ts'],
  ['packages/client/src/y.ts', '@signet/protocol/ids'],
] as const

interface Diagnostic {
  readonly message: string
  readonly location: { readonly path: string; readonly start: { readonly line: number } }
}
let diagnostics: readonly Diagnostic[] = []
let copy = ''

/** The tree of the project with nothing in it but its rules and the imports to judge, one a line. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'signet-direction-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    writeFileSync(join(copy, path), text, { flag: 'a' })
  }
  const settings = JSON.parse(readFileSync(projectFile('biome.json'), 'utf8'))
  write('biome.json', JSON.stringify({ ...settings, vcs: { enabled: false } }))
  for (const path of ['packages/client/package.json', 'packages/server/package.json']) {
    write(path, readFileSync(projectFile(path), 'utf8'))
  }
  for (const [path, imported] of [...FORBIDDEN, ...ALLOWED]) write(path, `export * from '${imported}'\n`)
  write('packages/client/src/cycle-a.ts', "export * from './cycle-b.ts'\n")
  write('packages/client/src/cycle-b.ts', "export * from './cycle-a.ts'\n")
  const run = spawnSync(
    process.execPath,
    [projectFile('node_modules/@biomejs/biome/bin/biome'), 'lint', '--reporter=json', '--max-diagnostics=none'],
    { cwd: copy, encoding: 'utf8' },
  )
  diagnostics = JSON.parse(run.stdout).diagnostics
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** What is said about the line that imports this. */
function said(path: string, imported: string): string {
  const line = readFileSync(join(copy, path), 'utf8').split('\n').indexOf(`export * from '${imported}'`)
  return diagnostics
    .filter(({ location }) => location.path === path && location.start.line === line + 1)
    .map(({ message }) => message)
    .join('\n')
}

test.each(FORBIDDEN)('%s must not import %s', (path, imported, message) => {
  expect(said(path, imported)).toContain(message)
})

test.each(ALLOWED)('%s may import %s', (path, imported) => {
  expect(said(path, imported)).toBe('')
})

test('files must not import each other in a circle', () => {
  expect(said('packages/client/src/cycle-a.ts', './cycle-b.ts')).toContain('cycle')
})
