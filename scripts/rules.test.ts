/** Holds docs/rules.md and the tests together: every numbered rule is quoted by a test, and no test quotes a rule that is not there. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { quotedRules, writtenRules } from './lib/rules.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const IS_TEST =
  /^(?:packages\/[^/]+\/(?:src|test)|scripts|bench|runtime-tests)\/.*(?:\.test|\/contract(?:-[a-z-]+)?)\.ts$/

/** Rule number → the test files that quote it. */
function quotes(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const folder of ['packages', 'scripts', 'bench', 'runtime-tests']) {
    for (const entry of readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true })) {
      const path = `${entry.parentPath}/${entry.name}`.slice(root.length).replace(/^\/+/, '')
      if (!entry.isFile() || path.includes('node_modules/') || !IS_TEST.test(path)) continue
      for (const rule of quotedRules(readFileSync(`${root}/${path}`, 'utf8'))) {
        found.set(rule, [...(found.get(rule) ?? []), path])
      }
    }
  }
  return found
}

const page = () => writtenRules(readFileSync(`${root}/docs/rules.md`, 'utf8'))

test('every rule in docs/rules.md has a test whose name starts with its number', () => {
  const quoted = quotes()
  expect(page().filter((rule) => !quoted.has(rule))).toEqual([])
})

test('every rule that a test quotes is in docs/rules.md', () => {
  const written = new Set(page())
  const strangers = [...quotes()].filter(([rule]) => !written.has(rule))
  expect(Object.fromEntries(strangers)).toEqual({})
})

test('no rule number is given twice', () => {
  const rules = page()
  expect(rules.filter((rule, i) => rules.indexOf(rule) !== i)).toEqual([])
})
