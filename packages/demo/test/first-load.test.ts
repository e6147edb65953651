import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { buildPage } from '../../../scripts/lib/built-pages.ts'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const MOST_BYTES = 350 * 1024

beforeAll(async () => void (await buildPage('demo')), 90_000)

test('all that a signed-in user loads, room and all, is at most 350 KB with gzip', async () => {
  const names = (await readdir(dist, { recursive: true })).filter((name) => /\.(js|css|html|svg)$/.test(name))
  const sizes = await Promise.all(names.map(async (name) => gzipSync(await readFile(join(dist, name))).length))
  expect(names.length).toBeGreaterThan(3)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES)
})

test('the page has no script and no style of its own, as its policy forbids them', async () => {
  const html = await readFile(join(dist, 'index.html'), 'utf8')
  expect(html).not.toMatch(/<style|style="|<script(?![^>]*\ssrc=)|\son\w+=/)
})
