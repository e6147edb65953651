/** A hue of the colour circle, the same for the same ID. */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5
  for (const sign of id) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193)
  // Short names differ in few bits: mixed, they are far apart on the circle.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return ((hash ^ (hash >>> 15)) >>> 0) % 360
}

const signs = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const firstOf = (text: string): string => signs.segment(text)[Symbol.iterator]().next().value?.segment ?? ''

/** One or two letters for a name; of a Chinese name its last sign, as is usual there. */
export function initialsOf(name: string): string {
  const text = name.trim()
  if (/^\p{Script=Han}/u.test(text)) return [...signs.segment(text)].at(-1)?.segment ?? ''
  const [first = '', ...others] = text.split(/[\s_.-]+/).filter((word) => word !== '')
  return (firstOf(first) + firstOf(others.at(-1) ?? '')).toLocaleUpperCase()
}
