import { contradictions } from './contradictions.ts'
import { ConfigError, type Problem } from './problems.ts'
import { type Given, readEnvironment, readFile, readFlags, type Source } from './sources.ts'
import { CONFIG_NAMES, type Config, type ConfigName, entryOf } from './table.ts'
import { checkValue, parseText } from './value.ts'

export interface ConfigSources {
  /** Path of a TOML file. */
  readonly file?: string | undefined
  /** Usually `process.env`; only names that start with `SIGNET_` are looked at. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Values by setting name, `{ 'server.port': '7070' }`; undefined ones are skipped. */
  readonly flags?: Readonly<Partial<Record<ConfigName, string | boolean | number | undefined>>>
}

/** A configuration and what set each value that is not the default: `server.port` → `SIGNET_SERVER_PORT`. */
export interface ExplainedConfig {
  readonly config: Config
  readonly setBy: ReadonlyMap<ConfigName, string>
}

/** Settings that a caller in the same process may give: every group and every key is optional. */
export type ConfigOverrides = {
  readonly [G in keyof Config]?: Config[G] extends boolean ? boolean : Partial<Config[G]>
}

/**
 * Reads the configuration: flags win over the environment, the environment over the file, the file over the defaults.
 *
 * @throws ConfigError with every problem at once: unknown keys (with the nearest name), wrong types and ranges, contradictions
 * @example
 * const config = loadConfig({ file: 'signet.toml', env: process.env, flags: { 'server.port': '0' } })
 * config.server.port // 0
 */
export function loadConfig(sources: ConfigSources): Config {
  return explainConfig(sources).config
}

/** As {@link loadConfig}, and tells which source set which value. */
export function explainConfig({ file, env = {}, flags = {} }: ConfigSources): ExplainedConfig {
  return resolve([...(file === undefined ? [] : [readFile(file)]), readEnvironment(env), readFlags(flags)])
}

/**
 * The defaults with some settings replaced, checked like any other configuration: for tests and for embedding.
 *
 * @throws ConfigError
 * @example
 * await using server = await start(defaultConfig({ server: { port: 0 }, data: { dir }, timeline: { url: 'memory:' } }))
 */
export function defaultConfig(overrides: ConfigOverrides = {}): Config {
  const flat: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(overrides)) {
    if (typeof value !== 'object' || value === null) flat[key] = value
    else for (const [inner, innerValue] of Object.entries(value)) flat[`${key}.${inner}`] = innerValue
  }
  const { given, problems } = readFlags(flat)
  return resolve([{ given: given.map((one) => ({ ...one, label: one.name, asText: false })), problems }]).config
}

/** Later sources win. */
function resolve(sources: readonly Source[]): ExplainedConfig {
  const problems: Problem[] = sources.flatMap((source) => source.problems)
  const values = new Map<ConfigName, unknown>(CONFIG_NAMES.map((name) => [name, entryOf(name).default]))
  const setBy = new Map<ConfigName, string>()
  for (const one of sources.flatMap((source) => source.given)) {
    const checked = checkGiven(one)
    // A wrong value is reported even when a later source overrides it: it is wrong all the same.
    if (!checked.ok) problems.push({ path: one.label, message: checked.message })
    else {
      values.set(one.name, checked.value)
      setBy.set(one.name, one.label)
    }
  }
  const config = nest(values)
  if (problems.length === 0) problems.push(...contradictions(config))
  if (problems.length > 0) throw new ConfigError(problems)
  return { config, setBy }
}

function checkGiven({ name, raw, asText }: Given) {
  const entry = entryOf(name)
  return asText ? parseText(entry, raw as string) : checkValue(entry, raw)
}

function nest(values: ReadonlyMap<ConfigName, unknown>): Config {
  const config: Record<string, unknown> = {}
  for (const [name, value] of values) {
    Object.freeze(value)
    const [group, key] = name.split('.') as [string, string | undefined]
    if (key === undefined) config[group] = value
    else {
      config[group] ??= {}
      ;(config[group] as Record<string, unknown>)[key] = value
    }
  }
  for (const group of Object.values(config)) Object.freeze(group)
  return Object.freeze(config) as Config
}
