import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addChatPage } from './http.ts'

let folder: string
let http: FastifyInstance

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-chat-page-'))
  http = Fastify()
})
afterEach(async () => {
  await http.close()
  await rm(folder, { recursive: true })
})

test('[CHK26] the page runs only its own files, loads only from its own server, and stands in no frame', async () => {
  await writeFile(join(folder, 'index.html'), '<!doctype html>')
  addChatPage(http, { development: false, folder })
  const { statusCode, headers, body } = await http.inject('/chat/')
  expect([statusCode, body]).toEqual([200, '<!doctype html>'])
  const policy = String(headers['content-security-policy'])
  expect(policy).not.toMatch(/unsafe|\*|https?:/)
  for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"])
    expect(policy.split('; ')).toContain(rule)
  expect(headers['referrer-policy']).toBe('no-referrer')
})

test.each([true, false])(
  'the page is told whether this is the development mode (%s), and nothing else',
  async (development) => {
    addChatPage(http, { development, folder })
    const { headers, body } = await http.inject('/chat/environment.json')
    expect(JSON.parse(body)).toEqual({ development })
    expect(headers['cache-control']).toBe('no-store')
  },
)

test('a page that is not built says how to build it', async () => {
  addChatPage(http, { development: true, folder })
  const { statusCode, body } = await http.inject('/chat/')
  expect(statusCode).toBe(503)
  expect(body).toContain('npm run build')
})
