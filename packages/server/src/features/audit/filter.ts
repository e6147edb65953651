/** What becomes of a message with such words. No I/O. Numbers are those of docs/rules.md. */
import type { MsgBody } from '@signet/protocol/message'
import type { Found, Matcher, Word } from './matcher.ts'

export type Filtered =
  | { readonly kind: 'clean' }
  | { readonly kind: 'replaced'; readonly body: MsgBody }
  | { readonly kind: 'blocked'; readonly words: readonly string[] }

export const CLEAN: Filtered = { kind: 'clean' }

/** AUD1: looks at the text elements, also of messages that are merged; a blocked word refuses the whole message, whatever else is replaced. */
export function filterBody(matcher: Matcher, body: MsgBody, onFound?: (word: Word) => void): Filtered {
  const blocked = new Set<string>()
  const words = new Set<Word>()
  const filtered = filterElements(onFound === undefined ? matcher : noting(matcher, words), body, blocked)
  for (const word of words) onFound?.(word)
  if (blocked.size > 0) return { kind: 'blocked', words: [...blocked] }
  return filtered === body ? CLEAN : { kind: 'replaced', body: filtered as MsgBody }
}

/** A message is one find of a word, however often it says it. */
const noting = (matcher: Matcher, words: Set<Word>): Matcher => ({
  find(text) {
    const found = matcher.find(text)
    for (const { word } of found) words.add(word)
    return found
  },
})

/** What a merged message lists is shaped like a message of its own, at each depth. */
interface Shaped {
  readonly MsgType: string
  readonly MsgContent: object
}
interface Listed {
  readonly MsgBody: readonly Shaped[]
}

/** The same array where nothing is to be replaced. */
function filterElements(matcher: Matcher, body: readonly Shaped[], blocked: Set<string>): readonly Shaped[] {
  let changed = false
  const filtered = body.map((element) => {
    const content = filterContent(matcher, element, blocked)
    if (content === element.MsgContent) return element
    changed = true
    return { ...element, MsgContent: content }
  })
  return changed ? filtered : body
}

function filterContent(matcher: Matcher, { MsgType, MsgContent }: Shaped, blocked: Set<string>): object {
  const { Text, MsgList } = MsgContent as { readonly Text?: unknown; readonly MsgList?: unknown }
  if (MsgType === 'TIMTextElem' && typeof Text === 'string') {
    const found = matcher.find(Text)
    for (const { word } of found) if (word.action.kind === 'block') blocked.add(word.text)
    const acting = found.filter(({ word }) => word.action.kind !== 'report')
    return acting.length === 0 ? MsgContent : { ...MsgContent, Text: replaced(Text, acting) }
  }
  if (MsgType !== 'TIMRelayElem' || !Array.isArray(MsgList)) return MsgContent
  const before = MsgList as readonly Listed[]
  const after = before.map((one) => {
    const MsgBody = filterElements(matcher, one.MsgBody, blocked)
    return MsgBody === one.MsgBody ? one : { ...one, MsgBody }
  })
  return after.some((one, i) => one !== before[i]) ? { ...MsgContent, MsgList: after } : MsgContent
}

function replaced(text: string, found: readonly Found[]): string {
  let result = ''
  let at = 0
  for (const { from, to, word } of found) {
    result += text.slice(at, from) + (word.action.kind === 'replace' ? word.action.by : '')
    at = to
  }
  return result + text.slice(at)
}
