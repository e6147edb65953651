/** What becomes of a message with such words. No I/O. Numbers are those of docs/rules.md. */
import type { MsgBody } from '@signet/protocol/message'
import type { Found, Matcher } from './matcher.ts'

export type Filtered =
  | { readonly kind: 'clean' }
  | { readonly kind: 'replaced'; readonly body: MsgBody }
  | { readonly kind: 'blocked'; readonly words: readonly string[] }

const CLEAN: Filtered = { kind: 'clean' }

/** AUD1: looks at the text elements; a blocked word refuses the whole message, whatever else is replaced. */
export function filterBody(matcher: Matcher, body: MsgBody): Filtered {
  let changed = false
  const blocked: string[] = []
  const filtered = body.map((element) => {
    if (element.MsgType !== 'TIMTextElem') return element
    const found = matcher.find(element.MsgContent.Text)
    if (found.length === 0) return element
    for (const { word } of found) if (word.action.kind === 'block') blocked.push(word.text)
    changed = true
    return { ...element, MsgContent: { ...element.MsgContent, Text: replaced(element.MsgContent.Text, found) } }
  })
  if (blocked.length > 0) return { kind: 'blocked', words: [...new Set(blocked)] }
  return changed ? { kind: 'replaced', body: filtered } : CLEAN
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
