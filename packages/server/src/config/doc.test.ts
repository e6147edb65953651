import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configEnvExample, configMarkdown, configRows, configTomlExample } from './doc.ts'
import { loadConfig } from './load.ts'
import { CONFIG_NAMES } from './table.ts'

/** Secrets have no default, so their line stays commented out. */
const isSecretLine = (line: string) => /token|secret_?access_?key/i.test(line)
const secrets = configRows().filter((row) => row.default === null).length

test('the example file, with its settings switched on, loads and changes nothing', () => {
  const dir = mkdtempSync(join(tmpdir(), 'signet-config-doc-'))
  try {
    const path = join(dir, 'signet.toml')
    const switchedOn = configTomlExample().replace(/^# (\w+ = .*)$/gm, (line, setting: string) =>
      isSecretLine(line) ? line : setting,
    )
    writeFileSync(path, switchedOn)
    expect(loadConfig({ file: path })).toEqual(loadConfig({}))
    expect(switchedOn.match(/^\w+ = /gm)).toHaveLength(CONFIG_NAMES.length - secrets)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})

test('.env.example, with its variables switched on, loads and changes nothing', () => {
  const env = Object.fromEntries(
    [...configEnvExample().matchAll(/^#(SIGNET_\w+)=(.*)$/gm)]
      .filter(([line]) => !isSecretLine(line))
      .map(([, name, value]) => [name, value]),
  )
  expect(Object.keys(env)).toHaveLength(CONFIG_NAMES.length - secrets)
  expect(loadConfig({ env })).toEqual(loadConfig({}))
})

test('the reference page has one section for each setting, with its variable', () => {
  const page = configMarkdown()
  for (const row of configRows()) {
    expect(page).toContain(`\n## ${row.name}\n`)
    expect(page).toContain(`\`${row.environment}\``)
  }
})

test('every setting explains itself in a sentence', () => {
  for (const row of configRows()) expect(row.doc, row.name).toMatch(/^[A-Z`].{10,}\.$/)
})

test('no two settings share an environment variable', () => {
  expect(new Set(configRows().map((row) => row.environment)).size).toBe(CONFIG_NAMES.length)
})
