import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { METHODS } from '../../packages/client/test/surface.ts'
import { type Declared, declarations, exportsOf } from './declarations.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dist = join(root, 'packages/client/dist')

/** A name of an entry point with its declaration. */
export interface PublicName extends Declared {
  readonly exportedAs: string
}

/** The entry points of the package beside the plugins, and what each is for. */
const ENTRIES = {
  react: 'Hooks for React, `@signet/chat/react`',
  vue: 'Composables for Vue, `@signet/chat/vue`',
  store: 'The store below both, `@signet/chat/store`',
  offline: 'What outlives the page: an outbox and a cache, `@signet/chat/offline`',
  iterate: 'Loops over pages and events, `@signet/chat/iterate`',
  testing: 'A server in memory for tests of apps, `@signet/chat/testing`',
  basic: 'A smaller chat, `@signet/chat/basic`',
} as const

/** All entry points; `public` is `@signet/chat` itself. */
export const ENTRY_NAMES = ['public', ...(Object.keys(ENTRIES) as (keyof typeof ENTRIES)[])] as const

let isBuilt = false

/** The text of a declaration file. The compiler writes them first; whether the types are right is not decided here. */
function declarationFile(path: string): string {
  if (!isBuilt) {
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    spawnSync(process.execPath, [compiler, '-b', 'packages/client'], { cwd: root })
    isBuilt = true
  }
  return readFileSync(join(dist, path.replace(/\.ts$/, '.d.ts')), 'utf8')
}

/** What an entry point gives to apps, without what it marks as internal. */
export function publicNames(entry: (typeof ENTRY_NAMES)[number]): PublicName[] {
  return exportsOf(declarationFile(`${entry}.ts`)).flatMap(({ name, local, from }) => {
    const path = from === undefined ? `${entry}.ts` : join(dirname(entry), from)
    const found = declarations(declarationFile(path)).get(local)
    if (!found) throw new Error(`${name} of ${entry} is declared nowhere.`)
    return found.doc.startsWith('@internal') ? [] : [{ ...found, exportedAs: name }]
  })
}

/**
 * Interfaces that stand in the same files as what an entry point gives to apps, and that it refers to: apps meet them as the type of a
 * field, such as the sizes of an image.
 */
export function namesBeside(entry: (typeof ENTRY_NAMES)[number]): PublicName[] {
  const met = publicNames(entry)
  const own = met.length
  const sources = exportsOf(declarationFile(`${entry}.ts`)).flatMap(({ from }) =>
    from ? [join(dirname(entry), from)] : [],
  )
  const beside = [...new Set(sources)].flatMap((file) => {
    const exported = new Set(exportsOf(declarationFile(file)).map(({ name }) => name))
    const all = [...declarations(declarationFile(file)).values()]
    return all.filter(
      ({ name, doc, members }) => exported.has(name) && members.length > 0 && !doc.startsWith('@internal'),
    )
  })
  // What is met refers to more in its turn.
  for (const { text } of met)
    for (const found of beside)
      if (new RegExp(`\\b${found.name}\\b`).test(text) && !met.some(({ name }) => name === found.name))
        met.push({ ...found, exportedAs: found.name })
  return met.slice(own)
}

/** Every method of a chat, by name. */
export function chatMethods(): Map<string, Declared> {
  const found = new Map<string, Declared>()
  declarationFile('index.ts')
  const files = readdirSync(join(dist, 'methods')).filter((file) => file.endsWith('.d.ts'))
  const modules = [...files.map((file) => `methods/${file.replace('.d.ts', '.ts')}`), 'chat.ts']
  for (const module of modules) {
    for (const { name, members } of declarations(declarationFile(module)).values()) {
      if (!/Methods$|^Chat$/.test(name)) continue
      for (const member of members) if (isFunction(member)) found.set(member.name, member)
    }
  }
  return found
}

/** Whether a member is called, rather than read. */
export const isFunction = ({ name, text }: Declared): boolean =>
  /^[(<]/.test(text.replace(/^readonly /, '').slice(name.length))

const LINK = /^Official reference: (\S+)$/m

/** What a doc comment says, as Markdown. */
function comment(doc: string): string[] {
  const [, link] = LINK.exec(doc) ?? []
  const [about = '', ...tags] = doc.replace(LINK, '').split(/^@/m)
  const lines = [about.trim()]
  for (const tag of tags) {
    const [, kind, text = ''] = /^(\w+)\s*([\s\S]*)$/.exec(tag.trim()) ?? []
    const body = text.trim()
    if (kind === 'example') lines.push('', /^`[^`]/.test(body) ? `\`\`\`ts\n${body.slice(1, -1)}\n\`\`\`` : body)
    else if (kind === 'throws') lines.push('', `Fails with: ${body.replace(/^\{(\w+)\}\s*/, '`$1` ')}`)
    else if (kind === 'param') lines.push('', `\`${body.replace(/^(\w+)\s*/, '$1`: ')}`)
    else if (kind === 'returns') lines.push('', `Returns ${body}`)
  }
  if (link) lines.push('', `[Official reference](${link})`)
  return lines
}

const halfIndented = (text: string): string => text.replaceAll(/^( {4})+/gm, (spaces) => ' '.repeat(spaces.length / 2))

const code = (text: string): string[] => ['```ts', halfIndented(text), '```', '']

const method = ({ name, text, doc }: Declared): string[] => [
  `### ${name}`,
  '',
  ...code(text.replaceAll(/^ {4}/gm, '')),
  ...comment(doc),
  '',
]

function methodsPage(): string {
  const all = chatMethods()
  const rest = new Map(all)
  const lines = [
    '# Methods of a chat',
    '',
    'In the order of the official reference; what is Signet’s own stands last.',
    '',
  ]
  for (const [area, methods] of Object.entries(METHODS)) {
    lines.push(`## ${area}`, '')
    for (const name of Object.keys(methods)) {
      lines.push(...method(all.get(name)!))
      rest.delete(name)
    }
  }
  lines.push('## Beyond the official SDK', '', ...[...rest.values()].flatMap(method))
  return lines.join('\n')
}

const named = ({ exportedAs, text, doc }: PublicName): string[] => [
  `## ${exportedAs}`,
  '',
  ...code(withoutInternals(text.replace(/^export /, '').replace(/^declare /, ''))),
  ...comment(doc),
  '',
]

/** What is private or internal is nobody's business. */
const withoutInternals = (text: string): string =>
  text.replaceAll(/\n {4}#private;/g, '').replaceAll(/\n {4}\/\*\* @internal [^\n]*\*\/\n {4}constructor\([^;]*;/g, '')

const entryPage = (title: string, names: readonly PublicName[]): string =>
  [`# ${title}`, '', ...names.flatMap(named)].join('\n')

/** docs/reference/sdk: everything that `@signet/chat` gives to apps, from its declarations. */
export function sdkPages(): Record<string, () => string> {
  const page = (name: string): string => `docs/reference/sdk/${name}.md`
  return {
    [page('methods')]: methodsPage,
    [page('types')]: () => entryPage('What `@signet/chat` exports', publicNames('public')),
    ...Object.fromEntries(
      Object.entries(ENTRIES).map(([name, title]) => [
        page(name),
        () => entryPage(title, publicNames(name as keyof typeof ENTRIES)),
      ]),
    ),
  }
}
