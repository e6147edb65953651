import type { Entry } from './entry.ts'
import { Secret, secretWeakness } from './secret.ts'

/** A value that fits the entry, or what it should have been in words that follow "must be". */
export type Checked = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string }

const good = (value: unknown): Checked => ({ ok: true, value })
const bad = (message: string): Checked => ({ ok: false, message })

/** Reads the text of an environment variable or a flag. Lists are separated by commas. */
export function parseText(entry: Entry, raw: string): Checked {
  switch (entry.type) {
    case 'integer':
      return checkValue(entry, /^[+-]?\d+$/.test(raw.trim()) ? Number(raw) : raw)
    case 'boolean': {
      const value = { true: true, '1': true, false: false, '0': false }[raw.trim().toLowerCase()]
      return checkValue(entry, value ?? raw)
    }
    case 'list':
      return checkValue(
        entry,
        raw
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== ''),
      )
    default:
      return checkValue(entry, raw)
  }
}

/** Checks a value that already has its type, as a file or a caller gives it. */
export function checkValue(entry: Entry, raw: unknown): Checked {
  switch (entry.type) {
    case 'integer':
      return Number.isInteger(raw) && (raw as number) >= entry.min && (raw as number) <= entry.max
        ? good(raw)
        : bad(`must be an integer from ${entry.min} to ${entry.max}, not ${show(raw)}`)
    case 'boolean':
      return typeof raw === 'boolean' ? good(raw) : bad(`must be true or false, not ${show(raw)}`)
    case 'text':
      return typeof raw === 'string' && entry.pattern.test(raw)
        ? good(raw)
        : bad(`must be ${entry.expects}, not ${show(raw)}`)
    case 'choice':
      return entry.values.includes(raw as string)
        ? good(raw)
        : bad(`must be one of ${entry.values.join(', ')}, not ${show(raw)}`)
    case 'list': {
      if (!Array.isArray(raw)) return bad(`must be a list of texts, not ${show(raw)}`)
      const wrong = raw.findIndex((item) => typeof item !== 'string' || !entry.pattern.test(item))
      return wrong === -1
        ? good(Object.freeze([...raw]))
        : bad(`item ${wrong + 1} must be ${entry.expects}, not ${show(raw[wrong])}`)
    }
    case 'secret':
      return checkSecret(raw)
  }
}

function checkSecret(raw: unknown): Checked {
  if (raw === undefined) return good(undefined)
  const value = raw instanceof Secret ? raw.reveal() : raw
  // The value is never shown, not even a wrong one: it may be a real secret in the wrong place.
  if (typeof value !== 'string') return bad('must be a text')
  const weakness = secretWeakness(value)
  return weakness === undefined ? good(new Secret(value)) : bad(`refused: ${weakness}`)
}

function show(raw: unknown): string {
  const text =
    typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? 'a table' : (JSON.stringify(raw) ?? 'nothing')
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
