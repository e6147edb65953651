/** A part of a page. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }

/** A part of a line. */
export type Inline =
  | { readonly kind: 'text' | 'code' | 'strong' | 'emphasis'; readonly text: string }
  | { readonly kind: 'link' | 'image'; readonly text: string; readonly target: string }

const ITEM = /^(?:[-*]|\d+\.)\s+/

/** The blocks of a page, without its title (the heading of level 1): whoever shows it has one. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  const lines = markdown.split('\n')
  for (let i = 0; i < lines.length; ) {
    const line = lines[i]!
    if (line.startsWith('```')) {
      const end = lines.indexOf('```', i + 1)
      const to = end < 0 ? lines.length : end
      blocks.push({ kind: 'code', text: lines.slice(i + 1, to).join('\n') })
      i = to + 1
      continue
    }
    const heading = /^(#+)\s+(.*)$/.exec(line)
    if (heading !== null) {
      if (heading[1]!.length > 1) blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]! })
      i++
      continue
    }
    if (line.trim() === '') {
      i++
      continue
    }
    let to = i
    while (to < lines.length && lines[to]!.trim() !== '' && !lines[to]!.startsWith('```')) to++
    blocks.push(blockOf(lines.slice(i, to)))
    i = to
  }
  return blocks
}

function blockOf(lines: readonly string[]): Block {
  const [first = '', second = ''] = lines
  if (first.startsWith('|') && /^\|[-|: ]+\|$/.test(second)) {
    return { kind: 'table', head: cellsOf(first), rows: lines.slice(2).map(cellsOf) }
  }
  if (ITEM.test(first)) {
    const items: string[] = []
    for (const line of lines) {
      // What is indented goes on with the item before.
      if (ITEM.test(line)) items.push(line.replace(ITEM, ''))
      else items.push(joined(items.pop() ?? '', line))
    }
    return { kind: 'list', ordered: /^\d/.test(first), items }
  }
  return { kind: 'paragraph', text: lines.reduce(joined, '') }
}

const cellsOf = (row: string): string[] =>
  row
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim())

/** Chinese is written without spaces, so a line goes on without one. */
function joined(before: string, line: string): string {
  const space = before === '' || /[\u3000-\u9fff\uff00-\uffef]$/.test(before) ? '' : ' '
  return `${before}${space}${line.trim()}`
}

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|(!?)\[([^\]]*)\]\(([^)]*)\)/g

export function inlineOf(text: string): Inline[] {
  const parts: Inline[] = []
  let from = 0
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) })
    const [whole, code, strong, emphasis, mark, label = '', target = ''] = match
    if (code !== undefined) parts.push({ kind: 'code', text: code })
    else if (strong !== undefined) parts.push({ kind: 'strong', text: strong })
    else if (emphasis !== undefined) parts.push({ kind: 'emphasis', text: emphasis })
    else parts.push({ kind: mark === '!' ? 'image' : 'link', text: label, target })
    from = match.index + whole.length
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}
