/** The table as pages: reference, `.env.example` and an example file. */
import { type Entry, environmentName } from './entry.ts'
import { nearest } from './nearest.ts'
import { CONFIG_NAMES, type ConfigName, entryOf } from './table.ts'

export interface ConfigRow {
  readonly name: ConfigName
  readonly type: Entry['type']
  readonly unit?: string
  /** Null when there is none: secrets. */
  readonly default: unknown
  /** What the type does not say: range, choices, form. */
  readonly allowed?: string
  readonly environment: string
  readonly flag?: string
  readonly doc: string
}

/** The table as plain data, in its own order. */
export function configRows(): ConfigRow[] {
  return CONFIG_NAMES.map((name) => {
    const entry = entryOf(name)
    const allowed = allowedOf(entry)
    return {
      name,
      type: entry.type,
      ...(entry.unit === undefined ? {} : { unit: entry.unit }),
      default: entry.default ?? null,
      ...(allowed === undefined ? {} : { allowed }),
      environment: environmentName(name),
      ...(entry.flag === undefined ? {} : { flag: entry.flag }),
      doc: entry.doc,
    }
  })
}

/** The setting that was probably meant: `nearestConfigName('server.prot')` is `'server.port'`. */
export const nearestConfigName = (name: string): string | undefined => nearest(name, CONFIG_NAMES)

function allowedOf(entry: Entry): string | undefined {
  switch (entry.type) {
    case 'integer':
      return `${entry.min} to ${entry.max}`
    case 'choice':
      return entry.values.join(', ')
    case 'text':
    case 'list':
      return entry.expects
    case 'boolean':
      return undefined
    case 'secret':
      return 'at least 16 characters, not a well-known value'
  }
}

const MARKDOWN_HEAD = `# Configuration

A setting comes from, in this order: a flag of \`signet serve\`, an environment variable, the TOML file given with \`--config\` or
\`SIGNET_CONFIG\`, its default. Unknown names, wrong values and settings that contradict each other stop the start, all reported
at once. \`signet config check\` says what would be used; \`signet config doc\` prints this page.

In the environment, lists are separated by commas, and a secret may be read from a file: add \`_FILE\` to its variable. Secrets
have no flag and no default.
`

/** docs/reference/configuration.md */
export function configMarkdown(): string {
  const sections = configRows().map((row) => {
    const facts = [
      `type: ${row.type}${row.unit === undefined ? '' : ` (${row.unit})`}`,
      `default: ${row.default === null ? 'none' : `\`${tomlValue(row.default)}\``}`,
      ...(row.allowed === undefined ? [] : [`allowed: ${row.allowed}`]),
      `environment: \`${row.environment}\``,
      ...(row.flag === undefined ? [] : [`flag: \`${row.flag}\``]),
    ]
    return `## ${row.name}\n\n${row.doc}\n\n${facts.map((fact) => `- ${fact}`).join('\n')}\n`
  })
  return [MARKDOWN_HEAD, ...sections].join('\n')
}

/** .env.example: every variable, commented out, with its default. */
export function configEnvExample(): string {
  const blocks = configRows().map((row) => {
    const value = Array.isArray(row.default) ? row.default.join(',') : (row.default ?? '')
    return `# ${row.doc}\n#${row.environment}=${value}\n`
  })
  return ['# Settings of Signet. Remove the # in front of a variable to set it.\n', ...blocks].join('\n')
}

/** An example TOML file: every setting, commented out, with its default. */
export function configTomlExample(): string {
  const line = (key: string, row: ConfigRow) =>
    `# ${row.doc}\n# ${key} = ${row.default === null ? '""' : tomlValue(row.default)}\n`
  const rows = configRows()
  const lines = ['# Settings of Signet, each with its default. Remove the # in front of a line to change it.\n']
  for (const row of rows.filter(({ name }) => !name.includes('.'))) lines.push(line(row.name, row))
  let group: string | undefined
  for (const row of rows.filter(({ name }) => name.includes('.'))) {
    const [head, key] = row.name.split('.') as [string, string]
    if (head !== group) lines.push(`[${head}]`)
    group = head
    lines.push(line(key, row))
  }
  return lines.join('\n')
}

const tomlValue = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map((item) => JSON.stringify(item)).join(', ')}]` : JSON.stringify(value)
