import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type ConfigSources, defaultConfig, explainConfig, loadConfig } from './load.ts'
import { ConfigError } from './problems.ts'

const dir = mkdtempSync(join(tmpdir(), 'signet-config-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

function file(text: string): string {
  const path = join(dir, `${Math.random().toString(36).slice(2)}.toml`)
  writeFileSync(path, text)
  return path
}

function problemsOf(load: ConfigSources | (() => unknown)): Record<string, string> {
  try {
    if (typeof load === 'function') load()
    else loadConfig(load)
  } catch (error) {
    if (error instanceof ConfigError) return Object.fromEntries(error.problems.map((p) => [p.path, p.message]))
    throw error
  }
  return {}
}

test('without any source every setting has its default', () => {
  const config = loadConfig({})
  expect(config.server).toEqual({ host: '127.0.0.1', port: 7070 })
  expect(config.sockets.allowedOrigins).toEqual(['self', 'loopback'])
  expect(config.metrics.token).toBeUndefined()
  expect(config.dev).toBe(false)
})

test('a flag wins over the environment, the environment over the file, the file over the default', () => {
  const path = file('[server]\nport = 1\nhost = "::1"\n[log]\nlevel = "warn"\npretty = true\n')
  const { config, setBy } = explainConfig({
    file: path,
    env: { SIGNET_SERVER_PORT: '2', SIGNET_LOG_LEVEL: 'error', HOME: '/', PATH: '/bin' },
    flags: { 'server.port': '3', 'data.dir': undefined },
  })
  expect(config.server).toEqual({ host: '::1', port: 3 })
  expect(config.log).toEqual({ level: 'error', pretty: true })
  expect([...setBy]).toEqual([
    ['server.port', '--port'],
    ['server.host', 'server.host'],
    ['log.level', 'SIGNET_LOG_LEVEL'],
    ['log.pretty', 'log.pretty'],
  ])
})

test('an unknown key is refused with the nearest name, from every source', () => {
  expect(
    problemsOf({
      file: file('[server]\nprot = 1\n[sever]\nhost = "x"\n[kitchen]\nsink = 1\n'),
      env: { SIGNET_SERVER_PROT: '1' },
      flags: { 'server.prt': '1' } as never,
    }),
  ).toEqual({
    'server.prot': 'unknown; did you mean server.port?',
    'sever.host': 'unknown; did you mean server.host?',
    'kitchen.sink': 'unknown',
    SIGNET_SERVER_PROT: 'unknown; did you mean SIGNET_SERVER_PORT?',
    'server.prt': 'unknown; did you mean server.port?',
  })
})

test('all wrong values are reported at once, each under the name that was written', () => {
  const path = file(
    '[server]\nport = "7070"\n[log]\nlevel = "loud"\npretty = 1\n[sockets]\nallowedOrigins = ["self", "chat.example.com"]\n[timeline]\nurl = "redis://x"\n',
  )
  expect(
    problemsOf({ file: path, env: { SIGNET_MESSAGES_MAX_BYTES: '12k' }, flags: { 'server.port': '70000' } }),
  ).toEqual({
    'server.port': 'must be an integer from 0 to 65535, not "7070"',
    'log.level': 'must be one of silent, fatal, error, warn, info, debug, trace, not "loud"',
    'log.pretty': 'must be true or false, not 1',
    'sockets.allowedOrigins':
      'item 2 must be an origin such as https://chat.example.com, `self`, `loopback` or `*`, not "chat.example.com"',
    'timeline.url': 'must be `level:`, `level:PATH` or `memory:`, not "redis://x"',
    SIGNET_MESSAGES_MAX_BYTES: 'must be an integer from 256 to 1048576, not "12k"',
    '--port': 'must be an integer from 0 to 65535, not 70000',
  })
})

test.each([
  ['dev off loopback', { dev: true, server: { host: '0.0.0.0' } }, 'dev'],
  ['token access without a token', { metrics: { access: 'token' } }, 'metrics.token'],
  ['idle before the heartbeat', { sockets: { idleAfterMs: 25_000 } }, 'sockets.idleAfterMs'],
  ['a message longer than a frame', { messages: { maxBytes: 65_536 } }, 'messages.maxBytes'],
  ['a queue shorter than a frame', { sockets: { queueMaxBytes: 20_000 } }, 'sockets.queueMaxBytes'],
  ['a body shorter than a message', { http: { bodyLimitBytes: 2048 } }, 'http.bodyLimitBytes'],
] as const)('a contradiction is refused with its path: %s', (_name, overrides, path) => {
  expect(Object.keys(problemsOf(() => defaultConfig(overrides)))).toEqual([path])
})

test('a token that nobody would ask for is refused: metrics.access must say so', () => {
  expect(problemsOf({ env: { SIGNET_METRICS_TOKEN: '8d1f0c6b27a94e53' } })).toHaveProperty(['metrics.token'])
})

test.each(['127.0.0.1', '127.8.9.1', '::1', 'localhost'])('development mode is allowed on %s', (host) => {
  expect(defaultConfig({ dev: true, server: { host } }).dev).toBe(true)
})

test.each(['0.0.0.0', '::', '192.168.1.2', '127.evil.example', 'localhost.example.com', '127.0.0.1.nip.io'])(
  'development mode is refused on %s',
  (host) => {
    expect(problemsOf(() => defaultConfig({ dev: true, server: { host } }))).toHaveProperty('dev')
  },
)

test.each(['changeme', 'secret', 'admin123', 'aaaaaaaaaaaaaaaaaaaaaaaa', 'short', 'passwordpasswordpassword'])(
  '[CHK9] the known or weak secret %s is refused and not repeated in the message',
  (token) => {
    const problems = problemsOf({ env: { SIGNET_METRICS_ACCESS: 'token', SIGNET_METRICS_TOKEN: token } })
    expect(problems['SIGNET_METRICS_TOKEN']).toMatch(/^refused: /)
    expect(problems['SIGNET_METRICS_TOKEN']?.replace('is no secret', '')).not.toContain(token)
  },
)

test('a secret may stand in a file that its variable names', () => {
  const path = file('8d1f0c6b27a94e53b0\n')
  const config = loadConfig({ env: { SIGNET_METRICS_ACCESS: 'token', SIGNET_METRICS_TOKEN_FILE: path } })
  expect(config.metrics.token?.reveal()).toBe('8d1f0c6b27a94e53b0')
})

test('a broken file is refused with its line, and the line itself, which may hold a secret, is not shown', () => {
  const path = file('[metrics]\ntoken = "8d1f0c6b27a9\n')
  const problem = problemsOf({ file: path })[path]
  expect(problem).toMatch(/^line 2, column \d+: /)
  expect(problem).not.toContain('8d1f')
})

test('a file that is not there is refused', () => {
  expect(problemsOf({ file: join(dir, 'nowhere.toml') })).toEqual({
    [join(dir, 'nowhere.toml')]: 'cannot be read (ENOENT)',
  })
})

test('a file cannot reach the prototype of the configuration', () => {
  expect(Object.keys(problemsOf({ file: file('[__proto__]\npolluted = 1\n') }))).toHaveLength(1)
  expect(Object.keys(problemsOf({ file: file('[server]\nconstructor = 1\n') }))).toHaveLength(1)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('variables by which an orchestrator announces a service of our name are not taken for settings', () => {
  const config = loadConfig({
    env: {
      SIGNET_SERVER_PORT: 'tcp://10.0.0.7:7070',
      SIGNET_SERVICE_HOST: '10.0.0.7',
      SIGNET_SERVICE_PORT: '7070',
      SIGNET_SERVICE_PORT_HTTP: '7070',
      SIGNET_PORT: 'tcp://10.0.0.7:7070',
      SIGNET_PORT_7070_TCP_ADDR: '10.0.0.7',
      SIGNET_CONFIG: '/etc/signet.toml',
    },
  })
  expect(config.server.port).toBe(7070)
})

test('lists come from the environment separated by commas, and an empty text is an empty list', () => {
  const read = (value: string) => loadConfig({ env: { SIGNET_SOCKETS_ALLOWED_ORIGINS: value } }).sockets.allowedOrigins
  expect(read('self, https://a.example:8443')).toEqual(['self', 'https://a.example:8443'])
  expect(read('')).toEqual([])
})

test('defaultConfig checks what it is given like any other source', () => {
  expect(defaultConfig({ server: { port: 0 } }).server).toEqual({ host: '127.0.0.1', port: 0 })
  expect(problemsOf(() => defaultConfig({ server: { port: -1 } }))).toHaveProperty(['server.port'])
  expect(problemsOf(() => defaultConfig({ server: { prot: 1 } } as never))).toHaveProperty(['server.prot'])
})

test('a configuration is frozen', () => {
  const config = defaultConfig()
  expect(Object.isFrozen(config) && Object.isFrozen(config.server) && Object.isFrozen(config.http.trustProxy)).toBe(
    true,
  )
})

test('an address of files that is none, and half of its credentials, are refused', () => {
  expect(() => defaultConfig({ files: { url: 's3://B!' } })).toThrow(/files\.url/)
  expect(() => defaultConfig({ files: { url: 's3://chat', accessKeyId: 'AKID' } })).toThrow(/both or none/)
  expect(defaultConfig({ files: { url: 's3://chat/x?endpoint=https://s3.example.com' } }).files.maxBytes).toBe(
    104_857_600,
  )
})
