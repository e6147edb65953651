import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addBuiltSite } from './built-site.ts'

let folder: string
let http: FastifyInstance

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-site-'))
  http = Fastify()
  addBuiltSite(http, {
    prefix: '/site',
    folder: join(folder, 'dist'),
    headers: { 'content-security-policy': "default-src 'none'" },
    missing: 'Not built.',
    notPages: ['api/'],
  })
})
afterEach(async () => {
  await http.close()
  await rm(folder, { recursive: true })
})

async function build(): Promise<void> {
  await mkdir(join(folder, 'dist/assets'), { recursive: true })
  await writeFile(join(folder, 'dist/index.html'), '<p>page')
  await writeFile(join(folder, 'dist/assets/a-1.js'), 'a')
  await writeFile(join(folder, 'dist/assets/a-1.js.gz'), gzipSync('a'))
  await writeFile(join(folder, 'secret.txt'), 'outside')
}

const get = (url: string, headers: Record<string, string> = {}) => http.inject({ url, headers })

test('the page is answered at its address, at every place inside of it, and with its headers', async () => {
  await build()
  for (const url of ['/site/', '/site/apps/7/keys', '/site/index.html']) {
    const answer = await get(url)
    expect([url, answer.statusCode, answer.body]).toEqual([url, 200, '<p>page'])
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': "default-src 'none'",
    })
  }
  expect((await get('/site')).headers).toMatchObject({ location: '/site/' })
})

test('files with a hash in their name are kept for ever, and sent small to who takes that', async () => {
  await build()
  const plain = await get('/site/assets/a-1.js')
  expect([plain.body, plain.headers['content-encoding']]).toEqual(['a', undefined])
  expect(plain.headers['cache-control']).toContain('immutable')
  const small = await get('/site/assets/a-1.js', { 'accept-encoding': 'br, gzip' })
  expect([small.headers['content-encoding'], gunzipSync(small.rawPayload).toString()]).toEqual(['gzip', 'a'])
  const again = await get('/site/assets/a-1.js', { 'if-none-match': String(plain.headers.etag) })
  expect([again.statusCode, again.body]).toEqual([304, ''])
})

test('no path leads out of the folder, and what is not there is not found', async () => {
  await build()
  for (const url of ['/site/../secret.txt', '/site/%2e%2e/secret.txt', '/site/..%2fsecret.txt', '/site/assets/b.js']) {
    const answer = await get(url)
    expect([url, answer.statusCode]).toEqual([url, 404])
    expect(answer.body).not.toContain('outside')
  }
  expect((await get('/site/api/unknown')).statusCode).toBe(404)
})

test('what was not built says so, and is there as soon as it is built', async () => {
  expect([(await get('/site/')).statusCode, (await get('/site/')).body]).toEqual([503, 'Not built.'])
  await build()
  await new Promise((resolve) => setTimeout(resolve, 1100))
  expect((await get('/site/')).body).toBe('<p>page')
})
