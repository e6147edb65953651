/** Reads declaration files (`.d.ts`) as the compiler writes them: what a package exports, and what its comments say. */

/** A declaration or a member of one. */
export interface Declared {
  readonly name: string
  /** Without the comment. */
  readonly text: string
  /** The text of its doc comment; '' without one. */
  readonly doc: string
  /** Of a class or an interface. */
  readonly members: readonly Declared[]
}

/** A name that a module gives away, and where it is declared. */
export interface Exported {
  readonly name: string
  readonly local: string
  /** Relative to the module; absent: in the module itself. */
  readonly from: string | undefined
}

/** The statements of a text, each with the doc comment before it. They end at depth 0, with `;` or with a closing brace. */
function statements(text: string): { doc: string; text: string }[] {
  const found: { doc: string; text: string }[] = []
  let [doc, begin, depth] = ['', 0, 0]
  const isBlock = (part: string): boolean =>
    /^(export )?(declare )?(default )?(abstract )?(interface|class|namespace) /.test(part.trim())
  for (let at = 0; at < text.length; at++) {
    const rest = text.slice(at, at + 3)
    if (rest.startsWith('/*')) {
      const end = placeOf('*/', text, at) + 2
      if (depth === 0 && text.slice(begin, at).trim() === '') {
        doc = rest === '/**' ? text.slice(at, end) : doc
        begin = end
      }
      at = end - 1
    } else if (rest.startsWith('//')) at = placeOf('\n', text, at)
    else if (/["'`]/.test(text[at]!)) at = placeOf(text[at]!, text, at + 1)
    else if ('{(['.includes(text[at]!)) depth++
    else if ('})]'.includes(text[at]!)) depth--
    const part = text.slice(begin, at + 1)
    const isOver = depth === 0 && (text[at] === ';' || (text[at] === '}' && text[at + 1] !== '>' && isBlock(part)))
    if (!isOver) continue
    found.push({ doc, text: part.trim() })
    ;[doc, begin] = ['', at + 1]
  }
  return found
}

const placeOf = (part: string, text: string, from: number): number => {
  const at = text.indexOf(part, from)
  return at < 0 ? text.length : at
}

/** A comment without its stars. */
const plain = (comment: string): string =>
  comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim()

const NAMED =
  /^(?:export )?(?:declare )?(?:default )?(?:abstract )?(?:interface|class|type|function|const|namespace) (\w+)/

/** All that a module declares, by name; of two of a name (a value and its types) the first. */
export function declarations(module: string): Map<string, Declared> {
  const found = new Map<string, Declared>()
  for (const { doc, text } of statements(module)) {
    const [, name] = NAMED.exec(text) ?? []
    if (!name || (found.has(name) && found.get(name)?.doc !== '')) continue
    found.set(name, { name, text, doc: plain(doc), members: membersOf(text) })
  }
  return found
}

/** Between the braces; a type argument in what is extended may have some of its own. */
const bodyOf = (text: string): string =>
  text
    .replace(/^[^{]*<\{[\s\S]*?\}>/, '')
    .replace(/^[^{]*\{/, '')
    .replace(/\}$/, '')

/** The public members of a class or an interface: no constructor, nothing `@internal`. Overloads are one member. */
function membersOf(text: string): Declared[] {
  if (!/^(export )?(declare )?(interface|class) /.test(text)) return []
  const found = new Map<string, Declared>()
  for (const { doc, text: member } of statements(bodyOf(text))) {
    const [, name] = /^(?:(?:readonly|get|set|static) )*([\w$]+|\[[\w.]+\])\??\s*[:(<]/.exec(member) ?? []
    if (!name || name === 'constructor' || name === 'private' || doc.includes('@internal')) continue
    const before = found.get(name)
    if (before) found.set(name, { ...before, text: `${before.text}\n${member}` })
    else found.set(name, { name, text: member, doc: plain(doc), members: [] })
  }
  return [...found.values()]
}

/** The names that a module exports; of `export *`, which needs the other module, none. */
export function exportsOf(module: string): Exported[] {
  const found: Exported[] = []
  for (const { text } of statements(module)) {
    const [, names, from] = /^export (?:type )?\{([^}]*)\}(?: from ['"]([^'"]+)['"])?/.exec(text) ?? []
    if (names !== undefined) {
      for (const part of names.split(',').filter((part) => part.trim() !== '')) {
        const [local, name] = part
          .trim()
          .replace(/^type /, '')
          .split(' as ')
        found.push({ name: name ?? local!, local: local!, from })
      }
    } else if (text.startsWith('export ')) {
      const [, name] = NAMED.exec(text) ?? []
      if (name && !found.some((other) => other.name === name)) found.push({ name, local: name, from: undefined })
    }
  }
  return found
}
