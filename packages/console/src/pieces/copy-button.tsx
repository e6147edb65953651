import { useEffect, useState } from 'react'
import { Button } from 'tdesign-react'
import { useWords } from '../language/words.ts'
import { CheckIcon, CopyIcon } from './icons.ts'
import { words } from './words.ts'

/** Copies a text and says that it did. `label` names what is copied, for those who do not see it. */
export function CopyButton({ text, label, words: shown }: { text: string; label?: string; words?: string }) {
  const t = useWords(words)
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state])
  const said = state === 'copied' ? t('copied') : state === 'refused' ? t('notCopied') : (shown ?? t('copy'))
  return (
    <Button
      size="small"
      variant="text"
      icon={state === 'copied' ? <CheckIcon /> : <CopyIcon />}
      aria-label={state === 'idle' && label !== undefined ? `${t('copy')}: ${label}` : undefined}
      onClick={() => {
        copyText(text).then(
          () => setState('copied'),
          () => setState('refused'),
        )
      }}
    >
      <span aria-live="polite">{said}</span>
    </Button>
  )
}

/** Over plain http a browser has no clipboard for pages: there the old way still works. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return await navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (!done) throw new Error('Copying was refused.')
}
