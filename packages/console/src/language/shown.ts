import { useLanguage } from './language.ts'

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB']

/** How numbers, times and sizes are written in the chosen language. */
export function useShown() {
  const locale = useLanguage() === 'zh' ? 'zh-CN' : 'en-GB'
  return {
    number: (value: number): string => value.toLocaleString(locale),
    /** @param ms since 1970 */
    time: (ms: number): string => new Date(ms).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'medium' }),
    day: (ms: number): string => new Date(ms).toLocaleDateString(locale, { dateStyle: 'medium' }),
    /** Hours and minutes. */
    clock: (ms: number): string => new Date(ms).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' }),
    /** Day and month. */
    shortDay: (ms: number): string => new Date(ms).toLocaleDateString(locale, { day: 'numeric', month: 'short' }),
    /** "3 minutes ago", "in 2 days". */
    ago(ms: number, now: number = Date.now()): string {
      const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
      const seconds = Math.round((ms - now) / 1000)
      const size = Math.abs(seconds)
      if (size < 60) return format.format(seconds, 'second')
      if (size < 3600) return format.format(Math.round(seconds / 60), 'minute')
      if (size < 86_400) return format.format(Math.round(seconds / 3600), 'hour')
      return format.format(Math.round(seconds / 86_400), 'day')
    },
    bytes(value: number): string {
      const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, value)) / 10)))
      const amount = value / 1024 ** step
      return `${amount.toLocaleString(locale, { maximumFractionDigits: amount < 10 ? 1 : 0 })} ${UNITS[step]}`
    },
  }
}
