import type { Language } from '../shell/language.tsx'

type Format = 'clock' | 'weekday' | 'day' | 'date' | 'full'

const OPTIONS: Readonly<Record<Format, Intl.DateTimeFormatOptions>> = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  weekday: { weekday: 'short' },
  day: { month: 'short', day: 'numeric' },
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  full: { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' },
}
const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format is slow, and a list asks for hundreds of times. */
function say(format: Format, ms: number, language: Language): string {
  const key = `${language} ${format}`
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, OPTIONS[format])
  formats.set(key, known)
  return known.format(ms)
}

/** How many midnights lie between a moment and now. */
export function daysAgo(ms: number, now: number): number {
  const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0)
  return Math.round((midnight(now) - midnight(ms)) / DAY_MS)
}

/** `seconds` as a list of conversations shows it: the time of today, a day, or a date. */
export function listTime(seconds: number, language: Language, yesterday: string, now = Date.now()): string {
  const ms = seconds * 1000
  const days = daysAgo(ms, now)
  if (days <= 0) return say('clock', ms, language)
  if (days === 1) return yesterday
  if (days < 7) return say('weekday', ms, language)
  return say(new Date(ms).getFullYear() === new Date(now).getFullYear() ? 'day' : 'date', ms, language)
}

/** The day above messages. */
export function dayText(
  seconds: number,
  language: Language,
  word: { readonly today: string; readonly yesterday: string },
  now = Date.now(),
): string {
  const days = daysAgo(seconds * 1000, now)
  if (days <= 0) return word.today
  return days === 1 ? word.yesterday : say('date', seconds * 1000, language)
}

export const clockTime = (seconds: number, language: Language): string => say('clock', seconds * 1000, language)
export const fullTime = (seconds: number, language: Language): string => say('full', seconds * 1000, language)
