/** Unix seconds as `2026-11-23T12:00:00Z`. A ticket may claim any number, so one that is no date stays a number. */
export function isoTime(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? String(seconds) : `${date.toISOString().replace(/\.\d+Z$/, '')}Z`
}
