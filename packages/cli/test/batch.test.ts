import { existsSync, readFileSync } from 'node:fs'
import { generateSecret, secretKey, sign } from '@signet/usersig/node'
import { expect, test } from 'vitest'
import { signet, startSignet } from './signet.ts'

interface Vector {
  readonly id: number
  readonly tier: 'must-accept' | 'must-reject' | 'policy-reject' | 'lenient-accept'
  readonly key: { readonly public: string } | { readonly secret: string } | string
  readonly sdkappid: number
  readonly identifier: string
  readonly usersig: string
  readonly verifyAt: number
  readonly userbuf?: string
}
const vectorFile = new URL('../../../conformance/usersig/vectors.json', import.meta.url)
const vectors: Vector[] = existsSync(vectorFile) ? JSON.parse(readFileSync(vectorFile, 'utf8')) : []
/** A ticket that is bare JSON, from before 2016: not supported, on purpose. */
const UNSUPPORTED = 83

const keyText = (key: Vector['key']): string =>
  typeof key === 'string' ? key : 'secret' in key ? key.secret : key.public

function verifyAll(lenient: boolean) {
  const lines = vectors.map(({ id, key, sdkappid, identifier, usersig, verifyAt, userbuf }) =>
    JSON.stringify({ id, key: keyText(key), sdkappid, identifier, usersig, now: verifyAt, lenient, userbuf }),
  )
  const { code, out } = signet(['usersig', 'verify', '--batch'], { input: `${lines.join('\n')}\n` })
  const answers = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  return { code, answers }
}

test.each([false, true])('every conformance vector is answered as its tier says (lenient: %s)', (lenient) => {
  expect(vectors.length).toBeGreaterThan(100)
  const { code, answers } = verifyAll(lenient)
  expect(code).toBe(0)
  expect(answers.map(({ id }) => id)).toEqual(vectors.map(({ id }) => id))
  const accepted = (v: Vector) =>
    v.tier === 'must-accept' || (lenient && v.tier === 'lenient-accept' && v.id !== UNSUPPORTED)
  const wrong = vectors.filter((vector, i) => answers[i].ok !== accepted(vector))
  expect(wrong.map(({ id, tier }) => ({ id, tier }))).toEqual([])
})

const secret = generateSecret()
const line = (id: number): string =>
  JSON.stringify({
    id,
    key: secret,
    sdkappid: 1400000001,
    identifier: 'alice',
    usersig: sign(secretKey(secret), { sdkAppId: 1400000001, userId: 'alice' }),
  })

test('a malformed line answers for itself and does not stop the rest', () => {
  const input = [line(1), '{"id": 2', '', '"x"', 'x'.repeat(200_000), '\u0000\u0001', line(7)].join('\n')
  const { code, out } = signet(['usersig', 'verify', '--batch'], { input })
  expect(code).toBe(0)
  const answers = out
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text))
  expect(answers.map(({ id, ok }) => [id, ok])).toEqual([
    [1, true],
    [null, false],
    [null, false],
    [null, false],
    [null, false],
    [null, false],
    [7, true],
  ])
})

test('bytes that are no UTF-8 spoil their own line only', () => {
  const input = Buffer.concat([Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from(`${line(2)}\r\n`)])
  const { out } = signet(['usersig', 'verify', '--batch'], { input })
  expect(out.split('\n').map((text) => text && JSON.parse(text).ok)).toEqual([false, true, ''])
})

test('nothing in, nothing out', () => {
  expect(signet(['usersig', 'verify', '--batch'])).toEqual({ code: 0, out: '', err: '' })
})

test('a line is answered when it comes, not when the input ends', async () => {
  const child = startSignet(['usersig', 'verify', '--batch'])
  try {
    for (const id of [1, 2]) {
      const answered = new Promise<string>((resolve) => child.stdout!.once('data', (chunk) => resolve(String(chunk))))
      child.stdin!.write(`${line(id)}\n`)
      expect(JSON.parse(await answered)).toMatchObject({ id, ok: true })
    }
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.stdin!.end()
    expect(await ended).toBe(0)
  } finally {
    child.kill()
  }
})

test('a reader that goes away ends the command quietly', async () => {
  const child = startSignet(['usersig', 'verify', '--batch'])
  let errors = ''
  child.stderr!.on('data', (chunk) => {
    errors += chunk
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.stdin!.on('error', () => {})
  child.stdout!.destroy()
  const many = `${line(1)}\n`.repeat(5000)
  for (let i = 0; i < 20; i++) child.stdin!.write(many)
  child.stdin!.end()
  expect(await ended).toBe(0)
  expect(errors).toBe('')
})
