import { expect, test } from 'vitest'
import { signet } from './signet.ts'

test('--version prints the version alone', () => {
  expect(signet(['--version'])).toMatchObject({ code: 0, out: '0.1.0\n' })
})

test('an unknown command is answered with the nearest one and exits with 2', () => {
  const { code, out, err } = signet(['srve'])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain('Did you mean serve?')
  expect(signet(['usersig', 'sgin']).err).toContain('Did you mean sign?')
})

test.each([
  [['usersig', 'sign']],
  [['usersig', 'sign', '--wat']],
  [['usersig', 'sign', '--sdkappid', '0', '--user', 'a']],
  [['usersig', 'sign', '--sdkappid', '1.5', '--user', 'a']],
  [['usersig', 'verify', '--userbuf']],
  [['usersig', 'keygen', '--out', 'x', '--curve', 'P-521']],
  [['usersig', 'inspect']],
  [[]],
])('wrong usage exits with 2 and explains itself on stderr: %j', (args) => {
  const { code, out, err } = signet(args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err.length).toBeGreaterThan(20)
  expect(err).not.toMatch(/^\s+at /m)
})

test('asked-for help exits with 0 and goes to stdout', () => {
  const { code, out, err } = signet(['usersig', 'sign', '--help'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('--secret-file')
})
