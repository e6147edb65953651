/** With what was kept in the places of its names: `$name`. */
export function filled(value: unknown, kept: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return value.startsWith('$') ? kept.get(value.slice(1)) : value
  if (Array.isArray(value)) return value.map((item) => filled(item, kept))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filled(item, kept)]))
}

/** With `"<text 40>"` as 40 times the letter x, `"<text 40 ö>"` another one, and `["<3>", item]` as three items, `%` in them their number. */
export function repeated(value: unknown): unknown {
  if (typeof value === 'string') {
    const [, length, letter = 'x'] = /^<text (\d+)(?: (.))?>$/u.exec(value) ?? []
    return length === undefined ? value : letter.repeat(Number(length))
  }
  if (Array.isArray(value)) {
    const count = /^<(\d+)>$/.exec(String(value[0]))?.[1]
    if (count === undefined) return value.map(repeated)
    const text = JSON.stringify(repeated(value[1]))
    return Array.from({ length: Number(count) }, (_, i) => JSON.parse(text.replaceAll('%', String(i))))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, repeated(item)]))
}
