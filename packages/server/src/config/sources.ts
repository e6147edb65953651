/** Where settings come from: each source yields named raw values and problems, and decides nothing. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { environmentName } from './entry.ts'
import { nearest } from './nearest.ts'
import type { Problem } from './problems.ts'
import { CONFIG_NAMES, type ConfigName, entryOf, isConfigName } from './table.ts'

const require = createRequire(import.meta.url)

/** One raw value: `label` is what the reader wrote, for messages. */
export interface Given {
  readonly name: ConfigName
  readonly label: string
  readonly raw: unknown
  /** Text is parsed to the entry's type; a file gives values that have theirs already. */
  readonly asText: boolean
}
export interface Source {
  readonly given: readonly Given[]
  readonly problems: readonly Problem[]
}

const unknown = (path: string, candidates: readonly string[]): Problem => {
  const guess = nearest(path, candidates)
  return { path, message: guess === undefined ? 'unknown' : `unknown; did you mean ${guess}?` }
}

export function readFile(path: string): Source {
  const cannot = (message: string): Source => ({ given: [], problems: [{ path, message }] })
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return cannot(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`)
  }
  // Loaded for a server that has a file: most begin without one, and wait for nothing of it.
  const { parse, TomlError } = require('smol-toml') as typeof import('smol-toml')
  try {
    return fromTable(parse(text, { unsafeKeyBehaviour: 'throw' }))
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    // The rest of the message quotes the file, and the quoted line may hold a secret.
    const what = error.message.split('\n', 1)[0]!.replace(/^Invalid TOML document: /, '')
    return cannot(`line ${error.line}, column ${error.column}: ${what}`)
  }
}

function fromTable(table: Record<string, unknown>): Source {
  const given: Given[] = []
  const problems: Problem[] = []
  for (const [label, raw] of flatten(table)) {
    if (isConfigName(label)) given.push({ name: label, label, raw, asText: false })
    else problems.push(unknown(label, CONFIG_NAMES))
  }
  return { given, problems }
}

function* flatten(table: Record<string, unknown>, prefix = ''): Generator<[string, unknown]> {
  for (const [key, value] of Object.entries(table)) {
    const path = `${prefix}${key}`
    if (isTable(value) && Object.keys(value).length > 0) yield* flatten(value, `${path}.`)
    else yield [path, value]
  }
}

const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

const BY_ENVIRONMENT = new Map(CONFIG_NAMES.map((name) => [environmentName(name), name]))
/** Names with our prefix that are no settings: the file's own path, and what tests and benches use. */
const RESERVED = /^SIGNET_(?:CONFIG$|TEST_|BENCH_)/

/**
 * An orchestrator announces a service called `signet` or `signet-server` to every container with variables of these shapes,
 * `SIGNET_SERVER_PORT=tcp://10.0.0.7:7070` among them: they are not meant for us.
 */
const isServiceLink = (name: string, value: string): boolean =>
  /_SERVICE_(?:HOST|PORT(?:_[A-Z0-9_]+)?)$|_PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?$/.test(name) ||
  (name.endsWith('_PORT') && /^(?:tcp|udp|sctp):\/\//.test(value))

export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Source {
  const given: Given[] = []
  const problems: Problem[] = []
  for (const [label, raw] of Object.entries(env)) {
    if (!label.startsWith('SIGNET_') || raw === undefined || RESERVED.test(label) || isServiceLink(label, raw)) continue
    const name = BY_ENVIRONMENT.get(label)
    const viaFile = label.endsWith('_FILE') ? BY_ENVIRONMENT.get(label.slice(0, -'_FILE'.length)) : undefined
    if (name !== undefined) given.push({ name, label, raw, asText: true })
    else if (viaFile !== undefined && entryOf(viaFile).type === 'secret') {
      const content = secretFile(raw)
      if (content === undefined) problems.push({ path: label, message: `the file ${raw} cannot be read` })
      else given.push({ name: viaFile, label, raw: content, asText: true })
    } else problems.push(unknown(label, [...BY_ENVIRONMENT.keys()]))
  }
  return { given, problems }
}

function secretFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}

/** Values by setting name: texts as typed on a command line, or values that have their type. Undefined means "not given". */
export function readFlags(flags: Readonly<Record<string, unknown>>): Source {
  const given: Given[] = []
  const problems: Problem[] = []
  for (const [key, raw] of Object.entries(flags)) {
    if (raw === undefined) continue
    if (!isConfigName(key)) problems.push(unknown(key, CONFIG_NAMES))
    else given.push({ name: key, label: entryOf(key).flag ?? key, raw, asText: typeof raw === 'string' })
  }
  return { given, problems }
}
