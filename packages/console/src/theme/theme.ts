import { useSyncExternalStore } from 'react'

/** `system` follows the machine. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'signet-console-theme'
const listeners = new Set<() => void>()
const dark = matchMedia('(prefers-color-scheme: dark)')
const kept = localStorage.getItem(KEY)
let current: Theme = THEMES.find((theme) => theme === kept) ?? 'system'

const isDark = (): boolean => current === 'dark' || (current === 'system' && dark.matches)

function show(): void {
  document.documentElement.setAttribute('theme-mode', isDark() ? 'dark' : 'light')
  for (const listener of listeners) listener()
}
dark.addEventListener('change', show)
show()

export function chooseTheme(next: Theme): void {
  current = next
  localStorage.setItem(KEY, next)
  show()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, () => current)

/** Whether the page is dark now: for what draws with colours of its own, like charts. */
export const useDark = (): boolean => useSyncExternalStore(subscribe, isDark)
