/** Unix seconds of this machine's clock. */
export const clock = (): number => Math.floor(Date.now() / 1000)

const UNITS: readonly (readonly [string, number])[] = [
  ['days', 86_400],
  ['h', 3600],
  ['min', 60],
]

/** "45 s", "3 h", "12 days": rounded down, in the largest unit of which there are two, so that it is never far off. */
export function describeDuration(seconds: number): string {
  for (const [unit, size] of UNITS) {
    if (seconds >= 2 * size) return `${Math.floor(seconds / size)} ${unit}`
  }
  return `${seconds} s`
}

/** "2026-11-23 09:00:00 UTC", or the bare number for a time that no calendar has. */
export function describeTime(unixSeconds: number): string {
  const date = new Date(unixSeconds * 1000)
  if (Number.isNaN(date.getTime())) return `Unix time ${unixSeconds}`
  return `${date.toISOString().slice(0, -5).replace('T', ' ')} UTC`
}
