import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bundleServer } from './server-bundle.ts'

const folder = new URL('../../packages/server/dist/bundle/', import.meta.url)

test('every thread that the server starts from a file has that file in the bundle', async () => {
  await bundleServer()
  const text = readFileSync(new URL('index.js', folder), 'utf8')
  const threads = [...text.matchAll(/new URL\(`\.\/([a-z-]+)\$\{import\.meta\.url/g)].map(([, name]) => `${name}.js`)
  expect(threads.length).toBeGreaterThan(0)
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(threads))
}, 60_000)

test('a bundle that is newer than its sources is left as it is', async () => {
  await bundleServer()
  expect(await bundleServer()).toBe(false)
}, 60_000)
