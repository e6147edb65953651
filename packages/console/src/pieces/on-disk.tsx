import type { ReactNode } from 'react'
import { useWords } from '../language/words.ts'
import { Panel } from './panel.tsx'
import { Empty } from './states.tsx'
import { words } from './words.ts'

/** What copies messages works on a server that has them on disk; elsewhere the page says that there is nothing to copy. */
export function OnDisk({ possible, children }: { readonly possible: boolean; readonly children: ReactNode }) {
  const t = useWords(words)
  if (possible) return children
  return (
    <Panel>
      <Empty title={t('inMemory')} text={t('inMemoryText')} />
    </Panel>
  )
}
