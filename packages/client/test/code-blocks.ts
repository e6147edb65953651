import { readFileSync } from 'node:fs'

/** The code of a page in a language, in order. */
export function codeBlocks(page: string, language: string): string[] {
  const text = readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8')
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, kind]) => kind === language)
    .map(([, , code]) => code!)
}
