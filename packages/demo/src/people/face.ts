/** A hue of the colour circle, the same for the same ID. */
export function hueOf(id: string): number {
  let hash = 0
  for (const sign of id) hash = (Math.imul(hash, 31) + sign.codePointAt(0)!) | 0
  return Math.abs(hash) % 360
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
