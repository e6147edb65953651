import { ConfigError } from '@signet/server'
import { UserSigError } from '@signet/usersig/node'
import { afterEach, expect, test, vi } from 'vitest'
import { CommandError, EXIT, facts, report } from './answer.ts'

afterEach(() => vi.restoreAllMocks())

/** What a failure prints, and its exit code. */
function told(error: unknown, json: boolean) {
  const out: string[] = []
  const err: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)
  const code = report(error, json)
  vi.restoreAllMocks()
  return { code, out: out.join(''), err: err.join('') }
}

test.each([
  ['bad input', new CommandError('no such file'), EXIT.badInput],
  ['a refused configuration', new ConfigError([{ path: 'dev', message: 'is on' }]), EXIT.badInput],
  ['a bad key', new UserSigError('INVALID_KEY', 'It is empty.', 'Fill it.'), EXIT.badInput],
  ['a failure', new Error('port taken'), EXIT.refused],
  ['something that is no error', 'odd', EXIT.refused],
])('%s has its exit code, a message and no stack', (_name, error, code) => {
  const words = told(error, false)
  expect(words).toMatchObject({ code, out: '' })
  expect(words.err).toMatch(/^signet: \S/)
  expect(words.err).not.toMatch(/^\s+at /m)
  const data = told(error, true)
  expect(data).toMatchObject({ code, err: '' })
  expect(JSON.parse(data.out)).toMatchObject({ ok: false, message: expect.any(String) })
})

test('facts are aligned, and those without a value are left out', () => {
  expect(
    facts([
      ['a', 1],
      ['long', 'x'],
      ['none', undefined],
    ]),
  ).toBe('  a     1\n  long  x')
})

test.each([
  ['EADDRINUSE', /Another program listens on 127\.0\.0\.1:80\. .*--port/],
  ['EACCES', /port 80\. .*--port/],
  ['EADDRNOTAVAIL', /no address 127\.0\.0\.1\. .*--host/],
])('%s while listening is told with its remedy', (code, words) => {
  const error = Object.assign(new Error(`listen ${code}`), { syscall: 'listen', code, address: '127.0.0.1', port: 80 })
  expect(told(error, false).err).toMatch(words)
})
