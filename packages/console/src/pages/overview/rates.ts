import { useCallback } from 'react'
import { useLanguage } from '../../language/language.ts'

/** How something per second is written: with digits that mean something. */
export function useRates(): (perSecond: number) => string {
  const locale = useLanguage() === 'zh' ? 'zh-CN' : 'en-GB'
  return useCallback(
    (perSecond) =>
      perSecond.toLocaleString(locale, { maximumFractionDigits: perSecond < 1 ? 2 : perSecond < 100 ? 1 : 0 }),
    [locale],
  )
}
