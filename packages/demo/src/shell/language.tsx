import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { keep, kept } from './kept.ts'

export type Language = 'en' | 'zh'

/** A text, or how one is made of values. */
export type Word = string | ((...values: never[]) => string)
/** The same words in another language: one that is missing does not compile. */
type Same<T> = {
  readonly [K in keyof T]: T[K] extends (...values: infer V) => string ? (...values: V) => string : string
}
export interface Words<T> {
  readonly en: T
  readonly zh: Same<T>
}

/** The words of an area of the page in both languages. */
export const words = <T extends Record<string, Word>>(en: T, zh: Same<NoInfer<T>>): Words<T> => ({ en, zh })

interface Spoken {
  readonly language: Language
  readonly speak: (language: Language) => void
}

const LanguageContext = createContext<Spoken>({ language: 'en', speak: () => {} })

const chosen = (): Language => {
  const before = kept('language')
  if (before === 'en' || before === 'zh') return before
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(chosen)
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  const spoken = useMemo(
    () => ({
      language,
      speak(next: Language) {
        keep('language', next)
        setLanguage(next)
      },
    }),
    [language],
  )
  return <LanguageContext value={spoken}>{children}</LanguageContext>
}

export const useLanguage = (): Spoken => useContext(LanguageContext)

/** The words of an area in the language of the page. */
export function useWords<T>(table: Words<T>): Same<T> {
  return table[useLanguage().language] as Same<T>
}
