import { type Gaps, say, type Text, useLanguage } from './language.ts'

export type Words = Readonly<Record<string, Text>>

/**
 * The texts of a page, each in every language.
 * @example
 * export const words = defineWords({ save: { en: 'Save', zh: '保存' }, left: { en: '{n} left', zh: '还剩 {n} 个' } })
 */
export const defineWords = <W extends Words>(words: W): W => words

/**
 * Says the texts of a page in the chosen language.
 * @example
 * const t = useWords(words)
 * t('left', { n: 3 })
 */
export function useWords<W extends Words>(words: W): (key: keyof W & string, gaps?: Gaps) => string {
  const language = useLanguage()
  return (key, gaps) => say(words[key]!, language, gaps)
}
