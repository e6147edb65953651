import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSecret, readText, writeNewFiles } from './files.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'signet-files-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const modeOf = (path: string): number => statSync(path).mode & 0o777
const files = (...names: string[]) => names.map((name) => ({ path: join(dir, name), content: name, mode: 0o600 }))

test('files get exactly their modes, whatever the umask', () => {
  const before = process.umask(0o077)
  try {
    writeNewFiles(join(dir, 'keys'), [
      { path: join(dir, 'keys/private'), content: 'x', mode: 0o600 },
      { path: join(dir, 'keys/public'), content: 'y', mode: 0o644 },
    ])
  } finally {
    process.umask(before)
  }
  expect([modeOf(join(dir, 'keys/private')), modeOf(join(dir, 'keys/public'))]).toEqual([0o600, 0o644])
})

test('when one file exists, none is written and the old one stays as it was', () => {
  writeFileSync(join(dir, 'b'), 'old')
  expect(() => writeNewFiles(dir, files('a', 'b', 'c'))).toThrow(/exists already/)
  expect(readdirSync(dir)).toEqual(['b'])
  expect(readFileSync(join(dir, 'b'), 'utf8')).toBe('old')
})

test('a link to nowhere is not followed, and what was written before it is taken back', () => {
  symlinkSync(join(dir, 'elsewhere'), join(dir, 'b'))
  expect(() => writeNewFiles(dir, files('a', 'b'))).toThrow(/cannot write/)
  expect(readdirSync(dir)).toEqual(['b'])
})

test('a file that cannot be read is named, with the reason in words', () => {
  expect(() => readText(join(dir, 'nope'))).toThrow(/nope: there is no such file$/)
  expect(() => readText(dir)).toThrow(/it is a folder$/)
})

test('the line end after a secret is not part of it, other characters are', () => {
  writeFileSync(join(dir, 'secret'), ' s3cret \r\n')
  expect(readSecret(join(dir, 'secret'))).toBe(' s3cret ')
})
