import { useEffect, useState } from 'react'
import { keep, kept } from './kept.ts'

export type Theme = 'light' | 'dark'

const system = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
const chosen = (): Theme => {
  const before = kept('theme')
  return before === 'light' || before === 'dark' ? before : system()
}

/** Before the first drawing, so that a dark page does not flash. */
export const applyTheme = (theme: Theme = chosen()): void => document.documentElement.setAttribute('theme-mode', theme)

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(chosen)
  useEffect(() => applyTheme(theme), [theme])
  return [
    theme,
    (next) => {
      keep('theme', next)
      setTheme(next)
    },
  ]
}
