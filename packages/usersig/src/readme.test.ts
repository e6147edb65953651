import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { REASON_CODES } from './errors.ts'
import * as node from './node.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

test('the table of refusals in the README has every reason, under its code', () => {
  const rows = readme.matchAll(/^\| (\d{5})? ?\| (`[A-Z0-9_]+`(?:, `[A-Z0-9_]+`)*) \|/gm)
  const told: Record<string, number> = {}
  let code = 0
  for (const [, number, reasons] of rows) {
    code = number ? Number(number) : code
    for (const [, reason] of reasons!.matchAll(/`([A-Z0-9_]+)`/g)) told[reason!] = code
  }
  expect(told).toEqual(REASON_CODES)
})

test('every name that the README imports is exported', () => {
  const imports = readme.matchAll(/import \{ ([^}]+) \} from '@signet\/usersig/g)
  for (const [, names] of imports) {
    for (const name of names!.split(', ')) expect(Object.keys(node)).toContain(name)
  }
})
