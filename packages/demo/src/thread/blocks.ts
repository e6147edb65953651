import type { Line } from './arrange.ts'

/** Some lines that are drawn, or left out, together. */
export interface Block {
  readonly key: string
  readonly lines: readonly Line[]
}

/** Lines of a block: few enough to be drawn at once, many enough that thousands of lines are few blocks. */
export const BLOCK_SIZE = 40

/**
 * Lines in blocks. A block stays the same one whatever comes before or after it, as long as the anchor is there.
 *
 * @param anchor the key of a line with which a block begins
 * @example blocksOf(arrange(messages, undefined), messages[0]?.ID)
 */
export function blocksOf(lines: readonly Line[], anchor: string | undefined): Block[] {
  const at = Math.max(
    0,
    lines.findIndex(({ key }) => key === anchor),
  )
  const blocks: Block[] = []
  for (let start = (at % BLOCK_SIZE) - BLOCK_SIZE; start < lines.length; start += BLOCK_SIZE) {
    const some = lines.slice(Math.max(0, start), start + BLOCK_SIZE)
    if (some.length > 0) blocks.push({ key: String((start - at) / BLOCK_SIZE), lines: some })
  }
  return blocks
}

/** Whether two blocks show the same, so that nothing is to be drawn. */
export const isSameBlock = (a: readonly Line[], b: readonly Line[]): boolean =>
  a.length === b.length && a.every((line, index) => isSameLine(line, b[index]!))

function isSameLine(a: Line, b: Line): boolean {
  if (a.kind !== b.kind || a.key !== b.key) return false
  if (a.kind === 'tip' && b.kind === 'tip') return a.message === b.message
  if (a.kind === 'message' && b.kind === 'message')
    return a.message === b.message && a.isFirst === b.isFirst && a.isLast === b.isLast
  return true
}
