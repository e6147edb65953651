import { defineWords, useWords } from '../language/words.ts'

const words = defineWords({
  minutes10: { en: '10 minutes', zh: '10 分钟' },
  hour: { en: '1 hour', zh: '1 小时' },
  day: { en: '1 day', zh: '1 天' },
  week: { en: '7 days', zh: '7 天' },
  forEver: { en: 'For ever', zh: '永久' },
  seconds: { en: '{n} s', zh: '{n} 秒' },
  minutes: { en: '{n} min', zh: '{n} 分钟' },
  hours: { en: '{n} h', zh: '{n} 小时' },
  days: { en: '{n} d', zh: '{n} 天' },
})

/** Seconds that mean for ever. */
export const FOR_EVER = 4_294_967_295

const CHOICES = [
  ['600', 'minutes10'],
  ['3600', 'hour'],
  ['86400', 'day'],
  ['604800', 'week'],
  [String(FOR_EVER), 'forEver'],
] as const

/** How long something lasts, to choose from and to read. */
export function useDurations() {
  const t = useWords(words)
  return {
    /** Values are seconds. */
    options: CHOICES.map(([value, text]) => ({ value: value as string, text: t(text) })),
    /** @example say(90) // '2 min' */
    say(seconds: number): string {
      // What began as for ever has run for a while.
      if (seconds > FOR_EVER / 2) return t('forEver')
      if (seconds < 90) return t('seconds', { n: seconds })
      if (seconds < 5400) return t('minutes', { n: Math.round(seconds / 60) })
      if (seconds < 129_600) return t('hours', { n: Math.round(seconds / 3600) })
      return t('days', { n: Math.round(seconds / 86_400) })
    },
  }
}
