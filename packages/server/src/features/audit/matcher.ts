/** Finds words in text, in time that grows with the text and not with the number of words. No I/O. Numbers are those of docs/rules.md. */
import { createRequire } from 'node:module'
import type { RE2JS } from 're2js'

/** Loaded with the first pattern: a quarter of a megabyte that few servers need. */
const require = createRequire(import.meta.url)

/** What becomes of a text that has the word in it. */
export type WordAction =
  | { readonly kind: 'replace'; readonly by: string }
  | { readonly kind: 'block' }
  /** It goes as it is; that it was there is counted. */
  | { readonly kind: 'report' }

export interface Word {
  readonly text: string
  /** A regular expression of the RE2 syntax, which is matched in linear time. */
  readonly isPattern: boolean
  readonly action: WordAction
}

export interface Found {
  readonly from: number
  readonly to: number
  readonly word: Word
}

export interface Matcher {
  /** From left to right; of those that overlap, the one that begins first, and the longest of those. */
  find(text: string): Found[]
}

interface Node {
  readonly next: Map<number, Node>
  fail: Node | undefined
  /** The word that ends here. */
  word: Word | undefined
  /** The nearest node on the way of failures at which a word ends. */
  suffix: Node | undefined
  readonly depth: number
}

const nodeOf = (depth: number): Node => ({
  next: new Map(),
  fail: undefined,
  word: undefined,
  suffix: undefined,
  depth,
})

/** AUD2: case and width do not hide a word. One unit stays one unit, so that places are those of the text. */
function folded(unit: number): number {
  const narrow = narrowed(unit)
  if (narrow < 0x80) return narrow >= 0x41 && narrow <= 0x5a ? narrow + 0x20 : narrow
  const lower = String.fromCharCode(narrow).toLowerCase()
  return lower.length === 1 ? lower.charCodeAt(0) : narrow
}

function narrowed(unit: number): number {
  if (unit >= 0xff01 && unit <= 0xff5e) return unit - 0xfee0
  return unit === 0x3000 ? 0x20 : unit
}

/** The text as it would be in narrow letters, each at its place. */
const narrowText = (text: string): string =>
  text.replace(/[\u3000\uff01-\uff5e]/g, (letter) => String.fromCharCode(narrowed(letter.charCodeAt(0))))

/** @throws an Error for a pattern that cannot be read */
export function createMatcher(words: readonly Word[]): Matcher {
  const root = nodeOf(0)
  for (const word of words) if (!word.isPattern) insert(root, word)
  link(root)
  const patterns = words.filter(({ isPattern }) => isPattern).map((word) => ({ word, re: compilePattern(word.text) }))
  return {
    find(text) {
      const found = literals(root, text)
      if (patterns.length > 0) {
        const narrow = narrowText(text)
        for (const { word, re } of patterns) {
          addMatches(found, re, word, text)
          if (narrow !== text) addMatches(found, re, word, narrow)
        }
      }
      return apart(found)
    },
  }
}

/** @throws an Error that says what is wrong with it */
export function compilePattern(text: string): RE2JS {
  const { RE2JS } = require('re2js') as typeof import('re2js')
  return RE2JS.compile(text, RE2JS.CASE_INSENSITIVE)
}

function insert(root: Node, word: Word): void {
  let node = root
  for (let i = 0; i < word.text.length; i++) {
    const unit = folded(word.text.charCodeAt(i))
    let next = node.next.get(unit)
    if (next === undefined) {
      next = nodeOf(node.depth + 1)
      node.next.set(unit, next)
    }
    node = next
  }
  // The same word may be in two lists: the one that blocks is the stricter.
  if (node !== root && (node.word === undefined || word.action.kind === 'block')) node.word = word
}

/** Where to go on when the next unit does not fit: breadth first, so that shorter ones are linked before. */
function link(root: Node): void {
  const queue = [root]
  for (const node of queue) {
    for (const [unit, child] of node.next) {
      let fall = node.fail
      while (fall !== undefined && !fall.next.has(unit)) fall = fall.fail
      child.fail = fall?.next.get(unit) ?? root
      child.suffix = child.fail.word === undefined ? child.fail.suffix : child.fail
      queue.push(child)
    }
  }
}

/** At each place the longest word that begins there: what ends later is longer. */
function literals(root: Node, text: string): Found[] {
  const longest: (Word | undefined)[] = []
  const ends: number[] = []
  let node = root
  for (let i = 0; i < text.length; i++) {
    const unit = folded(text.charCodeAt(i))
    while (node !== root && !node.next.has(unit)) node = node.fail ?? root
    node = node.next.get(unit) ?? root
    for (
      let end: Node | undefined = node.word === undefined ? node.suffix : node;
      end !== undefined;
      end = end.suffix
    ) {
      const from = i + 1 - end.depth
      longest[from] = end.word
      ends[from] = i + 1
    }
  }
  return longest.flatMap((word, from) => (word === undefined ? [] : [{ from, to: ends[from]!, word }]))
}

function addMatches(found: Found[], re: RE2JS, word: Word, text: string): void {
  const matcher = re.matcher(text)
  while (matcher.find())
    if (matcher.end() > matcher.start()) found.push({ from: matcher.start(), to: matcher.end(), word })
}

function apart(found: Found[]): Found[] {
  found.sort((a, b) => a.from - b.from || b.to - a.to)
  let end = 0
  return found.filter(({ from, to }) => {
    if (from < end) return false
    end = to
    return true
  })
}
