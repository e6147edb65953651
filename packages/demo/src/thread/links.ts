/** A part of a text: a link when it has an address. */
export interface TextPart {
  readonly text: string
  readonly href?: string
  readonly isMention?: boolean
}

// Only addresses that are written out, and only of the web: nothing that a text says is ever run.
const LINK = /https?:\/\/[^\s<>"'`，。！？；：、（）《》]+/giu
const MENTION = /(?<=^|\s)@[^\s@]+/gu
const TAIL = /[.,!?;:)\]}]+$/

/** Finds links, and in a message that names people the names. */
export function textParts(text: string, hasMentions: boolean): TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  for (const { 0: found, index } of text.matchAll(LINK)) {
    const address = found.replace(TAIL, '')
    if (!URL.canParse(address)) continue
    parts.push(...mentions(text.slice(at, index), hasMentions), { text: address, href: address })
    at = index + address.length
  }
  parts.push(...mentions(text.slice(at), hasMentions))
  return parts
}

function mentions(text: string, hasMentions: boolean): TextPart[] {
  if (!hasMentions) return text === '' ? [] : [{ text }]
  const parts: TextPart[] = []
  let at = 0
  for (const { 0: found, index } of text.matchAll(MENTION)) {
    if (index > at) parts.push({ text: text.slice(at, index) })
    parts.push({ text: found, isMention: true })
    at = index + found.length
  }
  if (at < text.length) parts.push({ text: text.slice(at) })
  return parts
}
