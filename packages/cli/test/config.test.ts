import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { signet, temporaryFolder } from './signet.ts'

test('config check accepts the defaults and names what is not a default, and what set it', () => {
  using dir = temporaryFolder()
  expect(signet(['config', 'check'])).toMatchObject({ code: 0, err: '' })
  writeFileSync(dir.file('signet.toml'), '[log]\nlevel = "warn"\n[server]\nport = 1\n')
  const env = { SIGNET_CONFIG: dir.file('signet.toml'), SIGNET_SERVER_PORT: '2' }
  const { code, out } = signet(['config', 'check', '--json', '--host', '::1'], { env })
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    ok: true,
    config: { server: { host: '::1', port: 2 }, log: { level: 'warn' } },
    setBy: { 'server.host': '--host', 'server.port': 'SIGNET_SERVER_PORT', 'log.level': 'log.level' },
  })
})

test('config check refuses with 1 and lists every problem', () => {
  using dir = temporaryFolder()
  writeFileSync(dir.file('signet.toml'), '[server]\nprot = 1\n')
  const { code, out } = signet(['config', 'check', '--config', dir.file('signet.toml'), '--port', '99999', '--json'])
  expect(code).toBe(1)
  expect(JSON.parse(out).problems).toEqual([
    { path: 'server.prot', message: 'unknown; did you mean server.port?' },
    { path: '--port', message: 'must be an integer from 0 to 65535, not 99999' },
  ])
})

test('[CHK15] config check does not show a secret', () => {
  const token = '8d1f0c6b27a94e53b0'
  const env = { SIGNET_METRICS_ACCESS: 'token', SIGNET_METRICS_TOKEN: token }
  for (const args of [
    ['config', 'check'],
    ['config', 'check', '--json'],
  ]) {
    const { code, out, err } = signet(args, { env })
    expect(code).toBe(0)
    expect(out).toContain('[secret]')
    expect(out + err).not.toContain(token)
  }
})

test('serve refuses a bad configuration with 2, before anything is made', () => {
  using dir = temporaryFolder()
  const args = ['serve', '--data', dir.file('data'), '--dev', '--host', '0.0.0.0']
  const { code, out, err } = signet(args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain('dev: is on while server.host is 0.0.0.0')
})

test('config doc explains one setting, a group, and all of them in each format', () => {
  expect(signet(['config', 'doc', 'server.port']).out).toContain('SIGNET_SERVER_PORT')
  expect(signet(['config', 'doc', 'server']).out).toContain('server.host')
  expect(signet(['config', 'doc']).out).toMatch(/^# Configuration/)
  expect(signet(['config', 'doc', '--format', 'env']).out).toContain('#SIGNET_SERVER_PORT=7070')
  expect(signet(['config', 'doc', '--format', 'toml']).out).toContain('[server]')
  expect(JSON.parse(signet(['config', 'doc', '--json']).out).settings.length).toBeGreaterThan(20)
})

test('config doc suggests the setting that was meant', () => {
  expect(signet(['config', 'doc', 'server.prot'])).toMatchObject({
    code: 1,
    out: expect.stringContaining('server.port?'),
  })
})
