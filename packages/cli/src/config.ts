import { Argument, type Command, Option } from 'commander'
import { type Answer, answering, EXIT, facts, indent } from './answer.ts'
import { type ConfigOptions, readSettings, withServerOptions } from './config-options.ts'
import { group, leaf } from './leaf.ts'

const FORMATS = ['markdown', 'env', 'toml'] as const
type Format = (typeof FORMATS)[number]

export function addConfig(program: Command): void {
  const config = group(program, 'config', 'Explain and check the settings.', [
    'signet config doc',
    'signet config check --config signet.toml',
  ])
  leaf(config, 'doc', 'Print every setting with its default, limits and variable.', [
    'signet config doc',
    'signet config doc server.port',
    'signet config doc --format toml > signet.toml',
    'signet config doc --format env > .env',
  ])
    .addArgument(new Argument('[name]', 'only this setting, or this group'))
    .addOption(new Option('--format <format>', 'how to print').choices(FORMATS).default('markdown'))
    .action(answering(doc))
  withServerOptions(
    leaf(config, 'check', 'Check the settings that `signet serve` would use, and show which are not the default.', [
      'signet config check',
      'signet config check --config signet.toml --json',
    ]).addHelpText('after', '\nExit code: 0 they are fine, 1 they are refused.'),
  ).action(answering(check))
}

async function doc({ format }: { readonly format: Format }, name: string | undefined): Promise<Answer> {
  const { configEnvExample, configMarkdown, configRows, configTomlExample } = await import('@signet/server')
  const all = configRows()
  if (name === undefined) {
    const render = { markdown: configMarkdown, env: configEnvExample, toml: configTomlExample }[format]
    return { text: render(), data: { settings: all } }
  }
  const rows = all.filter((row) => row.name === name || row.name.startsWith(`${name}.`))
  if (rows.length === 0) {
    const { nearestConfigName } = await import('@signet/server')
    const guess = nearestConfigName(name)
    const message = `${name}: there is no such setting${guess === undefined ? '' : `; did you mean ${guess}?`}`
    return { ok: false, text: message, data: { ok: false, message } }
  }
  return { text: rows.map(describe).join('\n\n'), data: { settings: rows } }
}

type Row = ReturnType<typeof import('@signet/server').configRows>[number]

const describe = (row: Row): string =>
  `${row.name}\n  ${row.doc}\n${facts([
    ['type', row.unit === undefined ? row.type : `${row.type} (${row.unit})`],
    ['default', row.default === null ? 'none' : JSON.stringify(row.default)],
    ['allowed', row.allowed],
    ['environment', row.environment],
    ['flag', row.flag],
  ])}`

async function check(options: ConfigOptions): Promise<Answer> {
  try {
    const { config, setBy } = await readSettings(options)
    const changed = [...setBy].map(([name, source]) => [name, `${settingOf(config, name)}   (${source})`] as const)
    return {
      text: changed.length === 0 ? 'fine: all defaults' : `fine; not the default:\n${facts(changed)}`,
      data: { ok: true, config, setBy: Object.fromEntries(setBy) },
    }
  } catch (error) {
    if (!isConfigError(error)) throw error
    return {
      ok: false,
      text: `refused:\n${indent(error.message)}`,
      data: { ok: false, exitCode: EXIT.refused, problems: error.problems },
    }
  }
}

const isConfigError = (error: unknown): error is Error & { problems: unknown } =>
  error instanceof Error && error.name === 'ConfigError' && 'problems' in error

/** The setting as JSON; a secret shows itself as `[secret]`. */
function settingOf(config: object, name: string): string {
  const value = name.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], config)
  return JSON.stringify(value)
}
