import { useSyncExternalStore } from 'react'

export const LANGUAGES = ['en', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

/** One text in every language of the console: a missing one does not compile. */
export type Text = { readonly [L in Language]: string }

/** What fills the gaps of a text: `{count}`. */
export type Gaps = Readonly<Record<string, string | number>>

const KEY = 'signet-console-language'
const listeners = new Set<() => void>()

const isLanguage = (value: unknown): value is Language => LANGUAGES.some((language) => language === value)

function remembered(): Language {
  const kept = localStorage.getItem(KEY)
  if (isLanguage(kept)) return kept
  return navigator.languages.some((name) => name.toLowerCase().startsWith('zh')) ? 'zh' : 'en'
}

let current: Language = remembered()

function show(): void {
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en'
}
show()

export const language = (): Language => current

export function chooseLanguage(next: Language): void {
  current = next
  localStorage.setItem(KEY, next)
  show()
  for (const listener of listeners) listener()
}

/** The language that is chosen; the component is drawn again when another one is. */
export function useLanguage(): Language {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, language)
}

/** @example say({ en: '{n} keys', zh: '{n} 个密钥' }, 'en', { n: 3 }) // '3 keys' */
export const say = (text: Text, language: Language, gaps: Gaps = {}): string =>
  text[language].replaceAll(/\{(\w+)\}/g, (gap, name: string) => String(gaps[name] ?? gap))
